"""Writes of prints, by topic: left and forgotten, compared by the house, decided by a person."""

from yiwang.cases.prints.commands.comparing import compare
from yiwang.cases.prints.commands.deciding import confirm, dismiss
from yiwang.cases.prints.commands.filling import fill
from yiwang.cases.prints.commands.keeping import PRINTS, READINGS
from yiwang.cases.prints.commands.leaving import forget, forget_subject, leave, leave_again, may_leave

__all__ = [
    "PRINTS",
    "READINGS",
    "compare",
    "confirm",
    "dismiss",
    "fill",
    "forget",
    "forget_subject",
    "leave",
    "leave_again",
    "may_leave",
]
