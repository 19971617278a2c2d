"""Words of the room: where a message stands, the way it takes, whom it is for."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

CITIZEN = "citizen"
"""The kind of recipient who is served; every other kind serves, and has an inbox."""


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """What people read."""
        return _STATE_LABELS[self]

    @property
    def is_final(self) -> bool:
        """Nothing will happen to it any more."""
        return self in (State.DELIVERED, State.FAILED, State.UNKNOWN, State.CANCELLED)


_STATE_LABELS = {
    State.QUEUED: "等待发送",
    State.HELD: "免打扰时段，稍后发送",
    State.SENDING: "正在发送",
    State.SENT: "已交运营商，等回执",
    State.DELIVERED: "已送达",
    State.FAILED: "未送达",
    State.UNKNOWN: "已交运营商，没有等到回执",
    State.CANCELLED: "未发送",
}
WAITING = (State.QUEUED, State.HELD)


class Channel(StrEnum):
    """The way a message takes."""

    SMS = "sms"
    INBOX = "inbox"
    PAGE = "page"

    @property
    def label(self) -> str:
        """What people read."""
        return {"sms": "短信", "inbox": "站内消息", "page": "页面提示"}[self]


class Rank(IntEnum):
    """What leaves the outbox first."""

    CODE = 0
    URGENT = 1
    ORDINARY = 2


class Reason(StrEnum):
    """Our own grounds for not sending; a gateway's codes stand beside them in `error_code`."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    LAND_LINE = "land_line"
    EXPIRED = "expired"
    LOST = "lost"
    CODE_NOT_RESENT = "code_not_resent"
    TOO_MANY_TRIES = "too_many_tries"
    NO_RECEIPT = "no_receipt"

    @property
    def label(self) -> str:
        """What people read."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    Reason.NO_ADDRESS: "没有留手机号",
    Reason.BAD_ADDRESS: "留的号码不是有效的手机号",
    Reason.LAND_LINE: "留的是固定电话，收不了短信",
    Reason.EXPIRED: "验证码过期前没能发出",
    Reason.LOST: "网关没有收到",
    Reason.CODE_NOT_RESENT: "网关没有收下，验证码不重发",
    Reason.TOO_MANY_TRIES: "多次发送都没有成功",
    Reason.NO_RECEIPT: "运营商一直没有回执",
}


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a message is for.

    `kind`: citizen, officer, unit_head, supervisor, leader, operator, approver, duty_officer, duty_leader. `id`: the
    officer's or applicant's key. `phone`: may be empty (nobody can be reached by SMS then). `language`: zh or en.
    """

    kind: str
    id: str | int = ""
    phone: str = ""
    name: str = ""
    language: str = "zh"

    @property
    def is_staff(self) -> bool:
        """Serves here, so what is sent also lies in the inbox."""
        return self.kind != CITIZEN


class DeliveryState(StrEnum):
    """Where a webhook delivery stands."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    PARKED = "parked"

    @property
    def label(self) -> str:
        """What people read."""
        return {"waiting": "等待推送", "sending": "正在推送", "delivered": "已送达", "parked": "多次未成，已搁置"}[self]


ON_THE_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)
ANY_EVENT = "*"
"""A webhook that wants every event that is told at all."""
