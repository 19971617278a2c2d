"""Writes of the loop: what it does of itself, and each step of somebody here."""

from yiwang.quality.callbacks.commands import keeping
from yiwang.quality.callbacks.commands.answers import (
    end,
    fall_silent,
    follow_answer,
    let_go,
    order_call,
    settle,
    take_answer,
    take_dispute,
    take_lateness,
    take_silence,
)
from yiwang.quality.callbacks.commands.final import close, order, overturn, report_study, study, uphold
from yiwang.quality.callbacks.commands.levels import call_again, conclude, dial, follow_up, opine, sign, understand
from yiwang.quality.callbacks.commands.notices import unsay
from yiwang.quality.callbacks.commands.raising import Bad, contest, raise_level

__all__ = [
    "Bad",
    "call_again",
    "close",
    "conclude",
    "contest", "dial",
    "end",
    "fall_silent",
    "follow_answer",
    "follow_up",
    "keeping",
    "let_go",
    "opine",
    "order",
    "order_call",
    "overturn",
    "raise_level",
    "report_study",
    "settle",
    "sign",
    "study",
    "take_answer",
    "take_dispute",
    "take_lateness",
    "take_silence",
    "understand",
    "unsay",
    "uphold",
]  # fmt: skip
