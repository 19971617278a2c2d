"""Two letters side by side: what both say, and what only one does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from yiwang.ground.language.queries.rephrased import Telling
from yiwang.ground.language.queries.text import normalise

_RUN = 4
"""Signs in a row that both must have for a stretch to count as said by both."""
_LONGEST_RUN = 14
"""Longer ones are sentences, which the marked texts show."""
_STOPS = "，。、；：！？,.;:!? \n"
_MOST_TERMS = 12
READ_SIGNS = 4000


@dataclass(frozen=True)
class Stretch:
    """Some of a text; `is_shared`: the other has it too."""

    text: str
    is_shared: bool


@dataclass(frozen=True)
class Contrast:
    """`shared`, `only_one`, `only_other`: places, numbers and words. `one`, `other`: at most 4000 signs in stretches."""

    shared: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    one: tuple[Stretch, ...]
    other: tuple[Stretch, ...]


def contrast(one: Telling, other: Telling) -> Contrast:
    """What two letters share, in whatever order they say it."""
    ours, theirs = _terms(one), _terms(other)
    both = [term for term in ours if term in theirs]
    left = _stretches(one.content[:READ_SIGNS], other.content[:READ_SIGNS], both)
    runs = [part.text.strip(_STOPS) for part in left if part.is_shared]
    runs = list(dict.fromkeys(run for run in runs if _RUN <= len(run) <= _LONGEST_RUN))
    said = runs + [term for term in both if not any(term in run for run in runs)]
    return Contrast(
        shared=tuple(said[:_MOST_TERMS]),
        only_one=tuple(term for term in ours if term not in theirs)[:_MOST_TERMS],
        only_other=tuple(term for term in theirs if term not in ours)[:_MOST_TERMS],
        one=left,
        other=_stretches(other.content[:READ_SIGNS], one.content[:READ_SIGNS], both),
    )


def _terms(told: Telling) -> dict[str, None]:
    """Places first, then numbers with what they count, then words; a word that stands in a place is not said again."""
    places = sorted(told.places)
    inside = "".join(places)
    words = sorted((word for word in told.words if word not in inside), key=len, reverse=True)
    return dict.fromkeys([*places, *sorted(told.numbers), *words])


def _stretches(text: str, beside: str, terms: Sequence[str]) -> tuple[Stretch, ...]:
    read, other = normalise(text), normalise(beside)
    known = {other[at : at + _RUN] for at in range(len(other) - _RUN + 1)}
    is_shared = [False] * len(text)
    for at in range(len(read) - _RUN + 1):
        if read[at : at + _RUN] in known:
            is_shared[at : at + _RUN] = [True] * _RUN
    for term in terms:
        for hit in re.finditer(re.escape(term), read):
            is_shared[hit.start() : hit.end()] = [True] * len(term)
    runs = [(flag, len(list(run))) for flag, run in groupby(is_shared)]
    found, at = [], 0
    for flag, size in runs:
        found.append(Stretch(text[at : at + size], flag))
        at += size
    return tuple(found)
