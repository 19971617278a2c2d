"""Writes of matters, by topic: opening and adding, leaving, answering, running, closing."""

from yiwang.cases.matters.commands import keeping
from yiwang.cases.matters.commands.answering import note, share, share_with_main
from yiwang.cases.matters.commands.closing import QUIET, close, close_quiet, rename, reopen
from yiwang.cases.matters.commands.leaving import let_go, pass_lead, remove, reopen_disputed
from yiwang.cases.matters.commands.notices import tell_held
from yiwang.cases.matters.commands.opening import AT_ONCE, MOST, add, add_many, open_matter
from yiwang.cases.matters.commands.running import carry_out

__all__ = [
    "AT_ONCE", "MOST", "QUIET", "add", "add_many", "carry_out", "close", "close_quiet", "keeping", "let_go", "note",
    "open_matter", "pass_lead", "remove", "rename", "reopen", "reopen_disputed", "share", "share_with_main", "tell_held",
]  # fmt: skip
