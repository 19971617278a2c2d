"""What of a letter says where it is about and what: kept in a few hundred bytes, from which topics are found without the text.

Words and pairs of neighbouring words, each as a number; a pair that ends like a place (…苑, …路, …学院) also as a place. What
points at a person (a name before 先生, long numbers) is left out, so that nothing is ever grouped by somebody.
"""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.text import normalise
from yiwang.ground.language.queries.topics_words import (
    GROUPS,
    LIGHT,
    NO_PLACE,
    PLACE_ENDS,
    SEVERE,
    TITLES_OF_PERSONS,
)
from yiwang.kit.late import late

rjieba = late("rjieba")  # 33 MiB of dictionary: carried by processes that read letters

VERSION = 1
MOST_BYTES = 512
BODY_SIGNS = 400
"""Of a letter's body so many signs are read: what it is about stands in its first sentences."""
_MOST_TERMS = 104
_MOST_PLACES = 16
_HEAD = struct.Struct("<BBBBHBB")
"""Version, terms of the title, terms said again, places, groups, severity, whether the title names the places."""
_LONGEST_NUMBER = 4
"""Digits in a row; longer ones are telephone numbers and documents."""
_SHORTEST_NAME = 4
Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Read:
    """A text taken apart: words, pairs and places in their order, each as often as it stands there.

    `named`: words that are part of a place's name (新城 in 丽发新城): they say where, not what.
    """

    words: tuple[str, ...]
    pairs: tuple[str, ...]
    places: tuple[str, ...]
    named: frozenset[str]


def take_apart(text: str) -> Read:
    """The words that say something, neighbouring words as pairs, and those pairs that end like a place."""
    words, pairs, places, named = [], [], [], set()
    for first, second in _neighbours(text):
        if len(second) > 1 and not _is_light(second):
            words.append(second)
        if not first or (_is_light(first) and _is_light(second)):
            continue
        pairs.append(first + second)
        if second.endswith(PLACE_ENDS) and first not in LIGHT and first not in NO_PLACE:
            places.append(first + second)
            named |= {first, second}
    return Read(tuple(words), tuple(pairs), tuple(places), frozenset(named))


def _is_light(word: str) -> bool:
    """Whether it says nothing alone: a common word, or a letter with a number or two (A市, A2区)."""
    return word in LIGHT or (word.isascii() and word[0].isalpha() and len(word) < _SHORTEST_NAME)


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    """Each word with the one before it; an empty one where a stop or a person stands between."""
    before = ""
    for word in _impersonal(rjieba.cut(normalise(text), hmm=False)):
        if word:
            yield before, word
        before = word


def _impersonal(words: Sequence[str]) -> list[str]:
    """The words; empty ones for stops, long numbers, and for the name that stands before 先生 and its like."""
    found: list[str] = []
    for word in words:
        if word in TITLES_OF_PERSONS:
            for place in range(len(found) - 1, max(len(found) - 3, -1), -1):
                if not found[place] or len(found[place]) > 2 or found[place] in LIGHT:
                    break
                found[place] = ""
        is_word = word[0].isalnum() and not (word.isdigit() and len(word) > _LONGEST_NUMBER)
        found.append(word if is_word else "")
    return found


def gist(text: str, *, title: str = "") -> bytes:
    """What is kept of a letter for topics: at most 512 bytes, the same for the same text, from which no word can be read back.

    `title`: weighs more than the body; without one the text's first sentences alone speak.
    """
    head, body = take_apart(title), take_apart(text[:BODY_SIGNS])
    counts = Counter(body.words) + Counter(body.pairs)
    first = dict.fromkeys([*head.words, *head.pairs])
    again = [term for term, count in counts.items() if count > 1 and term not in first]
    once = [term for term, count in counts.items() if count == 1 and term not in first]
    is_word = (set(head.words) | set(body.words)) - head.named - body.named
    kept = [*first, *again, *once][:_MOST_TERMS]
    titled = min(len(first), _MOST_TERMS)
    repeated = min(len(again), len(kept) - titled)
    places = list(dict.fromkeys([*head.places, *body.places]))[:_MOST_PLACES]
    groups, severity = _groups(title + text[:BODY_SIGNS]), _severity(title + text)
    numbers = [_number(term, word=term in is_word) for term in kept] + [_number(place, word=False) for place in places]
    head_bytes = _HEAD.pack(VERSION, titled, repeated, len(places), groups, severity, bool(head.places))
    return head_bytes + np.array(numbers, "<u4").tobytes()


def _number(term: str, *, word: bool) -> int:
    """Its lowest bit says whether it is a word of the matter; a pair and a part of a name are none."""
    return (crc32(term.encode()) & ~1) | word


def _groups(text: str) -> int:
    return sum(1 << place for place, (_, said) in enumerate(GROUPS) if any(word in text for word in said))


def _severity(text: str) -> int:
    return max((level for level, words in SEVERE.items() if any(word in text for word in words)), default=0)


def groups_of(mask: int) -> list[str]:
    """The groups of people whose bit is set."""
    return [name for place, (name, _) in enumerate(GROUPS) if mask >> place & 1]


@dataclass(frozen=True)
class Letters:
    """Many gists side by side, as columns: whose (`rows`) term with what weight and whether of the title, whose place.

    `is_placed`: its title says where. `groups`, `severities`: as in `topics_words`. `same`: letters of one number left the same
    gist: one text sent several times.
    """

    size: int
    rows: npt.NDArray[np.int64]
    terms: Numbers
    weights: npt.NDArray[np.float32]
    is_title: npt.NDArray[np.bool_]
    place_rows: npt.NDArray[np.int64]
    places: Numbers
    is_placed: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.uint16]
    severities: npt.NDArray[np.uint8]
    same: npt.NDArray[np.int64]

    def only(self, kept: npt.NDArray[np.int64]) -> "Letters":
        """These letters alone, numbered anew in their order; `kept` ascending."""
        number = np.full(self.size, -1, np.int64)
        number[kept] = np.arange(len(kept))
        used, placed = number[self.rows] >= 0, number[self.place_rows] >= 0
        return Letters(
            size=len(kept), rows=number[self.rows[used]], terms=self.terms[used], weights=self.weights[used],
            is_title=self.is_title[used], place_rows=number[self.place_rows[placed]], places=self.places[placed],
            is_placed=self.is_placed[kept], groups=self.groups[kept], severities=self.severities[kept],
            same=np.arange(len(kept)),
        )  # fmt: skip


_NOTHING = (VERSION, 0, 0, 0, 0, 0, 0)
_TITLE_WEIGHT, _REPEATED_WEIGHT = 3.0, 1.7


def lay_out(gists: Sequence[bytes | None]) -> Letters:
    """Gists as columns. One that is missing or of another version has no term and joins nothing."""
    heads = [_HEAD.unpack_from(one) if one and one[0] == VERSION else _NOTHING for one in gists]
    sizes = [(len(one) - _HEAD.size) // 4 if one and one[0] == VERSION else 0 for one in gists]
    whole = b"".join(one[_HEAD.size :] for one, size in zip(gists, sizes, strict=True) if one and size)
    numbers = np.frombuffer(whole, "<u4")
    titled, repeated, placed = (np.array([head[part] for head in heads], np.int64) for part in (1, 2, 3))
    counts = np.array(sizes, np.int64)
    owner = np.repeat(np.arange(len(heads)), counts)
    place = np.arange(len(numbers)) - np.repeat(np.cumsum(counts) - counts, counts)
    is_place = place >= (counts - placed)[owner]
    weights = np.where(
        place < titled[owner], _TITLE_WEIGHT, np.where(place < (titled + repeated)[owner], _REPEATED_WEIGHT, 1.0)
    )
    known: dict[bytes, int] = {}
    same = [known.setdefault(one or str(row).encode(), row) for row, one in enumerate(gists)]
    return Letters(
        size=len(heads), rows=owner[~is_place], terms=numbers[~is_place], weights=weights[~is_place].astype(np.float32),
        is_title=(place < titled[owner])[~is_place], place_rows=owner[is_place], places=numbers[is_place],
        is_placed=np.array([head[6] for head in heads], bool), groups=np.array([head[4] for head in heads], np.uint16),
        severities=np.array([head[5] for head in heads], np.uint8), same=np.array(same, np.int64),
    )  # fmt: skip
