"""What the pages of an application show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import FilingView, GivenLine, ParcelView
from yiwang.kit import clock, schemas
from yiwang.sites.portal.appeals.pages import kept_file
from yiwang.sites.portal.services import words
from yiwang.sites.ui import schemaforms
from yiwang.sites.ui.pages import Check, Fact, Tag, Task, UploadItem
from yiwang.sites.ui.sayings import say
from yiwang.sites.ui.words import is_english


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands on every page of an application: its name, the way back, and how far it is."""

    item: str
    name: str
    guide_url: str
    tasks: Sequence[Task]
    left: int


@dataclass(frozen=True, kw_only=True)
class MaterialCard:
    """One material to be given. `free`: a register stands in for it (免证)."""

    code: str
    name: str
    notes: Sequence[str]
    is_free: bool
    is_at_window: bool
    is_declared: bool
    may_declare: bool
    may_follow: bool
    promised_by: str
    asks_age: bool
    issued_on: str
    files: Sequence[tuple[int, UploadItem]]
    others: Sequence[tuple[int, str]]
    """Files given for another material already, which may serve for this one too."""
    accept: str
    megabytes: int
    error: str


def order(view: FilingView) -> list[str]:
    """The pages in turn, by the name of their address."""
    found = ["questions"] if view.guide["situations"] else []
    found += ["who", "form", "materials"]
    if needs_pledge(view):
        found.append("pledge")
    return [*found, "check"]


def needs_pledge(view: FilingView) -> bool:
    """Whether a promise can take the place of a material here."""
    return bool(view.guide["pledge"]) and any(one["may_pledge"] for one in view.led.materials)


def url(item: str, page: str) -> str:
    """The address of a page."""
    if page == "form":
        return reverse("portal:apply_form", args=[item, 1])
    return reverse("portal:apply" if page == "questions" else f"portal:apply_{page}", args=[item])


def after(view: FilingView, page: str) -> str:
    """The address of the page that follows."""
    turn = order(view)
    return url(view.item, turn[turn.index(page) + 1])


def frame(view: FilingView, at: str) -> Frame:
    """The frame of a page."""
    titles = {
        "questions": _("您的情况"), "who": _("您是谁"), "form": _("填申请表"), "materials": _("交材料"),
        "pledge": _("告知承诺"), "check": _("核对后提交"),
    }  # fmt: skip
    wanting = view.unfinished
    tasks = [
        Task(
            label=titles[page], url=url(view.item, page), is_current=page == at,
            tag=None if page == "check" else _tag(page == at, page in wanting),
        )
        for page in order(view)
    ]  # fmt: skip
    name = view.guide["name"]
    return Frame(
        item=view.item, name=name["en"] if is_english() and name["en"] else name["zh"],
        guide_url=reverse("portal:service", args=[view.item]), tasks=tasks, left=len(wanting),
    )  # fmt: skip


def _tag(is_here: bool, is_wanting: bool) -> Tag:
    if is_here:
        return Tag(text=_("正在填"), tone="go")
    return Tag(text=_("还没填好")) if is_wanting else Tag(text=_("已填好"), tone="ok", icon="done")


# ---- materials


def cards(view: FilingView, problems: Mapping[str, str]) -> list[MaterialCard]:
    """Every material of this application; first those that need not be given."""
    found = [_card(view, one, problems) for one in view.led.materials]
    return sorted(found, key=lambda card: not card.is_free)


def _card(view: FilingView, one: Mapping[str, Any], problems: Mapping[str, str]) -> MaterialCard:
    code, check = one["code"], one["check"]
    given = view.given.get(code, GivenLine())
    mine = view.files_of(code)
    others = [(parcel.id, parcel.name) for parcel in view.parcels.values() if parcel.id not in given.files]
    return MaterialCard(
        code=code, name=one["name"], notes=[note for note in (one["form"], one["condition"], one["example"]) if note],
        is_free=bool(one["register"]), is_at_window=one["trust"] == "B", is_declared=given.is_declared,
        may_declare=one["trust"] == "D", may_follow=one["may_follow"],
        promised_by=given.promised_by.isoformat() if given.promised_by else "", asks_age=check["expiry_days"] > 0,
        issued_on=given.issued_on.isoformat() if given.issued_on else "",
        files=[(parcel.id, _coached(view.item, parcel, check, given.issued_on)) for parcel in mine], others=others,
        accept=",".join({"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}[kind] for kind in check["types"]),
        megabytes=check["max_mb"], error=say(problems.get(code, "")),
    )  # fmt: skip


def _coached(item: str, parcel: ParcelView, check: Mapping[str, Any], issued_on: date | None) -> UploadItem:
    """A file with what was seen in it at once; advice, never a verdict."""
    shown = kept_file(parcel, is_shown=False)
    checks = list(shown.checks)
    if check["expiry_days"] and issued_on and issued_on + timedelta(days=check["expiry_days"]) < clock.today():
        checks.append(Check(text=_("这张纸超过%(n)d天了，多半要换新的") % {"n": check["expiry_days"]}, ok=False))
    return UploadItem(
        name=shown.name,
        size=shown.size,
        checks=checks,
        thumbnail_alt=_("%(name)s的缩略图") % {"name": parcel.name},
        thumbnail_url=reverse("portal:apply_file", args=[item, parcel.id]) if parcel.has_thumbnail else "",
    )


# ---- the last look


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """All answers with 修改, what it costs and by when it is done."""

    answers: Sequence[Fact]
    who: Sequence[Fact]
    form: Sequence[Fact]
    materials: Sequence[Fact]
    fees: Sequence[tuple[str, str]]
    promise: str
    wanting: Sequence[str]


def check(view: FilingView) -> CheckPage:
    """The page before sending."""
    item, way = view.item, view.led
    change = {page: url(item, page) for page in ("questions", "who", "form", "materials")}
    promise = queries.promise_of_guide(guide=view.guide, at=clock.now())[0]
    return CheckPage(
        answers=[
            Fact(term=one["question"], value="、".join(view.chosen.get(one["code"], ())), change_url=change["questions"])
            for one in way.questions
        ],
        who=_who(view, change["who"]), form=_form_facts(view), promise=promise,
        materials=[Fact(term=one["name"], value=_how(view, one), change_url=change["materials"]) for one in way.materials],
        fees=[(fee["name"], words.yuan(fee["amount_fen"])) for fee in way.fees],
        wanting=[say(told) for told in view.unfinished.values()],
    )  # fmt: skip


def _who(view: FilingView, change: str) -> list[Fact]:
    facts = [
        Fact(term=_("姓名"), value=view.contact.name, change_url=change),
        Fact(term=_("公民身份号码"), value=view.id_number, change_url=change),
        Fact(term=_("手机号码"), value=view.contact.phone, change_url=change),
    ]
    if proxy := view.proxy:
        until = proxy.until.isoformat() if proxy.until else ""
        told = _("%(name)s，只办这一件，到%(until)s") % {"name": proxy.name, "until": until}
        facts.append(Fact(term=_("代办人"), value=told, change_url=change))
    return facts


def _form_facts(view: FilingView) -> list[Fact]:
    """What was filled in, in the words of the form, each with the page where it is changed."""
    fields, places = view.schema["properties"], schemaforms.pages(view.schema)
    at = {name: place for place, names in enumerate(places, start=1) for name in names}
    return [
        Fact(
            term=say(str(fields[name].get("title", name))), value=_said(fields[name], value),
            change_url=reverse("portal:apply_form", args=[view.item, at[name]]),
        )
        for name, value in schemas.kept(view.schema, view.form).items()
    ]  # fmt: skip


def _said(field: Mapping[str, Any], value: Any) -> str:
    if value is True:
        return _("是")
    known = dict(schemas.options(field))
    values = value if isinstance(value, list) else [value]
    return "、".join(known.get(str(one), str(one)) for one in values)


def _how(view: FilingView, material: Mapping[str, Any]) -> str:
    """How a material is given."""
    given = view.given.get(material["code"], GivenLine())
    files = view.files_of(material["code"])
    if material["register"]:
        return _("不用交，系统自动核对")
    if files:
        return "、".join(parcel.name for parcel in files)
    if given.promised_by:
        return _("%(day)s前补交") % {"day": given.promised_by.isoformat()}
    if given.is_declared:
        return _("已声明")
    return _("到窗口时带原件") if material["trust"] == "B" else _("还没有交")
