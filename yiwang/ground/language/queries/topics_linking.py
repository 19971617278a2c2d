"""Which letters tell of one matter at one place: alike in their words, not merely in common ones, and not at two places.

Letters are joined pair by pair of groups, the likest first, by the mean likeness of all their pairs (average linkage).
Everything is sparse: nothing grows with the square of the letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.topics_reading import Letters
from yiwang.kit.late import late

sparse = late("scipy.sparse")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LIKE = 0.16
"""Mean likeness (of all terms and of words alone, 0 to 1) from which two groups are one. See docs/topics.md."""
FLOOR = 0.04
"""Pairs less like than this count as 0 in the mean."""
ELSEWHERE = 0.2
"""What remains of the likeness of two letters that name places and share none."""
VAGUE = 0.75
"""The same where a title is silent and only the body names places."""
_BLOCK = 1000
_TERMS = 48
"""Of a letter only its heaviest terms are compared."""
_NEIGHBOURS = 80
"""Of a letter only its likest neighbours are kept."""
_COMMON_SHARE, _COMMON_LEAST = 0.03, 60
"""A term in more than this share of the letters (and at least so many) tells nothing apart."""


@dataclass(frozen=True)
class Table:
    """Letters as rows of length one: all terms, words alone, places."""

    terms: Any
    words: Any
    places: Any
    is_placed: npt.NDArray[np.bool_]


def table(letters: Letters) -> Table:
    """Weigh every term by how rare it is among these letters."""
    heavy = _matrix(letters.size, letters.rows, letters.terms, letters.weights, most=_TERMS)
    is_word = (letters.terms & 1).astype(bool)
    words = _matrix(letters.size, letters.rows[is_word], letters.terms[is_word], letters.weights[is_word], most=_TERMS)
    ones = np.ones(len(letters.places), np.float32)
    places = _matrix(letters.size, letters.place_rows, letters.places, ones, most=_TERMS, alone=True)
    is_placed = letters.is_placed if letters.is_placed.any() else np.ones(letters.size, bool)
    return Table(heavy, words, places, is_placed)


def _matrix(size: int, rows: Ints, terms: Any, weights: Floats, *, most: int, alone: bool = False) -> Any:
    """Rows of tf·idf, each cut to its heaviest terms and of length one. A term that stands in one row alone joins nothing."""
    known, columns, counts = np.unique(terms, return_inverse=True, return_counts=True)
    common = max(_COMMON_LEAST, _COMMON_SHARE * size)
    useful = (counts[columns] <= common) & (alone | (counts[columns] > 1))
    rows, columns = rows[useful], columns[useful]
    values = weights[useful] * np.log(size / counts[columns]).astype(np.float32)
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    starts = np.searchsorted(rows, np.arange(size + 1))
    kept = np.arange(len(rows)) - starts[rows] < most
    found = sparse.csr_matrix((values[kept], (rows[kept], columns[kept])), shape=(size, max(len(known), 1)))
    return _of_length_one(found)


def _of_length_one(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ matrix).tocsr().astype(np.float32)


@dataclass(frozen=True)
class Pairs:
    """Letters that are alike: `left` < `right`, and how much."""

    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    alike: Floats


def pairs(known: Table) -> Pairs:
    """Every pair at least `FLOOR` alike, of each letter the likest ones; what is told of two places counts for less."""
    empty = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32)
    parts = zip(*[empty, *_blocks(known)], strict=True)
    left, right, alike = (np.concatenate(part) for part in parts)
    return Pairs(left, right, alike)


def _blocks(known: Table) -> Iterator[tuple[Any, Any, Any]]:
    size = known.terms.shape[0]
    columns, words = known.terms.T.tocsr(), known.words
    for start in range(0, size, _BLOCK):
        block = (known.terms[start : start + _BLOCK] @ columns).tocoo()
        left, right = block.row.astype(np.int32) + np.int32(start), block.col.astype(np.int32)
        wanted = (block.data >= FLOOR) & (left != right)
        left, right, alike = left[wanted], right[wanted], block.data[wanted]
        matter = np.asarray(words[left].multiply(words[right]).sum(axis=1)).ravel()
        alike = (alike + matter) / 2 * elsewhere(known, left, right)
        wanted = _likest(left, alike) & (alike >= FLOOR)
        yield left[wanted], right[wanted], alike[wanted].astype(np.float32)


def elsewhere(known: Table, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Floats:
    """1 where two rows share a place or one names none; less where they name only different ones, least where titles do."""
    shared = np.asarray(known.places[left].multiply(known.places[right]).sum(axis=1)).ravel()
    named = np.diff(known.places.indptr) > 0
    apart = named[left] & named[right]
    least = np.where(known.is_placed[left] & known.is_placed[right], ELSEWHERE, VAGUE)
    near = np.minimum(shared * 3, 1)
    return np.where(apart, least + (1 - least) * near, 1).astype(np.float32)


def _likest(left: npt.NDArray[np.int32], alike: Floats) -> npt.NDArray[np.bool_]:
    order = np.lexsort((-alike, left))
    ordered = left[order]
    first = np.searchsorted(ordered, ordered, side="left")
    kept = np.zeros(len(left), bool)
    kept[order[np.arange(len(left)) - first < _NEIGHBOURS]] = True
    return kept


def linked(size: int, known: Pairs, weights: Floats) -> Ints:
    """The group of each letter. `weights`: how often each was sent; groups count their letters by it."""
    shape = (size, size)
    alike = sparse.csr_matrix((known.alike, (known.left, known.right)), shape=shape)
    alike = alike.maximum(alike.T)
    alike = (sparse.diags(weights) @ alike @ sparse.diags(weights)).tocsr()
    group, counts = np.arange(size), weights.astype(np.float64)
    while True:
        best = _nearest_to_each_other(alike, counts)
        if not len(best):
            return group
        renamed = np.arange(len(counts))
        renamed[best[:, 1]] = best[:, 0]
        _, renamed = np.unique(renamed, return_inverse=True)
        merging = sparse.csr_matrix(
            (np.ones(len(renamed), np.float32), (renamed, np.arange(len(renamed)))),
            shape=(int(renamed.max()) + 1, len(renamed)),
        )
        alike = (merging @ alike @ merging.T).tocsr()
        alike.setdiag(0)
        alike.eliminate_zeros()
        counts, group = np.bincount(renamed, counts).astype(np.float64), renamed[group]


def _nearest_to_each_other(alike: Any, counts: npt.NDArray[np.float64]) -> Ints:
    """Pairs of groups of which each is the other's nearest, at least `LIKE` alike; equal ones by their order."""
    entries = alike.tocoo()
    means = entries.data / (counts[entries.row] * counts[entries.col])
    near = means >= LIKE
    row, column, means = entries.row[near], entries.col[near], means[near]
    order = np.lexsort((column, -means.round(6), row))
    row, column = row[order], column[order]
    firsts = np.flatnonzero(np.diff(row, prepend=-1))
    nearest = np.full(len(counts), -1)
    nearest[row[firsts]] = column[firsts]
    mutual = np.flatnonzero((nearest >= 0) & (nearest[nearest] == np.arange(len(counts))))
    return np.array([(one, nearest[one]) for one in mutual if one < nearest[one]], np.int64).reshape(-1, 2)
