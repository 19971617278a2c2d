"""Reading rehearsals, and rehearsing."""

from yiwang.cases.trials.queries.judging import CODES, Bench, Compared
from yiwang.cases.trials.queries.reading import (
    LINES_KEPT,
    PERIOD,
    had_appeals,
    lines_of,
    lock,
    old_lines,
    open_trial,
    payload_of,
    trial,
    trials_of,
)
from yiwang.cases.trials.queries.sums import Sums, added

__all__ = [
    "CODES", "LINES_KEPT", "PERIOD", "Bench", "Compared", "Sums", "added", "had_appeals", "lines_of", "lock",
    "old_lines", "open_trial", "payload_of", "trial", "trials_of",
]  # fmt: skip
