"""A file as its citizen reads it, out of the projection; nothing is shown that the projection does not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit import clock, numbers
from yiwang.kit.errors import Unavailable
from yiwang.sites.portal import said
from yiwang.sites.portal.answers.pages import Publishing, publishing
from yiwang.sites.portal.known import Answer, Together, answer_of, together
from yiwang.sites.portal.track.lawful_pages import Lawful, lawful
from yiwang.sites.portal.track.notes_pages import Asked, InVain, UrgePage, asked, in_vain, urge
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Day, Fact, LedgerLine, Link, Tag, TimelineItem

_KINDS: Mapping[str, Any] = {
    "count": "count",
    "hold": "hold",
    "off": "off",
    "due": "due",
    "over": "due",
    "done": "count",
}
_ICONS = {"go": "clock", "ok": "done"}
_CHANGES = ("change", "resume", "extend", "restart")
_OPEN = ("received", "registered", "pushed", "handling", "review", "second_review")
_SIGNED = ("handling", "review", "second_review")
_MOVING = ("received", "registered")
"""The states that change by themselves within seconds."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """How far the main file is that this one is worked on with."""

    state: str
    due_at: datetime | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class FilePage:
    """One file. `wish`: what the citizen has just asked for and is still on its way in; `is_moving`: the page renews itself.
    `is_closed`: the inner network is away; `is_outside`: and the file has not been there yet.
    """

    number: str
    title: str
    tag: Tag
    unit: str
    phone: str
    due_at: datetime | None
    is_open: bool
    is_signed: bool
    is_late: bool
    is_provisional: bool
    who: Sequence[Fact]
    told: Sequence[Fact]
    content: str
    answer: Answer | None
    earlier: Sequence[Answer]
    dispute_until: datetime | None
    may_dispute: bool
    may_withdraw: bool
    rule: str
    days: Sequence[Day]
    lines: Sequence[LedgerLine]
    story: Sequence[TimelineItem]
    alarm_by: str
    alarm_at: datetime | None
    is_ringing: bool
    is_discreet: bool
    wish: str
    is_moving: bool
    is_outside: bool
    is_closed: bool
    papers: Sequence[Link]
    publishing: Publishing | None
    merged: Merged | None
    split: Sequence[Link]
    together: Together | None
    asked: Asked | None
    answered: Sequence[Asked]
    urge: UrgePage
    may_supplement: bool
    in_vain: InVain | None
    waits: str
    lawful: Lawful | None
    crumbs: Sequence[Link]


def file(found: PublicFile, *, after: str = "", wish: str = "") -> FilePage:
    """The page of a file. `after`: the version before a wish was posted; while it stands, the wish is on its way."""
    body, ledger, unit = found.body, found.body.get("ledger") or {}, found.body.get("unit") or {}
    alarm = body.get("alarm") or {}
    is_open, due_at = body["state"] in _OPEN, _at(body.get("due_at"))
    closed = not queries.gate().is_open
    outside = closed and not found.version
    waiting = wish if after.isdecimal() and found.version <= int(after) else ""
    ringing = bool(body.get("is_urgent")) and is_open and not alarm.get("acknowledged_at") and not outside
    return FilePage(
        number=found.number, title=_title(body), tag=_outside() if outside else tag_of(body), is_outside=outside,
        is_closed=closed, unit=_unit_name(unit), phone=unit.get("phone", ""), due_at=due_at, is_open=is_open,
        is_signed=body["state"] in _SIGNED, is_late=is_open and bool(due_at and due_at < clock.now()),
        is_provisional=bool(body.get("provisional")), who=_who(body, unit), told=_told(body), content=body.get("content", ""),
        answer=answer_of(body.get("reply")), earlier=[a for a in map(answer_of, body.get("earlier", ())) if a],
        dispute_until=_at(body.get("dispute_until")), may_dispute=body["may"]["dispute"] and not waiting,
        may_withdraw=body["may"]["withdraw"] and not waiting, rule=said.known(ledger["rule"]) if ledger.get("rule") else "",
        days=ledger_days(ledger), lines=ledger_lines(ledger), story=_story(body, due_at), alarm_by=alarm.get("by", ""),
        alarm_at=_at(alarm.get("acknowledged_at")), is_ringing=ringing, is_discreet=bool(body.get("is_discreet")), wish=waiting,
        is_moving=bool(waiting) or ringing or body["state"] in _MOVING,
        papers=_papers(body, found.number), publishing=publishing(body), merged=_merged(body.get("merged")),
        split=[Link(label=one, url=reverse("portal:file", args=[one])) for one in body.get("split", ())],
        together=together(body.get("together"), is_open=is_open),
        asked=asked(body.get("question")), answered=[one for one in map(asked, body.get("answered", ())) if one and one.answer],
        urge=urge(found), may_supplement=bool(body["may"].get("supplement")) and not waiting, in_vain=in_vain(body),
        waits=_waits(ledger) if is_open else "", lawful=lawful(body, found.number),
        crumbs=[Link(label=_("首页"), url=reverse("portal:home")), Link(label=_("查进度"), url=reverse("portal:track")),
                Link(label=found.number)],
    )  # fmt: skip


def _merged(main: Mapping[str, Any] | None) -> Merged | None:
    if not main:
        return None
    return Merged(state=said.known(main["state_label"]), due_at=_at(main.get("due_at")), is_open=main["is_open"])


def _papers(body: Mapping[str, Any], number: str) -> list[Link]:
    """What can be downloaded, the letter first; nothing that a browser's list of downloads may not name."""
    names = (("letter", _("下载答复书（PDF）")), ("receipt", _("下载受理回执（PDF）")))
    known = body.get("papers") or {}
    return [
        Link(label=label, url=reverse("portal:paper", args=[number, kind])) for kind, label in names if kind in known
    ]


def _waits(ledger: Mapping[str, Any]) -> str:
    """Why the promise does not count just now, in the words of its ledger; empty where it counts."""
    if ledger.get("state") != "paused" or not ledger.get("lines"):
        return ""
    line = ledger["lines"][-1]
    return "。".join(filter(None, (said.ledger_line(line["what"]), said.ground(line["ground"]))))


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _unit_name(unit: Mapping[str, str]) -> str:
    return said.named(unit.get("name", ""), unit.get("name_en", ""))


def _title(body: Mapping[str, Any]) -> str:
    """A file that must not speak to who looks over a shoulder is named by its kind alone."""
    if body.get("title") and not body.get("is_discreet"):
        return str(body["title"])
    return _("您的%(kind)s") % {"kind": said.type_label(str(body.get("type", "")))}


def tag_of(body: Mapping[str, Any]) -> Tag:
    """Where the file is, as its citizen reads it."""
    tone: Any = {"warn": "go"}.get(
        body.get("tone", ""), body.get("tone", "")
    )  # to a citizen nothing burns: it is on its way
    return Tag(text=said.known(body["state_label"]), tone=tone, icon=_ICONS.get(tone, ""))


def _outside() -> Tag:
    """Number, code and promise stand; the gate to the inner network is closed."""
    return Tag(text=_("已收到，正在转入"), tone="go", icon=_ICONS["go"])


def _who(body: Mapping[str, Any], unit: Mapping[str, str]) -> list[Fact]:
    rows = [
        Fact(term=_("单位"), value=_unit_name(unit)), Fact(term=_("民警"), value=unit.get("officer", "")),
        Fact(term=_("值班电话"), value=unit.get("phone", ""), tel=unit.get("phone", "")),
        Fact(term=_("监督单位"), value=said.named(body.get("supervising", ""), body.get("supervising_en", ""))),
    ]  # fmt: skip
    return [row for row in rows if row.value]


def _told(body: Mapping[str, Any]) -> list[Fact]:
    registered = _at(body.get("registered_at"))
    rows = [
        Fact(term=_("想让我们"), value=said.type_label(str(body.get("type", "")))),
        Fact(term=_("地点"), value=body.get("place", "")),
        Fact(term=_("照片和文件"), value="、".join(body.get("files", ()))),
        Fact(term=_("联系方式"), value=body.get("contact", "")),
        Fact(term=_("提交时间"), value=words.moment(registered) if registered else ""),
    ]
    return [row for row in rows if row.value]


def ledger_days(ledger: Mapping[str, Any]) -> list[Day]:
    """The strip of days of a ledger."""
    today = clock.today().isoformat()
    return [
        Day(
            date=date.fromisoformat(cell["date"]), kind=_KINDS.get(cell["kind"], ""), note=said.day_note(cell["words"]),
            is_today=cell["date"] == today,
        )
        for cell in ledger.get("strip", ())
    ]  # fmt: skip


def ledger_lines(ledger: Mapping[str, Any]) -> list[LedgerLine]:
    """A ledger line by line."""
    return [
        LedgerLine(
            at=datetime.fromisoformat(line["at"]), what=said.ledger_line(line["what"]), ground=said.ground(line["ground"]),
            due=None if line["due"] == "—" else _at(line["due_at"]), is_change=line["action"] in _CHANGES,
        )
        for line in ledger.get("lines", ())
    ]  # fmt: skip


def story(body: Mapping[str, Any]) -> list[TimelineItem]:
    """What the file's citizen was told, newest first."""
    kinds: Mapping[str, Any] = {"now": "now"}
    return [
        TimelineItem(
            title=said.told(line["title"], unit=body.get("unit") or {}), at=_at(line["at"]),
            who=line.get("who", ""), kind=kinds.get(line["kind"], ""),
            text=said.known(line["text"]) if line["text"] else "",
        )
        for line in body.get("timeline", ())
    ]  # fmt: skip


def _story(body: Mapping[str, Any], due_at: datetime | None) -> list[TimelineItem]:
    happened = story(body)
    if body["state"] not in _OPEN or due_at is None:
        return happened
    return [TimelineItem(title=_("答复您"), latest=said.latest(due_at), kind="next"), *happened]


# ---- wrong codes, wishes
def locked(until: datetime) -> str:
    """Too many wrong tries, with when to try again."""
    return _("试错的次数太多，为了保护您的信息先停一停。%(when)s以后再试，或者打人工电话。") % {
        "when": words.hour(until)
    }


def wrong(number: str) -> tuple[str, str]:
    """Where a wrong pair is told, and how: a number that cannot be one is told at once, all else alike."""
    if numbers.read_number(number) is None:
        return "number", _("编号不对：像YZ2611-18427-3这样，有一位写错了，请再对一遍")
    return "code", _("编号和查询码对不上，请再对一遍。查询码是10位数字")


def on_its_way(found: PublicFile, wish: str) -> str:
    """The address of the file while a wish is being taken in."""
    return f"{reverse('portal:file', args=[found.number])}?wish={wish}&after={found.version}"


@dataclass(frozen=True, kw_only=True)
class DisputePage:
    """What saying 没有解决 leads to. `due_at`: by when there is a new answer, if it is said now."""

    number: str
    answer: Answer | None
    until: datetime | None
    due_at: datetime | None
    may_dispute: bool


def dispute(found: PublicFile) -> DisputePage:
    """The page of 没有解决."""
    try:
        due_at = queries.promise_for(type=str(found.body["type"]), at=clock.now())[1].at
    except Unavailable:
        due_at = None
    return DisputePage(
        number=found.number,
        answer=answer_of(found.body.get("reply")),
        until=_at(found.body.get("dispute_until")),
        due_at=due_at,
        may_dispute=bool(found.body["may"]["dispute"]),
    )
