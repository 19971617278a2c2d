"""Every write of the service centre, by topic."""

from yiwang.cases.centre.commands.call_backs import (
    cancel_call_back,
    give_up_call_back,
    note_try,
    promise_call_back,
)
from yiwang.cases.centre.commands.callers import AT_THE_FORM, ON_THE_LINE, look_up_caller
from yiwang.cases.centre.commands.calls import (
    NOTE_SIGNS,
    Told,
    hear_call,
    leave_seat,
    note_call,
    take_seat,
    tie_call,
    wrap_up_call,
)
from yiwang.cases.centre.commands.diversions import (
    Handed,
    divert,
    keep_diverted,
    settle_diversion,
    undo_diversion,
)
from yiwang.cases.centre.commands.forgetting import end_lost_calls
from yiwang.cases.centre.commands.handovers import (
    Delivered,
    drop_hand_overs,
    fail_hand_over,
    hand_over,
    owe_hand_over,
    try_hand_over,
)
from yiwang.cases.centre.commands.keeping import CALL_BACKS
from yiwang.cases.centre.commands.slips import (
    DirectAnswer,
    answer_at_once,
    answer_case,
    mend_slip,
    take_in,
)
from yiwang.cases.centre.commands.tallies import tally_days

__all__ = [
    "AT_THE_FORM",
    "CALL_BACKS",
    "NOTE_SIGNS",
    "ON_THE_LINE",
    "Delivered",
    "DirectAnswer",
    "Handed",
    "Told",
    "answer_at_once",
    "answer_case",
    "cancel_call_back",
    "divert",
    "drop_hand_overs",
    "end_lost_calls",
    "fail_hand_over",
    "give_up_call_back",
    "hand_over",
    "hear_call",
    "keep_diverted",
    "leave_seat",
    "look_up_caller",
    "mend_slip",
    "note_call",
    "note_try",
    "owe_hand_over",
    "promise_call_back",
    "settle_diversion",
    "take_in",
    "take_seat",
    "tally_days",
    "tie_call",
    "try_hand_over",
    "undo_diversion",
    "wrap_up_call",
]
