"""Texts as numbers: sequences of one to three signs, weighted. The same code feeds training and prediction."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.text import normalise

Floats = npt.NDArray[np.float32]
LONGEST = 3
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
        counts = Counter(self.index[gram] for gram in grams(text) if gram in self.index)
        columns = np.fromiter(counts.keys(), np.intp, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[columns]
        norm = float(np.linalg.norm(weights))
        return columns, (weights / norm if norm else weights).astype(np.float32)
