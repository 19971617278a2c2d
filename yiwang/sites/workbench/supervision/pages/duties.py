"""民生清单: four figures, whose they are, and the files behind them with a button each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework.queries import Position
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.queries import Duties, Listed, Share
from yiwang.quality.supervision.states import Stage
from yiwang.sites.ui.pages import Kpi, Link, Row
from yiwang.sites.workbench.desk.pages.files import of_keys, rows


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure of the table and the address of its files; no address for none."""

    count: int
    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A unit or a person with the four figures."""

    name: str
    url: str
    cells: Sequence[Cell]
    total: int


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file of the list. `reason`: why it cannot be nudged by this hand; `is_nudged`: it was, this working day."""

    row: Row
    number: str
    is_nudged: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class DutiesPage:
    """The list of one unit. `asked`: the filters of the address, carried along by the buttons."""

    title: str
    crumbs: Sequence[Link]
    kpis: Sequence[Kpi]
    units: Sequence[Line]
    people: Sequence[Line]
    stages: Sequence[str]
    heading: str
    files: Sequence[FileLine]
    next_url: str
    asked: Mapping[str, str]


def page(by: Actor, reach: Reach, said: Mapping[str, str]) -> DutiesPage:
    """What this reader sees of a unit's list. Without a stage: what burns most of what there is."""
    found = queries.duties(by=by, reach=reach, unit=said["unit"])
    stage = Stage(said["stage"]) if said["stage"] else _worst(found)
    asked = {"unit": found.unit, "officer": said["officer"], "stage": stage.value}
    listed = queries.files(
        by=by, reach=reach, stage=stage, unit=found.unit, officer=said["officer"], after=Position.read(said["after"])
    )
    whose = next((one.name for one in found.people if one.code == said["officer"]), found.name)
    return DutiesPage(
        title=_title(found), crumbs=_crumbs(found), kpis=_kpis(found, stage), stages=[one.label for one in Stage],
        units=[_line(one, {"unit": one.code}) for one in found.units],
        people=[_line(one, {"unit": found.unit, "officer": one.code}) for one in found.people],
        heading=_("%(whose)s：%(stage)s") % {"whose": whose, "stage": stage.label}, files=_files(reach, listed),
        next_url=_url(**asked, after=listed.more.text) if listed.more else "", asked=asked,
    )  # fmt: skip


def _worst(found: Duties) -> Stage:
    return next((stage for stage in Stage if found.load.counts.get(stage)), Stage.OVERDUE)


def _title(found: Duties) -> str:
    late, soon = found.load.counts.get(Stage.OVERDUE, 0), found.load.counts.get(Stage.DUE_SOON, 0)
    if not found.load.total:
        return _("没有在办的件")
    if not late and not soon:
        return _("在办%(n)s件，没有超期和即将到期的") % {"n": found.load.total}
    return _("%(late)s件超期，%(soon)s件即将到期") % {"late": late, "soon": soon}


def _url(**asked: str) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('supervision:duties')}?{urlencode(kept)}"


def _crumbs(found: Duties) -> list[Link]:
    if not found.above:
        return []
    return [*(Link(label=name, url=_url(unit=code)) for code, name in found.above), Link(label=found.name)]


def _kpis(found: Duties, chosen: Stage) -> list[Kpi]:
    return [
        Kpi(
            label=stage.label, value=str(found.load.counts.get(stage, 0)), unit=_("件"),
            url=_url(unit=found.unit, stage=stage.value), tone="bad" if _is_bad(found, stage) else "",
            note=_("正在看") if stage is chosen else "",
        )
        for stage in Stage
    ]  # fmt: skip


def _is_bad(found: Duties, stage: Stage) -> bool:
    return stage is Stage.OVERDUE and bool(found.load.counts.get(stage))


def _line(share: Share, asked: Mapping[str, str]) -> Line:
    cells = [
        Cell(
            count=share.load.counts.get(stage, 0), label=stage.label,
            url=_url(**asked, stage=stage.value) if share.load.counts.get(stage) and asked.get("officer", "-") else "",
        )
        for stage in Stage
    ]  # fmt: skip
    is_named = "officer" not in asked
    name = share.name or _("没有派给人")
    return Line(name=name, url=_url(**asked) if is_named else "", cells=cells, total=share.load.total)


def _files(reach: Reach, listed: Listed) -> list[FileLine]:
    found = of_keys(listed.keys)
    shown = rows(found, unit=True)
    return [
        FileLine(
            row=row, number=appeal.case.number, is_nudged=appeal.pk in listed.nudged,
            reason=policies.may_nudge(reach, appeal.case).reason,
        )
        for appeal, (row, _view) in zip(found, shown, strict=True)
    ]  # fmt: skip
