"""Where an imported file came from, what its original did not say, and the files that belong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import ImportMode, Lack
from yiwang.cases.casework import queries as casework
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another file that belongs with this one. `how`: 内容相同，比这件晚."""

    number: str
    title: str
    url: str
    how: str


@dataclass(frozen=True, kw_only=True)
class OriginBox:
    """The import, fact by fact. `lacks`: what the original did not say, in words."""

    facts: Sequence[Fact]
    lacks: str
    is_old: bool


def origin_of(appeal: Appeal) -> OriginBox | None:
    """The box of an imported file; None, and no query, for any other."""
    if not queries.is_imported(key=appeal.case.intake_key or ""):
        return None
    origin = queries.origin_of(case_id=appeal.pk)
    if origin is None:
        return None
    written = clock.local(origin.written_at).date().isoformat() if origin.written_at else _("没有写")
    facts = [
        Fact(term=_("导入为"), value=ImportMode(origin.batch.mode).label),
        Fact(term=_("原件日期"), value=written),
        Fact(term=_("原承办"), value=origin.agency),
        Fact(term=_("原编号"), value=appeal.case.external_id),
        Fact(term=_("批次"), value=_("%(batch)s，第%(row)s行") % {"batch": origin.batch_id, "row": origin.row}),
    ]
    return OriginBox(
        facts=[fact for fact in facts if fact.value], is_old=origin.batch.mode == ImportMode.HISTORY,
        lacks="、".join(Lack(lack).label for lack in origin.lacks),
    )  # fmt: skip


def related_to(appeal: Appeal, by: Actor) -> list[Related]:
    """The files that belong with it, as far as this reader sees them."""
    return [
        Related(
            number=one.number, title=one.title, url=reverse("workbench:case", args=[one.number]),
            how=(_("%(kind)s，比这件晚") if one.is_later else _("%(kind)s，比这件早")) % {"kind": one.kind.label},
        )
        for one in casework.linked(by=by, case=appeal.case)
    ]  # fmt: skip
