"""协办: the list of what a unit owes others, the pages of calling in and of reporting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, Part
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import PartAct
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.sites.ui.pages import Chip, ClockChip, Row, Tag
from yiwang.sites.workbench.desk.pages.boxes_together import is_kept_from
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.frame import capped
from yiwang.sites.workbench.desk.pages.rows import chip

TASK_SHOWN = 40


def units_to_call(appeal: Appeal) -> list[Unit]:
    """Open units that may be asked: not the handling one, none that it is about."""
    out = {*appeal.case.excluded_units, appeal.case.unit.code if appeal.case.unit else ""}
    return [unit for unit in organisation.roster().standing.values() if unit.is_open and unit.code not in out]


@dataclass(frozen=True, kw_only=True)
class PartPage:
    """What a helping unit reads when it reports, and whoever takes a part back; `letter` None where it is kept from guests."""

    head: Head
    letter: Letter | None
    part: PartAct
    clock: ClockChip | None
    due_at: datetime

    @classmethod
    def of(cls, appeal: Appeal, part: PartAct) -> "PartPage":
        """From the appeal and the part."""
        ref = Ref("appeals.part", part.id)
        view = clocks.clocks_of(subjects=[ref], kinds=("co_handling",)).get(ref, {}).get("co_handling")
        letter = None if is_kept_from(appeal) else Letter.of(appeal, files.of(subject=appeal.case.ref))
        return cls(
            head=Head.of(appeal, None), letter=letter, part=part, clock=chip(view, clock.now()), due_at=part.due_at
        )


def part_rows(parts: Sequence[Part]) -> list[tuple[Row, ClockView | None]]:
    """A row for each part that is owed; one query for all the clocks."""
    views = clocks.clocks_of(subjects=[part.ref for part in parts], kinds=("co_handling",))
    now, found = clock.now(), []
    for part in parts:
        case, view = part.appeal.case, views.get(part.ref, {}).get("co_handling")
        task = part.task if len(part.task) <= TASK_SHOWN else f"{part.task[:TASK_SHOWN]}……"
        main = case.unit.short_name if case.unit else ""
        row = Row(
            url=reverse("workbench:report_part", args=[case.number, part.pk]), title=case.title,
            meta=" · ".join(said for said in (_("主办：%(unit)s") % {"unit": main} if main else "", task) if said),
            clock=chip(view, now), tag=Tag(text=_("待反馈"), tone="warn"), who=part.unit.short_name,
            html_id=f"part-{part.pk}",
        )  # fmt: skip
        found.append((row, view))
    return found


def parts_chip(owed: int, *, current: bool = False) -> Chip:
    """The inbox's way to what others asked us for."""
    return Chip(label=_("协办"), count=capped(owed), url=reverse("workbench:parts"), current=current)


def owed_by(who: Mover) -> int:
    """How many parts this hand's units owe, as far as a desk counts. One statement."""
    return queries.parts_owed(reach=who.reach).select_related(None).order_by()[: queries.COUNTED].count()
