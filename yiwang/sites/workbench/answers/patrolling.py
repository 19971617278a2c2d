"""今日咨询巡查 as a page: by line, nearest due first, with who has looked through it and by when the next look is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Patrolled, Stage
from yiwang.cases.appeals.queries.patrol import patrolled
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge import policies
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Patrol
from yiwang.sites.ui.pages import Chip, ClockChip, Group, Pager, Row, Tag, Tone
from yiwang.sites.workbench.desk.pages import rows
from yiwang.sites.workbench.desk.pages.load import line_name
from yiwang.sites.workbench.desk.pages.slices import FEW, sliced

BACK = timedelta(days=14)
_TONES: dict[Stage, Tone] = {
    Stage.UNASSIGNED: "warn", Stage.UNSIGNED: "warn", Stage.UNDRAFTED: "warn", Stage.DRAFTED: "go", Stage.REVIEW: "go",
    Stage.ANSWERED: "ok",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Look:
    """One patrol that was made."""

    who: str
    unit: str
    line: str
    at: datetime
    waiting: int
    late: int


@dataclass(frozen=True, kw_only=True)
class PatrolPage:
    """`is_done`: all that this hand stands for was looked through today. `next_due`: the clock of the patrol itself."""

    groups: Sequence[Group]
    answered: Sequence[Row]
    answered_today: int
    answered_url: str
    chips: Sequence[Chip]
    waiting: int
    late: int
    fresh: int
    pager: Pager
    may_patrol: bool
    is_done: bool
    looks: Sequence[Look]
    next_due: ClockChip | None


def page(*, by: Actor, reach: Reach, stage: str, line: str, number: str) -> PatrolPage:
    """The page for this reach: fifty at a time, and today's first answers where no stage is asked for."""
    mine = policies.patrols(reach)
    looks = knowledge.patrols_of(units={unit for unit, _line in mine}, since=clock.today() - BACK)
    own = [one for one in looks if (one.unit.code, one.line) in mine]
    today = {(one.unit.code, one.line) for one in own if one.day == clock.today()}
    last = max((one.at for one in own), default=None)
    found = appeals.consultations(by=by, line=line, reach=reach, since=last)
    path = reverse("answers:patrol")
    said = {name: value for name, value in (("stage", stage), ("line", line)) if value}
    wanted, pager = sliced(found.at(stage), path=path, page=number, said=said)
    few = found.answered[:FEW] if not stage else ()
    read = {one.pk: one for one in patrolled(keys=[*wanted, *few])}
    shown = _rows([one for key, one in read.items() if key in few], found.stages, None)
    return PatrolPage(
        groups=_groups([read[key] for key in wanted if key in read], found.stages, last), answered=shown,
        chips=_chips(found, stage, line), waiting=found.waiting,
        answered_today=found.counts[Stage.ANSWERED], answered_url=_url(path, stage=Stage.ANSWERED.value, line=line),
        late=found.late, fresh=found.fresh, pager=pager, may_patrol=bool(mine),
        is_done=bool(mine) and set(mine) <= today, looks=[_look(one) for one in own[:10]], next_due=_due(own),
    )  # fmt: skip


def _is_fresh(appeal: Appeal, last: datetime | None) -> bool:
    return last is None or appeal.case.registered_at > last


def _rows(found: Sequence[Appeal], stages: Mapping[int, Stage], last: datetime | None) -> list[Row]:
    made = rows.rows(found, unit=False)
    return [_row(row, appeal, stages[appeal.pk], last) for (row, _view), appeal in zip(made, found, strict=True)]


def _row(row: Row, appeal: Appeal, how: Stage, last: datetime | None) -> Row:
    case = appeal.case
    fresh = [Tag(text=_("新"), tone="go")] if last and _is_fresh(appeal, last) else []
    holder = " ".join(str(part) for part in (case.unit, case.officer) if part) or _("受理台")
    return replace(row, who=holder, tag=Tag(text=how.label, tone=_TONES[how]), marks=[*fresh, *row.marks])


def _groups(found: Sequence[Appeal], stages: Mapping[int, Stage], last: datetime | None) -> list[Group]:
    """By line; the line whose first is due first stands first."""
    lines: dict[str, list[Appeal]] = {}
    for appeal in found:
        lines.setdefault(appeal.case.line, []).append(appeal)
    made = dict(zip((one.pk for one in found), _rows(found, stages, last), strict=True))
    return [
        Group(title=line_name(line) if line else _("还没有分警种"), rows=[made[one.pk] for one in held])
        for line, held in lines.items()
    ]


def _chips(found: Patrolled, stage: str, line: str) -> list[Chip]:
    path = reverse("answers:patrol")
    counts = {one: found.counts.get(one, 0) for one in Stage}
    chips = [Chip(label=_("全部"), url=_url(path, line=line), count=found.waiting, current=not stage)]
    chips += [
        Chip(label=one.label, url=_url(path, stage=one.value, line=line), count=count, current=stage == one)
        for one, count in counts.items()
        if count or stage == one
    ]
    return chips + ([Chip(label=_("只看%(line)s") % {"line": line_name(line)}, url=path, current=True)] if line else [])


def _url(path: str, **said: str) -> str:
    kept = urlencode({name: value for name, value in said.items() if value})
    return f"{path}?{kept}" if kept else path


def _look(one: Patrol) -> Look:
    line = line_name(one.line) if one.line else ""
    return Look(who=one.by.name, unit=one.unit.short_name, line=line, at=one.at, waiting=one.waiting, late=one.late)


def _due(own: Sequence[Patrol]) -> ClockChip | None:
    """The clock of the patrol that is due first (ap.apply.review)."""
    keys = {(one.unit_id, one.line) for one in own}
    subjects = [Ref("knowledge.patrol", f"{unit}-{line}" if line else unit) for unit, line in sorted(keys)]
    known = clocks.clocks_of(subjects=subjects, kinds=("patrol",)) if subjects else {}
    views = [view for kinds in known.values() for view in kinds.values() if view.due_at]
    first = min(views, key=lambda view: view.due_at or clock.now(), default=None)
    return rows.chip(first, clock.now())
