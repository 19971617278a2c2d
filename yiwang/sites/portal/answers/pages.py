"""Published answers: the list with its search and themes, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import answers_like
from yiwang.sites.portal import said
from yiwang.sites.ui.pages import Chip, Link, Pager

BEGINNING = 70
LONGEST = 60
"""Signs of a search."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answer in the list."""

    url: str
    title: str
    beginning: str
    unit: str
    at: datetime | None
    category: str


@dataclass(frozen=True, kw_only=True)
class AnswersPage:
    """The list. `is_empty`: nothing has been published at all."""

    words: str
    theme: str
    lines: Sequence[Line]
    total: int
    chips: Sequence[Chip]
    pager: Pager | None
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class AnswerShown:
    """One answer."""

    title: str
    question: str
    answer: str
    unit: str
    category: str
    at: datetime | None
    crumbs: Sequence[Link]


def answers(*, words: str, theme: str, page: str) -> AnswersPage:
    """What was asked for; what cannot be read asks for nothing."""
    number = max(int(page), 1) if page.isdecimal() and len(page) < 5 else 1
    words = " ".join(words.split())[:LONGEST]
    known = queries.themes()
    wanted = theme if theme in {one.code for one in known} else ""
    found = queries.public_answers(words=words, theme=wanted, page=number)
    if number > 1 and not found.rows:
        number, found = 1, queries.public_answers(words=words, theme=wanted)
    path = reverse("portal:answers")

    def url(**asked: str) -> str:
        kept = urlencode({name: value for name, value in asked.items() if value})
        return f"{path}?{kept}" if kept else path

    chips = [Chip(label=_("全部"), url=url(q=words), current=not wanted)]
    chips += [
        Chip(label=one.label, url=url(q=words, theme=one.code), count=one.count, current=one.code == wanted)
        for one in known
    ]
    lines = [
        Line(
            url=reverse("portal:public_answer", args=[one.key]), title=one.title, beginning=_beginning(one.answer),
            unit=said.named(one.unit, one.unit_en), at=one.published_at, category=one.category_label,
        )
        for one in found.rows
    ]  # fmt: skip
    pager = Pager(
        text=_("第%(n)d页，共%(total)d条") % {"n": number, "total": found.total},
        previous_url=url(q=words, theme=wanted, page=str(number - 1)) if number > 1 else "",
        next_url=url(q=words, theme=wanted, page=str(number + 1)) if found.has_more else "",
    )
    return AnswersPage(
        words=words, theme=wanted, lines=lines, total=found.total, chips=chips if known else [],
        pager=pager if found.has_more or number > 1 else None, is_empty=not known,
    )  # fmt: skip


def _beginning(text: str) -> str:
    plain = " ".join(text.split())
    return f"{plain[:BEGINNING]}……" if len(plain) > BEGINNING else plain


def answer(key: int) -> AnswerShown:
    """One answer. Missing: there is none, or it was taken down."""
    found = queries.public_answer(key=key)
    return AnswerShown(
        title=found.title, question=found.question, answer=found.answer, unit=said.named(found.unit, found.unit_en),
        category=found.category_label, at=found.published_at,
        crumbs=[
            Link(label=_("首页"), url=reverse("portal:home")), Link(label=_("常见问答"), url=reverse("portal:answers")),
            Link(label=found.title),
        ],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """What a file's page says of publishing. `url`: of the public page, while there is one."""

    may: bool
    said: str
    url: str


def publishing(body: Mapping[str, Any]) -> Publishing | None:
    """Out of a projection; None where nothing is ever published of the file."""
    told = body.get("publishing")
    if not told:
        return None
    url = reverse("portal:public_answer", args=[told["key"]]) if told.get("key") else ""
    return Publishing(may=bool(told["may"]), said=str(told["said"]), url=url)


def like(text: str) -> list[Link]:
    """Up to three answers that somebody who writes this may want to read first."""
    return [
        Link(label=title, url=reverse("portal:public_answer", args=[key])) for key, title in answers_like(text=text)
    ]
