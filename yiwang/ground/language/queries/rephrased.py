"""Whether two letters tell one matter in other words: same place, same numbers, same nouns, whatever stands around them.

Letters to an office share their phrases (“希望有关部门尽快处理”), so shared signs alone mislead: what names the place tells
more. The weights were learnt from 200 pairs that a person read (docs/language.md); no letter is needed to judge another.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from yiwang.ground.language.queries.shingles import plain
from yiwang.ground.language.queries.text import normalise
from yiwang.ground.language.queries.topics_reading import Read, take_apart

READ_SIGNS = 500
"""Of a letter so many signs are looked through for places and words, the title first."""
SAME_MATTER = 0.7
"""From this probability on two letters are proposed as one matter told twice."""
_HEAD = 80
_COUNTED = "栋幢号楼层期区组线路元万千百年月日点时岁米平户次件台辆条间室街巷弄班级"
_NUMBER = re.compile(rf"[a-z]*\d+(?:\.\d+)?(?:单元|[{_COUNTED}a-z])?|[一二三四五六七八九十]+(?:期|栋|组|号线|单元|楼)")
_LONGEST_NUMBER = 7
"""Longer ones are telephone numbers and documents: a person, not a matter."""
_MOST_PLACES, _MOST_WORDS, _MOST_MARKS = 4, 8, 32
WEIGHTS = {
    "places": 0.95,
    "apart": -1.36,
    "parts": 0.99,
    "numbers": 1.09,
    "words": 3.09,
    "head": 2.44,
    "within": 4.11,
}
BIAS = -4.06


@dataclass(frozen=True)
class Telling:
    """A letter taken apart for comparing. Made once, held against many."""

    title: str
    content: str

    @cached_property
    def whole(self) -> str:
        """Title and content in one spelling, without punctuation."""
        return plain(self.title + self.content)

    @cached_property
    def places(self) -> frozenset[str]:
        """What is called like a place."""
        return frozenset(self._read.places)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every two neighbouring signs of the places: 丽发小区 and 丽发新城 share one."""
        return frozenset(pair for place in self.places for pair in _grams(place, 2))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers with what is counted (27栋, 6号线, 12万), and codes."""
        found = _NUMBER.findall(normalise(f"{self.title}。{self.content}"))
        return frozenset(number for number in found if len(number) <= _LONGEST_NUMBER)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say something."""
        return frozenset(self._read.words)

    @cached_property
    def head(self) -> frozenset[str]:
        """Neighbouring signs of the first words, where letters say what they are about."""
        return _grams(self.whole[:_HEAD], 2)

    @cached_property
    def threes(self) -> frozenset[str]:
        """Its sequences of three signs."""
        return _grams(self.whole, 3)

    @cached_property
    def marks(self) -> list[int]:
        """A place with a word of the matter, as numbers that fit a column: who shares one may tell the same.

        Where no place is named, two words that stand together (燃油补贴, 工伤鉴定).
        """
        read = self._read
        places = list(dict.fromkeys(read.places))[:_MOST_PLACES]
        if not places:
            return sorted({_signed(pair) for pair in list(dict.fromkeys(read.pairs))[:_MOST_WORDS]})
        inside = "".join(places)
        words = [word for word in dict.fromkeys(read.words) if word not in inside][:_MOST_WORDS]
        return sorted({_signed(f"{place}/{word}") for place in places for word in words})[:_MOST_MARKS]

    @cached_property
    def _read(self) -> Read:
        return take_apart(f"{self.title}。{self.content}"[:READ_SIGNS])


def same_matter(a: Telling, b: Telling) -> float:
    """The probability that two letters tell one matter, 0 to 1."""
    known = traits(a, b)
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in known.items())))


def traits(a: Telling, b: Telling) -> dict[str, float]:
    """What it is judged by, each 0 to 1. `apart`: both name places, and none is the same."""
    shorter = max(min(len(a.threes), len(b.threes)), 1)
    return {
        "places": _shared(a.places, b.places),
        "apart": float(bool(a.places and b.places and not a.places & b.places)),
        "parts": _shared(a.parts, b.parts),
        "numbers": _shared(a.numbers, b.numbers),
        "words": _shared(a.words, b.words),
        "head": _shared(a.head, b.head),
        "within": len(a.threes & b.threes) / shorter,
    }


def _shared(a: Collection[str], b: Collection[str]) -> float:
    if not a or not b:
        return 0.0
    return len(frozenset(a) & frozenset(b)) / math.sqrt(len(a) * len(b))


def _grams(text: str, size: int) -> frozenset[str]:
    return frozenset(text[i : i + size] for i in range(len(text) - size + 1))


def _signed(text: str) -> int:
    """A number for a column of four bytes."""
    return crc32(text.encode()) - (1 << 31)
