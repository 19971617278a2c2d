"""Pages of filling in an application for somebody, and of taking in what is brought later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MaterialState, State
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.at_window import CHANNELS
from yiwang.cases.counter.queries import FilingView, GivenLine
from yiwang.sites.ui import schemaforms
from yiwang.sites.ui.pages import Fact, FieldError
from yiwang.sites.ui.schemaforms import SchemaForm
from yiwang.sites.workbench.applications.window_forms import QUESTION, WhoForm, questions_form

AT_ONCE = 60
"""More are found by the search."""
TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An item that may be chosen."""

    code: str
    name: str
    about: str
    can_apply: bool


def found(words: str) -> list[ItemLine]:
    """Items that somebody means who writes this; where nothing is written those that can be applied for, by name."""
    rows = queries.guides_like(words=words) if words.strip() else queries.guides_with_forms(size=AT_ONCE)
    return [ItemLine(code=row.key, name=row.name, about=row.theme, can_apply=row.is_online) for row in rows]


@dataclass(frozen=True, kw_only=True)
class MaterialCard:
    """One material that is asked for, and what is there of it."""

    code: str
    name: str
    hint: str
    error: str
    accept: str
    megabytes: int
    is_free: bool
    may_follow: bool
    may_declare: bool
    is_seen: bool
    is_declared: bool
    promised_by: str
    files: Sequence[tuple[int, str]]


@dataclass(frozen=True, kw_only=True)
class FillPage:
    """The whole of an application on one page. `known`: what a register said stands in the form."""

    key: int
    name: str
    questions: Form
    is_led: bool
    blocks: Sequence[str]
    notes: Sequence[str]
    who: WhoForm
    sheet: SchemaForm
    cards: Sequence[MaterialCard]
    pledge: Mapping[str, Any] | None
    is_pledged: bool
    facts: Sequence[Fact]
    errors: Sequence[FieldError]
    purpose_error: str
    said: str


def fill(
    view: FilingView, key: int, *, who: WhoForm, sheet: SchemaForm | None = None, problems: Mapping[str, str] | None = None,
    said: str = "",
) -> FillPage:  # fmt: skip
    """The page. `problems`: what was found wrong, by the id of its field."""
    way, wrong = view.led, dict(problems or {})
    known = view.prefilled | view.form
    prefilled = {name for name, value in view.prefilled.items() if known.get(name) == value}
    shown = sheet or schemaforms.blank(view.schema, known, prefilled=prefilled)
    is_asked = bool(view.guide["pledge"]) and any(one["may_pledge"] for one in way.materials)
    return FillPage(
        key=key, name=view.guide["name"]["zh"], questions=questions_form(way, view.chosen), is_led=way.is_done,
        blocks=way.blocks, notes=way.notes, who=who, sheet=shown, cards=[_card(view, one, wrong) for one in way.materials],
        pledge=view.guide["pledge"] if is_asked else None, is_pledged=view.is_pledged, facts=_facts(view),
        errors=[FieldError(message=words, target=where) for where, words in wrong.items()]
        + (list(shown.error_list) if sheet else []),
        purpose_error=wrong.get("id_purpose", ""), said=said,
    )  # fmt: skip


def _card(view: FilingView, told: Mapping[str, Any], wrong: Mapping[str, str]) -> MaterialCard:
    given, check = view.given.get(told["code"], GivenLine()), told["check"]
    hint = "；".join(filter(None, (told.get("condition", ""), told.get("example", ""))))
    return MaterialCard(
        code=told["code"], name=told["name"], hint=hint, error=wrong.get(f"file_{told['code']}", ""),
        accept=",".join(TYPES[kind] for kind in check["types"]), megabytes=check["max_mb"], is_free=bool(told["register"]),
        may_follow=told["may_follow"], may_declare=told["trust"] == "D", is_seen=given.is_seen, is_declared=given.is_declared,
        promised_by=given.promised_by.isoformat() if given.promised_by else "",
        files=[(one.id, one.name) for one in view.files_of(told["code"])],
    )  # fmt: skip


def _facts(view: FilingView) -> list[Fact]:
    """What to tell the person before anything is filled in."""
    guide, way = view.guide["guide"], view.led
    fee = "、".join(f"{one['name']}{one['amount_fen'] / 100:g}元" for one in way.fees if one["amount_fen"]) or _(
        "不收费"
    )
    told = ((_("事项"), view.guide["name"]["zh"]), (_("收费"), fee), (_("咨询电话"), guide.get("consult_phone", "")))
    return [Fact(term=term, value=value) for term, value in told if value]


def wanting(view: FilingView) -> dict[str, str]:
    """What keeps it from being filed, by the id of the field where it is mended."""
    found, way = {}, view.led
    if not way.is_done:
        last = way.questions[-1]["code"] if way.questions else ""
        found[f"id_{QUESTION}{last}_0"] = _("还有问题没有回答")
    if way.blocks:
        found["questions"] = way.blocks[0]
    for one in way.materials:
        if view.wants(one):
            way_out = (
                _("上传、勾选已核验原件，或者写明哪天补来") if one["may_follow"] else _("上传，或者勾选已核验原件")
            )
            found[f"file_{one['code']}"] = _("还没有收“%(name)s”：%(way)s") % {"name": one["name"], "way": way_out}
    if "pledge" in view.unfinished:
        found["id_pledged"] = view.unfinished["pledge"]
    return found


@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """回执: printed and handed over."""

    number: str
    code: str
    name: str
    facts: Sequence[Fact]
    due_at: datetime
    url: str


def receipt(view: FilingView) -> ReceiptPage:
    """As it stands beside the draft; what was handed in is listed so that both know."""
    told = view.receipt
    assert told is not None
    came = [f"{one['name']}（{_how(view, one)}）" for one in view.led.materials]
    channel = CHANNELS[view.window.channel] if view.window else ""
    facts = [
        (_("事项"), view.guide["name"]["zh"]), (_("申请人"), view.contact.name), (_("怎样来的"), channel),
        (_("收到的材料"), "、".join(came)), (_("代办人"), view.proxy.name if view.proxy else ""),
    ]  # fmt: skip
    return ReceiptPage(
        number=told.number, code=told.code, name=view.guide["name"]["zh"], due_at=told.due_at,
        facts=[Fact(term=term, value=value) for term, value in facts if value],
        url=reverse("applications:one", args=[told.number]),
    )  # fmt: skip


def _how(view: FilingView, told: Mapping[str, Any]) -> str:
    given = view.given.get(told["code"], GivenLine())
    if view.files_of(told["code"]):
        return _("收了复印件")
    if told["register"]:
        return _("不用交")
    if given.promised_by:
        return _("%(day)s前补来") % {"day": given.promised_by.isoformat()}
    return _("看过原件") if given.is_seen else _("已声明")


@dataclass(frozen=True, kw_only=True)
class ReceiveLine:
    """A material that may be taken in now, why it is asked for, and which move takes it."""

    code: str
    name: str
    why: str
    error: str


def to_receive(one: Application, problems: Mapping[str, str]) -> list[ReceiveLine]:
    """What may be handed in: what a correction asks for, what was promised, what is not there yet."""
    names = {row.code: row for row in one.materials.all()}
    if one.case.state == State.CORRECTING:
        told = [line.split("\t", 1) for line in str(one.correction.items).splitlines()]
        rows = [(code, names[code].name, why) for code, why in told if code in names]
    else:
        waits = {MaterialState.MISSING: _("还没有交"), MaterialState.WINDOW: _("要看原件")}
        rows = [(row.code, row.name, waits[MaterialState(row.state)]) for row in names.values() if row.state in waits]
        rows += [
            (row.code, row.name, _("约定%(day)s前补来") % {"day": row.promised_by})
            for row in names.values()
            if row.state == MaterialState.PROMISED
        ]
    return [ReceiveLine(code=code, name=name, why=why, error=problems.get(code, "")) for code, name, why in rows]
