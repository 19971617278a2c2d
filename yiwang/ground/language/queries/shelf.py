"""Short texts that are looked up by what they say: each question of a collection, weighed as the text model weighs texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.likeness import Like, likeness
from yiwang.ground.language.queries.serving import model
from yiwang.ground.language.queries.text import prepare
from yiwang.ground.language.queries.vectors import Floats, Vector, Vocabulary
from yiwang.kit.errors import Missing

K = TypeVar("K")
MOST_SENTENCES = 60
"""Sentences of a letter that are looked at each for itself."""
_SHORTEST = 4


@dataclass(frozen=True)
class Shelf(Generic[K]):
    """Texts under keys; one key may have several. Without a model in service they are compared by sequences of three signs."""

    keys: tuple[K, ...]
    texts: tuple[str, ...]
    vocabulary: Vocabulary | None
    columns: npt.NDArray[np.intp]
    weights: Floats
    starts: npt.NDArray[np.intp]

    def likest(self, text: str, *, at_least: float, limit: int) -> list[Like[K]]:
        """The keys whose text is at least this like the text or one of its sentences, the likest first.

        Likeness: the cosine of the two weighed texts, 0 nothing shared, 1 the same.
        """
        best: dict[K, float] = {}
        for key, score in zip(self.keys, self._scores(text), strict=True):
            if score >= at_least and score > best.get(key, 0.0):
                best[key] = float(score)
        return [Like(key, score) for key, score in sorted(best.items(), key=lambda one: -one[1])[:limit]]

    def _scores(self, text: str) -> Iterable[float]:
        if not self.keys:
            return []
        said = sentences(text)
        if self.vocabulary is None:
            return [max(likeness(one, other) for one in said) for other in self.texts]
        whole = np.zeros(len(self.vocabulary), np.float32)
        found = [self._against(whole, self.vocabulary.vector(one)) for one in said]
        scores: Floats = np.max(found, axis=0)
        return scores

    def _against(self, whole: Floats, vector: Vector) -> Floats:
        columns, values = vector
        whole[columns] = values
        scores: Floats = np.add.reduceat(whole[self.columns] * self.weights, self.starts)
        whole[columns] = 0
        return scores


def sentences(text: str) -> list[str]:
    """The text and each of its sentences, where it has several."""
    parts: dict[int, tuple[int, int]] = {}
    for clause in prepare(text).clauses:
        start, _ = parts.get(clause.sentence, (clause.start, clause.end))
        parts[clause.sentence] = (start, clause.end)
    each = [text[start:end] for start, end in parts.values() if end - start >= _SHORTEST]
    return [text, *each[:MOST_SENTENCES]] if len(each) > 1 else [text]


def shelf(entries: Iterable[tuple[K, str]]) -> Shelf[K]:
    """Put texts on a shelf. What the model in service knows no sign of cannot be found."""
    wanted = [(key, text) for key, text in entries if text.strip()]
    try:
        vocabulary = model().vocabulary
    except Missing:
        return _laid([(key, text, (np.zeros(0, np.intp), np.zeros(0, np.float32))) for key, text in wanted], None)
    vectors = vocabulary.vectors([text for _, text in wanted]) if wanted else []
    return _laid(
        [(key, text, vector) for (key, text), vector in zip(wanted, vectors, strict=True) if len(vector[0])], vocabulary
    )


def _laid(rows: list[tuple[K, str, Vector]], vocabulary: Vocabulary | None) -> Shelf[K]:
    sizes = [len(vector[0]) for _, _, vector in rows]
    return Shelf(
        keys=tuple(key for key, _, _ in rows), texts=tuple(text for _, text, _ in rows), vocabulary=vocabulary,
        columns=np.concatenate([np.zeros(0, np.intp), *(vector[0] for _, _, vector in rows)]),
        weights=np.concatenate([np.zeros(0, np.float32), *(vector[1] for _, _, vector in rows)]),
        starts=np.cumsum([0, *sizes[:-1]]).astype(np.intp) if rows else np.zeros(0, np.intp),
    )  # fmt: skip
