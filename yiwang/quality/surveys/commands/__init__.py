"""Writes of the room, by topic: surveys, their answers, the panel, its consultations, opinions and improvements."""

from yiwang.quality.surveys.commands import improving, keeping, panel, sounding, surveying
from yiwang.quality.surveys.commands.answering import ask_some, end_place, take_answer
from yiwang.quality.surveys.commands.improving import Order, tell_late
from yiwang.quality.surveys.commands.panel import end_terms, take_consent
from yiwang.quality.surveys.commands.publishing import export, publish, read_words
from yiwang.quality.surveys.commands.sounding import lapse_voice, take_voice, tell_changed
from yiwang.quality.surveys.commands.surveying import Plan

__all__ = [
    "Order", "Plan", "ask_some", "end_place", "end_terms", "export", "improving", "keeping", "lapse_voice", "panel", "publish",
    "read_words", "sounding", "surveying", "take_answer", "take_consent", "take_voice", "tell_changed", "tell_late",
]  # fmt: skip
