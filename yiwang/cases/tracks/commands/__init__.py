"""Writes of lawful matters, by topic. Files come here by `appeals.put_on_track`, which `begin` answers."""

from yiwang.cases.tracks.commands.deciding import ask_review, decide, decide_review
from yiwang.cases.tracks.commands.entering import accept, ask_correction, begin, correct, drop, refuse
from yiwang.cases.tracks.commands.keeping import MATTERS
from yiwang.cases.tracks.commands.papers import Served, deliver, issue, serve
from yiwang.cases.tracks.commands.passing import end, end_with_file, hand_over, transfer, withdraw
from yiwang.cases.tracks.commands.timing import extend, follow_clock, lapse, resume, suspend

__all__ = [
    "MATTERS",
    "Served",
    "accept",
    "ask_correction",
    "ask_review",
    "begin",
    "correct",
    "decide",
    "decide_review",
    "deliver",
    "drop",
    "end",
    "end_with_file",
    "extend",
    "follow_clock",
    "hand_over",
    "issue",
    "lapse",
    "refuse",
    "resume",
    "serve",
    "suspend",
    "transfer",
    "withdraw",
]
