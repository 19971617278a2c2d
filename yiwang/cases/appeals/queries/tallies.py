"""How much came in, was answered and withdrawn, by day and channel: three statements over what lies between two moments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

from yiwang.kit import sql

ZONE = "Asia/Shanghai"


class Cell(NamedTuple):
    """A day of China, a channel's code, and whether it is about sealed files."""

    day: date
    channel: str
    is_sealed: bool


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What happened on a day. `on_time`, `late`: of `answered`, those that had a term; `direct`: of `answered`, at once by the
    desk. A file that was disputed and answered again is answered twice, on two days.
    """

    taken_in: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0
    direct: int = 0
    withdrawn: int = 0


# What a law of its own rules is no appeal: it is counted neither as taken in nor as answered, and so in no rate of either.
NAMES = tuple(field.name for field in fields(Counted))

_TAKEN_IN = """
SELECT (registered_at AT TIME ZONE %s::text)::date, channel, confidentiality = 'sealed', count(*)
FROM casework_case WHERE kind = 'appeal' AND track = 'appeal' AND registered_at >= %s AND registered_at < %s GROUP BY 1, 2, 3
"""
_ANSWERED = """
SELECT (r.decided_at AT TIME ZONE %s::text)::date, c.channel, c.confidentiality = 'sealed', count(*),
    count(*) FILTER (WHERE r.decided_at <= k.due_at), count(*) FILTER (WHERE r.decided_at > k.due_at),
    count(*) FILTER (WHERE r.submitted_at IS NULL AND r.drafted_by_id = r.decided_by_id
        AND NOT EXISTS (SELECT FROM appeals_origin o WHERE o.appeal_id = r.appeal_id))
FROM appeals_reply r
JOIN casework_case c ON c.id = r.appeal_id
LEFT JOIN clocks_clock k ON k.subject_kind = 'casework.case' AND k.subject_id = c.id::text AND k.kind = 'handle'
    AND k.round = r.round
WHERE r.state = 'approved' AND c.track = 'appeal' AND r.decided_at >= %s AND r.decided_at < %s GROUP BY 1, 2, 3
"""
_WITHDRAWN = """
SELECT (closed_at AT TIME ZONE %s::text)::date, channel, confidentiality = 'sealed', count(*)
FROM casework_case WHERE kind = 'appeal' AND state = 'withdrawn' AND closed_at >= %s AND closed_at < %s GROUP BY 1, 2, 3
"""
_STATEMENTS: Sequence[tuple[str, tuple[str, ...]]] = (
    (_TAKEN_IN, ("taken_in",)),
    (_ANSWERED, ("answered", "on_time", "late", "direct")),
    (_WITHDRAWN, ("withdrawn",)),
)


def counted(*, since: datetime, until: datetime) -> dict[Cell, Counted]:
    """By day, channel and whether sealed: what happened from `since` on and before `until`. What is empty is left out."""
    found: dict[Cell, dict[str, int]] = defaultdict(dict)
    for statement, names in _STATEMENTS:
        rows: list[tuple[Any, ...]] = sql.run(statement, [ZONE, since, until])
        for day, channel, is_sealed, *figures in rows:
            found[Cell(day, channel, is_sealed)].update(zip(names, figures, strict=True))
    return {cell: Counted(**figures) for cell, figures in found.items()}


def first_day() -> date | None:
    """The day on which the oldest file of whatever kind came; None in an empty house."""
    rows = sql.run("SELECT (min(registered_at) AT TIME ZONE %s::text)::date FROM casework_case", [ZONE])
    found: date | None = rows[0][0]
    return found
