"""Whether more came in a week than its season explains: the weeks just before, and how this time of the year was in former years.

Of `k` weeks before with `S` files in all, the next is expected to bring (S + ½)/k, and its number spreads as a negative binomial
with r = (S + ½)/φ: the gamma-Poisson prediction, so that few weeks or few files are trusted less; φ (variance by mean, at least
1) widens it where the weeks differ more than chance has it. Whole weeks are compared, so the days of the week do not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance

WEEKS = 8
"""Weeks before that a week is held against."""
LEAST_WEEKS = 4
"""Fewer whole weeks of history, and nothing is said."""
LEAST_SEEN = 5
"""Files within the week below which nothing is said."""
LEAST_TIMES = 2.0
"""So many times what was expected, at least."""
CHANCE = 0.0005
"""How likely chance may be at most: with a thousand pairs of category and area, a false warning in two weeks."""
LEAST_OF_YEARS = 20
"""Files of former years below which they say nothing about the season."""
_SEASON_LOW, _SEASON_HIGH = 0.5, 3.0


@dataclass(frozen=True)
class Verdict:
    """What a week brought (`seen`), what was to be expected, how likely chance is; whether that is a warning."""

    seen: int
    expected: float
    chance: float
    is_rise: bool


def season(same: Sequence[int], before: Sequence[int]) -> float:
    """How this week of the year compared with the weeks before it in former years: 1 as they were, between ½ and 3.

    `same`: files of the weeks around this one; `before`: of the eight before those. Too few to say: 1.
    """
    if sum(same) + sum(before) < LEAST_OF_YEARS or not sum(before) or not same:
        return 1.0
    return min(max(fmean(same) / fmean(before), _SEASON_LOW), _SEASON_HIGH)


def judge(seen: int, before: Sequence[int], *, times: float = 1.0) -> Verdict:
    """A week against the weeks before it (whole weeks of history, at most eight); `times`: what the season adds."""
    if len(before) < LEAST_WEEKS:
        return Verdict(seen, 0.0, 1.0, is_rise=False)
    mean = fmean(before)
    spread = max(pvariance(before) / mean, 1.0) if mean else 1.0
    whole = sum(before) + 0.5
    expected = whole / len(before) * times
    chance = at_least(seen, mean=expected, r=whole / spread)
    is_rise = seen >= LEAST_SEEN and seen >= LEAST_TIMES * expected and chance <= CHANCE
    return Verdict(seen, round(expected, 2), chance, is_rise)


def at_least(seen: int, *, mean: float, r: float) -> float:
    """Probability of `seen` or more under a negative binomial of this mean and size."""
    share = mean / (r + mean)
    term = (1 - share) ** r
    below = 0.0
    for number in range(seen):
        below += term
        term *= (r + number) / (number + 1) * share
    return max(1 - below, 0.0)
