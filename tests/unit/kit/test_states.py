"""A table of moves answers for buttons, targets and refusals."""

from enum import StrEnum

import pytest

from yiwang.kit.errors import Conflict, Refused
from yiwang.kit.states import MoveRow, MoveTable
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal


class State(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Move(StrEnum):
    SHUT = "shut"
    KNOCK = "knock"


ROWS = [
    MoveRow(move=Move.SHUT, label="关门", sources=(State.OPEN,), to=State.SHUT, who=("citizen",)),
    MoveRow(move=Move.KNOCK, label="敲门", sources=(State.OPEN, State.SHUT), to=None, who=("citizen",)),
]
TABLE: MoveTable[State, Move] = MoveTable(ROWS)


def test_targets() -> None:
    assert TABLE.target(State.OPEN, Move.SHUT) is State.SHUT
    assert TABLE.target(State.SHUT, Move.KNOCK) is State.SHUT


def test_a_move_from_elsewhere_conflicts_and_says_so() -> None:
    with pytest.raises(Conflict) as caught:
        TABLE.target(State.SHUT, Move.SHUT)
    assert "关门" in caught.value.message
    assert caught.value.status == 409


def test_buttons() -> None:
    assert [row.move for row in TABLE.open_from(State.OPEN)] == [Move.SHUT, Move.KNOCK]
    assert [row.move for row in TABLE.open_from(State.SHUT)] == [Move.KNOCK]


def test_a_move_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        MoveTable([*ROWS, ROWS[0]])


def test_verdicts() -> None:
    refused = Verdict("不是本单位的件", "请联系受理单位")
    assert ALLOWED and not refused
    ALLOWED.require()
    with pytest.raises(Refused, match=r"不是本单位的件。请联系受理单位"):
        refused.require()
    assert first_refusal(ALLOWED, refused, Verdict("别的")) is refused
    assert first_refusal(ALLOWED, ALLOWED) is ALLOWED
