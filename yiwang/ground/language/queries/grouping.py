"""Which texts belong together, found in the texts themselves: near-duplicates, and a title with the message it heads.

Texts of one group are never split between learning and measuring: on the public set a figure is 0.05 too high otherwise.
"""

from collections.abc import Sequence

import numpy as np

from yiwang.ground.language.queries.shingles import Hashes, near_pairs, plain, shingles

SHORT = 40
"""Sequences of three signs that a text has at most to be looked for inside of longer ones, as a title is."""
HELD = 0.4
"""From this share of its weighed sequences on a short text counts as taken from the longer one: on the public set 98 % of such
titles bear the label of their message."""
_LONGER = 2.0
_FEWEST = 3
_COMMON = 200
"""A sequence in more texts than this says nothing about whose title it is."""
_BLOCK = 20_000


def groups(texts: Sequence[str], known: Sequence[str] = ()) -> np.ndarray:
    """A number a text; the same number, the same group. `known`: names of groups somebody gave, empty where nobody did."""
    above = np.arange(len(texts))
    named: dict[str, int] = {}
    for number, name in enumerate(known):
        if name:
            _join(above, named.setdefault(name, number), number)
    for pair in near_pairs(texts):
        _join(above, pair.a, pair.b)
    for short, long in _titles(texts):
        _join(above, short, long)
    return np.unique([_top(above, number) for number in range(len(texts))], return_inverse=True)[1]


def _top(above: np.ndarray, number: int) -> int:
    while above[number] != number:
        above[number] = above[above[number]]
        number = int(above[number])
    return number


def _join(above: np.ndarray, one: int, other: int) -> None:
    first, second = sorted((_top(above, one), _top(above, other)))
    above[second] = first


def _titles(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Each short text and the longer one that holds most of it, where one holds enough."""
    sets = [shingles(plain(text)) for text in texts]
    sizes = np.array([len(found) for found in sets])
    short = np.flatnonzero((sizes >= _FEWEST) & (sizes <= SHORT))
    best, best_of = np.zeros(len(texts)), np.full(len(texts), -1)
    long = np.flatnonzero(sizes >= _LONGER * _FEWEST)
    for first in range(0, len(long), _BLOCK):
        block = _Block(sets, long[first : first + _BLOCK], sizes)
        for number in short.tolist():
            share, other = block.holds(sets[number], sizes[number])
            if share > best[number]:
                best[number], best_of[number] = share, other
    return [(number, int(best_of[number])) for number in short.tolist() if best[number] >= HELD]


class _Block:
    """Some texts by the sequences that stand in them."""

    def __init__(self, sets: Sequence[Hashes], numbers: np.ndarray, sizes: np.ndarray) -> None:
        self.numbers, self.sizes = numbers, sizes[numbers]
        whole = np.concatenate([np.zeros(0, np.uint32), *(sets[number] for number in numbers)])
        order = np.argsort(whole, kind="stable")
        self.owners = np.repeat(np.arange(len(numbers), dtype=np.int32), self.sizes)[order]
        self.keys, self.first = np.unique(whole[order], return_index=True)
        self.counts = np.diff(self.first, append=len(whole))
        self.of_all = max(len(numbers), 1)

    def holds(self, found: Hashes, size: int) -> tuple[float, int]:
        """The largest weighed share of a short text that one longer text holds, and which."""
        if not len(self.keys):
            return 0.0, -1
        at = np.minimum(np.searchsorted(self.keys, found), len(self.keys) - 1)
        there = self.keys[at] == found
        told = at[there & (self.counts[at] <= _COMMON)]
        unknown = int((~there).sum())
        if not len(told):
            return 0.0, -1
        weights = np.log(1 + self.of_all / self.counts[told])
        spans = np.concatenate(
            [np.arange(self.first[one], self.first[one] + self.counts[one]) for one in told.tolist()]
        )
        owners = self.owners[spans]
        sums = np.bincount(owners, np.repeat(weights, self.counts[told]), self.of_all)
        sums[self.sizes < _LONGER * size] = 0
        best = int(sums.argmax())
        return float(sums[best] / (weights.sum() + unknown * np.log(1 + self.of_all))), int(self.numbers[best])
