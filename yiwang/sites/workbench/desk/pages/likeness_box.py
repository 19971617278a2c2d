"""疑似重复: the files that say the same as this one, as far as this reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.casework.states import Track
from yiwang.cases.centre import queries as centre
from yiwang.cases.prints import queries as prints
from yiwang.cases.prints.queries import Alike
from yiwang.cases.prints.states import How, Standing
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Tag
from yiwang.sites.workbench.desk.pages.rows import chip, state_tag

SHOWN = 8
"""Likest files that a box names; of more it says how many."""


@dataclass(frozen=True, kw_only=True)
class LikeRow:
    """Another file. `how`: 换了说法，九成把握; `url`: of the two side by side."""

    number: str
    title: str
    case_url: str
    url: str
    how: str
    when: str
    unit: str
    state: Tag
    clock: ClockChip | None
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class LikenessBox:
    """`more`: how many there are beyond those named. `together_url`: where one answer for all of them is begun; else empty."""

    template: ClassVar[str] = "workbench/desk/boxes/likeness.html"
    rows: Sequence[LikeRow]
    more: int
    together_url: str


def likeness_box(who: Mover, appeal: Appeal, acts: Acts) -> LikenessBox | None:
    """Of a file of which anything like it is known."""
    return box_of(who, appeal) if centre.beside(case=appeal.case).likeness else None


def box_of(who: Mover, appeal: Appeal) -> LikenessBox | None:
    """The same, for whoever has not asked yet whether there is any. Two statements, and one for the clocks where there is."""
    found = prints.alike(case_id=appeal.pk, reach=who.reach)
    if not found:
        return None
    views = clocks.clocks_of(subjects=[one.case.ref for one in found[:SHOWN]], kinds=("handle",))
    rows = [_row(appeal, one, views.get(one.case.ref, {}).get("handle")) for one in found[:SHOWN]]
    return LikenessBox(rows=rows, more=max(len(found) - SHOWN, 0), together_url=_together(appeal, found))


def _row(appeal: Appeal, one: Alike, view: ClockView | None) -> LikeRow:
    case = one.case
    return LikeRow(
        number=case.number, title=case.title, case_url=reverse("workbench:case", args=[case.number]),
        url=reverse("workbench:like", args=[appeal.case.number, case.number]), how=how_said(one.how, one.score),
        when=words.day(case.registered_at), unit=case.unit.short_name if case.unit else "", state=state_tag(case),
        clock=chip(view, clock.now()) if case.track == Track.APPEAL else None,
        is_confirmed=one.state is Standing.CONFIRMED,
    )  # fmt: skip


def how_said(how: How, score: int) -> str:
    """一字不差; 文字大体相同（86%）; 换了说法（把握82%）."""
    if how is How.EXACT:
        return how.label
    if how is How.SHINGLE:
        return _("%(how)s（%(score)d%%）") % {"how": how.label, "score": score}
    return _("%(how)s（把握%(score)d%%）") % {"how": how.label, "score": score}


def _together(appeal: Appeal, found: Sequence[Alike]) -> str:
    try:
        address = reverse("matters:new")
    except NoReverseMatch:
        return ""
    picked = [appeal.case.number, *(one.case.number for one in found)]
    return f"{address}?{'&'.join(f'pick={number}' for number in picked[:50])}&from=likeness"
