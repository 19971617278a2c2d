"""What 问一问 shows: answers with their source and the sentence that was asked for, or that nothing was found."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import Asked, Shown, Told
from yiwang.kit import clock
from yiwang.sites.portal import said
from yiwang.sites.portal.appeals import alerts
from yiwang.sites.portal.appeals.alerts import Alert
from yiwang.sites.portal.ask.guides import guides
from yiwang.sites.portal.faces.dress import dress_worn
from yiwang.sites.portal.home.pages import unfinished
from yiwang.sites.ui import words

BEFORE, AFTER = 120, 240
"""Signs that are shown around the sentence that was asked for, where the whole is longer."""
WHOLE = 400
EXAMPLES = 5


@dataclass(frozen=True, kw_only=True)
class AnswerShown:
    """One answer. `source`: what it is taken from; `url`: where all of it stands, empty where all of it is shown.

    `kind`, `key`: what is counted when somebody presses 有用 or 没用; `until`: the day by which it is read again.
    """

    title: str
    before: str
    passage: str
    after: str
    source: str
    unit: str
    ground: str
    until: date | None
    at: datetime | None
    url: str
    label: str
    kind: str
    key: str
    is_pressed: bool


@dataclass(frozen=True, kw_only=True)
class Danger:
    """The tripwire has gone off: who helps now stands before every answer."""

    alert: Alert
    calls: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class AskPage:
    """The page. `question`: as it was asked, empty before; `is_sure`: the first answers it; `is_foreign`: answers are Chinese
    while the reader reads English. `has_draft`: an appeal is half written in this browser. `nonce`: of this showing.
    """

    question: str
    rows: Sequence[AnswerShown]
    is_sure: bool
    is_foreign: bool
    has_draft: bool
    examples: Sequence[str]
    nonce: str
    danger: Danger | None = None


def page(request: HttpRequest, question: str, *, token: str, is_safe: bool = False, pressed: str = "") -> AskPage:
    """The page of a question; of none where nothing was asked yet. `pressed`: the answer that was just judged."""
    danger = None if is_safe or not question else _danger(question)
    known = guides()
    told = tuple(one.told for one in known)
    found = Asked()
    if question and danger is None:
        found = queries.ask(text=question, face=dress_worn(request).code, on=clock.today(), guides=told)
    links = {one.told.key: (reverse(f"portal:{one.page}"), one.label) for one in known}
    return AskPage(
        question=question, rows=[_row(one, links, pressed) for one in found.rows], is_sure=found.is_sure,
        is_foreign=words.is_english() and any(one.told.source != "guide" for one in found.rows),
        has_draft=bool(unfinished(token)), examples=[] if question else _examples(told),
        nonce=secrets.token_hex(8), danger=danger,
    )  # fmt: skip


def _examples(guides: tuple[Told, ...]) -> list[str]:
    """Questions to press: who reads English is shown those that are answered in English."""
    if words.is_english():
        return [one.title for one in guides[:EXAMPLES]]
    return queries.examples(guides=guides, most=EXAMPLES)


def _danger(question: str) -> Danger | None:
    trip = queries.trip_of(text=question, answers={})
    if trip is None or trip.is_soft:
        return None
    alert = alerts.of(trip.page)
    return Danger(alert=alert, calls=alerts.calls(trip.offer, first=alert.first))


def _row(one: Shown, links: dict[str, tuple[str, str]], pressed: str) -> AnswerShown:
    told = one.told
    url, label = links.get(told.key, ("", "")) if told.source == "guide" else _whole(told.source, told.key)
    is_long = len(told.text) > WHOLE
    return AnswerShown(
        title=told.title, before=_end(one.before) if is_long else one.before, passage=one.passage,
        after=_beginning(one.after) if is_long else one.after, source=_sources().get(told.source, ""),
        unit=said.named(told.unit, told.unit_en), ground=told.ground, until=told.until if told.source == "standard" else None,
        at=told.at, url=url, label=label, kind=told.source, key=told.key, is_pressed=pressed == f"{told.source}:{told.key}",
    )  # fmt: skip


def _whole(source: str, key: str) -> tuple[str, str]:
    """Where all of it stands."""
    if source == "answer":
        return reverse("portal:public_answer", args=[key]), _("看全文")
    return (reverse("portal:notice", args=[key]), _("看全文")) if source == "notice" else ("", "")


def _sources() -> dict[str, str]:
    return {"standard": _("标准口径"), "answer": _("公开问答"), "notice": _("公告"), "guide": _("本站指引")}


def _end(text: str) -> str:
    return f"……{text[-BEFORE:]}" if len(text) > BEFORE else text


def _beginning(text: str) -> str:
    return f"{text[:AFTER]}……" if len(text) > AFTER else text
