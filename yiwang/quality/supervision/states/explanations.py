"""超期说明: its states, its moves, and the reasons why something was late."""

from enum import StrEnum

from django.db.models import TextChoices

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class ExplanationState(StrEnum):
    """Where an explanation of lateness stands."""

    OWED = "owed"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    """The file was withdrawn, handed back or put on the way of a law, or the calendar moved its promise: nothing is owed."""

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "owed": "待说明", "submitted": "待审定", "sent_back": "退回重写", "accepted": "已审定", "dropped": "不用说明",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"owed": "bad", "submitted": "warn", "sent_back": "bad", "accepted": "ok", "dropped": ""}[self]


class ExplanationMove(StrEnum):
    """What is done with it."""

    EXPLAIN = "explain"
    ACCEPT = "accept_explanation"
    SEND_BACK = "send_back_explanation"
    DROP = "drop_explanation"


class LateReason(TextChoices):
    """Why a file was late (bureau default, no source). The citizen reads `public`, officers read the label."""

    COMPLEX = "complex", "情况复杂，需要继续调查核实"
    OTHERS = "others", "等别的单位配合"
    EXPERT = "expert", "等鉴定、检测或评估"
    CITIZEN = "citizen", "联系不上诉求人或等补充材料"
    WORKS = "works", "要等工程、设备或改造"
    LOAD = "load", "任务集中，人手不足"
    OVERSIGHT = "oversight", "没有安排好"
    OTHER = "other", "其他"

    @property
    def public(self) -> str:
        """In words for the citizen, whatever the file is about."""
        return {
            "complex": "情况还要进一步核实", "others": "要和别的单位一起办", "expert": "要等鉴定或检测",
            "citizen": "还要和您核对情况", "works": "要等设施改造", "load": "我们人手没有安排好",
            "oversight": "我们没有安排好", "other": "还没有办完",
        }[self]  # fmt: skip


WAITING = (ExplanationState.OWED, ExplanationState.SENT_BACK, ExplanationState.SUBMITTED)
"""Of explanations that somebody must still do something about."""
OWING = (ExplanationState.OWED, ExplanationState.SENT_BACK)
"""Of those that the unit must write."""
WRITERS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who writes for the unit, beside the officer who has the file."""
ACCEPTERS = (
    Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.APPROVER, Role.UNIT_HEAD, Role.DEPUTY_HEAD,
)  # fmt: skip
"""Who decides for the supervising unit."""
_S, _M = ExplanationState, ExplanationMove
EXPLANATION_MOVES: MoveTable[ExplanationState, ExplanationMove] = MoveTable(
    [
        MoveRow(
            move=_M.EXPLAIN, label="交说明", sources=OWING, to=_S.SUBMITTED, who=tuple(map(str, (*WRITERS, Role.HANDLER))),
            asks=("reason", "words", "told", "due"), primary=True, event="LatenessExplained",
        ),
        MoveRow(
            move=_M.ACCEPT, label="同意，告知诉求人", sources=(_S.SUBMITTED,), to=_S.ACCEPTED, who=tuple(map(str, ACCEPTERS)),
            public=True, primary=True, event="ExplanationAccepted",
        ),
        MoveRow(
            move=_M.SEND_BACK, label="退回重写", sources=(_S.SUBMITTED,), to=_S.SENT_BACK, who=tuple(map(str, ACCEPTERS)),
            asks=("why",), event="ExplanationSentBack",
        ),
        MoveRow(
            move=_M.DROP, label="不用说明", sources=WAITING, to=_S.DROPPED, who=("system",), event="ExplanationDropped",
        ),
    ]
)  # fmt: skip
