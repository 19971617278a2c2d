"""Every write of secrecy, by topic."""

from yiwang.cases.secrecy.commands.grades import (
    doubt_grade,
    keep_grade,
    lower_grade,
    raise_by_words,
    raise_grade,
    redact,
    seal,
    strike_grade,
)
from yiwang.cases.secrecy.commands.keeping import INQUIRIES
from yiwang.cases.secrecy.commands.letters import answer_inquiry, ask_unit, recall_inquiry, telling
from yiwang.cases.secrecy.commands.openings import ask_opening, grant_opening, refuse_opening
from yiwang.cases.secrecy.commands.recusals import declare, lift_recusal, recuse

__all__ = [
    "INQUIRIES",
    "answer_inquiry",
    "ask_opening",
    "ask_unit",
    "declare",
    "doubt_grade",
    "grant_opening",
    "keep_grade",
    "lift_recusal",
    "lower_grade",
    "raise_by_words",
    "raise_grade",
    "recall_inquiry",
    "recuse",
    "redact",
    "refuse_opening",
    "seal",
    "strike_grade",
    "telling",
]
