"""How suggestions stood before people, week by week: counts by code, nobody's name, no case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yiwang.ground.language import queries as language
from yiwang.ground.language.models import Proposal, TextModel, Week
from yiwang.ground.language.states import ModelState
from yiwang.sites.ui.pages import Kpi, Text
from yiwang.sites.workbench.reading.pages.naming import NightLine, named, night, share, whats

RECENT = 4
"""Weeks that the numbers on top, and the list of what was overruled, are of."""


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """One week: how many were read, how many of them surely; by question how many were decided and in how many it stood."""

    monday: date
    read: int
    sure: str
    shares: Sequence[tuple[str, int, str]]


@dataclass(frozen=True, kw_only=True)
class Overruled:
    """What was suggested, what was decided instead, how often."""

    what: str
    said: str
    decided: str
    count: int


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The finding, four numbers with their course, what was overruled, what moved."""

    title: Text
    served: TextModel | None
    falls: Sequence[Text]
    kpis: Sequence[Kpi]
    overruled: Sequence[Overruled]
    apart: int
    grown: Sequence[tuple[str, int, int]]
    has_learnt: bool
    weeks: Sequence[WeekLine]
    night: NightLine | None
    waiting: Proposal | None


def home() -> HomePage:
    """The first page."""
    rows, served = language.weeks(), next(iter(_served()), None)
    recent = rows[:RECENT]
    population: Mapping[str, int] = served.metrics.get("population", {}) if served else {}
    apart, grown = language.moved(population, recent)
    nights = language.nights(most=1)
    return HomePage(
        title=_finding(recent),
        served=served,
        falls=[_fall(one) for one in language.falls()],
        kpis=[*(_kpi(what, label, rows) for what, label in whats().items()), _sure(rows)] if rows else [],
        overruled=[
            Overruled(what=whats()[what], said=named(what, said), decided=named(what, decided), count=count)
            for what, said, decided, count in language.overrulings(recent)
        ],
        apart=apart,
        grown=[(named("category", code), before, now) for code, before, now in grown],
        has_learnt=bool(population),
        weeks=[_week(row) for row in rows],
        night=night(nights[0]) if nights else None,
        waiting=language.open_proposal(),
    )


def _served() -> list[TextModel]:
    return [one for one in language.versions() if one.state == ModelState.ACTIVE]


def _finding(recent: Sequence[Week]) -> Text:
    decided, stood = language.agreement(recent, "category")
    if not decided:
        return _("文本模型")
    return _("最近四周，系统建议的类别有%(share)s人核定时没有改") % {"share": share(stood, decided)}


def _fall(one: language.Fall) -> Text:
    return _("%(what)s的吻合度从%(before)d%%降到%(now)d%%，降了%(points)d个点") % {
        "what": whats()[one.what], "before": one.before, "now": one.now, "points": one.points,
    }  # fmt: skip


def _kpi(what: str, label: str, rows: Sequence[Week]) -> Kpi:
    decided, stood = language.agreement(rows[:RECENT], what)
    course = [language.agreement([row], what) for row in reversed(rows)]
    return Kpi(
        label=_("%(what)s没有改的") % {"what": label},
        value=f"{stood * 100 / decided:.0f}" if decided else "–",
        unit="%" if decided else "",
        note=_("%(n)d件里") % {"n": decided},
        trend=[stood * 100 / decided for decided, stood in course if decided],
    )


def _sure(rows: Sequence[Week]) -> Kpi:
    read, sure = sum(row.read for row in rows[:RECENT]), sum(row.sure for row in rows[:RECENT])
    return Kpi(
        label=_("类别有把握的"),
        value=f"{sure * 100 / read:.0f}" if read else "–",
        unit="%" if read else "",
        note=_("读了%(n)d件") % {"n": read},
        trend=[row.sure * 100 / row.read for row in reversed(rows) if row.read],
    )


def _week(row: Week) -> WeekLine:
    told = [(label, language.agreement([row], what)) for what, label in whats().items()]
    return WeekLine(
        monday=row.monday,
        read=row.read,
        sure=share(row.sure, row.read),
        shares=[(label, decided, share(stood, decided)) for label, (decided, stood) in told],
    )
