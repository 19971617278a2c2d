"""Writes of the rules: a sheet is edited row by row and handed in; a version is drafted, approved, refused, installed."""

from yiwang.ground.rules.commands.sheets import (
    bring_back,
    drop_row,
    hand_in,
    move_row,
    put_row,
    put_rows,
    renew,
    throw_away,
)
from yiwang.ground.rules.commands.versions import SINCE_ALWAYS, approve, draft, install, refuse

__all__ = [
    "SINCE_ALWAYS", "approve", "bring_back", "draft", "drop_row", "hand_in", "install", "move_row", "put_row", "put_rows",
    "refuse", "renew", "throw_away",
]  # fmt: skip
