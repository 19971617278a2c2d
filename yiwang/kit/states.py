"""A table of moves: from where, to where, by whom, asking what. The one source of buttons, permissions, diagram and timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from yiwang.kit.errors import Conflict

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class MoveRow(Generic[S, M]):
    """One move.

    `to` None: the state stays. `who`: role codes, or `citizen`, `system`, `client`. `asks`: names of what the mover must give.
    `label`: the button, a verb. `key`: its letter at the desk. `public`: shown to the citizen.
    """

    move: M
    label: str
    sources: tuple[S, ...]
    to: S | None
    others: tuple[S, ...] = ()
    """Where else it may lead: a move that undoes another goes back to where the file was."""
    who: tuple[str, ...]
    asks: tuple[str, ...] = ()
    key: str = ""
    public: bool = False
    primary: bool = False
    event: str = ""
    notes: str = field(default="", compare=False)


class MoveTable(Generic[S, M]):
    """All moves of one kind of file."""

    def __init__(self, rows: Iterable[MoveRow[S, M]]) -> None:
        self.rows: Sequence[MoveRow[S, M]] = tuple(rows)
        self._by_move = {row.move: row for row in self.rows}
        if len(self._by_move) != len(self.rows):
            raise ValueError("a move stands twice in the table")

    def __getitem__(self, move: M) -> MoveRow[S, M]:
        return self._by_move[move]

    def open_from(self, state: S) -> list[MoveRow[S, M]]:
        """The moves that leave, or act in, this state."""
        return [row for row in self.rows if state in row.sources]

    def target(self, state: S, move: M) -> S:
        """Where the move leads from here. Conflict: the file is in another state by now."""
        row = self[move]
        if state not in row.sources:
            raise Conflict(f"现在不能“{row.label}”：这一件已经到了别的环节，请刷新看看最新情况")
        return row.to or state
