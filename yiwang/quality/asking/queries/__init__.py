"""Reads of the room: whom to spare, what is open, what was answered, which calls wait."""

from yiwang.quality.asking.queries.asks import (
    OFFLINE,
    ONLINE,
    REASONS,
    Answer,
    answers_of,
    ask,
    asks_of,
    body_of,
    by_token,
    due,
    known,
    lapsed,
    lock_ask,
    open_ask,
    tally,
    unreminded,
)
from yiwang.quality.asking.queries.plans import About, Plan, To, Whom, packed, person_index, to_of, way_of
from yiwang.quality.asking.queries.sparing import (
    ASKABLE,
    UNASKED_FOR,
    Facts,
    Spared,
    called_today,
    counted_by,
    counted_of,
    facts_again,
    facts_for,
    judged,
    spared,
    spared_again,
    touches_of,
)
from yiwang.quality.asking.queries.tables import (
    TAGS,
    WHATS,
    NeverAsked,
    asks_a_month,
    call_hours,
    call_unit,
    known_tags,
    level_one_after,
    may_ring,
    never_asked,
    next_ring,
    reminder_after,
    rule_for,
    setting,
    touches_a_round,
    window,
)
from yiwang.quality.asking.queries.tallying import ended
from yiwang.quality.asking.queries.tasks import (
    CALLERS,
    SCRIPTS,
    Step,
    get_task,
    lock_task,
    script_for,
    script_of,
    task_of,
    tasks_for,
    tasks_of,
    waiting_count,
)

__all__ = [
    "ASKABLE", "CALLERS", "OFFLINE", "ONLINE", "REASONS", "SCRIPTS", "TAGS", "UNASKED_FOR", "WHATS", "About", "Answer",
    "Facts", "NeverAsked", "Plan", "Spared", "Step", "To", "Whom", "answers_of", "ask", "asks_a_month", "asks_of",
    "body_of", "by_token", "call_hours", "call_unit", "called_today", "counted_by", "counted_of", "due", "ended",
    "facts_again", "facts_for", "get_task", "judged", "known", "known_tags", "lapsed", "level_one_after", "lock_ask",
    "lock_task", "may_ring", "never_asked", "next_ring", "open_ask", "packed", "person_index", "reminder_after", "rule_for",
    "script_for", "script_of", "setting", "spared", "spared_again", "tally", "task_of", "tasks_for", "tasks_of", "to_of",
    "touches_a_round", "touches_of", "unreminded", "waiting_count", "way_of", "window",
]  # fmt: skip
