"""Writes of the room: asked, checked, decided, carried out, kept no longer."""

from yiwang.cases.rights.commands.asking import MOST_OPEN, TEXT_SIGNS, WORDS_SIGNS, Wish, ask, check_wish, note_fetched
from yiwang.cases.rights.commands.carrying import carry_out, finish
from yiwang.cases.rights.commands.deciding import Held, check, decide, open_holdings
from yiwang.cases.rights.commands.keeping import KEEPER
from yiwang.cases.rights.commands.telling import tell_missed, tell_near

__all__ = [
    "KEEPER", "MOST_OPEN", "TEXT_SIGNS", "WORDS_SIGNS", "Held", "Wish", "ask", "carry_out", "check", "check_wish", "decide",
    "finish", "note_fetched", "open_holdings", "tell_missed", "tell_near",
]  # fmt: skip
