"""Writes of the room: accounts, other systems' tokens, first answers."""

from yiwang.ground.access.commands.accounts import (
    accept_code,
    close_account,
    enrol_totp,
    hash_password,
    note_failure,
    open_account,
    set_password,
    sign_out,
    unlock,
)
from yiwang.ground.access.commands.answers import Answer, answer_once, forget_answers, once
from yiwang.ground.access.commands.clients import (
    NewToken,
    count_request,
    note_use,
    open_client,
    renew_client,
    revoke_client,
)
from yiwang.ground.access.commands.keeping import ATTEMPTS
from yiwang.ground.access.commands.passwords import (
    ONE_TIME_DAYS,
    Opened,
    choose_password,
    enrol_own,
    issue_password,
    open_with_password,
    release,
    reopen_account,
)

__all__ = [
    "ATTEMPTS",
    "ONE_TIME_DAYS",
    "Answer",
    "NewToken",
    "Opened",
    "accept_code",
    "answer_once",
    "choose_password",
    "close_account",
    "count_request",
    "enrol_own",
    "enrol_totp",
    "forget_answers",
    "hash_password",
    "issue_password",
    "note_failure",
    "note_use",
    "once",
    "open_account",
    "open_client",
    "open_with_password",
    "release",
    "renew_client",
    "reopen_account",
    "revoke_client",
    "set_password",
    "sign_out",
    "unlock",
]
