"""The look-up inside an intake: which file said this first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Impression
from yiwang.kit import sql, work

WINDOW = timedelta(days=180)
"""How far back a file counts as the first that said it: twice the ninety days of S5.24, for others than the same person."""
_LIKE = """
WITH met AS MATERIALIZED (
    SELECT case_id, at, exact, size, sketch FROM prints_print WHERE keys && %s::bigint[] AND repeats_id IS NULL
)
SELECT case_id, exact, size, sketch FROM met WHERE at > %s AND case_id <> %s LIMIT 16
"""
"""Materialized, so that the index is read however many rows the planner expects of keys that it does not know, and the days asked
for outside, or it lays half a year's pages beside the few rows of the keys: 0.3 ms of an intake at a million. Sixteen: chance
brings one in a million, so more that share a key mean that the text is a form."""


NEAR_IN_TIME = timedelta(days=90)
"""How far back other words are looked for (the window of S5.24)."""
MOST_MET = 12
"""Files that are read closely for one that came in: those that share most marks."""
_MEETING = """
WITH met AS MATERIALIZED (
    SELECT r.case_id, (SELECT count(*) FROM unnest(r.marks) AS m WHERE m = ANY(%s::int[])) AS often
    FROM prints_reading r JOIN prints_print p ON p.case_id = r.case_id AND p.repeats_id IS NULL
    WHERE r.marks && %s::int[] AND r.at > %s AND (r.at, r.case_id) < (%s, %s)
)
SELECT case_id FROM met ORDER BY often DESC, case_id DESC LIMIT 12
"""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An earlier file that says nearly the same. `score`: per cent."""

    case_id: int
    score: int
    how: How


def first_like(left: Impression, *, at: datetime, besides: int = 0) -> Hit | None:
    """The file of the last half year that said it first, the likest of those; one statement, which sees no row still waiting.

    None: no other says nearly the same (cosine below 0.5).
    """
    with work.aside():
        met = sql.run(_LIKE, [f"{{{','.join(map(str, left.keys))}}}", at - WINDOW, besides], may_stand_alone=True)
    best: Hit | None = None
    for case_id, exact, size, sketch in met:
        score = language.likeness_of(left, Impression(exact, (), size, sketch))
        if score >= language.SAME_TEXT and (best is None or round(100 * score) > best.score):
            how = How.EXACT if exact == left.exact else How.SHINGLE
            best = Hit(case_id=case_id, score=round(100 * score), how=how)
    return best


def meeting(marks: Sequence[int], *, at: datetime, case_id: int) -> list[int]:
    """Earlier files of the last ninety days that share marks with this one and repeat no other, most shared first."""
    if not marks:
        return []
    wanted = list(marks)
    return [key for (key,) in sql.run(_MEETING, [wanted, wanted, at - NEAR_IN_TIME, at, case_id])]
