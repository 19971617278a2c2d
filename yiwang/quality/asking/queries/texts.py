"""In which words a question goes out: its text, its link, and what the page of the link asks."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.settings import settings
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries.asks import REASONS
from yiwang.quality.asking.queries.plans import To, to_of
from yiwang.quality.asking.states import BAD, Grade, Purpose

BY_DIGIT = frozenset({Purpose.LEVEL_ONE, Purpose.SERVICE, Purpose.RERATE})
"""Questions to which a digit or a word of satisfaction is an answer."""
_TOKEN_BYTES = 10
"""Eighty bits: nobody finds an address by trying."""
_ENGLISH_GRADES = ("Very satisfied", "Satisfied", "Fair", "Dissatisfied", "Very dissatisfied")
_ENGLISH_REASONS = {
    "slow": "It took too long", "attitude": "How I was treated", "not_settled": "It is not settled",
    "unclear": "It was not made clear", "many_trips": "I had to come again and again",
    "materials": "Too many papers were asked for", "wrong_place": "I was sent elsewhere",
    "no_contact": "Nobody got in touch", "not_as_told": "Not as I had been told", "hard_to_use": "Hard to use online",
    "other": "Something else",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The text of a purpose, and that of its one reminder; empty: none goes."""

    first: str
    reminder: str = ""


WORDINGS = {
    Purpose.LEVEL_ONE: Wording(first="cb.l1", reminder="cb.l1.remind"), Purpose.SERVICE: Wording(first="hp.invite"),
    Purpose.RERATE: Wording(first="hp.rerate"), Purpose.SURVEY: Wording(first="su.ask", reminder="su.remind"),
    Purpose.PANEL: Wording(first="pn.ask", reminder="pn.remind"),
}  # fmt: skip


def wording_of(purpose: Purpose, to: To) -> Wording | None:
    """Its texts, or those the question names itself. None: it is put by telephone alone."""
    known = WORDINGS.get(purpose)
    if to.template:
        return Wording(first=to.template, reminder=to.reminder)
    return known


def token_of(ask: Ask) -> str:
    """What the address of its page holds; made from its key, so that it need not be kept."""
    digest = bytes.fromhex(keyed_digest(str(ask.pk), purpose="asking-link"))
    return base64.b32encode(digest[:_TOKEN_BYTES]).decode().lower()


def link_of(ask: Ask) -> str:
    """The address of its page."""
    return f"{settings().public_url}/r/{token_of(ask)}/"


def values_of(ask: Ask, to: To, until: datetime) -> dict[str, str]:
    """Every variable of its text."""
    day = clock.local(until)
    return dict(to.params) | {"link": link_of(ask), "until": f"{day.month}月{day.day}日"}


def page_of(ask: Ask) -> Mapping[str, Any]:
    """What its page asks: the five grades with reasons, or the questions of a form. Nothing of the matter."""
    to = to_of(ask)
    if to.questions:
        return {
            "title": to.title,
            "questions": [dict(one) for one in to.questions],
            "language": to.recipient.language,
        }
    return {"title": to.title, **choices(), "language": to.recipient.language}


def choices() -> Mapping[str, Any]:
    """What any page that asks for a grade offers: `grades` and `reasons` (code, Chinese, English), `bad` grades by code."""
    grades = [[str(one), str(one.label), said] for one, said in zip(Grade, _ENGLISH_GRADES, strict=True)]
    reasons = [[code, label, _ENGLISH_REASONS[code]] for code, label in REASONS.items()]
    return {"grades": grades, "bad": sorted(str(one) for one in BAD), "reasons": reasons}
