"""How many applications were filed, decided and ended undecided, by day and channel: three statements between two moments."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yiwang.cases.applications.queries.finding import KIND
from yiwang.cases.applications.states import State
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import sql
from yiwang.kit.actor import Actor

ZONE = "Asia/Shanghai"
NAMES = ("filed", "decided", "decided_on_time", "decided_late", "undecided")
"""`decided_on_time`, `decided_late`: of `decided`, those promised by a day; `undecided`: not accepted, lapsed, withdrawn."""
_FILED = """
SELECT (registered_at AT TIME ZONE %s::text)::date, channel, confidentiality = 'sealed', count(*)
FROM casework_case WHERE kind = 'application' AND registered_at >= %s AND registered_at < %s GROUP BY 1, 2, 3
"""
_DECIDED = """
SELECT (a.decided_at AT TIME ZONE %s::text)::date, c.channel, c.confidentiality = 'sealed', count(*),
    count(*) FILTER (WHERE a.decided_at <= k.due_at), count(*) FILTER (WHERE a.decided_at > k.due_at)
FROM applications_application a
JOIN casework_case c ON c.id = a.case_id
LEFT JOIN clocks_clock k ON k.subject_kind = 'casework.case' AND k.subject_id = c.id::text AND k.kind = 'handle'
    AND k.round = c.round
WHERE a.decided_at >= %s AND a.decided_at < %s GROUP BY 1, 2, 3
"""
_UNDECIDED = """
SELECT (c.closed_at AT TIME ZONE %s::text)::date, c.channel, c.confidentiality = 'sealed', count(*)
FROM casework_case c JOIN applications_application a ON a.case_id = c.id
WHERE c.closed_at >= %s AND c.closed_at < %s AND a.decided_at IS NULL GROUP BY 1, 2, 3
"""
_STATEMENTS: Sequence[tuple[str, tuple[str, ...]]] = (
    (_FILED, ("filed",)), (_DECIDED, ("decided", "decided_on_time", "decided_late")), (_UNDECIDED, ("undecided",)),
)  # fmt: skip


def counted(*, since: datetime, until: datetime) -> dict[tuple[Any, str, bool], dict[str, int]]:
    """By day of China, channel and whether sealed: what happened from `since` on and before `until`; nothing empty."""
    found: dict[tuple[Any, str, bool], dict[str, int]] = defaultdict(dict)
    for statement, names in _STATEMENTS:
        rows: list[tuple[Any, ...]] = sql.run(statement, [ZONE, since, until])
        for day, channel, is_sealed, *figures in rows:
            found[day, channel, is_sealed].update(zip(names, figures, strict=True))
    return dict(found)


def unit_load(*, by: Actor, reach: Reach | None = None) -> list[dict[str, Any]]:
    """Below this officer, by unit: waiting to be accepted, for the applicant, in hand, to be handed over, overdue."""
    told = {
        "submitted": [State.SUBMITTED], "correcting": [State.CORRECTING], "handling": [State.HANDLING, State.SPECIAL],
        "decided": [State.DECIDED],
    }  # fmt: skip
    return casework.load(by=by, reach=reach, kind=KIND, told=told)
