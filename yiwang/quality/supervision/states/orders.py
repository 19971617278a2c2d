"""督办单: from where it comes, where it stands, and every move from its draft to its lifting."""

from enum import StrEnum

from django.db.models import TextChoices

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class OrderSource(TextChoices):
    """From where an order comes. All but the first name the thing it is about."""

    HAND = "hand", "人工立项"
    INSTRUCTION = "instruction", "领导批示"
    CALLBACK = "callback", "三级回访后立项"
    TOPIC = "topic", "热点"
    ALERT = "alert", "预警单逾期"
    LATE = "late", "超期说明逾期"
    RATING = "rating", "差评整改后仍不满意"


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    SERVED = "served"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    LIFTED = "lifted"
    DROPPED = "dropped"
    """Not signed, or taken back; its number, where it has one, is not given again."""

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "drafted": "待签发", "signed": "待送达", "served": "待签收", "acknowledged": "办理中", "reported": "待审核",
            "accepted": "待解除", "lifted": "已解除", "dropped": "已撤销",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {
            "drafted": "warn", "signed": "warn", "served": "warn", "acknowledged": "go", "reported": "warn",
            "accepted": "warn", "lifted": "ok",
        }.get(self, "")  # fmt: skip


class OrderMove(StrEnum):
    """What is done with it."""

    DRAFT = "draft_order"
    AMEND = "amend_order"
    SIGN = "sign_order"
    DECLINE = "decline_order"
    SERVE = "serve_order"
    ACKNOWLEDGE = "acknowledge_order"
    REPORT = "report_order"
    ACCEPT = "accept_order"
    SEND_BACK = "send_back_order"
    LIFT = "lift_order"
    REVOKE = "revoke_order"


DRAFTERS = (Role.SUPERVISOR, Role.INSPECTOR, Role.DEPUTY_APPROVER, Role.LEADER)
"""Who proposes an order, serves it and looks through what was reported."""
SIGNERS = (Role.LEADER, Role.DEPUTY_APPROVER, Role.INSPECTOR)
"""Who signs and who lifts: a leader, or the inspectorate. After an escalation a leader alone."""
ANSWERERS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who answers for the unit."""
KNOWN_TO_UNIT = (
    OrderState.SERVED, OrderState.ACKNOWLEDGED, OrderState.REPORTED, OrderState.ACCEPTED, OrderState.LIFTED,
)  # fmt: skip
"""From its service on the unit knows of an order."""
WITH_UNIT = (OrderState.SERVED, OrderState.ACKNOWLEDGED)
"""Of orders that the unit must do something about."""
LIVE = (
    OrderState.DRAFTED, OrderState.SIGNED, OrderState.SERVED, OrderState.ACKNOWLEDGED, OrderState.REPORTED,
    OrderState.ACCEPTED,
)  # fmt: skip
"""Of orders that are not over."""

_S, _M = OrderState, OrderMove
_DRAFT, _SIGN, _UNIT = tuple(map(str, DRAFTERS)), tuple(map(str, SIGNERS)), tuple(map(str, ANSWERERS))
MOVES: MoveTable[OrderState, OrderMove] = MoveTable(
    [
        MoveRow(
            move=_M.DRAFT, label="拟督办单", sources=(), to=_S.DRAFTED, who=(*_DRAFT, "system"),
            asks=("title", "matter", "demand", "unit"), event="OrderDrafted",
        ),
        MoveRow(
            move=_M.AMEND, label="修改", sources=(_S.DRAFTED,), to=None, who=_DRAFT, asks=("title", "matter", "demand"),
            event="OrderAmended",
        ),
        MoveRow(move=_M.SIGN, label="签发", sources=(_S.DRAFTED,), to=_S.SIGNED, who=_SIGN, primary=True, event="OrderSigned"),
        MoveRow(
            move=_M.DECLINE, label="不签发", sources=(_S.DRAFTED,), to=_S.DROPPED, who=_SIGN, asks=("why",),
            event="OrderDeclined",
        ),
        MoveRow(move=_M.SERVE, label="送达", sources=(_S.SIGNED,), to=_S.SERVED, who=_DRAFT, primary=True, event="OrderServed"),
        MoveRow(
            move=_M.ACKNOWLEDGE, label="签收", sources=(_S.SERVED,), to=_S.ACKNOWLEDGED, who=_UNIT, primary=True,
            event="OrderAcknowledged",
        ),
        MoveRow(
            move=_M.REPORT, label="报告办理情况", sources=(_S.ACKNOWLEDGED,), to=_S.REPORTED, who=_UNIT, asks=("text",),
            primary=True, event="OrderReported",
        ),
        MoveRow(
            move=_M.ACCEPT, label="审核通过", sources=(_S.REPORTED,), to=_S.ACCEPTED, who=_DRAFT, primary=True,
            event="OrderAccepted",
        ),
        MoveRow(
            move=_M.SEND_BACK, label="退回重报", sources=(_S.REPORTED, _S.ACCEPTED), to=_S.ACKNOWLEDGED, who=_DRAFT,
            asks=("why",), event="OrderSentBack",
        ),
        MoveRow(
            move=_M.LIFT, label="解除督办", sources=(_S.ACCEPTED,), to=_S.LIFTED, who=_SIGN, primary=True, event="OrderLifted",
        ),
        MoveRow(
            move=_M.REVOKE, label="撤销", sources=(_S.SIGNED, _S.SERVED, _S.ACKNOWLEDGED), to=_S.DROPPED, who=_SIGN,
            asks=("why",), event="OrderRevoked",
        ),
    ]
)  # fmt: skip
