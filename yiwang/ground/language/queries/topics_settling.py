"""Groups of letters brought to rest: who fits its group badly leaves it, who fits one well joins it, by place and by matter.

A letter is held against the sum of its group (without itself): by all terms, among which names weigh most, and by words alone,
which are the matter. Both must agree: another matter at the same place is no member, nor the same matter at another place.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.topics_linking import ELSEWHERE, VAGUE, Floats, Ints, Table
from yiwang.kit.late import late

sparse = late("scipy.sparse")

LEAST = 3
"""Letters that make a group which others may join."""
JOINS, STAYS = 0.24, 0.19
"""How well a letter must fit to join and to stay: mean of its likeness to the group by all terms and by words."""
MERGES = 0.21
"""How well the letters of a group must fit another on the mean for the two to be one."""
_TERMS_AT_LEAST, _WORDS_AT_LEAST = 0.08, 0.1
_ROUNDS = 5
_BLOCK = 4000
_HEAVIEST = 96
"""Terms of a group that letters are held against."""


@dataclass(frozen=True)
class _Sums:
    """Of each group the sum of its letters' rows, and who the groups are; heads: the heaviest terms alone, turned round."""

    names: Ints
    terms: Any
    words: Any
    places: Any
    placed: Floats
    term_heads: Any
    word_heads: Any


def settled(known: Table, group: Ints, weights: Floats) -> Ints:
    """The group of each letter after some rounds of leaving and joining; a letter alone has a group of its own."""
    for _ in range(_ROUNDS):
        moved = _one_round(known, group, weights)
        if np.array_equal(moved, group):
            break
        group = moved
    return group


def _one_round(known: Table, group: Ints, weights: Floats) -> Ints:
    _, group, counts = np.unique(group, return_inverse=True, return_counts=True)
    names = np.flatnonzero(counts >= LEAST)
    if not len(names):
        return group
    sums = _sums(known, group, names, weights)
    own = _own(known, sums, group, names)
    leaves = (own >= 0) & (own < STAYS)
    moved = np.where(leaves, np.arange(len(group)) + len(counts), group)
    best = np.where(leaves, 0, np.maximum(own, 0)).astype(np.float32)
    together = np.zeros((0, 3))
    for start in range(0, len(group), _BLOCK):
        rows, columns, fits = _fits(known, sums, np.arange(start, min(start + _BLOCK, len(group))))
        other = group[rows] != names[columns]
        rows, columns, fits = rows[other], columns[other], fits[other]
        together = _added(together, group[rows], names[columns], fits)
        free = leaves[rows] | (2 * counts[group[rows]] < counts[names[columns]])
        _move(moved, best, rows[free], names[columns[free]], fits[free])
    return _merged(moved, together, counts)


def _move(moved: Ints, best: Floats, rows: Ints, groups: Ints, fits: Floats) -> None:
    """Each letter goes where it fits best, if well enough and better than where it is."""
    order = np.lexsort((groups, -fits, rows))
    firsts = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    better = firsts[fits[firsts] > np.maximum(best[rows[firsts]], JOINS)]
    moved[rows[better]], best[rows[better]] = groups[better], fits[better]


def _added(together: npt.NDArray[np.float64], left: Ints, right: Ints, fits: Floats) -> npt.NDArray[np.float64]:
    """How well the letters of one group fit another, summed: group, group, sum."""
    rows = np.concatenate([together, np.stack([left, right, fits], axis=1)])
    pairs, place = np.unique(rows[:, :2], axis=0, return_inverse=True)
    return np.concatenate([pairs, np.bincount(place.ravel(), rows[:, 2], len(pairs))[:, None]], axis=1)


def _merged(moved: Ints, together: npt.NDArray[np.float64], counts: Ints) -> Ints:
    """A group whose letters on the mean fit a larger one becomes part of it; the best fit first, each group once a round."""
    if not len(together):
        return moved
    small, large = together[:, 0].astype(np.int64), together[:, 1].astype(np.int64)
    means = together[:, 2] / counts[small]
    order = np.lexsort((large, small, -means))
    wanted = order[(means[order] >= MERGES) & (counts[small[order]] >= LEAST)]
    taken: set[int] = set()
    for one in wanted:
        first, second = int(small[one]), int(large[one])
        if counts[first] <= counts[second] and not {first, second} & taken:
            moved[moved == first] = second
            taken |= {first, second}
    return moved


def _sums(known: Table, group: Ints, names: Ints, weights: Floats) -> _Sums:
    place_of = np.full(group.max() + 1, -1)
    place_of[names] = np.arange(len(names))
    rows = np.flatnonzero(place_of[group] >= 0)
    adding = sparse.csr_matrix((weights[rows], (place_of[group[rows]], rows)), shape=(len(names), len(group)))
    even = sparse.csr_matrix((np.ones(len(rows), np.float32), adding.nonzero()), shape=adding.shape)
    share = np.asarray(even @ known.is_placed.astype(np.float32)) / np.maximum(np.asarray(even.sum(axis=1)).ravel(), 1)
    terms, words = (adding @ known.terms).tocsr(), (adding @ known.words).tocsr()
    heads = _heads(terms).T.tocsr(), _heads(words).T.tocsr()
    return _Sums(names, terms, words, (adding @ known.places).tocsr(), share, *heads)


def _own(known: Table, sums: _Sums, group: Ints, names: Ints) -> Floats:
    """How well each letter fits its own group without itself; −1 where it has none of this size."""
    place_of = np.full(group.max() + 1, -1)
    place_of[names] = np.arange(len(names))
    rows = np.flatnonzero(place_of[group] >= 0)
    mine = place_of[group[rows]]
    terms = _without_itself(known.terms[rows], sums.terms, mine)
    words = _without_itself(known.words[rows], sums.words, mine)
    fits = np.full(len(group), -1.0, np.float32)
    fits[rows] = np.where(words >= _WORDS_AT_LEAST, (terms + words) / 2, 0)
    return fits


def _without_itself(rows: Any, sums: Any, mine: Ints) -> Floats:
    """Cosine of each row with the sum of its group less the row."""
    shared = np.asarray(rows.multiply(sums[mine]).sum(axis=1)).ravel()
    lengths = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()[mine]
    own = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    rest = np.sqrt(np.maximum(lengths - 2 * shared + own, 1e-9))
    return np.asarray((shared - own) / rest, np.float32)


def _fits(known: Table, sums: _Sums, rows: Ints) -> tuple[Ints, Ints, Floats]:
    """Letters and groups that might be one, and how well they fit."""
    terms = (known.terms[rows] @ sums.term_heads).tocoo()
    likely = terms.data >= _TERMS_AT_LEAST
    left, right = terms.row[likely].astype(np.int64), terms.col[likely].astype(np.int64)
    words = (known.words[rows] @ sums.word_heads).tocsr()
    alike = np.asarray(words[left, right]).ravel() if len(left) else np.zeros(0, np.float32)
    fits = (terms.data[likely] + alike) / 2 * _elsewhere(known, sums, rows[left], right)
    return rows[left], right, np.where(alike >= _WORDS_AT_LEAST, fits, 0).astype(np.float32)


def _heads(sums: Any) -> Any:
    """Each group's heaviest terms, of length one in the whole."""
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    entries = (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ sums).tocoo()
    order = np.lexsort((entries.col, -entries.data, entries.row))
    row, column, data = entries.row[order], entries.col[order], entries.data[order]
    starts = np.searchsorted(row, np.arange(sums.shape[0]))
    kept = np.arange(len(row)) - starts[row] < _HEAVIEST
    return sparse.csr_matrix((data[kept], (row[kept], column[kept])), shape=sums.shape)


def _elsewhere(known: Table, sums: _Sums, rows: Ints, groups: Ints) -> npt.NDArray[np.float32]:
    """1 where the letter names a place of the group, or one of the two names none; less the more they are at two places."""
    mine, theirs = known.places[rows], sums.places[groups]
    shared = np.asarray(mine.multiply(theirs).sum(axis=1)).ravel()
    lengths = np.sqrt(np.asarray(theirs.multiply(theirs).sum(axis=1)).ravel())
    near = np.minimum(3 * shared / np.maximum(lengths, 1e-9), 1)
    named = (np.diff(mine.indptr) > 0) & (lengths > 0)
    strict = np.where(known.is_placed[rows], sums.placed[groups], 0)
    least = VAGUE - (VAGUE - ELSEWHERE) * strict
    return np.where(named, least + (1 - least) * near, 1).astype(np.float32)
