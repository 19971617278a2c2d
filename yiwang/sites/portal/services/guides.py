"""A guide as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries.leading import Led, led, picked_of
from yiwang.kit import clock, schemas
from yiwang.sites.portal.services import words
from yiwang.sites.portal.services.finding import crumbs, name_of
from yiwang.sites.portal.services.picture import Flow, flow_of
from yiwang.sites.ui.pages import Choice, Fact, Link, Tag
from yiwang.sites.ui.words import is_english

PREFIX = "s_"
"""Names of the fields that hold answers of the questions that lead."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question that leads."""

    name: str
    text: str
    several: bool
    options: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class MaterialLine:
    """What to bring. `tag`: 不用交, or how it is given."""

    name: str
    tag: Tag | None
    how: str
    notes: Sequence[str]
    blank: str


@dataclass(frozen=True, kw_only=True)
class GuideShown:
    """One service, whole."""

    url: str
    name: str
    is_foreign: bool
    lead: str
    figures: Sequence[tuple[str, str, str]]
    """Name, number and unit of the four facts."""
    apply_url: str
    apply_why_not: str
    blocks: Sequence[str]
    notes: Sequence[str]
    others: Sequence[Link]
    who: Sequence[str]
    not_for: str
    objects: str
    questions: Sequence[Question]
    is_led: bool
    materials: Sequence[MaterialLine]
    maybe: Sequence[MaterialLine]
    flow: Flow | None
    limits: Sequence[Fact]
    fees: Sequence[Fact]
    where: Sequence[Fact]
    grounds: Sequence[tuple[str, str, str]]
    faqs: Sequence[tuple[str, str]]
    basis: Sequence[str]
    codes: Sequence[Fact]
    version: str
    phone: str
    has_form: bool
    blank_url: str
    advice_url: str
    crumbs: Sequence[Link]


def chosen_of(asked: QueryDict, body: Mapping[str, Any]) -> dict[str, list[str]]:
    """Answers out of a form: each option by its place, so that addresses stay short. What cannot be read is no answer."""
    found: dict[str, list[str]] = {}
    for question in body["situations"]:
        places = [int(at) for at in asked.getlist(PREFIX + question["code"]) if at.isdecimal() and len(at) < 4]
        options = question["options"]
        if answers := [options[at]["answer"] for at in places if at < len(options)]:
            found[question["code"]] = answers
    return found


def questions_of(way: Led, chosen: Mapping[str, Sequence[str]]) -> list[Question]:
    """The questions to ask so far, with what was chosen."""
    return [
        Question(
            name=PREFIX + one["code"], text=one["question"], several=bool(one["several"]), options=_options(one, chosen)
        )
        for one in way.questions
    ]


def _options(question: Mapping[str, Any], chosen: Mapping[str, Sequence[str]]) -> list[Choice]:
    picked = picked_of(question, chosen)
    return [
        Choice(value=str(at), label=option["answer"], hint=option.get("note", ""), is_chosen=option in picked)
        for at, option in enumerate(question["options"])
    ]


def guide(row: queries.Guide, asked: QueryDict) -> GuideShown:
    """The page of a service, narrowed by what was answered on it."""
    body: dict[str, Any] = row.body or {}
    chosen = chosen_of(asked, body)
    way = led(body, chosen)
    guide, unit = body["guide"], body["unit"]
    why_not = _why_not_online(body, way)
    return GuideShown(
        url=reverse("portal:service", args=[row.key]), name=name_of(row), is_foreign=is_english(),
        lead=_lead(body), figures=_figures(body, way),
        apply_url="" if why_not else _apply_url(row.key, asked), apply_why_not=why_not, blocks=way.blocks,
        notes=[*queries.arranged(category=body.get("category", ""), on=clock.today()), *way.notes],
        others=_others(way), who=guide["conditions"], not_for=guide["not_for"],
        objects="、".join(str(words.OBJECTS[one]) for one in guide["objects"]),
        questions=questions_of(way, chosen), is_led=way.is_done and bool(way.questions),
        materials=[_material(one) for one in way.materials], maybe=[_material(one) for one in way.maybe],
        flow=flow_of(body["steps"]), limits=_limits(body), fees=_fees(way), where=_where(guide, unit),
        grounds=[(one["text"], one["law"], one.get("next", "")) for one in body["grounds"]],
        faqs=[(one["q"], one["a"]) for one in guide["faqs"]], basis=body["basis"], codes=_codes(row.key, body),
        version=_("第%(n)d版，%(day)s起适用") % {"n": body["version"], "day": body["valid_from"]},
        phone=guide["consult_phone"] or unit.get("phone", ""), has_form=bool(body["form"].get("properties")),
        blank_url=reverse("portal:service_blank", args=[row.key]),
        advice_url=f"{reverse('portal:appeal')}?{urlencode({'type': 'consult', 'item': row.key})}",
        crumbs=crumbs(name_of(row)),
    )  # fmt: skip


def _lead(body: Mapping[str, Any]) -> str:
    """What comes out, in one sentence."""
    result = body.get("result") or {}
    if not result.get("document"):
        return ""
    validity = f"（{result['validity']}）" if result.get("validity") else ""
    return _("办好以后您会拿到：%(what)s%(validity)s。") % {"what": result["document"], "validity": validity}


def _figures(body: Mapping[str, Any], way: Led) -> list[tuple[str, str, str]]:
    visits = int(body["guide"]["visits"])
    found = [(_("要跑几次"), str(visits), ngettext("次", "次", visits))]
    promised = body["promised"] or body["legal"]
    if body["is_instant"]:
        found.append((_("承诺办好"), "10", _("分钟内")))
    elif promised:
        said = words.limit(promised)
        number = str(promised["value"]) if promised["value"] else ""
        found.append((_("承诺办好"), number or said, said.removeprefix(number) if number else ""))
    amounts = sorted({int(fee["amount_fen"]) for fee in way.fees})
    if not amounts or amounts == [0]:
        found.append((_("费用"), "0", _("元")))
    else:
        low, high = (f"{one / 100:g}" for one in (amounts[0], amounts[-1]))
        found.append((_("费用"), high if low == high else f"{low}—{high}", _("元")))
    return found


def _why_not_online(body: Mapping[str, Any], way: Led) -> str:
    """Why it cannot be applied for on this page; empty where it can."""
    if way.blocks:
        return way.blocks[0]
    if body["decided_elsewhere"]:
        return _("这件事在“%(name)s”办理，我们这里告诉您要准备什么。") % {"name": body["decided_elsewhere"]}
    if not body["can_apply"] or body["guide"]["depth"] in ("I", "II"):
        return _("这件事要到窗口办。去之前先看要准备什么，免得多跑。")
    return ""


def _apply_url(key: str, asked: QueryDict) -> str:
    """To the first page, with what was answered here."""
    kept = urlencode([(name, value) for name, values in asked.lists() if name.startswith(PREFIX) for value in values])
    url = reverse("portal:apply", args=[key])
    return f"{url}?{kept}" if kept else url


def _others(way: Led) -> list[Link]:
    """Other services that the answers lead to."""
    codes = [code for option in way.options for code in (option.get("item"), option.get("add_item")) if code]
    names = queries.guide_names(keys=codes) if codes else {}
    return [Link(label=name_of(row), url=reverse("portal:service", args=[key])) for key, row in names.items()]


def _material(one: Mapping[str, Any]) -> MaterialLine:
    is_free = bool(one["register"])
    tag = Tag(text=_("不用交"), tone="ok", icon="done") if is_free else None
    how = {"A": _("由签发单位核对"), "B": _("窗口看原件"), "C": _("上传照片或扫描件"), "D": _("在网上填写、声明")}[
        one["trust"]
    ]
    notes = [one["form"], one["condition"], one["example"]]
    if one["may_follow"]:
        notes.append(_("可以先受理，材料后补"))
    if one["may_pledge"]:
        notes.append(_("可以书面承诺代替"))
    blank = one["blank"] if one["blank"].startswith(("https://", "/")) else ""
    return MaterialLine(
        name=one["name"],
        tag=tag,
        how=_("系统自动核对") if is_free else how,
        notes=[note for note in notes if note],
        blank=blank,
    )


def _limits(body: Mapping[str, Any]) -> list[Fact]:
    legal, promised = body["legal"], body["promised"]
    found = []
    if legal:
        extend = f"；{legal['extend']}" if legal["extend"] else ""
        found.append(Fact(term=_("法定期限"), value=f"{words.limit(legal)}{extend}"))
        if legal["source"]:
            found.append(Fact(term=_("期限的依据"), value=legal["source"]))
    if promised:
        found.append(Fact(term=_("我们承诺"), value=words.limit(promised)))
    if body["is_instant"]:
        found.append(Fact(term=_("秒办"), value=_("条件都由系统核对得上的，10分钟内办好；核对不上的转民警办。")))
    return found


def _fees(way: Led) -> list[Fact]:
    return [Fact(term=fee["name"], value="；".join(filter(None, _fee_words(fee)))) for fee in way.fees]


def _fee_words(fee: Mapping[str, Any]) -> tuple[str, str, str]:
    return words.yuan(fee["amount_fen"]), fee["condition"], _("依据：%(law)s") % {"law": fee["basis"]}


def _where(guide: Mapping[str, Any], unit: Mapping[str, str]) -> list[Fact]:
    name = unit.get("name_en") if is_english() and unit.get("name_en") else unit.get("name", "")
    told = (
        (_("承办单位"), name), (_("地点"), guide["place"]), (_("时间"), guide["hours"] or unit.get("hours", "")),
    )  # fmt: skip
    found = [Fact(term=term, value=value) for term, value in told if value]
    phones = (
        (_("咨询电话"), guide["consult_phone"] or unit.get("phone", "")),
        (_("投诉电话"), guide["complaint_phone"]),
    )
    return found + [Fact(term=term, value=number, tel=number) for term, number in phones if number]


def _codes(key: str, body: Mapping[str, Any]) -> list[Fact]:
    codes = body["codes"]
    told = (
        (_("本局编码"), codes["local"] or key), (_("基本编码"), codes["base_12"]), (_("实施编码"), codes["implementation_31"]),
        (_("业务编码"), codes["business_33"]),
    )  # fmt: skip
    who = body["officer"] or _("暂时空缺")
    return [Fact(term=term, value=value) for term, value in told if value] + [Fact(term=_("责任人"), value=who)]


# ---- the empty sheet


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form for a pen: its lines, each with the answers to tick."""

    name: str
    title: str
    lines: Sequence[tuple[str, Sequence[str]]]
    url: str


def sheet(row: queries.Guide) -> Sheet:
    """The form of a service as an empty sheet."""
    form: dict[str, Any] = (row.body or {}).get("form", {})
    fields = form.get("properties", {})
    lines = [
        (str(fields[name].get("title", name)), [said for _code, said in schemas.options(fields[name])])
        for name in schemas.names(form)
        if fields[name].get("type") != "boolean" or "const" not in fields[name]
    ]
    return Sheet(
        name=name_of(row),
        title=str(form.get("title") or row.name),
        lines=lines,
        url=reverse("portal:service", args=[row.key]),
    )
