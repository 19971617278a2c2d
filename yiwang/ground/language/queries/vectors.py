"""Texts as numbers: sequences of one to three signs, weighted. The same code feeds training and prediction."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.text import normalise

Floats = npt.NDArray[np.float32]
LONGEST = 3
_BITS = 21
"""A sign fits into 21 bits, so three of them into one whole number of 64."""
_SPACES = np.array([code for code in range(0x3001) if chr(code).isspace()], np.int64)
Vector = tuple[npt.NDArray[np.intp], Floats]
"""Columns and weights of a text."""
_DIGITS = str.maketrans("123456789", "000000000")


def signs(text: str) -> str:
    """The text as the model reads it: one spelling, every digit a 0. The same length as the original."""
    return normalise(text).translate(_DIGITS)


def grams_at(text: str) -> Iterator[tuple[int, str]]:
    """Every sequence of one to three signs without a blank in it, with its place."""
    read = signs(text)
    for start in range(len(read)):
        for size in range(1, LONGEST + 1):
            gram = read[start : start + size]
            if len(gram) < size or gram[-1].isspace():
                break
            yield start, gram


def grams(text: str) -> list[str]:
    """The sequences alone; the analyzer of training."""
    return [gram for _, gram in grams_at(text)]


class Vocabulary:
    """The known sequences and their inverse document frequency."""

    def __init__(self, terms: list[str], idf: Floats) -> None:
        self.terms = terms
        self.idf = idf

    @cached_property
    def index(self) -> dict[str, int]:
        """Sequence to column."""
        return {term: column for column, term in enumerate(self.terms)}

    def vector(self, text: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """Columns and weights of a text: (1 + ln count) · idf, of length one. Empty where nothing is known."""
        return self.weigh([column for _, _, column in self.known(text)])

    def known(self, text: str) -> list[tuple[int, int, int]]:
        """The known sequences of a text in their order: place, length, column."""
        read, column_of, found = signs(text), self.index.get, []
        for start in range(len(read)):
            for end in range(start + 1, min(start + LONGEST, len(read)) + 1):
                if read[end - 1].isspace():
                    break
                column = column_of(read[start:end])
                if column is not None:
                    found.append((start, end - start, column))
        return found

    def weigh(self, found: Sequence[int]) -> tuple[npt.NDArray[np.intp], Floats]:
        """Columns, each once, and weights of the sequences found."""
        counts = Counter(found)
        columns = np.fromiter(counts.keys(), np.intp, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[columns]
        norm = float(np.linalg.norm(weights))
        return columns, (weights / norm if norm else weights).astype(np.float32)

    @cached_property
    def _packed(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
        """Every sequence as one whole number, in order, and its column."""
        packed = np.array([_pack(term) for term in self.terms], np.int64)
        order = np.argsort(packed)
        return packed[order], order

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """What `vector` says of each text, for many at once: the sequences are looked up as whole numbers by numpy."""
        read = [signs(text) for text in texts]
        columns, owners = self._found(read)
        keys, counts = np.unique(owners * len(self.terms) + columns, return_counts=True)
        owners, columns = np.divmod(keys, max(len(self.terms), 1))
        weights = ((1 + np.log(counts.astype(np.float32))) * self.idf[columns]).astype(np.float32)
        norms = np.sqrt(np.bincount(owners, weights**2, minlength=len(texts))).astype(np.float32)
        weights = weights / norms[owners]
        edges = np.searchsorted(owners, np.arange(len(texts) + 1))
        return [(columns[first:last].astype(np.intp), weights[first:last]) for first, last in pairwise(edges)]

    def _found(self, read: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Column and text number of every known sequence; a blank between two texts keeps them apart."""
        whole = np.frombuffer(" ".join(read).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        owners = np.repeat(np.arange(len(read)), [len(text) + 1 for text in read])[: len(whole)]
        packed, order = self._packed
        is_sign = ~np.isin(whole, _SPACES)
        key, clean, columns, whose = np.zeros_like(whole), np.ones_like(is_sign), [], []
        for size in range(min(LONGEST, len(whole))):
            later, more = whole[size:] + 1, is_sign[size:]
            key, clean = key[: len(later)] + (later << (_BITS * size)), clean[: len(later)] & more
            at = np.minimum(np.searchsorted(packed, key), max(len(packed) - 1, 0))
            hit = clean & (packed[at] == key) if len(packed) else np.zeros_like(clean)
            columns.append(order[at[hit]])
            whose.append(owners[: len(later)][hit])
        empty = np.zeros(0, np.int64)
        return np.concatenate([empty, *columns]), np.concatenate([empty, *whose])


def _pack(term: str) -> int:
    return sum((ord(sign) + 1) << (_BITS * place) for place, sign in enumerate(term))
