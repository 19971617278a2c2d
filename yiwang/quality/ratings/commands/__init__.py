"""Writes of ratings, by topic: given, put right, rated again, contested, left out; points; who is told."""

from yiwang.quality.ratings.commands import keeping
from yiwang.quality.ratings.commands.asking import ask_applicant
from yiwang.quality.ratings.commands.contesting import contest, decide
from yiwang.quality.ratings.commands.hearing import end_call, hear_answer, hear_given_up, hear_silence, rate_again
from yiwang.quality.ratings.commands.leaving import follow_file
from yiwang.quality.ratings.commands.notices import (
    tell_again,
    tell_bad,
    tell_contested,
    tell_decided,
    tell_missed,
    tell_near,
    tell_unsettled,
)
from yiwang.quality.ratings.commands.points import change_point, open_point, publish_points, show_points, take_window
from yiwang.quality.ratings.commands.rectifying import follow_clock, report, see_words
from yiwang.quality.ratings.commands.taking import Said, Served, keep

__all__ = [
    "Said", "Served", "ask_applicant", "change_point", "contest", "decide", "end_call", "follow_clock", "follow_file",
    "hear_answer", "hear_given_up", "hear_silence", "keep", "keeping", "open_point", "publish_points", "rate_again", "report",
    "see_words", "show_points", "take_window",
    "tell_again", "tell_bad", "tell_contested", "tell_decided", "tell_missed", "tell_near", "tell_unsettled",
]  # fmt: skip
