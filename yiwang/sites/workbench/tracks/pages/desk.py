"""The desk of lawful ways: by track, by what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework.states import LAWFUL_TRACKS
from yiwang.cases.tracks import queries
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.queries import Listed
from yiwang.cases.tracks.states import MatterKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Chip, Group, Pager, Row
from yiwang.sites.workbench.desk.pages.lawful.matter import chip_of, state_tag, step_due
from yiwang.sites.workbench.desk.pages.rows import asker

MINE = "mine"
TRACKS = frozenset(track.value for track in LAWFUL_TRACKS)


def listed_by(show: str) -> Listed:
    """What the address asks for: a track, one's own, or all."""
    return Listed(track=show if show in TRACKS else "", is_mine=show == MINE)


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """What is not over, what is late on top. `late`: how many of this page."""

    chips: Sequence[Chip]
    groups: Sequence[Group]
    late: int
    pager: Pager

    @classmethod
    def of(cls, actor: Actor, rows: Sequence[Matter], pager: Pager, *, show: str) -> "DeskPage":
        """From one page of the rows, the earliest due first; those for which no time runs come last."""
        now = clock.now()
        late = [one for one in rows if one.due_at and one.due_at < now]
        running = [one for one in rows if one.due_at and one.due_at >= now]
        still = [one for one in rows if one.due_at is None]
        named = ((_("已超期"), late), (_("有期限的"), running), (_("没有在走的期限"), still))
        groups = [Group(title=title, rows=[_row(one) for one in part]) for title, part in named if part]
        return cls(chips=_chips(actor, show), groups=groups, late=len(late), pager=pager)


def _chips(actor: Actor, show: str) -> list[Chip]:
    counts = dict(queries.figures(by=actor))
    here = reverse("tracks:desk")
    tabs = [("", _("全部"), sum(counts.values())), (MINE, _("我办的"), None)]
    tabs += [(track.value, track.label, counts.get(track.value, 0)) for track in LAWFUL_TRACKS]
    return [
        Chip(label=label, url=f"{here}?show={name}" if name else here, count=count, current=name == show)
        for name, label, count in tabs
    ]


def _row(matter: Matter) -> Row:
    case = matter.case
    parts = [
        case.unit.short_name if case.unit else "", case.officer.name if case.officer else "", step_due(matter),
        matter.system_number,
    ]  # fmt: skip
    return Row(
        url=reverse("tracks:one", args=[case.number]), title=case.title, who=asker(case), clock=chip_of(matter),
        meta=" · ".join([case.number, MatterKind(matter.kind).label, *(part for part in parts if part)]),
        tag=state_tag(matter),
    )  # fmt: skip


__all__ = ["MINE", "TRACKS", "DeskPage", "listed_by"]
