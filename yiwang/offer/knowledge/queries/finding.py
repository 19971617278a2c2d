"""What the house already says to a text: standards in force and published answers, by what is asked, not by the same words.

The questions of all of them stand on a shelf in memory, weighed as the text model weighs texts. A process looks every five
seconds whether anything has changed; in between a search asks the database nothing, and it takes a few milliseconds over
thousands of questions (`benchmarks/like_answers.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Shelf
from yiwang.kit.errors import Missing
from yiwang.kit.memory import remembered
from yiwang.offer.knowledge.models import Answer, Standard
from yiwang.offer.knowledge.states import IN_FORCE, AnswerState

LEAST = 0.1
"""Likeness below which nothing is offered, whatever else speaks for it."""
OFFERED = 0.4
"""Likeness from which an answer is offered, with what the matter's category adds to it (docs/one-wording.md has the figures)."""
SAME_CATEGORY, SAME_FAMILY = 0.3, 0.08
"""For a standard of the matter's own category, of its family; where nobody has said it, as sure as the text model is of it."""
MOST_PUBLISHED = 5000
"""Published answers that are looked through, the newest."""
_SHELVES = 4


@dataclass(frozen=True, kw_only=True)
class Found:
    """An answer that stands ready. `label`: how people name it (口径12); `wording`: which version of it, 0 for a published
    answer; `score`: likeness, 0 to 1.
    """

    id: int
    label: str
    question: str
    answer: str
    ground: str
    wording: int
    category: str
    unit: str
    is_due: bool
    score: float


def find_standard(*, text: str, limit: int = 3, category: str = "") -> list[Found]:
    """The standards in force that answer what this text asks, the likest first; none where nothing is like it.

    `text`: a question as it is being typed, or a whole letter: each of its sentences is looked at. `category`: of the matter,
    where somebody has said it; else the text model guesses.
    """
    shelf, rows = _standards(_standards_stand())
    return _best(shelf, rows, text=text, limit=limit, category=category)


def find_published(*, text: str, limit: int = 3, category: str = "") -> list[Found]:
    """As `find_standard`, of the published answers (公开问答)."""
    shelf, rows = _published(_published_stand())
    return _best(shelf, rows, text=text, limit=limit, category=category)


def _best(shelf: "Shelf[int]", rows: dict[int, Found], *, text: str, limit: int, category: str) -> list[Found]:
    if not text.strip() or not rows:
        return []
    like = shelf.likest(text, at_least=LEAST, limit=len(rows))
    likely = _likely(text, category) if like else {}
    ranked = sorted(
        ((one.score + _nearer(rows[one.key].category, likely), one) for one in like), key=lambda one: -one[0]
    )
    return [_scored(rows[one.key], one.score) for rank, one in ranked[:limit] if rank >= OFFERED]


def _likely(text: str, category: str) -> dict[str, float]:
    """Categories that the matter may have, each with how sure that is."""
    if category:
        return {category: 1.0}
    try:
        guess = language.classify(text=text, model=language.model())
    except Missing:
        return {}
    return {choice.code: choice.confidence for choice in guess.alternatives}


def _nearer(own: str, likely: dict[str, float]) -> float:
    family = own.partition(".")[0]
    near = sum(share for code, share in likely.items() if code != own and code.partition(".")[0] == family)
    return likely.get(own, 0.0) * SAME_CATEGORY + near * SAME_FAMILY if own else 0.0


def _scored(found: Found, score: float) -> Found:
    return Found(**{**found.__dict__, "score": round(score, 3)})


# --- the shelves: made when something has changed

Stand = tuple[int, str]
"""How many there are and when the last changed."""


@remembered(until="knowledge.standard.")
def _standards_stand() -> Stand:
    found = Standard.objects.filter(state__in=IN_FORCE).aggregate(count=Count("pk"), last=Max("changed_at"))
    return found["count"], str(found["last"])


@remembered(until="knowledge.answer.")
def _published_stand() -> Stand:
    found = Answer.objects.filter(state=AnswerState.PUBLISHED).aggregate(count=Count("pk"), last=Max("published_at"))
    return found["count"], str(found["last"])


@lru_cache(maxsize=_SHELVES)
def _standards(stand: Stand) -> "tuple[Shelf[int], dict[int, Found]]":
    found = list(Standard.objects.filter(state__in=IN_FORCE).select_related("unit").order_by("pk"))
    rows = {
        one.pk: Found(
            id=one.pk, label=one.label, question=one.question, answer=one.answer, ground=one.ground, wording=one.wording,
            category=one.category, unit=one.unit.short_name, is_due=one.state == "due", score=0.0,
        )
        for one in found
    }  # fmt: skip
    return language.shelf((one.pk, said) for one in found for said in _asked(one)), rows


def _asked(one: Standard) -> Iterator[str]:
    yield one.question
    yield from filter(None, (line.strip() for line in one.also.splitlines()))


@lru_cache(maxsize=_SHELVES)
def _published(stand: Stand) -> "tuple[Shelf[int], dict[int, Found]]":
    found = list(
        Answer.objects.filter(state=AnswerState.PUBLISHED)
        .select_related("unit")
        .order_by("-published_at", "-id")[:MOST_PUBLISHED]
    )
    rows = {
        one.pk: Found(
            id=one.pk, label=one.title, question=one.question, answer=one.answer, ground="", wording=0,
            category=one.category, unit=one.unit.short_name, is_due=False, score=0.0,
        )
        for one in found
    }  # fmt: skip
    return language.shelf((one.pk, said) for one in found for said in (one.title, one.question) if said), rows
