"""预警单: what a unit does about a hot topic or a rising category, from signing for it to what it brought."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class AlertState(StrEnum):
    """Where an alert to a unit stands."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"sent": "待签收", "acknowledged": "落实措施中", "reported": "待验收", "closed": "已验收"}[self]

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"sent": "bad", "acknowledged": "go", "reported": "warn", "closed": "ok"}[self]


class AlertMove(StrEnum):
    """What is done with it."""

    ACKNOWLEDGE = "acknowledge_alert"
    REPORT = "report_alert"
    CLOSE = "close_alert"
    SEND_BACK = "send_back_alert"


UNIT_HANDS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who answers for the unit."""
OVERSEERS = (Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who looks at it from the supervising unit or above."""
_S, _M = AlertState, AlertMove
_UNIT, _ABOVE = tuple(map(str, UNIT_HANDS)), tuple(map(str, OVERSEERS))
ALERT_MOVES: MoveTable[AlertState, AlertMove] = MoveTable(
    [
        MoveRow(
            move=_M.ACKNOWLEDGE, label="签收并报措施", sources=(_S.SENT,), to=_S.ACKNOWLEDGED, who=_UNIT, asks=("measures",),
            primary=True, event="AlertAcknowledged",
        ),
        MoveRow(
            move=_M.REPORT, label="报结果", sources=(_S.ACKNOWLEDGED,), to=_S.REPORTED, who=_UNIT, asks=("result",),
            primary=True, event="AlertReported",
        ),
        MoveRow(
            move=_M.CLOSE, label="验收", sources=(_S.REPORTED,), to=_S.CLOSED, who=_ABOVE, primary=True, event="AlertClosed",
        ),
        MoveRow(
            move=_M.SEND_BACK, label="退回继续落实", sources=(_S.REPORTED,), to=_S.ACKNOWLEDGED, who=_ABOVE, asks=("why",),
            event="AlertSentBack",
        ),
    ]
)  # fmt: skip
