"""What has served its term, what is held, and what an erasure would reach: the numbers before anything is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.ground.keeping.models import Hold, Order
from yiwang.ground.keeping.queries.terms import Term, terms
from yiwang.ground.keeping.states import OrderKind, OrderState
from yiwang.ground.people import queries as people
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Keeper, Target
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One kind of thing today. `due`: rows whose term is over and that go; `held`: rows whose term is over and that stay."""

    keeper: Keeper
    term: Term
    due: int
    held: int


def standings() -> list[Standing]:
    """The dry run: of each kind with a term, how many rows are due now. Counts only; nothing is touched."""
    now, rows = clock.now(), terms()
    return [
        Standing(keeper=one, term=rows[one.code], due=free, held=every - free)
        for one in record.keepers()
        if one.code in rows and one.due
        for moment in (rows[one.code].over(now),)
        for every, free in ((one.due(moment).count(), due_rows(one, moment).count()),)
    ]


def due_rows(keeper: Keeper, before: datetime) -> QuerySet[Any]:
    """Rows of this keeper whose term began before the moment, without those under a hold."""
    if keeper.due is None:
        raise ValueError(f"{keeper.name} has no term")
    return keeper.due(before).exclude(_under_hold(keeper))


def _under_hold(keeper: Keeper) -> Q:
    nothing = Q(pk__in=[])
    if not keeper.about:
        return nothing
    held = [hold.subject for hold in Hold.objects.filter(lifted_at=None)]
    if isinstance(keeper.about, str):
        return Q(pk__in=[ref.id for ref in held if ref.kind == keeper.about])
    kind, key = keeper.about
    found = nothing
    for ref in held:
        found |= Q(**{kind: ref.kind, key: str(ref.id)})
    return found


def reached(target: Target) -> list[tuple[Keeper, list[int]]]:
    """What of a widened target each keeper keeps, by its keys."""
    found = (
        (one, list(one.of(target).order_by("pk").values_list("pk", flat=True))) for one in record.keepers() if one.of
    )
    return [(one, keys) for one, keys in found if keys]


def person(*, phone: str) -> Target:
    """Whoever left this number: its digests, and those of mailboxes and accounts left with it. Empty where it is none."""
    number = people.read_phone(phone)
    if not number:
        return Target()
    known = people.with_phone(phone=number)
    more = {address for one in known for address in (one.mail, one.account)}
    return Target(digests=record.digests_of(number, *more))


def counted(target: Target) -> dict[str, int]:
    """What an erasure of this target would reach today, by what it is called."""
    return {one.label: len(keys) for one, keys in reached(record.widen(target))}


def objections(target: Target) -> list[str]:
    """Why a widened target may not be erased now, for people."""
    held = held_among(target.subjects - target.spared)
    found = [f"{hold.name}正在暂停销毁（{hold.ground}），请先解除" for hold in held]
    return [*found, *(reason for one in record.keepers() for reason in one.against(target))]


def held_among(subjects: Iterable[Ref]) -> list[Hold]:
    """Holds that stand over some of these things."""
    wanted = {(ref.kind, str(ref.id)) for ref in subjects}
    if not wanted:
        return []
    found = Hold.objects.filter(lifted_at=None, subject_id__in=[key for _, key in wanted])
    return [hold for hold in found if (hold.subject_kind, hold.subject_id) in wanted]


def hold_on(*, subject: Ref) -> Hold | None:
    """The hold that stands over a thing."""
    return next(iter(held_among([subject])), None)


def holds_over(*, subject: Ref) -> QuerySet[Hold]:
    """The same as rows, not read yet: for a page that asks several things at once."""
    return Hold.objects.filter(lifted_at=None, subject_kind=subject.kind, subject_id=str(subject.id))


def holds(*, limit: int = 200) -> list[Hold]:
    """Holds, those that stand first."""
    rows = Hold.objects.order_by("lifted_at", "-at", "-id")
    return sorted(rows[:limit], key=lambda hold: hold.lifted_at is not None)


def orders(*, limit: int = 100) -> list[Order]:
    """Orders, newest first."""
    return list(Order.objects.all()[:limit])


def order(*, id: int) -> Order:
    """One order. Missing: none."""
    found = Order.objects.filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def term_orders() -> list[Order]:
    """Approved orders over expired batches that are not done yet, oldest first."""
    open_ones = Order.objects.filter(kind=OrderKind.TERM, state=OrderState.APPROVED)
    return list(open_ones.order_by("decided_at", "id"))


def is_waiting(*, keeper: str) -> bool:
    """Whether an order over this kind's expired rows waits or runs."""
    return Order.objects.filter(
        kind=OrderKind.TERM, keeper=keeper, state__in=[OrderState.ASKED, OrderState.APPROVED]
    ).exists()
