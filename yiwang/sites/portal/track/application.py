"""An application as its applicant follows it: both limits, the steps, what is asked of them, the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import commands
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit.errors import HouseError, Invalid
from yiwang.kit.numbers import show_code
from yiwang.sites.portal.appeals.forms import too_big
from yiwang.sites.portal.track.pages import ledger_days, ledger_lines, on_its_way, story
from yiwang.sites.portal.web import citizen
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Day, Fact, LedgerLine, Link, Tag, TimelineItem
from yiwang.sites.ui.sayings import say
from yiwang.sites.ui.words import is_english

KIND = "application"
_ENDED = ("finished", "withdrawn", "lapsed", "not_accepted", "decided")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One limit: its name, by when, and how it is counted."""

    label: str
    due_at: datetime | None
    days: Sequence[Day]
    lines: Sequence[LedgerLine]


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """What came out: its sealed paper to fetch, the code by which others check it, and why it holds no longer."""

    name: str
    number: str
    code: str
    until: str
    ended: str
    url: str
    is_coming: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationPage:
    """One application. `told`: what was said to the applicant beside the steps, a delay explained; `correction`: what is asked
    for (code, name, why); `gaps`: what was promised for later.
    """

    number: str
    title: str
    tag: Tag
    due_at: datetime | None
    promise: str
    is_open: bool
    is_new: bool
    clocks: Sequence[Clock]
    steps: Sequence[TimelineItem]
    told: Sequence[TimelineItem]
    materials: Sequence[Fact]
    correction: Sequence[tuple[str, str, str]]
    correction_until: datetime | None
    gaps: Sequence[tuple[str, str]]
    special: Mapping[str, Any]
    outcome: str
    ground: str
    law: str
    next: str
    words: str
    results: Sequence[ResultLine]
    papers: Sequence[Link]
    parts: Sequence[Link]
    who: Sequence[Fact]
    may_withdraw: bool
    wish: str
    in_vain: str
    crumbs: Sequence[Link]


def is_application(found: PublicFile) -> bool:
    """Whether this file is an application."""
    return bool(found.body.get("kind") == KIND)


def is_open(body: Mapping[str, Any]) -> bool:
    """Whether somebody still works on it."""
    return body["state"] not in _ENDED


def name_of(body: Mapping[str, Any]) -> str:
    """What was applied for, in the reader's language."""
    return str(body["name_en"] if is_english() and body.get("name_en") else body["title"])


def page_of(found: PublicFile, *, after: str = "", wish: str = "") -> ApplicationPage:
    """The page of an application. `after`: the version before a wish was posted; while it stands, the wish is on its way."""
    body, may = found.body, found.body.get("may", {})
    waiting = wish if after.isdecimal() and found.version <= int(after) else ""
    return ApplicationPage(
        number=found.number, title=name_of(body), tag=Tag(text=say(body["state_label"]), tone="go" if is_open(body) else ""),
        due_at=_at(body.get("due_at")), promise=body.get("promise", ""), is_open=is_open(body), is_new=_is_moving(body),
        clocks=[_clock(one) for one in body.get("ledgers", ())], steps=[_step(one) for one in body.get("steps", ())],
        told=story(body),
        materials=[Fact(term=one["name"], value=say(one["label"])) for one in body.get("materials", ())],
        correction=[] if waiting == "correct" else corrections(body),
        correction_until=_at((body.get("correction") or {}).get("until")),
        gaps=gaps(body) if may.get("supply") and waiting != "supply" else [], special=_special(body),
        outcome=say(body.get("outcome_label", "")), ground=body.get("ground", ""), law=body.get("law", ""),
        next="" if body.get("next", "") in body.get("words", "") else body["next"], words=_own_words(body),
        results=[_result(found.number, one) for one in body.get("results", ())], papers=_papers(found.number, body),
        parts=[Link(label=one, url=reverse("portal:file", args=[one])) for one in body.get("parts", ())], who=_who(body),
        may_withdraw=bool(may.get("withdraw")) and not waiting, wish=waiting,
        in_vain=say((body.get("in_vain") or {}).get("why", "")) if not waiting else "",
        crumbs=[Link(label=_("首页"), url=reverse("portal:home")), Link(label=_("查进度"), url=reverse("portal:track")),
                Link(label=found.number)],
    )  # fmt: skip


def _special(body: Mapping[str, Any]) -> Mapping[str, Any]:
    told = body.get("special") or {}
    return {**told, "kind": say(told["kind"])} if told else {}


def _own_words(body: Mapping[str, Any]) -> str:
    """What whoever decided wrote; empty where it only says the ground again."""
    written: str = body.get("words", "")
    return "" if written.strip("。") == str(body.get("ground", "")).strip("。") else written


def _is_moving(body: Mapping[str, Any]) -> bool:
    """It changes by itself within seconds: not taken in yet, or a result is being sealed."""
    return bool(body["state"] == "received" or any(one.get("is_coming") for one in body.get("results", ())))


def _result(number: str, told: Mapping[str, Any]) -> ResultLine:
    url = reverse("portal:result", args=[number, told["number"]]) if told.get("has_paper") else ""
    until = date.fromisoformat(told["until"]) if told.get("until") else None
    return ResultLine(
        name=told["document"], number=told["number"], code=show_code(told["code"]) if told.get("code") else "",
        until=str(words.day(until)) if until else "", ended=say(told.get("ended", "")), url=url,
        is_coming=bool(told.get("is_coming")),
    )  # fmt: skip


def _papers(number: str, body: Mapping[str, Any]) -> list[Link]:
    """Papers of the file, the newest first."""
    return [
        Link(label=f"{say(one['label'])} {one['number']}", url=reverse("portal:deed", args=[number, one["key"]]))
        for one in reversed(body.get("deeds", ()))
    ]


def corrections(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What is asked for before acceptance, and why; none once it came."""
    told = body.get("correction") or {}
    if body["state"] != "correcting" or told.get("received"):
        return []
    names = {one["code"]: one["name"] for one in body.get("materials", ())}
    return [(one["code"], names.get(one["code"], ""), one["why"]) for one in told.get("items", ())]


def gaps(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Materials that were promised for later, by code."""
    return [(one["code"], one["name"]) for one in body.get("materials", ()) if one["state"] == "promised"]


def _clock(told: Mapping[str, Any]) -> Clock:
    return Clock(
        label=say(told["label"]), due_at=_at(told.get("due_at")), days=ledger_days(told), lines=ledger_lines(told)
    )


def _step(told: Mapping[str, Any]) -> TimelineItem:
    ended = _at(told.get("ended"))
    kind: Any = "" if ended else "now" if told["state"] == "running" else "next"
    return TimelineItem(title=say(told["name"]), at=ended, text="" if ended else say(told["label"]), kind=kind)


def _who(body: Mapping[str, Any]) -> list[Fact]:
    told = ((_("承办单位"), say(body.get("unit", "")), ""), (_("承办民警"), body.get("officer", ""), ""))
    found = [Fact(term=term, value=value) for term, value, _tel in told if value]
    return found + ([Fact(term=_("电话"), value=body["phone"], tel=body["phone"])] if body.get("phone") else [])


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def show(request: HttpRequest, found: PublicFile) -> HttpResponse:
    """The page."""
    page = page_of(found, after=request.GET.get("after", ""), wish=request.GET.get("wish", ""))
    return render(request, "portal/track/application.html", {"page": page})


def give(request: HttpRequest, found: PublicFile, wish: str) -> HttpResponse:
    """补正 and 容缺补交 online: the files that are asked for, and a word. What was uploaded stays where something is wrong."""
    asked = corrections(found.body) if wish == "correct" else [(code, name, "") for code, name in gaps(found.body)]
    if not asked:
        return redirect("portal:file", found.number)
    token = request.POST.get("token", "") or commands.open_giving(by=citizen(request), number=found.number)
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = _taken(request, found.number, token, [code for code, _name, _why in asked])
        if not problems and "go" in request.POST:
            try:
                _send(request, found, wish, token)
                return redirect(on_its_way(found, wish))
            except HouseError as error:
                problems = dict(error.fields) if isinstance(error, Invalid) and error.fields else {"": error.message}
    kept = commands.given_names(by=citizen(request), number=found.number, token=token)
    told = [(code, name, why, kept.get(code, ()), problems.get(code, "")) for code, name, why in asked]
    shown = {
        "number": found.number, "asked": told, "token": token, "text": request.POST.get("text", ""), "wish": wish,
        "problem": say(problems.get("", problems.get("text", ""))),
    }  # fmt: skip
    return render(request, "portal/track/give.html", shown, status=422 if problems else 200)


def _taken(request: HttpRequest, number: str, token: str, codes: Sequence[str]) -> dict[str, str]:
    for code in codes:
        for file in request.FILES.getlist(f"file_{code}"):
            if problem := too_big(file.size or 0):
                return {code: problem}
            try:
                commands.give_file(
                    by=citizen(request), number=number, token=token, code=code, name=file.name or "", data=file.read()
                )
            except HouseError as error:
                return {code: say(error.message)}
    return {}


def _send(request: HttpRequest, found: PublicFile, wish: str, token: str) -> None:
    by, number = citizen(request), found.number
    if wish == "correct":
        commands.send_correction(by=by, number=number, token=token, text=request.POST.get("text", ""))
    else:
        commands.send_supply(by=by, number=number, token=token)
