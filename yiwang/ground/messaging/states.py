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
    GATHERED = "gathered"

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
    State.GATHERED: "攒着，汇总成一条再发",
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
    WORK_APP = "work_app"
    EMAIL = "email"
    WECHAT = "wechat"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "sms": "短信", "inbox": "站内消息", "page": "页面提示", "work_app": "工作群", "email": "电子邮件", "wechat": "微信",
        }[self]  # fmt: skip


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
    NO_ANSWER = "no_answer"
    IN_DIGEST = "in_digest"
    ROBOT_STOPPED = "robot_stopped"
    MUTED = "muted"
    WECHAT_CLOSED = "wechat_closed"
    BAD_MAILBOX = "bad_mailbox"
    BOUNCED = "bounced"
    ERASED = "erased"
    WITHDRAWN = "withdrawn"
    UNSAFE = "unsafe"
    UNFIT = "unfit"

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
    Reason.NO_ANSWER: "没有等到对方回答，不再重发",
    Reason.IN_DIGEST: "已汇总到一条里",
    Reason.ROBOT_STOPPED: "工作群机器人已停用",
    Reason.MUTED: "收信人已退订",
    Reason.WECHAT_CLOSED: "微信里超过48小时没有说话，也没有别的联系方式",
    Reason.BAD_MAILBOX: "留的邮箱写得不对",
    Reason.BOUNCED: "邮件被退回",
    Reason.ERASED: "文字已依法删除，不再发送",
    Reason.WITHDRAWN: "收信人不能再看这一件，已收回",
    Reason.UNSAFE: "号码标为不安全，不发消息",
    Reason.UNFIT: "本人不宜收这类消息，请当面或打电话联系",
}


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a message is for.

    `kind`: citizen, officer, unit_head, supervisor, leader, operator, approver, duty_officer, duty_leader. `id`: the
    officer's or applicant's key. `phone`: may be empty (nobody can be reached by SMS then). `language`: zh or en.
    `mail`, `wechat`: a citizen's mailbox and openid, as they wrote to us from; `came_by`: the way they came, which goes first.
    """

    kind: str
    id: str | int = ""
    phone: str = ""
    mail: str = ""
    wechat: str = ""
    came_by: Channel = Channel.SMS
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


class Node(StrEnum):
    """办理节点: of what step of a file somebody wants to hear."""

    SIGN = "sign"
    HANDLE = "handle"
    APPROVE = "approve"
    REPLY = "reply"
    URGE = "urge"
    RETURN = "return"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """What people read."""
        return _NODE_LABELS[self]


_NODE_LABELS = {
    Node.SIGN: "签收", Node.HANDLE: "办理", Node.APPROVE: "签批", Node.REPLY: "答复", Node.URGE: "催办",
    Node.RETURN: "退办", Node.OVERDUE: "超期",
}  # fmt: skip


class Way(StrEnum):
    """How somebody wants to hear of it."""

    INBOX = "inbox"
    SMS = "sms"
    WORK_APP = "work_app"

    @property
    def label(self) -> str:
        """What people read."""
        return Channel(self.value).label


class Files(StrEnum):
    """Of which files. What somebody handles in person always counts."""

    OWN = "own"
    BELOW = "below"
    IMPORTANT = "important"

    @property
    def label(self) -> str:
        """What people read."""
        return {"own": "本单位的件", "below": "本单位和下级的件", "important": "只要重要的件"}[self]


class Pace(StrEnum):
    """At once, or twice a day in one message."""

    AT_ONCE = "at_once"
    DIGEST = "digest"

    @property
    def label(self) -> str:
        """What people read."""
        return {"at_once": "马上", "digest": "汇总"}[self]


class Part(StrEnum):
    """As what somebody watches a file; what is sent by default follows from it."""

    HANDLER = "handler"
    HEAD = "head"
    LEADER = "leader"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """What people read."""
        return {"handler": "承办人", "head": "单位负责人", "leader": "局领导和分管领导", "supervisor": "督办员"}[self]


class RobotKind(StrEnum):
    """Whose group a robot posts into."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"

    @property
    def label(self) -> str:
        """What people read."""
        return {"wecom": "企业微信", "dingtalk": "钉钉"}[self]


class Inlet(StrEnum):
    """来信途径: by what machine a message of somebody outside arrived."""

    SMS = "sms"
    MAIL = "mail"
    WECHAT = "wechat"
    WEIBO = "weibo"
    SHORT_VIDEO = "short_video"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "sms": "短信", "mail": "电子邮件", "wechat": "微信公众号", "weibo": "微博", "short_video": "短视频",
        }[self]  # fmt: skip

    @property
    def register_channel(self) -> str:
        """The code of the channel (ruleset `channels`) that a file begun by it comes from."""
        return {
            "sms": "sms_inbound", "mail": "email", "wechat": "wechat_official", "weibo": "weibo",
            "short_video": "short_video",
        }[self]  # fmt: skip


def way_back(channel: str) -> Channel:
    """The way an answer to what came by a channel (ruleset `channels`) goes first; a text where it came by no such machine."""
    return _WAYS_BACK.get(channel, Channel.SMS)


_WAYS_BACK = {
    Inlet.MAIL.register_channel: Channel.EMAIL,
    Inlet.WECHAT.register_channel: Channel.WECHAT,
}


class IncomingKind(StrEnum):
    """来信内容: what one incoming message is, before anybody has read what it means."""

    TEXT = "text"
    FILE = "file"
    PLACE = "place"
    MENU = "menu"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "text": "文字", "file": "图片或文件", "place": "位置", "menu": "点了菜单", "follow": "关注", "unfollow": "取消关注",
        }[self]  # fmt: skip


class MailKind(StrEnum):
    """邮件性质: whether a person wrote it; all but the first are set aside with this as the reason."""

    LETTER = "letter"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    OWN = "own"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "letter": "来信", "auto_reply": "自动回复", "bounce": "退信", "list": "群发邮件", "own": "本单位自己发的邮件",
        }[self]  # fmt: skip


class IncomingState(StrEnum):
    """来信状态: what became of an incoming message."""

    WAITING = "waiting"
    TAKEN = "taken"
    JOINED = "joined"
    ANSWERED = "answered"
    ON_DESK = "on_desk"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "waiting": "还没有读", "taken": "已登记成件", "joined": "归到已有的件", "answered": "已当场回复",
            "on_desk": "等人看", "set_aside": "不用办",
        }[self]  # fmt: skip


SAID = frozenset({IncomingKind.TEXT, IncomingKind.FILE, IncomingKind.PLACE})
"""What somebody says; a tap on a menu and a follow are no words, and open no chat for 48 hours."""
UNREAD = (IncomingState.WAITING, IncomingState.ON_DESK)
"""What still waits: for the sorting, or for a person."""
