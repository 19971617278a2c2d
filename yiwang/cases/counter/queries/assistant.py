"""问一问: what anybody may read, found by what is asked. Only words that two persons have let out; nothing is made up.

Standards come from a publication, answers from their own rows, notices from theirs, and what the site says of itself from the
site. All of them lie in one index in the memory of each process; every five seconds at most it is asked whether anything has
changed. What is retired or taken down is gone as soon as that; what has passed its day is gone on that day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q

from yiwang.cases.counter.models import PublicAnswer
from yiwang.cases.counter.queries.faces import notices
from yiwang.cases.counter.queries.published import publication
from yiwang.ground.language.queries.retrieval import MAYBE, Entry, Finding, Index, indexed, is_sure, passage
from yiwang.kit.errors import Unavailable
from yiwang.kit.memory import remembered

STANDARDS = "standards"
MOST_ANSWERS = 3000
"""Published answers that are looked through, the newest: about a second and 130 MB while they are laid out."""
MOST_SIGNS = 500
"""Of a question so much is read."""
SHOWN = 3
_LOOKED = 12
"""So many of the best are looked at, since some may be over or another site's."""
_INDEXES = 4


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that may be read. `source`: standard, answer, notice or guide; `key`: which one; `asked`: questions it answers.

    `unit`: who says so; `ground`: the law; `until`: the day by which it is read again, of a notice the last one; `at`: since
    when it is public.
    """

    source: str
    key: str
    title: str
    text: str
    asked: tuple[str, ...] = ()
    ground: str = ""
    unit: str = ""
    unit_en: str = ""
    until: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One answer with the sentence that says most of what was asked: what stands before it, it, and what stands after."""

    told: Told
    before: str
    passage: str
    after: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was found. `is_sure`: the first answers it; else they may have to do with it. Without rows: nothing was found."""

    rows: Sequence[Shown] = ()
    is_sure: bool = False


def ask(*, text: str, face: str, on: date, guides: Sequence[Told] = ()) -> Asked:
    """Up to three things to read about this question on a site (empty: the bureau's own), the likeliest first.

    `guides`: what the site says of itself. Nothing of the question is kept.
    """
    said = text.strip()[:MOST_SIGNS]
    index, known = _laid(_stand_of(STANDARDS), _answers_stand(), _stand_of("notices"), tuple(guides))
    standing = {one.code for one in notices(face=face, on=on)}
    found = [one for one in index.find(said, limit=_LOOKED) if _stands(known[one.key], standing, on)]
    rows = [_shown(known[one.key], one, said) for one in found[:SHOWN] if one.score >= MAYBE]
    return Asked(rows=rows, is_sure=bool(rows) and is_sure(found))


def examples(*, guides: Sequence[Told], most: int) -> list[str]:
    """Questions that can be asked: of standards spread over all there are, then of what the site says of itself."""
    rows = [row["question"] for row in (publication(STANDARDS).payload or ())] if _stand_of(STANDARDS)[0] else []
    step = max(len(rows) // most, 1)
    return [*rows[::step], *(one.title for one in guides)][:most]


def _stands(told: Told, notices: set[str], on: date) -> bool:
    if told.source == "notice":
        return told.key in notices
    return told.until is None or told.until > on


def _shown(told: Told, found: Finding[int], asked: str) -> Shown:
    span = passage(asked, told.text)
    if span is None:
        return Shown(told=told, before=told.text, passage="", after="", score=found.score)
    end = span.end + (told.text[span.end : span.end + 1] in tuple("。！？；!?;"))
    return Shown(
        told=told, before=told.text[: span.start], passage=told.text[span.start : end], after=told.text[end:],
        score=found.score,
    )  # fmt: skip


# --- what lies in the index


Stand = tuple[int, str]
"""How many there are, or which version, and when that last changed."""


def _stand_of(key: str) -> Stand:
    try:
        found = publication(key)
    except Unavailable:
        return 0, ""
    return found.version, str(found.updated_at)


@remembered(until="knowledge.answer.")
def _answers_stand() -> Stand:
    found = PublicAnswer.objects.aggregate(count=Count("pk", filter=Q(is_gone=False)), last=Max("updated_at"))
    return found["count"], str(found["last"])


@lru_cache(maxsize=_INDEXES)
def _laid(
    standards: Stand, answers: Stand, notices: Stand, guides: tuple[Told, ...]
) -> tuple[Index[int], dict[int, Told]]:
    """The index of all that stands, and what each of its keys is."""
    rows = [*guides, *(_standards() if standards[0] else ()), *_answers(), *(_notices() if notices[0] else ())]
    known = dict(enumerate(rows))
    return indexed(Entry(key, (told.title, *told.asked), told.text) for key, told in known.items()), known


def _standards() -> Iterator[Told]:
    for row in publication(STANDARDS).payload or ():
        yield Told(
            source="standard", key=str(row["id"]), title=row["question"], asked=tuple(row["also"]), text=row["answer"],
            ground=row["ground"], unit=row["unit"], unit_en=row["unit_en"],
            until=date.fromisoformat(row["until"]) if row["until"] else None,
        )  # fmt: skip


def _answers() -> Iterator[Told]:
    for row in PublicAnswer.objects.filter(is_gone=False).order_by("-published_at", "-key")[:MOST_ANSWERS]:
        yield Told(
            source="answer", key=str(row.key), title=row.title, asked=(row.question,) if row.question else (),
            text=row.answer, unit=row.unit, unit_en=row.unit_en, at=row.published_at,
        )  # fmt: skip


def _notices() -> Iterator[Told]:
    for row in publication("notices").payload or ():
        yield _notice(row)


def _notice(row: dict[str, Any]) -> Told:
    return Told(
        source="notice", key=row["code"], title=str(row.get("title") or ""), text=str(row.get("body") or ""),
        unit=str(row.get("source") or ""), until=date.fromisoformat(row["to"]),
    )  # fmt: skip
