"""Items: by code, several, and those for which nobody answers."""

from collections.abc import Iterable

from django.db.models import Q

from yiwang.kit.errors import Missing
from yiwang.offer.catalog.models import Item
from yiwang.offer.catalog.states import SHOWN

JOINED = ("unit", "officer", "officer__unit", "parent")


def item(*, code: str) -> Item:
    """The item of a code. Missing: there is none."""
    found = find_item(code=code)
    if found is None:
        raise Missing("没有这个事项")
    return found


def find_item(*, code: str) -> Item | None:
    """As `item`; None where there is none."""
    return Item.objects.select_related(*JOINED).filter(code=code).first()


def lock_item(*, code: str) -> Item | None:
    """The item, held until the command ends; None where there is none."""
    return Item.objects.select_for_update().filter(code=code).first()


def items_of(*, codes: Iterable[str]) -> dict[str, Item]:
    """Items by code; unknown codes are left out."""
    return {one.code: one for one in Item.objects.select_related(*JOINED).filter(code__in=list(codes))}


def vacancies() -> list[Item]:
    """事项空缺: items that can be seen, whose 承办单位 or 责任人 is not named or serves no longer (S1.6), by code."""
    vacant = Q(unit__isnull=True) | Q(officer__isnull=True) | Q(officer__is_active=False)
    shown = Q(versions__state__in=SHOWN, versions__valid_to__isnull=True)
    return list(Item.objects.select_related(*JOINED).filter(vacant & shown).distinct().order_by("code", "id"))
