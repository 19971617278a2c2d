"""Writes of the room: questions planned, put, answered, dropped; calls taken and made."""

from yiwang.quality.asking.commands.answering import WORDS_SIGNS, answer, forget_body, see_words
from yiwang.quality.asking.commands.calling import NOTE_SIGNS, dial, give_back_call, note_attempt, take_call
from yiwang.quality.asking.commands.following import end_with_file, follow_grade
from yiwang.quality.asking.commands.keeping import ASKS, forget_touches
from yiwang.quality.asking.commands.planning import call, drop, drop_of_case, plan, plan_many
from yiwang.quality.asking.commands.replying import take_envelope, take_reply
from yiwang.quality.asking.commands.sending import BATCH, lapse, remind, send_due
from yiwang.quality.asking.queries import About, Plan, Whom

__all__ = [
    "ASKS", "BATCH", "NOTE_SIGNS", "WORDS_SIGNS", "About", "Plan", "Whom", "answer", "call", "dial", "drop", "drop_of_case",
    "end_with_file", "follow_grade", "forget_body", "forget_touches", "give_back_call", "lapse", "note_attempt", "plan",
    "plan_many", "remind", "see_words", "send_due", "take_call", "take_envelope", "take_reply",
]  # fmt: skip
