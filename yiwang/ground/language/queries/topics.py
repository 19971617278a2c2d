"""Topics: what many raise at one place, found among gists of letters, with a heat that says of what it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yiwang.ground.language.queries.topics_linking import linked, pairs, table
from yiwang.ground.language.queries.topics_reading import Letters, groups_of, lay_out
from yiwang.ground.language.queries.topics_settling import settled

LEAST = 3
"""Letters that make a topic."""
FOCUS = 0.5
"""How much a topic must have a name of its own: see `_focus`."""
WEIGHTS = {"count": 68.0, "votes": 10.0, "growth": 10.0, "severity": 8.0, "duration": 4.0}
"""What the parts of the heat weigh, of a hundred; a part that nobody knows (votes, where there are none) is left out."""
AGAIN = 0.5
"""What a letter counts whose very words were sent before: they may be the same person's."""
_HALF_COUNT = 12
"""Letters at which the part for their number stands at one half."""
_MANY_VOTES = 3000
_LONG_DAYS = 90
_DAY = 86_400.0
_GREATEST_SEVERITY = 3
_STEEP, _EVEN = 3, 3
"""Doublings from one third of the period to the next at which growth is at its most; and letters added to both,
so that few prove nothing."""
_EDGE = 0.01
"""Share of the earliest and latest letters that do not count where the period is taken from the letters themselves."""

Times = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Topic:
    """One topic. `members`: rows, the oldest first; `first`, `last`: unix seconds of the oldest and latest.

    `heat`: 0 to 100; `parts`: each 0 to 1, see `WEIGHTS`. `votes`: sum of its members'. `groups`: groups of people that at least
    a third of the members speak of, most first. `severity`: mean, 0 to 3.
    """

    rank: int
    heat: float
    parts: dict[str, float]
    first: float
    last: float
    members: tuple[int, ...]
    groups: tuple[str, ...]
    votes: int
    severity: float


def topics(
    gists: Sequence[bytes | None],
    times: Sequence[float],
    *,
    votes: Sequence[int] | None = None,
    since: float | None = None,
    until: float | None = None,
    at_least: int = LEAST,
) -> list[Topic]:
    """What many raise in these letters, the hottest first. `times`: unix seconds, nan where unknown; `votes`: of each letter.

    `since`, `until`: the period that growth is seen in; without them the span of the letters. Found with numpy and scipy; a
    hundred thousand letters take under a minute (docs/topics.md).
    """
    at, letters = np.asarray(times, np.float64), lay_out(gists)
    if not len(letters.terms):
        return []
    group = grouped(letters)
    _, group, counts = np.unique(group, return_inverse=True, return_counts=True)
    names = np.flatnonzero(counts >= at_least)
    names = names[_focus(letters, group, counts)[names] >= FOCUS]
    liked = np.asarray(votes, np.int64) if votes is not None else None
    period = _period(at, since, until)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(counts) + 1))
    found = [_topic(letters, order[starts[one] : starts[one + 1]], at, liked, period) for one in names]
    found.sort(key=lambda one: (-one.heat, -len(one.members), one.members))
    return [Topic(**{**vars(one), "rank": rank}) for rank, one in enumerate(found, 1)]


def grouped(letters: Letters) -> npt.NDArray[np.int64]:
    """The group of each letter. What is sent again in the same words is compared once and goes where it goes."""
    firsts = np.flatnonzero(letters.same == np.arange(letters.size))
    place_of = np.searchsorted(firsts, letters.same)
    sent = np.bincount(place_of, minlength=len(firsts)).astype(np.float32)
    once = letters.only(firsts)
    known = table(once)
    return settled(known, linked(once.size, pairs(known), sent), sent)[place_of]


def _focus(letters: Letters, group: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Of each group its best term: harmonic mean of the share of members that say it and of those saying it who are members.

    Terms of titles where there are titles: a topic is called something; mere turns of phrase are said elsewhere as well.
    """
    used = letters.is_title if letters.is_title.any() else np.ones(len(letters.terms), bool)
    _, terms, totals = np.unique(letters.terms[used], return_inverse=True, return_counts=True)
    pair, said = np.unique(group[letters.rows[used]] * np.int64(len(totals)) + terms, return_counts=True)
    whose, term = np.divmod(pair, max(len(totals), 1))
    titled = np.bincount(group[letters.rows[used]], minlength=len(counts))
    share, own = said / counts[whose], said / totals[term]
    best = np.zeros(len(counts))
    np.maximum.at(best, whose, 2 * share * own / (share + own))
    return np.where(titled > 0, best, 0)


def _period(at: Times, since: float | None, until: float | None) -> tuple[float, float]:
    known = at[~np.isnan(at)]
    low, high = np.quantile(known, (_EDGE, 1 - _EDGE)) if len(known) else (0.0, 0.0)
    return (low if since is None else since), (high if until is None else until)


def _topic(
    letters: Letters,
    rows: npt.NDArray[np.int64],
    at: Times,
    votes: npt.NDArray[np.int64] | None,
    period: tuple[float, float],
) -> Topic:
    rows = rows[np.argsort(at[rows], kind="stable")]
    known = at[rows][~np.isnan(at[rows])]
    first, last = (float(known[0]), float(known[-1])) if len(known) else (float("nan"), float("nan"))
    different = len(np.unique(letters.same[rows]))
    liked = int(votes[rows].clip(0).sum()) if votes is not None else 0
    severity = float(letters.severities[rows].mean())
    number = different + AGAIN * (len(rows) - different)
    parts = {
        "count": number / (number + _HALF_COUNT),
        "growth": growth(known, *period),
        "severity": severity / _GREATEST_SEVERITY,
        "duration": min((last - first) / _DAY / _LONG_DAYS, 1.0) if len(known) else 0.0,
    }
    if votes is not None:
        parts["votes"] = min(float(np.log1p(liked) / np.log1p(_MANY_VOTES)), 1.0)
    return Topic(
        rank=0, heat=heat(parts), parts={name: round(value, 3) for name, value in parts.items()}, first=first, last=last,
        members=tuple(int(row) for row in rows), groups=_groups(letters.groups[rows]), votes=liked, severity=round(severity, 2),
    )  # fmt: skip


def heat(parts: dict[str, float]) -> float:
    """The weighed mean of the known parts, 0 to 100, one decimal."""
    return round(
        100 * sum(WEIGHTS[name] * value for name, value in parts.items()) / sum(WEIGHTS[name] for name in parts), 1
    )


def growth(at: Times, since: float, until: float) -> float:
    """How steeply letters came more in the last third of a period than in the thirds before it: 0 not at all, 1 eightfold."""
    if until <= since or not len(at):
        return 0.0
    third = (until - since) / 3
    late, early = float((at >= until - third).sum()), float((at < until - third).sum()) / 2
    return float(np.clip(np.log2((late + _EVEN) / (early + _EVEN)) / _STEEP, 0, 1))


def _groups(masks: npt.NDArray[np.uint16]) -> tuple[str, ...]:
    """Groups that a third of the letters speak of, most first."""
    said = {place: int((masks >> place & 1).sum()) for place in range(16)}
    wanted = sorted((place for place, count in said.items() if 3 * count >= len(masks)), key=lambda place: -said[place])
    return tuple(name for place in wanted for name in groups_of(1 << place))
