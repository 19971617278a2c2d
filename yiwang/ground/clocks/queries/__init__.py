"""By when: pure arithmetic, the limits that hold, where clocks stand, their ledgers, and proof that both agree."""

from yiwang.ground.clocks.queries.days import ORDINARY_HOURS, Calendar, Hours, day_of
from yiwang.ground.clocks.queries.effect import running_across
from yiwang.ground.clocks.queries.foresight import if_extended, if_resumed
from yiwang.ground.clocks.queries.history import Book, Draft, Key, clocks_of_one, columns, open_book
from yiwang.ground.clocks.queries.limits import Limit, LimitFacts, all_limits, check_limits, limit_for, pick
from yiwang.ground.clocks.queries.moments import Almanac, Moments
from yiwang.ground.clocks.queries.projection import STORED, Projection, freeze, project, tell, terms_of
from yiwang.ground.clocks.queries.reckoning import (
    CLOSE,
    MIDNIGHT,
    Due,
    Extension,
    Pause,
    Terms,
    due,
    say_day,
    say_moment,
)
from yiwang.ground.clocks.queries.rulebook import calendar, quote, terms
from yiwang.ground.clocks.queries.sheet import CITIZEN, OFFICER, Ledger, Line, lay_out, ledger
from yiwang.ground.clocks.queries.standing import (
    ClockView,
    Disagreement,
    amber_due,
    clocks_of,
    heat,
    left,
    lines_of,
    missed,
    near,
    promise,
    red_due,
    running,
    stored,
    verify,
)
from yiwang.ground.clocks.queries.strip import Day, mark_today

__all__ = [
    "CITIZEN", "CLOSE", "MIDNIGHT", "OFFICER", "ORDINARY_HOURS", "STORED", "Almanac", "Book", "Calendar", "ClockView", "Day",
    "Disagreement", "Draft", "Due", "Extension", "Hours", "Key", "Ledger", "Limit", "LimitFacts", "Line", "Moments", "Pause",
    "Projection", "Terms", "all_limits", "amber_due", "calendar", "check_limits", "clocks_of", "clocks_of_one",
    "columns", "day_of", "due", "freeze", "heat", "if_extended", "if_resumed", "lay_out", "ledger",
    "left", "limit_for", "lines_of", "mark_today",
    "missed", "near", "open_book", "pick", "project", "promise", "quote", "red_due", "running",
    "running_across", "say_day", "say_moment",
    "stored", "tell", "terms", "terms_of", "verify",
]  # fmt: skip
