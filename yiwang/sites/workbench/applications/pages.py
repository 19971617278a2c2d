"""Pages of applications as their templates take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import OPEN, MaterialState, Move, Outcome, State, StepState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.registers import queries as registers
from yiwang.ground.registers.models import LookUp
from yiwang.kit import clock, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, MoveButton, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.forms.base import stamps
from yiwang.sites.workbench.desk.pages.rows import chip

PAGE = 50
_LABELS = {"open": "在办", "mine": "我办的", "sample": "待抽样复核", "over": "已结束"}
_OVER = (State.FINISHED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED)
_SHOWN = {"open": OPEN, "mine": OPEN, "over": _OVER}
CLOCKS = (("accept", "受理"), ("correction_wait", "补正"), ("handle", "承诺"), ("decide", "法定"), ("deliver", "送达"))
"""The clocks of an application, as its page names them."""
_TONES = {
    MaterialState.GIVEN: "ok", MaterialState.WAIVED: "ok", MaterialState.PLEDGED: "ok", MaterialState.PROMISED: "warn",
    MaterialState.MISSING: "bad",
}  # fmt: skip
_STEP_TONES = {StepState.RUNNING: "go", StepState.PASSED: "ok", StepState.FAILED: "bad"}


def tag(one: Application) -> Tag:
    """Where it is."""
    state = State(one.case.state)
    text = f"{state.label}（{Outcome(one.outcome).label}）" if state is State.FINISHED and one.outcome else state.label
    return Tag(text=text, tone=state.tone)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Applications in sight."""

    title: str
    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str


def home(by: Actor, *, said: Mapping[str, Any]) -> ListPage:
    """One of the lists, what is due first on top."""
    show, page, item = str(said["show"]), int(said["page"]), str(said["item"])
    if show == "sample":
        found = queries.to_sample(by=by)
    else:
        found = queries.listed(by=by, item=item, states=_SHOWN[show], mine=show == "mine")
    begin = (page - 1) * PAGE
    some = list(found[begin : begin + PAGE + 1])
    near = clocks.clocks_of(subjects=[one.case.ref for one in some[:PAGE]]) if some else {}
    return ListPage(
        title=_("办件"), show=show, rows=[_row(one, near.get(one.case.ref, {})) for one in some[:PAGE]],
        chips=[
            Chip(label=label, url=f"{reverse('applications:list')}?show={name}", current=name == show)
            for name, label in _LABELS.items()
        ],
        pager=numbered_if_any(reverse("applications:list"), page=page, has_more=len(some) > PAGE, said=dict(said)),
    )  # fmt: skip


def _row(one: Application, known: Mapping[str, ClockView]) -> Row:
    unit = one.case.unit.short_name if one.case.unit else ""
    parts = (one.case.number, unit, words.near(one.submitted_at))
    marks = [Tag(text=_("秒办"), tone="go")] if one.is_instant else []
    return Row(
        url=reverse("applications:one", args=[one.case.number]), title=one.case.title,
        meta=" · ".join(str(part) for part in parts if part), tag=tag(one), clock=_running(known), marks=marks,
        who=one.case.officer.name if one.case.officer else "",
    )  # fmt: skip


def _running(known: Mapping[str, ClockView]) -> ClockChip | None:
    """The clock that runs now, as the file goes on."""
    live = [known[kind] for kind, _label in CLOCKS if kind in known and not known[kind].stopped_at]
    return chip(live[0], clock.now()) if live else None


@dataclass(frozen=True, kw_only=True)
class MaterialLine:
    """A material with its files."""

    name: str
    trust: str
    tag: Tag
    by: str
    files: Sequence[tuple[str, str]]


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
class OnePage:
    """One application as this reader sees it."""

    number: str
    title: str
    tag: Tag
    facts: Sequence[Fact]
    form: Sequence[Fact]
    materials: Sequence[MaterialLine]
    steps: Sequence[StepLine]
    clocks: Sequence[tuple[str, ClockChip]]
    moves: Sequence[MoveButton]
    correction: Sequence[tuple[str, str]]
    checks: Sequence[str]
    looks: Sequence[str]
    results: Sequence[str]
    parts: Sequence[tuple[str, str]]
    words: str
    words_tone: str
    is_open: bool


def one(by: Actor, application: Application, *, opened: Mapping[str, Any] | None = None) -> OnePage:
    """The page; `opened`: the form in full, where it was opened for a purpose."""
    case = application.case
    known = clocks.clocks_of(subjects=[case.ref]).get(case.ref, {})
    chips = [(label, chip(known[kind], clock.now())) for kind, label in CLOCKS if kind in known]
    return OnePage(
        number=case.number, title=case.title, tag=tag(application), facts=_facts(application),
        form=_form(application, opened), materials=_materials(application), steps=_steps(application),
        clocks=[(label, made) for label, made in chips if made], moves=_moves(by, application),
        correction=_correction(application), checks=_checks(application), looks=[_look(row) for row in
        registers.looks_of(subject=case.ref)],
        results=_results(application), parts=_parts(application), words=str(application.words),
        words_tone="ok" if application.outcome == Outcome.GRANTED else "warn", is_open=opened is not None,
    )  # fmt: skip


def _facts(one: Application) -> list[Fact]:
    case, person = one.case, one.case.applicant
    told = [
        (_("事项"), one.document.name.zh), (_("申请人"), mask_name(person.name) if person else ""),
        (_("代办"), mask_name(str(one.proxy).split("\n")[0]) if one.proxy else ""),
        (_("提交"), str(words.near(one.submitted_at))), (_("受理"), str(words.near(one.accepted_at)) if one.accepted_at else ""),
        (_("决定"), str(words.near(one.decided_at)) if one.decided_at else ""),
        (_("办理单位"), case.unit.name if case.unit else ""), (_("承办人"), case.officer.name if case.officer else ""),
        (_("收费"), _("%(yuan)s元") % {"yuan": f"{one.fee_fen / 100:g}"} if one.fee_fen else _("不收费")),
        (_("选的情形"), "、".join(answer for answers in one.chosen.values() for answer in answers)),
        (_("书面承诺"), _("已签") if one.pledge else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


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
                (_("第%(n)s份") % {"n": place}, reverse("applications:file", args=[one.case.number, held.file_id]))
                for place, held in enumerate(row.files.all(), 1)
            ],
        )
        for row in one.materials.prefetch_related("files")
    ]  # fmt: skip


def _steps(one: Application) -> list[StepLine]:
    return [
        StepLine(
            name=row.name, unit=row.unit.short_name if row.unit else "", due=row.due_at if row.state ==
            StepState.RUNNING else None,
            tag=Tag(text=StepState(row.state).label, tone=_STEP_TONES.get(StepState(row.state), "")),  # type: ignore[arg-type]
            ended=f"{row.officer.name if row.officer else _('系统')} {words.near(row.ended_at)}" if row.ended_at else "",
            opinion=str(row.opinion),
        )
        for row in one.steps.select_related("unit", "officer")
    ]  # fmt: skip


def _moves(by: Actor, one: Application) -> list[MoveButton]:
    """Those of this state that this hand makes; refused ones say why."""
    found = []
    for row, verdict in policies.open_moves(policies.mover(by), one):
        if row.move in (Move.CORRECT, Move.SUPPLY):
            continue  # the applicant's own, at the portal
        asks = row.asks or (("sure",) if row.move is Move.WITHDRAW else ())
        found.append(
            MoveButton(
                label=row.label, url=reverse("applications:move", args=[one.case.number, slug(row.move)]), reason=verdict.reason,
                way_out=verdict.way_out, is_primary=row.primary and bool(verdict), asks=asks, key=row.key,
                method="get" if asks else "post", fields=() if asks else stamps(one.case), html_id=f"move-{slug(row.move)}",
            )
        )  # fmt: skip
    return found


def slug(move: Move) -> str:
    """`ask-correction` of `ask_correction`."""
    return move.value.replace("_", "-")


def _correction(one: Application) -> list[tuple[str, str]]:
    found = getattr(one, "correction", None)
    if found is None:
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


def _parts(one: Application) -> list[tuple[str, str]]:
    found = list(one.parts.select_related("case"))
    if one.parent_id:
        found.append(queries.by_case(case_id=one.parent_id))
    return [
        (f"{part.case.title} {State(part.case.state).label}", reverse("applications:one", args=[part.case.number]))
        for part in found
    ]
