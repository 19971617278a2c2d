"""The look-up inside an intake: which file said this first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Impression
from yiwang.kit import sql, work

WINDOW = timedelta(days=180)
"""How far back a file counts as the first that said it: twice the ninety days of S5.24, for others than the same person."""
MOST_LOOKED_AT = 16
"""Files that share a key and are held against; chance brings one in a million, so more means that the text is a form."""
_LIKE = """
WITH met AS MATERIALIZED (
    SELECT case_id, exact, size, sketch FROM prints_print
    WHERE keys && %s::bigint[] AND repeats_id IS NULL AND at > %s AND case_id <> %s
)
SELECT case_id, exact, size, sketch FROM met LIMIT 16
"""
"""Materialized, so that the index is read however many rows the planner expects of keys that it does not know."""


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
        met = sql.run(_LIKE, [list(left.keys), at - WINDOW, besides], may_stand_alone=True)
    best: Hit | None = None
    for case_id, exact, size, sketch in met:
        score = language.likeness_of(left, Impression(exact, (), size, sketch))
        if score >= language.SAME_TEXT and (best is None or round(100 * score) > best.score):
            how = How.EXACT if exact == left.exact else How.SHINGLE
            best = Hit(case_id=case_id, score=round(100 * score), how=how)
    return best
