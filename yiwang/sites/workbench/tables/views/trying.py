"""Trying a draft before it is handed in: a text on the routing, a file on the limits. Nothing is written."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries import Rehearsal, Told
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Due, Limit, LimitFacts
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.clock import CHINA, local
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import for_office
from yiwang.sites.workbench.tables.forms import LimitTryForm, RuleTryForm
from yiwang.sites.workbench.tables.kinds.limits import CLOCKS, Limits
from yiwang.sites.workbench.tables.kinds.routing import STAGES
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row
from yiwang.sites.workbench.tables.views.shared import show

_PAGES = {
    "danger": "打断填写，提示报警", "self_harm": "打断填写，提示心理援助", "domestic": "打断填写，家暴提示",
    "missing": "打断填写，走失提示",
    "money": "打断填写，止付提示", "discreet": "打断填写，静默报警提示", "soft": "不打断，15分钟内请人看",
}  # fmt: skip
_SECRECY = {"sealed": "密封", "informant": "隐去身份"}


@dataclass(frozen=True, kw_only=True)
class RoutingSide:
    """One side of a routing trial. `struck`: (stage, rule, words) of each rule that holds."""

    title: str
    unit: str
    confidence: str
    direct: bool
    category: str
    type: str
    above: str
    secrecy: str
    alarm: str
    struck: tuple[tuple[str, str, str], ...]


@for_office(Permission.DRAFT_RULES)
def routing(request: StaffRequest) -> HttpResponse:
    """A text by today's rules and by the sheet's, side by side."""
    names = Names()
    form = RuleTryForm(request.POST or None, names=names, initial={"channel": appeals.PORTAL_CHANNEL})
    sides: list[RoutingSide] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = Told(
            channel=given["channel"], content=given["content"], area_code=given["area"], category=given["category"],
            type=given["type"],
        )  # fmt: skip
        sides = [
            _side(title, appeals.rehearse(told, routing=payload), names) for title, payload in _payloads(Kind.ROUTING)
        ]
    return show(request, "try_routing", form=form, sides=sides, is_same=len(sides) == 2 and _same(*sides))


def _payloads(kind: str) -> list[tuple[str, Any]]:
    """What is in force, and what is being changed where something is."""
    try:
        found = [("现行规则", rules.current(kind=kind))]
    except Missing:
        found = []
    sheet = rules.sheet(kind=kind)
    return [*found, ("改动稿", sheet.payload)] if sheet else found


def _side(title: str, rehearsal: Rehearsal, names: Names) -> RoutingSide:
    said, stages = rehearsal.suggestion, dict(STAGES)
    return RoutingSide(
        title=title, unit=names.units.get(said.unit, "") or "受理台人工分派", confidence=f"{said.unit_confidence:.0%}",
        direct=said.is_direct, category=names.categories.get(said.category, said.category), type=names.types.get(said.type, ""),
        above=names.units.get(said.supervising_unit, ""), secrecy=_SECRECY.get(said.confidentiality, ""),
        alarm=_PAGES.get(rehearsal.page, ""),
        struck=tuple((stages[s.stage], f"{s.rule_id} {s.name}", "、".join(s.words)) for s in rehearsal.struck),
    )  # fmt: skip


def _same(one: RoutingSide, other: RoutingSide) -> bool:
    return {**one.__dict__, "title": ""} == {**other.__dict__, "title": ""}


@dataclass(frozen=True, kw_only=True)
class LimitSide:
    """One side of a trial of the limits: the row that wins and how its due moment is counted."""

    title: str
    key: str
    sentence: str
    binding: str
    due: Due | None


@for_office(Permission.DRAFT_RULES, method="GET")
def limits(request: StaffRequest) -> HttpResponse:
    """Which row wins for such a file, and the due moment, step by step."""
    names, table = Names(), Limits()
    asked = request.GET if request.GET else None
    initial = {
        "clock": "handle", "type": "help", "channel": appeals.PORTAL_CHANNEL, "priority": "normal",
        "at": local(clock.now()).replace(tzinfo=None),
    }  # fmt: skip
    form = LimitTryForm(asked, names=names, clocks=tuple(CLOCKS.items()), initial=initial)
    sides: list[LimitSide] = []
    if form.is_bound and form.is_valid():
        standing = Standing.of(table)
        tables: list[tuple[str, list[Row]]] = [("现行时限", list(standing.before.values()))]
        tables += [("改动稿", standing.rows)] if standing.sheet else []
        sides = [_limit_side(title, rows, form.cleaned_data, names) for title, rows in tables]
    return show(request, "try_limits", form=form, sides=sides)


def _limit_side(title: str, rows: list[Row], given: dict[str, Any], names: Names) -> LimitSide:
    facts = LimitFacts(
        clock=given["clock"], type=given["type"], category=given["category"], channel=given["channel"],
        priority=given["priority"],
    )  # fmt: skip
    limit = clocks.pick([Limit.from_row(row) for row in rows], facts)
    if limit is None:
        return LimitSide(title=title, key="", sentence="", binding="", due=None)
    row, table = limit.as_row(), Limits()
    at = given["at"].replace(tzinfo=CHINA)
    return LimitSide(
        title=title, key=limit.code, sentence=table.sentence(row, names),
        binding={"legal": "法律规定", "local": "本局承诺"}.get(limit.binding, "系统默认"),
        due=clocks.quote(limit=limit, at=at) if limit.unit.is_length else None,
    )  # fmt: skip
