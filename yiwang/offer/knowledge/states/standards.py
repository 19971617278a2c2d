"""Where a standard is, and who may move it."""

from enum import StrEnum

from yiwang.kit.states import MoveRow, MoveTable
from yiwang.offer.knowledge.states.answers import EDITORS, PUBLISHERS


class StandardState(StrEnum):
    """Where it is. `due`: in force, and to be read again by its owner."""

    DRAFT = "draft"
    APPROVED = "approved"
    DUE = "due"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """What people read."""
        return {"draft": "拟稿", "approved": "在用", "due": "在用，待复审", "retired": "已停用"}[self.value]

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"draft": "go", "approved": "ok", "due": "warn", "retired": ""}[self.value]


IN_FORCE = (StandardState.APPROVED, StandardState.DUE)
"""What officers are offered while they write."""


class StandardMove(StrEnum):
    """What can be done with it."""

    WRITE = "write"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    HAND_ON = "hand_on"
    FALL_DUE = "fall_due"
    RETIRE = "retire"


_S = StandardState
_ALL = tuple(StandardState)
_WRITERS = tuple(dict.fromkeys((*EDITORS, *PUBLISHERS)))

STANDARD_MOVES: MoveTable[StandardState, StandardMove] = MoveTable(
    [
        MoveRow(move=StandardMove.WRITE, label="改口径", sources=_ALL, to=None, who=_WRITERS, primary=True,
                asks=("question", "answer"), event="StandardWritten"),
        MoveRow(move=StandardMove.APPROVE, label="批准", sources=_ALL, to=_S.APPROVED, who=PUBLISHERS, primary=True,
                event="StandardApproved"),
        MoveRow(move=StandardMove.SEND_BACK, label="退回再改", sources=_ALL, to=None, who=PUBLISHERS, asks=("reason",),
                event="StandardSentBack"),
        MoveRow(move=StandardMove.CONFIRM, label="复审过，仍然有效", sources=IN_FORCE, to=_S.APPROVED, who=_WRITERS,
                event="StandardConfirmed"),
        MoveRow(move=StandardMove.HAND_ON, label="换负责人", sources=_ALL, to=None, who=PUBLISHERS, asks=("owner",),
                event="StandardHandedOn"),
        MoveRow(move=StandardMove.FALL_DUE, label="到期待复审", sources=(_S.APPROVED,), to=_S.DUE, who=("system",),
                event="StandardFellDue"),
        MoveRow(move=StandardMove.RETIRE, label="停用", sources=(_S.DRAFT, *IN_FORCE), to=_S.RETIRED, who=PUBLISHERS,
                asks=("reason",), event="StandardRetired"),
    ]
)  # fmt: skip
"""Every move of a standard, from its first wording until nobody may use it any more."""
