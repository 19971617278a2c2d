"""Where a campaign is, who may move it, why it was begun; where its files and measures are."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable

PLANNERS = frozenset(
    {
        Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.PLATFORM_ADMIN,
        Role.INSPECTOR,
    }
)  # fmt: skip
"""Whose business it is to plan a campaign, put files in and say what is to be done."""
DECIDERS = frozenset({Role.LEADER, Role.DEPUTY_APPROVER, Role.SUPERVISOR, Role.UNIT_HEAD})
"""Who begins what somebody else planned, and accepts what somebody else reported."""
REPORTERS = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.HANDLER, Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER})
"""Who says what a unit has done."""
FEW = 5
"""Counts below this are not told to who does not see the files themselves (ui.md 7.9)."""


class CampaignState(StrEnum):
    """Where a campaign is."""

    DRAFTED = "drafted"
    RUNNING = "running"
    REPORTED = "reported"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "drafted": "待启动", "running": "整治中", "reported": "待验收", "closed": "已结束", "dropped": "不做了",
        }[self]  # fmt: skip


LIVE = (CampaignState.DRAFTED, CampaignState.RUNNING)
"""Files may still come in."""


class Ground(StrEnum):
    """Why a campaign was begun."""

    MANY = "many"
    TOPIC = "topic"
    CONSULTATION = "consultation"
    INSTRUCTION = "instruction"
    CALLBACK = "callback"
    SEASON = "season"
    SUPERIOR = "superior"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "many": "同类诉求多", "topic": "热点或预警", "consultation": "会商结论", "instruction": "领导批示",
            "callback": "回访不满意集中", "season": "季节性问题", "superior": "上级部署",
        }[self]  # fmt: skip


GROUNDS = frozenset(Ground)


class FileState(StrEnum):
    """What a person said to a file that may belong to a campaign."""

    FOUND = "found"
    INSIDE = "inside"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"found": "待确认", "inside": "列入", "dismissed": "不列入"}[self]


class How(StrEnum):
    """How a file came to a campaign."""

    PICKED = "picked"
    RULE = "rule"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"picked": "人工列入", "rule": "按条件找到"}[self]


class MeasureState(StrEnum):
    """Where a measure is."""

    OPEN = "open"
    REPORTED = "reported"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "在做", "reported": "待验收", "accepted": "已验收"}[self]


class Move(StrEnum):
    """What moves a campaign on."""

    BEGIN = "begin"
    REPORT = "report"
    SEND_BACK = "send_back"
    CLOSE = "close"
    DROP = "drop"


_S = CampaignState
_PLANNERS, _DECIDERS = tuple(sorted(PLANNERS)), tuple(sorted(DECIDERS))
MOVES: MoveTable[CampaignState, Move] = MoveTable(
    [
        MoveRow(
            move=Move.BEGIN, label="启动", sources=(_S.DRAFTED,), to=_S.RUNNING, who=_DECIDERS, event="CampaignBegun",
            primary=True, notes="由起草以外的人启动",
        ),
        MoveRow(
            move=Move.REPORT, label="写总结", sources=(_S.RUNNING,), to=_S.REPORTED, who=_PLANNERS,
            asks=("report",), event="CampaignReported", notes="措施都验收以后",
        ),
        MoveRow(
            move=Move.SEND_BACK, label="退回总结", sources=(_S.REPORTED,), to=_S.RUNNING, who=_DECIDERS,
            asks=("reason",), event="CampaignSentBack", notes="由写总结以外的人",
        ),
        MoveRow(
            move=Move.CLOSE, label="验收结束", sources=(_S.REPORTED,), to=_S.CLOSED, who=_DECIDERS,
            event="CampaignClosed", primary=True, notes="由写总结以外的人",
        ),
        MoveRow(
            move=Move.DROP, label="不做了", sources=(_S.DRAFTED, _S.RUNNING), to=_S.DROPPED, who=_DECIDERS,
            asks=("reason",), event="CampaignDropped",
        ),
    ]
)  # fmt: skip
"""集中整治的环节."""
