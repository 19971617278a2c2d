"""Where a survey stands, whom it may draw from, what it asks, and where each place of the sample stands."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class SurveyState(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "draft": "草稿", "approved": "已批准，待开始", "open": "正在调查", "closed": "已结束", "dropped": "不做了",
        }[self]  # fmt: skip


class SurveyMove(StrEnum):
    """What is done with a survey."""

    WRITE = "write"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    OPEN = "open"
    CLOSE = "close"
    DROP = "drop"

    @property
    def label(self) -> str:
        """The button."""
        return SURVEY_MOVES[self].label


WRITERS = (Role.SUPERVISOR, Role.PLATFORM_ADMIN, Role.ASSESSOR)
"""Who draws surveys up."""
APPROVERS = (Role.LEADER, Role.DEPUTY_APPROVER, Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.SUPERVISOR)
"""Who may approve one that somebody else has drawn up."""

_S, _M = SurveyState, SurveyMove
SURVEY_MOVES: MoveTable[SurveyState, SurveyMove] = MoveTable(
    [
        MoveRow(
            move=_M.WRITE, label="改问卷", sources=(_S.DRAFT, _S.APPROVED), to=_S.DRAFT, who=WRITERS, asks=("title",)
        ),
        MoveRow(move=_M.APPROVE, label="批准", sources=(_S.DRAFT,), to=_S.APPROVED, who=APPROVERS, primary=True),
        MoveRow(
            move=_M.SEND_BACK,
            label="退回修改",
            sources=(_S.DRAFT, _S.APPROVED),
            to=_S.DRAFT,
            who=APPROVERS,
            asks=("note",),
        ),
        MoveRow(move=_M.OPEN, label="抽样并开始", sources=(_S.APPROVED,), to=_S.OPEN, who=WRITERS, primary=True),
        MoveRow(move=_M.CLOSE, label="提前结束", sources=(_S.OPEN,), to=_S.CLOSED, who=(*WRITERS, "system")),
        MoveRow(move=_M.DROP, label="不做了", sources=(_S.DRAFT, _S.APPROVED), to=_S.DROPPED, who=WRITERS),
    ]
)


class Frame(StrEnum):
    """抽样范围: of whom a sample is drawn."""

    APPEALS = "appeals"
    SERVED = "served"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"appeals": "近期得到答复的诉求人", "served": "近期来办过事的群众"}[self]


class Axis(StrEnum):
    """配额按什么分: by what a sample is spread in proportion."""

    NONE = "none"
    AREA = "area"
    ITEM = "item"
    CHANNEL = "channel"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"none": "不分", "area": "按承办单位所在的分县局", "item": "按事项", "channel": "按渠道"}[self]


class QuestionKind(StrEnum):
    """题型."""

    GRADE = "grade"
    SINGLE = "single"
    MULTI = "multi"
    TEXT = "text"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"grade": "满意程度（五级）", "single": "单选", "multi": "多选", "text": "填写"}[self]


class PickState(StrEnum):
    """样本: where one place of the sample stands."""

    RESERVE = "reserve"
    ASKED = "asked"
    ANSWERED = "answered"
    SILENT = "silent"
    SPARED = "spared"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "reserve": "备用", "asked": "已询问", "answered": "已回答", "silent": "未回应", "spared": "依规定不询问",
            "dropped": "没有问到，已取消",
        }[self]  # fmt: skip
