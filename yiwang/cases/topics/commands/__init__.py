"""Writes of topics, by topic: found, marked, left, warned of."""

from yiwang.cases.topics.commands import keeping
from yiwang.cases.topics.commands.finding import keep
from yiwang.cases.topics.commands.leaving import follow_secrecy, leave
from yiwang.cases.topics.commands.marking import ask_search, mark
from yiwang.cases.topics.commands.notices import tell_rose
from yiwang.cases.topics.commands.rising import acknowledge, warn

__all__ = ["acknowledge", "ask_search", "follow_secrecy", "keep", "keeping", "leave", "mark", "tell_rose", "warn"]
