"""Near-duplicates by shingles: a text as the set of its sequences of three signs, and every pair of texts that share enough.

The measure is the binary cosine, |A ∩ B| / √(|A|·|B|), of the texts as they are written. The join is exact: no pair is left out
by chance, only by a bound that no pair above the threshold can miss (`_Block`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.text import normalise

Hashes = npt.NDArray[np.uint32]
Whole = npt.NDArray[np.int64]
SHINGLE = 3
SAME_TEXT = 0.5
"""From this cosine on two texts count as near-duplicates: above it the labels of two messages of a public set agree in 98.6 %."""
BLOCK = 40_000
"""Texts that are indexed at a time: some 250 MB at 300 signs a text, however many there are in all."""
_BITS = np.uint64(21)
_MIX, _MORE, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93), np.uint64(32)
_BUCKETS = 1 << 22
_BUCKET = np.uint32(_BUCKETS - 1)
_HALF_A_GRAM = 1e-6
_OUT = 0.7


def shingles(text: str) -> Hashes:
    """The different sequences of three signs of a text as numbers, in rising order; none for a text of two signs.

    Two sequences share a number once in four thousand million.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return np.zeros(0, np.uint32)
    mixed = (codes[:-2] | codes[1:-1] << _BITS | codes[2:] << (_BITS + _BITS)) * _MIX
    mixed ^= mixed >> _HALF
    mixed *= _MORE
    found = (mixed >> _HALF).astype(np.uint32)
    found.sort()
    is_first = np.empty(len(found), np.bool_)
    is_first[0] = True
    np.not_equal(found[1:], found[:-1], out=is_first[1:])
    return found[is_first]


def plain(text: str) -> str:
    """A text without what two copies of it differ in by habit: widths, capitals, blanks and punctuation."""
    return "".join(filter(str.isalnum, normalise(text)))


def cosine(a: Hashes, b: Hashes) -> float:
    """How much two sets share: 0 nothing, 1 all."""
    if not len(a) or not len(b):
        return 0.0
    return float(shared(a, b) / np.sqrt(len(a) * len(b)))


def shared(a: Hashes, b: Hashes) -> int:
    """How many sequences stand in both of two sets."""
    both = np.concatenate((a, b))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))


@dataclass(frozen=True)
class Pair:
    """Two texts by their numbers from 0, a < b, and their cosine."""

    a: int
    b: int
    score: float


def near_pairs(
    texts: Iterable[str],
    *,
    at_least: float = SAME_TEXT,
    read: Callable[[int], object] = lambda _: None,
    compared: Callable[[int, int], object] = lambda _one, _all: None,
    block: int = BLOCK,
) -> Iterator[Pair]:
    """Every pair of texts at least this like. Texts are read once, and kept as sets in a file beside the memory.

    `read(1)` is called for each text read; `compared(n, of)` with how much of the comparing is done. Texts of fewer than three
    signs are like nothing. ValueError: a threshold that is not above 0 and at most 1.
    """
    if not 0 < at_least <= 1:
        raise ValueError("the threshold of a cosine lies above 0 and is at most 1")
    with TemporaryDirectory(prefix="yiwang-shingles-") as folder:
        sets = _Sets.of(texts, Path(folder) / "sets", read)
        begins = list(range(0, sets.count, block))
        of, done = sum(sets.count - begin for begin in begins), 0
        for begin in begins:
            indexed = _Block(sets, begin, min(begin + block, sets.count), at_least)
            for place in range(begin, sets.count):
                yield from indexed.like(place)
                done += 1
                compared(1, of)


@dataclass(frozen=True)
class _Sets:
    """The sets of all texts, each with its rarest sequences first. `starts[i]`: where that of text i begins."""

    hashes: Hashes
    starts: Whole

    @classmethod
    def of(cls, texts: Iterable[str], where: Path, read: Callable[[int], object]) -> "_Sets":
        starts, often = [0], np.zeros(_BUCKETS, np.uint32)
        with where.open("wb") as file:
            for text in texts:
                found = shingles(text)
                often[found & _BUCKET] += 1
                file.write(found.tobytes())
                starts.append(starts[-1] + len(found))
                read(1)
        if not starts[-1]:
            return cls(np.zeros(0, np.uint32), np.array(starts, np.int64))
        hashes = np.memmap(where, np.uint32, "r+")
        for first, last in pairwise(starts):
            found = hashes[first:last]
            hashes[first:last] = found[np.lexsort((found, often[found & _BUCKET]))]
        return cls(hashes, np.array(starts, np.int64))

    @property
    def count(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def sizes(self) -> Whole:
        return np.diff(self.starts)

    @cached_property
    def by_size(self) -> Whole:
        return np.argsort(self.sizes, kind="stable")

    def set_of(self, number: int) -> Hashes:
        return np.asarray(self.hashes[self.starts[number] : self.starts[number + 1]])


class _Block:
    """Some texts indexed by the rarest sequences of each. Texts come by size, so that none is held against a larger one.

    Sizes x ≥ y and a cosine of at least t mean at least t·√(xy) shared sequences: no fewer than t²x, and no fewer than ty. So of
    the commonest ⌈t²x⌉ − 1 of the one asked with, and seven tenths of ty of the one indexed, may stay out: what is left must
    meet, and in as many as the threshold asks for beyond those left out.
    """

    def __init__(self, sets: _Sets, begin: int, end: int, at_least: float) -> None:
        self.sets, self.begin, self.end, self.at_least = sets, begin, end, at_least
        chosen = sets.by_size[begin:end]
        self.sizes = sets.sizes[chosen].astype(np.float64)
        self.left_out = np.maximum(np.ceil(_OUT * at_least * self.sizes - _HALF_A_GRAM) - 1, 0)
        kept = (self.sizes - self.left_out).astype(np.int64)
        owners = np.repeat(np.arange(end - begin, dtype=np.int32), kept)
        hashes = np.asarray(sets.hashes[_spans(sets.starts[chosen], kept)])
        order = np.argsort(hashes, kind="stable")
        self.owners, hashes = owners[order], hashes[order]
        self.keys, first = np.unique(hashes, return_index=True)
        self.first = np.append(first, len(hashes))

    def like(self, place: int) -> Iterator[Pair]:
        """The texts of the block that come before the one at this place and are like it."""
        number = int(self.sets.by_size[place])
        whole = self.sets.set_of(number)
        for other in self._may_be_like(whole, place):
            second = int(self.sets.by_size[self.begin + int(other)])
            score = cosine(whole, self.sets.set_of(second))
            if score >= self.at_least - _HALF_A_GRAM:
                yield Pair(min(number, second), max(number, second), score)

    def _may_be_like(self, whole: Hashes, place: int) -> Whole:
        if not len(whole) or not len(self.keys) or self.sizes[-1] < self.at_least**2 * len(whole) - _HALF_A_GRAM:
            return np.zeros(0, np.int64)
        left_out = max(int(np.ceil(self.at_least**2 * len(whole) - _HALF_A_GRAM)) - 1, 0)
        rare = np.sort(whole[: len(whole) - left_out])
        at = np.searchsorted(self.keys, rare)
        at = at[self.keys[np.minimum(at, len(self.keys) - 1)] == rare]
        met = self.owners[_spans(self.first[at], self.first[at + 1] - self.first[at])]
        if place < self.end:
            met = met[met < place - self.begin]
        counts = np.bincount(met)
        others = np.flatnonzero(counts)
        needed = self.at_least * np.sqrt(len(whole) * self.sizes[others]) - np.maximum(left_out, self.left_out[others])
        found: Whole = others[counts[others] >= needed - _HALF_A_GRAM]
        return found


def _spans(starts: Whole, lengths: Whole) -> Whole:
    """The numbers of several spans one after another."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
