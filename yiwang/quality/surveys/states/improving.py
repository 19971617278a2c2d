"""搜集—研判—督办—整改—反馈 (湖南, mission S3.30): where an opinion and an improvement stand."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class OpinionSource(StrEnum):
    """意见从哪来."""

    RATING = "rating"
    SURVEY = "survey"
    PANEL = "panel"
    TOPIC = "topic"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people read."""
        return {"rating": "评价", "survey": "民意调查", "panel": "优秀监督员", "topic": "热点", "other": "其他"}[self]


class OpinionState(StrEnum):
    """Where an opinion stands."""

    COLLECTED = "collected"
    TAKEN = "taken"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"collected": "待研判", "taken": "已列入整改", "explained": "不列入，已写明理由"}[self]


class ImprovementState(StrEnum):
    """Where an improvement stands."""

    ORDERED = "ordered"
    REPORTED = "reported"
    MEASURED = "measured"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"ordered": "整改中", "reported": "已报告，等看效果", "measured": "效果已核", "closed": "已反馈"}[self]


class ImprovementMove(StrEnum):
    """What is done with an improvement."""

    REPORT = "report"
    SEND_BACK = "send_back"
    MEASURE = "measure"
    CLOSE = "close"

    @property
    def label(self) -> str:
        """The button."""
        return IMPROVEMENT_MOVES[self].label


class FigureKind(StrEnum):
    """用什么数看效果: counted by the house where it can be, else given by hand with its source."""

    APPEALS = "appeals"
    HAND = "hand"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"appeals": "同类诉求件数（系统数）", "hand": "别的数（人工填，写明出处）"}[self]


ASSESSORS = (Role.SUPERVISOR, Role.PLATFORM_ADMIN, Role.ASSESSOR, Role.LEADER, Role.DEPUTY_APPROVER)
"""Who says what becomes of an opinion, and what effect a change had."""
HEADS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who answers for a change in a unit."""
REPORTERS = (*HEADS, Role.LEADER)
"""The head of a county bureau is its leader."""
PANELISTS = (Role.SUPERVISOR, Role.PLATFORM_ADMIN, Role.CALLBACK_AGENT)
"""Who keeps the panel and talks with it."""

_S, _M = ImprovementState, ImprovementMove
IMPROVEMENT_MOVES: MoveTable[ImprovementState, ImprovementMove] = MoveTable(
    [
        MoveRow(
            move=_M.REPORT, label="报告整改情况", sources=(_S.ORDERED,), to=_S.REPORTED, who=REPORTERS,
            asks=("report", "done_on"), primary=True,
        ),
        MoveRow(
            move=_M.SEND_BACK, label="退回再改", sources=(_S.REPORTED, _S.MEASURED), to=_S.ORDERED, who=ASSESSORS,
            asks=("note",),
        ),
        MoveRow(
            move=_M.MEASURE, label="核效果", sources=(_S.REPORTED,), to=_S.MEASURED, who=ASSESSORS, asks=("after",),
            primary=True,
        ),
        MoveRow(
            move=_M.CLOSE, label="反馈并办结", sources=(_S.MEASURED,), to=_S.CLOSED, who=ASSESSORS, asks=("told",),
            primary=True,
        ),
    ]
)  # fmt: skip
