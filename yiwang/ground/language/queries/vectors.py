"""Texts as numbers: sequences of one to three signs, weighted. The same code feeds training and prediction; numpy alone.

A sequence is one whole number of 64 bits (three signs of 21), so a text becomes its numbers without a line of Python a sign.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.text import normalise, spelled

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Vector = tuple[Places, Floats]
"""Columns and weights of a text."""
LONGEST = 3
_BITS = 21
_LOW = (1 << _BITS) - 1
_PLANE = 0x10000
"""Signs above it are emoji and rare characters: they are spelled one by one, all others by a table."""
_DIGITS = str.maketrans("123456789", "000000000")
MARK = "\x1f"
"""Ends the title of a text (`headed`). It counts as a blank."""
HEAD = np.int64(-(2**63))
"""The sign bit of a number: this sequence stands in the title. Titles are a block of weights of their own."""
HEAD_SHARE = 0.5
"""How much the title's block weighs beside the whole text's, which is 1: 0.5 and 1 were tried on the public set."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_LOGS = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)


def signs(text: str) -> str:
    """The text as the model reads it: one spelling, every digit a 0. The same length as the original."""
    return normalise(text).translate(_DIGITS)


def grams_at(text: str) -> Iterator[tuple[int, str]]:
    """Every sequence of one to three signs without a blank in it, with its place: what `keys` are, in letters."""
    read = signs(text)
    for start in range(len(read)):
        for size in range(1, LONGEST + 1):
            gram = read[start : start + size]
            if len(gram) < size or gram[-1].isspace():
                break
            yield start, gram


def grams(text: str) -> list[str]:
    """The sequences alone."""
    return [gram for _, gram in grams_at(text)]


@lru_cache(maxsize=1)
def _spelled() -> Keys:
    """Each sign's number in its one spelling, from 1; blanks are 0.

    Spelled one by one: read as a text, every sign of the plane would be remembered for good (`text.normalise`), ten megabytes.
    """
    read = (spelled(chr(code)).translate(_DIGITS) for code in range(_PLANE))
    return np.fromiter((0 if sign.isspace() else ord(sign) + 1 for sign in read), np.int64, _PLANE)


def _numbers(text: str) -> Keys:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(codes) or codes.max() < _PLANE:
        return _spelled()[codes]
    codes = np.frombuffer(signs(text).encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < _PLANE, _spelled()[np.minimum(codes, _PLANE - 1)], codes.astype(np.int64) + 1)


def keys(text: str) -> Keys:
    """Every sequence of a text as a whole number: those of one sign, of two, of three; 0 where a blank stands in it.

    Sequence i of size s has its place in the text at i, so the three parts are as long as the text, one and two less.
    """
    one = _numbers(text)
    n = len(one)
    found = np.empty(max(n, 0) + max(n - 1, 0) + max(n - 2, 0), np.int64)
    found[:n] = one
    if n < 2:
        return found
    two = found[n : 2 * n - 1]
    np.left_shift(one[1:], _BITS, out=two)
    two |= one[:-1]
    three = found[2 * n - 1 :]
    np.left_shift(one[2:], 2 * _BITS, out=three)
    three |= two[:-1]
    blank = one == 0
    if blank.any():
        apart = blank[1:] | blank[:-1]
        two[apart] = 0
        three[apart[1:] | apart[:-1]] = 0
    return found


def headed(title: str, body: str) -> str:
    """A text whose title counts for itself too."""
    return f"{title}{MARK}{body}"


def _title(text: str) -> str:
    return text[: max(text.find(MARK), 0)]


def _marked(found: Keys) -> Keys:
    return np.where(found != 0, found | HEAD, 0)


def _all_keys(text: str) -> Keys:
    """Those of the whole text and, where it is `headed`, those of its title again, marked."""
    title = _title(text)
    return np.concatenate((keys(text), _marked(keys(title)))) if title else keys(text)


def packed(term: str) -> int:
    """A sequence of signs as its whole number."""
    return sum((ord(sign) + 1) << (_BITS * place) for place, sign in enumerate(term))


def sizes(found: Keys) -> Places:
    """How many signs each sequence has."""
    bare = found & ~HEAD
    return 1 + (bare >> _BITS > 0).astype(np.intp) + (bare >> 2 * _BITS > 0)


def _unpacked(key: int) -> str:
    return "".join(chr(part - 1) for place in range(LONGEST) if (part := key >> (_BITS * place) & _LOW))


class Known(NamedTuple):
    """The known sequences of a text: where each begins, how long it is, its column; the shorter ones first."""

    starts: Places
    sizes: Places
    columns: Places


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The known sequences, in the order of their buckets (`of_keys` brings them there), and their inverse document frequency."""

    keys: Keys
    idf: Floats

    @classmethod
    def of_keys(cls, found: Keys, idf: Floats) -> "Vocabulary":
        """In whatever order they come. What stands beside them (weights) must follow `order_of`."""
        order = order_of(found)
        return cls(found[order], np.asarray(idf, np.float32)[order])

    @classmethod
    def of_terms(cls, terms: Sequence[str], idf: Floats) -> "Vocabulary":
        """The same from the sequences as they are written."""
        return cls.of_keys(np.array([packed(term) for term in terms], np.int64), idf)

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def terms(self) -> list[str]:
        """The sequences as they are written, by column."""
        return [_unpacked(key) for key in self.keys.tolist()]

    @cached_property
    def heads(self) -> npt.NDArray[np.bool_] | None:
        """Which columns are sequences of titles; None where none is."""
        found = self.keys < 0
        return found if found.any() else None

    @cached_property
    def _first(self) -> npt.NDArray[np.int32]:
        """The first column of each bucket, and the end of the last one."""
        buckets = _bucket(self.keys, _bits(len(self)))
        return np.searchsorted(buckets, np.arange((1 << _bits(len(self))) + 1)).astype(np.int32)

    def columns(self, found: Keys) -> tuple[Places, Places]:
        """Which of the numbers are known (places, in no order), and their columns."""
        bucket = _bucket(found, _bits(len(self)))
        at, end = self._first.take(bucket), self._first.take(bucket + 1)
        left = np.flatnonzero(at < end)
        at, end, want = at.take(left), end.take(left), found.take(left)
        places, columns = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
        while len(left):
            same = self.keys.take(at) == want
            hit, on = np.flatnonzero(same), np.flatnonzero(~same & (at + 1 < end))
            places.append(left.take(hit))
            columns.append(at.take(hit).astype(np.intp))
            left, at, end, want = left.take(on), at.take(on) + 1, end.take(on), want.take(on)
        return np.concatenate(places), np.concatenate(columns)

    def vector(self, text: str) -> Vector:
        """Columns and weights of a text: (1 + ln count) · idf, of length one. Empty where nothing is known."""
        found, counts = _counted(_all_keys(text))
        places, columns = self.columns(found)
        return columns, self._weighed(columns, counts[places])

    def known(self, text: str) -> Known:
        """The known sequences of a text, each as often as it stands there."""
        found, n = keys(text), len(text)
        places, columns = self.columns(found)
        sizes = 1 + (places >= n).astype(np.intp) + (places >= 2 * n - 1)
        starts = places - np.array([0, 0, n, 2 * n - 1], np.intp)[sizes]
        return Known(starts, sizes, columns)

    def weigh(self, found: Places) -> tuple[Places, Floats, Places]:
        """Columns, each once, their weights, and for each of the columns found its place among them."""
        columns, places, counts = np.unique(found, return_inverse=True, return_counts=True)
        return columns, self._weighed(columns, counts), places

    def _weighed(self, columns: Places, counts: npt.NDArray[np.intp]) -> Floats:
        weights = _LOGS[np.minimum(counts, len(_LOGS) - 1)] * self.idf[columns]
        whole = float(weights @ weights)
        if self.heads is None or not (is_head := self.heads[columns]).any():
            return weights / np.float32(np.sqrt(whole)) if whole else weights
        title = weights[is_head]
        of_title = float(title @ title)
        own, head = 1 / np.sqrt(max(whole - of_title, 1e-12)), HEAD_SHARE / np.sqrt(of_title)
        return weights * np.where(is_head, np.float32(head), np.float32(own))

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """What `vector` says of each text, for many at once (columns in order)."""
        owners, columns, counts = self.counts(texts)
        weights = _LOGS[np.minimum(counts, len(_LOGS) - 1)] * self.idf[columns]
        heads = 0 if self.heads is None else self.heads[columns]
        weights = weights * block_factors(weights, 2 * owners + heads, len(texts))
        edges = np.searchsorted(owners, np.arange(len(texts) + 1))
        return [(columns[first:last], weights[first:last]) for first, last in pairwise(edges)]

    def counts(self, texts: Sequence[str]) -> tuple[Places, Places, Places]:
        """Text number, column and how often, in this order of texts and columns; a blank between two texts keeps them apart."""
        found, owners = _owned(texts)
        if self.heads is not None:
            more, whose = _owned([_title(text) for text in texts])
            found, owners = np.concatenate((found, _marked(more))), np.concatenate((owners, whose))
        places, columns = self.columns(found)
        owners = owners[places]
        pairs, counts = np.unique(owners * max(len(self), 1) + columns, return_counts=True)
        owners, columns = np.divmod(pairs, max(len(self), 1))
        return owners.astype(np.intp), columns.astype(np.intp), counts


def block_factors(weights: Floats, blocks: Places, texts: int) -> Floats:
    """What brings each block to its length: a text's own (2 · number) to one, its title's (2 · number + 1) to `HEAD_SHARE`."""
    norms = np.sqrt(np.bincount(blocks, weights.astype(np.float64) ** 2, 2 * texts))
    lengths = np.where(np.arange(2 * texts) % 2, HEAD_SHARE, 1.0) / np.where(norms > 0, norms, 1)
    found: Floats = lengths[blocks].astype(np.float32)
    return found


def _owned(texts: Sequence[str]) -> tuple[Keys, Places]:
    """Every sequence of every text, and the text's number; a blank between two texts keeps them apart."""
    whole = keys(" ".join(texts))
    owners = np.repeat(np.arange(len(texts), dtype=np.intp), [len(text) + 1 for text in texts])[:-1]
    return whole, np.concatenate((owners, owners[:-1], owners[:-2]))[: len(whole)]


def _counted(found: Keys) -> tuple[Keys, Places]:
    """Each number once, rising, and how often it stands there; 0 left out."""
    found = np.sort(found)
    if not len(found):
        return found, np.zeros(0, np.intp)
    places = np.concatenate(([0], np.flatnonzero(found[1:] != found[:-1]) + 1))
    counts = np.diff(places, append=len(found))
    real = np.flatnonzero(found[places])
    return found[places[real]], counts[real]


def distinct(text: str) -> Keys:
    """The different sequences of a text, and of its title, as numbers, rising."""
    return _counted(_all_keys(text))[0]


def order_of(found: Keys) -> Places:
    """The order in which a vocabulary keeps these sequences."""
    return np.lexsort((found, _bucket(found, _bits(len(found)))))


def _bits(count: int) -> int:
    """Four to eight times as many buckets as sequences, so that most of what is unknown meets an empty one."""
    return max(int(4 * count).bit_length(), 1)


def _bucket(found: Keys, bits: int) -> Keys:
    return (found.view(np.uint64) * _MIX >> np.uint64(64 - bits)).view(np.int64)
