"""Reads of ratings: those a reader may see, and figures that hide what is too small."""

from yiwang.quality.ratings.queries.figures import Counts, Line, counted, figures, month_after, months
from yiwang.quality.ratings.queries.reading import (
    HEADS,
    OVERSEERS,
    READERS,
    SHOWS,
    contest_of,
    get,
    given_before,
    listed,
    lock_contest,
    lock_rectification,
    of_case,
    of_visit,
    open_points,
    point,
    point_by_code,
    points,
    rating,
    rating_of,
    rectification_of,
    visible,
    waiting,
)
from yiwang.quality.ratings.queries.tables import DEFAULTS, is_below, setting

__all__ = [
    "DEFAULTS", "HEADS", "OVERSEERS", "READERS", "SHOWS", "Counts", "Line", "contest_of", "counted", "figures", "get",
    "given_before", "is_below", "listed", "lock_contest", "lock_rectification", "month_after", "months", "of_case", "of_visit",
    "open_points", "point", "point_by_code", "points", "rating", "rating_of", "rectification_of", "setting", "visible",
    "waiting",
]  # fmt: skip
