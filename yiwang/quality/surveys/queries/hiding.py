"""Few are not told: small counts, and those by which they could be worked out."""

from collections.abc import Sequence

FEW = 5
"""Counts below this are not told outside (ui.md 7.9)."""


def hidden(counts: Sequence[int], *, few: int = FEW) -> list[bool]:
    """Which of the cells of one row, whose sum is known, are not told.

    Every count from 1 to below `few`; and where what is hidden together could be worked out as less than `few` from the sum, the
    smallest of the others too, until it cannot (complementary suppression).
    """
    found = [0 < count < few for count in counts]
    while any(found) and (found.count(True) == 1 or sum(_of(counts, found)) < few):
        others = [(count, at) for at, count in enumerate(counts) if not found[at] and count > 0]
        if not others:
            break
        found[min(others)[1]] = True
    return found


def _of(counts: Sequence[int], marks: Sequence[bool]) -> list[int]:
    return [count for count, mark in zip(counts, marks, strict=True) if mark]
