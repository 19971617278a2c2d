"""Writes at the border. `writing`, `sending` and `following` are the public side's, `inner` is the bureau's."""

from yiwang.cases.counter.commands.following import dispute, note_attempt, read_reply, withdraw
from yiwang.cases.counter.commands.inner import forget_drafts, project, publish, spoil, take_in
from yiwang.cases.counter.commands.sending import send, send_now
from yiwang.cases.counter.commands.writing import (
    Step,
    add_parcel,
    answer_trip,
    ask_code,
    confirm_code,
    drop_draft,
    open_draft,
    remove_parcel,
    write_contact,
    write_place,
    write_words,
)

__all__ = [
    "Step",
    "add_parcel",
    "answer_trip",
    "ask_code",
    "confirm_code",
    "dispute",
    "drop_draft",
    "forget_drafts",
    "note_attempt",
    "open_draft",
    "project",
    "publish",
    "read_reply",
    "remove_parcel",
    "send",
    "send_now",
    "spoil",
    "take_in",
    "withdraw",
    "write_contact",
    "write_place",
    "write_words",
]
