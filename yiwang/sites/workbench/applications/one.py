"""One application as its page shows it: what comes next, both clocks, form, materials, steps side by side, looks at registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application, ApplicationStep
from yiwang.cases.applications.states import ForwardState, MaterialState, Move, Outcome, State, StepState
from yiwang.cases.counter.commands.at_window import CHANNELS
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.registers import queries as registers
from yiwang.ground.registers.models import LookUp
from yiwang.kit import clock, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Fact, LedgerLine, Link, MoveButton, Tag
from yiwang.sites.workbench.applications import papers
from yiwang.sites.workbench.applications.next_step import next_step
from yiwang.sites.workbench.applications.pages import CLOCKS
from yiwang.sites.workbench.desk.forms.base import stamps
from yiwang.sites.workbench.desk.pages.outcome import tag
from yiwang.sites.workbench.desk.pages.rows import chip

_TONES = {
    MaterialState.GIVEN: "ok", MaterialState.WAIVED: "ok", MaterialState.PLEDGED: "ok", MaterialState.SEEN: "ok",
    MaterialState.PROMISED: "warn", MaterialState.MISSING: "bad",
}  # fmt: skip
_STEP_TONES = {StepState.RUNNING: "go", StepState.PASSED: "ok", StepState.FAILED: "bad"}
_AT_COUNTER = frozenset({Move.CORRECT, Move.SUPPLY, Move.TAKE_MATERIAL})
"""Moves that one page makes: what was brought to the window."""
_RARE = frozenset({Move.REASSIGN, Move.WITHDRAW, Move.START_SPECIAL, Move.EXTEND, Move.REVOKE_RESULT, Move.HAND_OVER})


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file of a material; a picture is shown on the page when it is unfolded."""

    label: str
    url: str
    is_picture: bool


@dataclass(frozen=True, kw_only=True)
class MaterialLine:
    """A material with its files."""

    name: str
    trust: str
    tag: Tag
    by: str
    files: Sequence[FileLine]


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step: who does it, how far it is."""

    name: str
    unit: str
    tag: Tag
    due: datetime | None
    ended: str
    opinion: str


@dataclass(frozen=True, kw_only=True)
class StepGroup:
    """One step, or several side by side (并联). `kind`: now, next, or over."""

    kind: str
    lines: Sequence[StepLine]


@dataclass(frozen=True, kw_only=True)
class ClockBox:
    """One clock with its ledger."""

    label: str
    chip: ClockChip | None
    due_at: datetime | None
    rule: str
    lines: Sequence[LedgerLine]


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One application as this reader sees it. `correction`: what was told is lacking, while it is."""

    number: str
    title: str
    channel: str
    at: datetime
    tag: Tag
    whose: str
    next: str
    is_lent: bool
    facts: Sequence[Fact]
    form: Sequence[Fact]
    materials: Sequence[MaterialLine]
    steps: Sequence[StepGroup]
    clocks: Sequence[tuple[str, ClockChip]]
    boxes: Sequence[ClockBox]
    moves: Sequence[MoveButton]
    correction: Sequence[tuple[str, str]]
    handed_back: str
    checks: Sequence[str]
    looks: Sequence[str]
    results: Sequence[str]
    notices: Sequence[str]
    parts: Sequence[tuple[str, str]]
    papers: Sequence[Link]
    words: str
    words_tone: str
    is_open: bool


def one(by: Actor, application: Application, *, opened: Mapping[str, Any] | None = None) -> OnePage:
    """The page; `opened`: the form in full, where it was opened for a purpose."""
    case = application.case
    known = clocks.clocks_of(subjects=[case.ref]).get(case.ref, {})
    chips = [(label, chip(known[kind], clock.now())) for kind, label in CLOCKS if _runs(known, kind)]
    return OnePage(
        number=case.number, title=case.title, tag=tag(application), channel=CHANNELS.get(case.channel, _("网上")),
        at=application.submitted_at, whose=_whose(application), is_lent=case.is_lent,
        next=next_step(application, known), facts=_facts(application), form=_form(application, opened),
        materials=_materials(application), steps=_steps(application),
        clocks=[(label, made) for label, made in chips if made], boxes=_boxes(application, known),
        moves=_moves(by, application), correction=_correction(application),
        handed_back=str(application.handed_back_why), checks=_checks(application),
        looks=[_look(row) for row in registers.looks_of(subject=case.ref)], results=_results(application),
        notices=_notices(application), parts=_parts(application), papers=papers.links(application), words=str(application.words),
        words_tone="ok" if application.outcome == Outcome.GRANTED else "warn", is_open=opened is not None,
    )  # fmt: skip


def _runs(known: Mapping[str, ClockView], kind: str) -> bool:
    """Clocks that have stopped stand in the ledgers, not in the head."""
    return kind in known and not known[kind].stopped_at


def _whose(one: Application) -> str:
    """主办；异地的，受理和决定各是谁."""
    own = one.case.unit.short_name if one.case.unit else ""
    if one.handed_at and one.deciding_unit:
        return _("%(own)s受理，%(there)s决定") % {"own": own, "there": one.deciding_unit.short_name}
    officer = f" {one.case.officer.name}" if one.case.officer else ""
    return f"{own}{officer}"


def _boxes(one: Application, known: Mapping[str, ClockView]) -> list[ClockBox]:
    """Both clocks (承诺、法定) with their ledgers; the others stand in the head."""
    found = []
    for kind, label in (("handle", _("承诺期限")), ("decide", _("法定期限")), ("decide_there", _("决定地期限"))):
        if kind in known:
            told = clocks.ledger(subject=one.case.ref, kind=kind, reader=clocks.OFFICER)
            lines = [
                LedgerLine(at=line.at, what=line.what, ground=line.ground, due=line.due_at if line.due != "—" else None)
                for line in told.lines
            ]
            found.append(
                ClockBox(
                    label=label,
                    chip=chip(known[kind], clock.now()),
                    due_at=told.due_at,
                    rule=str(told.rule),
                    lines=lines,
                )
            )
    return found


def _facts(one: Application) -> list[Fact]:
    case, person = one.case, one.case.applicant
    mode = queries.mode_named(one.document, one.mode)
    told = [
        (_("事项"), one.document.name.zh), (_("申请人"), mask_name(person.name) if person else ""),
        (_("代办"), mask_name(str(one.proxy).split("\n")[0]) if one.proxy else ""),
        (_("委托到"), one.proxy_until.isoformat() if one.proxy_until else ""),
        (_("按什么时限"), mode), (_("受理"), str(words.near(one.accepted_at)) if one.accepted_at else ""),
        (_("决定"), str(words.near(one.decided_at)) if one.decided_at else ""),
        (_("办理单位"), case.unit.name if case.unit else ""), (_("承办人"), case.officer.name if case.officer else ""),
        (_("收件窗口"), one.window_unit.name if one.window_unit else ""),
        (_("收费"), _("%(yuan)s元") % {"yuan": f"{one.fee_fen / 100:g}"} if one.fee_fen else _("不收费")),
        (_("选的情形"), "、".join(answer for answers in one.chosen.values() for answer in answers)),
        (_("书面承诺"), _pledge(one)), (_("国家平台"), _platform(one)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _pledge(one: Application) -> str:
    if not one.pledge:
        return ""
    if one.pledge_checked_at:
        said = _("核查属实") if one.pledge_kept else _("核查不属实")
        return f"{said}。{one.pledge_found}" if one.pledge_found else said
    due = _("，%(at)s前核查") % {"at": words.near(one.pledge_check_at)} if one.pledge_check_at else ""
    return f"{_('已签')}{due}"


def _platform(one: Application) -> str:
    found = getattr(one, "forwarding", None)
    if found is None:
        return one.document.decided_elsewhere
    parts = (found.platform, ForwardState(found.state).label, found.their_number, found.trouble)
    return " · ".join(str(part) for part in parts if part)


def _form(one: Application, opened: Mapping[str, Any] | None) -> list[Fact]:
    fields = one.document.form.get("properties", {})
    values = opened if opened is not None else queries.form_of(one)
    return [
        Fact(term=field.get("title", name), value=_value(field, values[name], is_open=opened is not None))
        for name, field in ((name, fields[name]) for name in schemas.names(one.document.form)) if name in values
    ]  # fmt: skip


def _value(field: Mapping[str, Any], value: Any, *, is_open: bool) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    told = {str(choice["const"]): str(choice["title"]) for choice in field.get("oneOf", ()) if "title" in choice}
    text = "、".join(str(part) for part in value) if isinstance(value, list) else told.get(str(value), str(value))
    if is_open or field.get("x-privacy") not in ("personal", "sensitive"):
        return text
    return f"{text[:1]}{'*' * max(len(text) - 2, 2)}{text[-1:]}" if len(text) > 4 else mask_name(text)


def _materials(one: Application) -> list[MaterialLine]:
    return [
        MaterialLine(
            name=row.name, trust=row.trust, by=row.promised_by.isoformat() if row.promised_by else "",
            tag=Tag(text=MaterialState(row.state).label, tone=_TONES.get(MaterialState(row.state), "")),  # type: ignore[arg-type]
            files=[
                FileLine(
                    label=_("%(name)s第%(n)s份") % {"name": row.name, "n": place},
                    url=reverse("applications:file", args=[one.case.number, held.file_id]),
                    is_picture=held.file.mime.startswith("image/"),
                )
                for place, held in enumerate(row.files.all(), 1)
            ],
        )
        for row in one.materials.prefetch_related("files__file")
    ]  # fmt: skip


def _steps(one: Application) -> list[StepGroup]:
    rows = list(one.steps.select_related("unit", "officer"))
    sides = [list(side) for _group, side in groupby(rows, key=lambda row: row.group or f"#{row.place}")]
    return [StepGroup(kind=_kind(side), lines=[_step(row) for row in side]) for side in sides]


def _kind(side: Sequence[ApplicationStep]) -> str:
    states = {row.state for row in side}
    if StepState.RUNNING in states:
        return "now"
    return "next" if states == {StepState.WAITING} else ""


def _step(row: ApplicationStep) -> StepLine:
    state = StepState(row.state)
    return StepLine(
        name=row.name, unit=row.unit.short_name if row.unit else "", due=row.due_at if state is StepState.RUNNING else None,
        tag=Tag(text=state.label, tone=_STEP_TONES.get(state, "")),  # type: ignore[arg-type]
        ended=f"{row.officer.name if row.officer else _('系统')} {words.near(row.ended_at)}" if row.ended_at else "",
        opinion=str(row.opinion),
    )  # fmt: skip


def _moves(by: Actor, one: Application) -> list[MoveButton]:
    """Those of this state that this hand makes, the next one first; refused ones say why. A window receives on one page."""
    found: list[MoveButton] = []
    for row, verdict in policies.open_moves(policies.mover(by), one):
        if row.move in _AT_COUNTER:
            if verdict and not any(button.html_id == "move-receive" for button in found):
                url = reverse("applications:receive", args=[one.case.number])
                found.append(
                    MoveButton(
                        label=_("收材料"), url=url, method="get", key="m", asks=("given",), html_id="move-receive"
                    )
                )
            continue
        asks = row.asks or (("sure",) if row.move is Move.WITHDRAW else ())
        found.append(
            MoveButton(
                label=row.label, url=reverse("applications:move", args=[one.case.number, slug(row.move)]), reason=verdict.reason,
                way_out=verdict.way_out, is_primary=row.primary and bool(verdict), asks=asks, key=row.key,
                method="get" if asks else "post", fields=() if asks else stamps(one.case), html_id=f"move-{slug(row.move)}",
                is_rare=row.move in _RARE,
            )
        )  # fmt: skip
    return sorted(found, key=lambda button: (not button.is_primary, button.is_refused))


def slug(move: Move) -> str:
    """`ask-correction` of `ask_correction`."""
    return move.value.replace("_", "-")


def _correction(one: Application) -> list[tuple[str, str]]:
    found = getattr(one, "correction", None)
    if found is None or found.received_at:
        return []
    names = {row.code: row.name for row in one.materials.all()} | {"form": _("申请表")}
    lines = (line.split("\t", 1) for line in str(found.items).splitlines())
    return [(names.get(code, code), why) for code, why in lines]


def _checks(one: Application) -> list[str]:
    return [
        _("%(at)s 判定表第%(rule)s行：%(says)s（%(ms)s毫秒）")
        % {"at": words.near(row.at), "rule": row.rule or "—", "says": row.says, "ms": row.milliseconds}
        for row in one.checks.all()
    ]


def _look(row: LookUp) -> str:
    what = row.get_act_display() if row.act else row.get_register_display()
    outcome = _("已办") if row.act and row.outcome == "found" else row.get_outcome_display()
    said = f"{what}：{outcome}"
    return f"{words.near(row.at)} {row.asked_by} {said}（{row.purpose}）"


def _results(one: Application) -> list[str]:
    return [
        f"{row.document} {row.number} {_('已撤销') if row.revoked_at else words.near(row.issued_at)}"
        for row in one.results.all()
    ]


def _notices(one: Application) -> list[str]:
    """审批抄告: who was told, who has read it."""
    return [
        f"{row.unit.short_name} {_('%(at)s已知悉') % {'at': words.near(row.read_at)} if row.read_at else _('还没有点知悉')}"
        for row in queries.notices_of(application=one)
    ]


def _parts(one: Application) -> list[tuple[str, str]]:
    found = list(one.parts.select_related("case"))
    if one.parent_id:
        found.append(queries.by_case(case_id=one.parent_id))
    return [
        (f"{part.case.title} {State(part.case.state).label}", reverse("applications:one", args=[part.case.number]))
        for part in found
    ]
