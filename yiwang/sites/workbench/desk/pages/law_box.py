"""The box of a file that is on the way of a law of its own: where it is, by when, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.casework.states import Track
from yiwang.cases.tracks import queries
from yiwang.cases.tracks.states import MatterKind
from yiwang.sites.ui.pages import ClockChip, Fact, MoveButton, Tag
from yiwang.sites.workbench.desk.pages.lawful.matter import chip_of, facts_of, state_tag, step_due
from yiwang.sites.workbench.desk.pages.lawful.moves import buttons


@dataclass(frozen=True, kw_only=True)
class LawBox:
    """法定事项."""

    template: ClassVar[str] = "workbench/desk/boxes/law.html"
    kind: str
    tag: Tag
    clock: ClockChip | None
    due: str
    facts: Sequence[Fact]
    moves: Sequence[MoveButton]
    url: str


def law_box(who: Mover, appeal: Appeal, acts: Acts) -> LawBox | None:
    """Of a file on a track; an appeal asks the database nothing."""
    case = appeal.case
    matter = None if case.track == Track.APPEAL else queries.matter_of(case=case)
    if matter is None:
        return None
    return LawBox(
        kind=MatterKind(matter.kind).label, tag=state_tag(matter), clock=chip_of(matter), due=step_due(matter),
        facts=facts_of(matter), moves=buttons(who, matter), url=reverse("tracks:one", args=[case.number]),
    )  # fmt: skip
