"""Answers found by what is asked: texts weighed by their sequences of two and three signs, held in arrays of numpy alone.

An entry has questions, each compared for itself, and what is said to them. How well it answers is told by how much of the
question's weight it shares; a sequence that stands in many entries weighs little, one that no entry has weighs most, and so a
question about something else stays far from all of them.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.shelf import sentences
from yiwang.ground.language.queries.text import prepare
from yiwang.ground.language.queries.wordings import office_words

K = TypeVar("K", bound=Hashable)
Codes = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]
SIZES = (2, 3)
"""Signs of a sequence: two and three together found more of the replies of a public set than either, or one to four."""
_BITS = 21
"""A sign fits into 21 bits, so three of them into one whole number of 64."""
_PLANE = 0x10000
_RARE = 1.25
"""Power of the inverse document frequency: chosen on half of 1,981 public replies, told on the other half."""
_EMPTY = frozenset(
    "的了着过吗呢吧啊么怎样请问什可以需要我你您他她它想好在哪里面能不没有是会该去到来多久办一下上个些这那为就也都和跟给与对把被让得还再人算时候"
)
_LEAST_WORTH = 0.1
"""What a sequence of such signs alone weighs: 怎么办 stands in every question and asks nothing; half such signs, about half."""
_EMPTY_CODES = np.array(sorted(map(ord, _EMPTY)), np.int64)
MAYBE = 0.05
"""Score from which an entry may have to do with the question: below it nothing is shown (docs/answers.md has the figures)."""
SURE = 0.06
"""By so much the best must be ahead of the next one for the house to say that it answers."""
ASKED, SAID = 0.5, 0.5
"""How much likeness to a question counts, and to question and answer together."""


@dataclass(frozen=True)
class Entry(Generic[K]):
    """What can be found. `asked`: its questions in several words; `said`: the answer, or whatever else is known of it."""

    key: K
    asked: tuple[str, ...]
    said: str = ""


@dataclass(frozen=True)
class Finding(Generic[K]):
    """An entry that was found. `score`: 0 nothing in common, 1 the very question."""

    key: K
    score: float


@dataclass(frozen=True)
class _Postings:
    """Which texts have a sequence, and how much it weighs in each: those of `codes[i]` stand from `starts[i]` on."""

    codes: Codes
    idf: Weights
    starts: npt.NDArray[np.intp]
    texts: npt.NDArray[np.int32]
    weights: Weights
    unknown: float


@dataclass(frozen=True)
class Index(Generic[K]):
    """Entries laid out for finding. `owners`: of each text its entry; `is_question`: whether it is one of its questions."""

    keys: tuple[K, ...]
    owners: npt.NDArray[np.intp]
    is_question: npt.NDArray[np.bool_]
    postings: _Postings
    has_questions: npt.NDArray[np.bool_] = field(repr=False)

    def find(self, text: str, *, at_least: float = 0.0, limit: int = 3) -> list[Finding[K]]:
        """The entries that answer the text or one of its sentences best, at least this well; none for an empty text."""
        if not self.keys or not text.strip():
            return []
        scores = self.scores(text)
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Finding(self.keys[i], round(float(scores[i]), 4)) for i in order if scores[i] >= max(at_least, 1e-6)]

    def scores(self, text: str) -> Weights:
        """How well each entry answers, in the order of `keys`: the whole text is held against all, its sentences against
        the questions, since a letter tells much and asks little.
        """
        whole, *each = sentences(text)
        found = self._against(whole)
        for one in each:
            found = np.where(self.is_question, np.maximum(found, self._against(one)), found)
        best = np.zeros((2, len(self.keys)), np.float32)
        np.maximum.at(best[0], self.owners[self.is_question], found[self.is_question])
        np.maximum.at(best[1], self.owners[~self.is_question], found[~self.is_question])
        joined: Weights = np.where(self.has_questions, ASKED * best[0] + SAID * best[1], best[1]).astype(np.float32)
        return joined

    def _against(self, text: str) -> Weights:
        """Likeness of one text to every text of the index: the cosine of their weights."""
        codes, counts = _counted(text)
        held, size = self.postings, len(self.owners)
        if not len(codes) or not len(held.codes):
            return np.zeros(size, np.float32)
        at = np.minimum(np.searchsorted(held.codes, codes), len(held.codes) - 1)
        known = held.codes[at] == codes
        weights = (1 + np.log(counts)) * np.where(known, held.idf[at], held.unknown) * _worth(codes)
        norm = float(np.linalg.norm(weights)) or 1.0
        rows = at[known]
        sizes = held.starts[rows + 1] - held.starts[rows]
        first = np.repeat(held.starts[rows] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        places = first + np.arange(len(first))
        shared = np.repeat(weights[known] / norm, sizes) * held.weights[places]
        likeness: Weights = np.bincount(held.texts[places], shared, minlength=size).astype(np.float32)
        return likeness


def indexed(entries: Iterable[Entry[K]]) -> Index[K]:
    """Lay entries out; those without any words are left out."""
    wanted = [one for one in entries if one.said.strip() or any(asked.strip() for asked in one.asked)]
    texts, owners, is_question = [], [], []
    for place, one in enumerate(wanted):
        asked = [said for said in one.asked if said.strip()]
        for said in asked:
            texts.append(said)
            owners.append(place)
            is_question.append(True)
        texts.append("\n".join([*asked, one.said]))
        owners.append(place)
        is_question.append(False)
    questions = np.array(is_question, np.bool_)
    has_questions = np.zeros(len(wanted), np.bool_)
    has_questions[np.array(owners, np.intp)[questions]] = True
    return Index(
        tuple(one.key for one in wanted), np.array(owners, np.intp), questions,
        _laid(texts, questions), has_questions,
    )  # fmt: skip


def _laid(texts: Sequence[str], is_question: npt.NDArray[np.bool_]) -> _Postings:
    """A sequence counts once an entry: the text that is no question holds the questions too."""
    counted = [_counted(text) for text in texts]
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(codes) for codes, _ in counted])
    every = np.concatenate([np.zeros(0, np.int64), *(codes for codes, _ in counted)])
    counts = np.concatenate([np.zeros(0, np.int32), *(counts for _, counts in counted)])
    del counted
    order = np.argsort(every, kind="stable")
    every, rows, counts = every[order], rows[order], counts[order]
    del order
    starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1]))) if len(every) else np.zeros(0, np.intp)
    codes, sizes = every[starts], np.diff(np.append(starts, len(every)))
    entries = int((~is_question).sum())
    spread = np.add.reduceat(~is_question[rows], starts, dtype=np.int32) if len(every) else sizes
    idf = (np.log(1 + (entries + 0.5) / (spread + 0.5)) ** _RARE).astype(np.float32)
    weights = (1 + np.log(np.maximum(counts, 1))).astype(np.float32) * np.repeat(idf * _worth(codes), sizes)
    norms = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts))).astype(np.float32)
    return _Postings(
        codes, idf, np.append(starts, len(every)), rows, weights / np.maximum(norms[rows], 1e-9),
        float(np.log(1 + (entries + 0.5) / 0.5) ** _RARE),
    )  # fmt: skip


def _counted(text: str) -> tuple[Codes, npt.NDArray[np.int32]]:
    """Every sequence of the text as a whole number, once, and how often it stands there; none goes over a stop."""
    signs = np.frombuffer(office_words(text).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    is_word = _is_word(signs)
    found = []
    for size in SIZES:
        if len(signs) < size:
            continue
        code, whole = np.zeros(len(signs) - size + 1, np.int64), np.ones(len(signs) - size + 1, np.bool_)
        for place in range(size):
            code = (code << _BITS) + signs[place : len(code) + place] + 1
            whole &= is_word[place : len(whole) + place]
        found.append(code[whole])
    codes, counts = np.unique(np.concatenate([np.zeros(0, np.int64), *found]), return_counts=True)
    return codes, counts.astype(np.int32)


@lru_cache(maxsize=1)
def _letters() -> npt.NDArray[np.bool_]:
    """Of every sign of the basic plane, whether it belongs to a word."""
    return np.fromiter((chr(code).isalnum() for code in range(_PLANE)), np.bool_, _PLANE)


def _is_word(signs: Codes) -> npt.NDArray[np.bool_]:
    """Signs beyond the basic plane are rare Han and pictures: they are taken as words."""
    beyond = signs >= _PLANE
    kept: npt.NDArray[np.bool_] = _letters()[np.where(beyond, 0, signs)] | beyond
    return kept


def _worth(codes: Codes) -> Weights:
    """From a tenth, for sequences made of empty signs alone, to one."""
    mask = (1 << _BITS) - 1
    size, full = np.zeros(len(codes)), np.zeros(len(codes))
    for place in range(max(SIZES)):
        sign = ((codes >> (_BITS * place)) & mask) - 1
        stands = sign >= 0
        size += stands
        full += stands & ~np.isin(sign, _EMPTY_CODES)
    worth: Weights = (_LEAST_WORTH + (1 - _LEAST_WORTH) * full / np.maximum(size, 1)).astype(np.float32)
    return worth


def is_sure(found: Sequence[Finding[K]]) -> bool:
    """Whether the first of these, the best first, stands out so far that it may be called the answer."""
    return bool(found) and found[0].score - (found[1].score if len(found) > 1 else 0.0) >= SURE


def passage(text: str, answer: str) -> Span | None:
    """The sentence of the answer that says most of what is asked; None where no word of it comes up."""
    parts: dict[int, tuple[int, int]] = {}
    for clause in prepare(answer).clauses:
        begun, _ = parts.get(clause.sentence, (clause.start, clause.end))
        parts[clause.sentence] = (begun, clause.end)
    spans = [Span(start, end, answer[start:end]) for start, end in parts.values()]
    if len(spans) < 2:
        return None
    held = indexed(Entry(place, (), span.text) for place, span in enumerate(spans))
    best = held.find(text, limit=1)
    return spans[best[0].key] if best else None
