"""Every write of secrecy, by topic."""

from yiwang.cases.secrecy.commands.grades import lower_grade, raise_grade, redact, seal
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
    "grant_opening",
    "lift_recusal",
    "lower_grade",
    "raise_grade",
    "recall_inquiry",
    "recuse",
    "redact",
    "refuse_opening",
    "seal",
    "telling",
]
