"""Words of what passes between another platform and us: orders in, notices about them, reports back."""

from enum import StrEnum


class PartnerKind(StrEnum):
    """What kind of platform it is; from one that is pulled we fetch, the others push to our door."""

    HOTLINE = "hotline"
    PROVINCE = "province"
    PETITION = "petition"

    @property
    def label(self) -> str:
        """What people read."""
        return {"hotline": "12345热线平台", "province": "省厅平台", "petition": "网上信访"}[self]

    @property
    def is_pulled(self) -> bool:
        """Whether we fetch its orders."""
        return self is PartnerKind.PETITION


class OrderState(StrEnum):
    """Where an order stands between the two."""

    OPEN = "open"
    RETURNING = "returning"
    RETURNED = "returned"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "open": "在办", "returning": "已退单，等对方决定", "returned": "对方已收回", "answered": "已答复",
            "closed": "已结束",
        }[self]  # fmt: skip


class ExtensionState(StrEnum):
    """What became of the extension we asked of the other platform."""

    NONE = "none"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What people read."""
        return {"none": "没有申请", "asked": "等对方决定", "granted": "对方已同意", "refused": "对方没有同意"}[self]


class ReportKind(StrEnum):
    """What we tell about an order."""

    RECEIPT = "receipt"
    PROGRESS = "progress"
    EXTENSION = "extension"
    HAND_BACK = "hand_back"
    RESULT = "result"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "receipt": "接收回执", "progress": "办理进展", "extension": "延期申请", "hand_back": "退单",
            "result": "办理结果", "reopened": "重新办理", "withdrawn": "诉求人撤回", "closed": "办结",
        }[self]  # fmt: skip


class ReportState(StrEnum):
    """Where a report is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    TAKEN = "taken"
    PARKED = "parked"

    @property
    def label(self) -> str:
        """What people read."""
        return {"waiting": "等待回传", "sending": "正在回传", "taken": "对方已收", "parked": "多次未成，已搁置"}[self]


ON_THE_WAY = (ReportState.WAITING, ReportState.SENDING)
"""While one of these stands, later reports of the same order wait."""


class NoticeKind(StrEnum):
    """What the other platform says about an order it sent."""

    RATING = "rating"
    EXTENSION_DECISION = "extension_decision"
    HAND_BACK_DECISION = "hand_back_decision"
    URGE = "urge"
    WITHDRAWAL = "withdrawal"
    REDISPATCH = "redispatch"
    SUPPLEMENT = "supplement"
    UNREADABLE = "unreadable"
    """What was fetched and is not as agreed: kept as it came, read again once the mapping is mended."""

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "rating": "评价", "extension_decision": "延期批复", "hand_back_decision": "退单批复", "urge": "催办",
            "withdrawal": "撤单", "redispatch": "重办", "supplement": "补充", "unreadable": "读不懂的来文",
        }[self]  # fmt: skip


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    APPLIED = "applied"
    IGNORED = "ignored"
    HELD = "held"

    @property
    def label(self) -> str:
        """What people read."""
        return {"waiting": "等前面的", "applied": "已办", "ignored": "不用办", "held": "要人看"}[self]


NOTICE_REASONS = {
    "no_order": "这张工单还没有到",
    "gap": "前面还有没到的来文",
    "no_answer": "还没有答复，评价先留着",
    "stale": "比已经办过的来文旧",
    "not_asked": "我们没有申请过",
    "not_open": "件已经不在办理",
    "same": "已经是这样",
    "too_late": "已过可以不认可的期限，只记评价",
    "never_came": "等了七天工单没有来",
    "cannot": "按规定办不了，要人看",
    "unreadable": "字段或代码对不上，改好对应表后再读",
}
"""Why a notice waits, was not needed, or wants a person."""

BEST_RATING, WORST_RATING = 1, 5
"""GB/T 39046-2020 table A.8: 1 非常满意, 2 满意, 3 基本满意, 4 不满意, 5 非常不满意. Stars run the other way round."""
DISSATISFIED = 4
"""From here on the sender is not content, and the matter is taken up again."""
RATING_LABELS = {1: "非常满意", 2: "满意", 3: "基本满意", 4: "不满意", 5: "非常不满意"}

REFUSALS = {
    "unknown": "没有这个平台",
    "off": "这个平台的对接已停用",
    "unsigned": "没有带签名、时间或随机串",
    "stale": "时间和我们的相差超过5分钟",
    "forged": "签名不对",
    "replayed": "这个随机串已经用过",
}
"""Why a knock at the door was refused."""

TROUBLES = {
    "": "",
    "timeout": "对方没有及时回答",
    "unreached": "连不上",
    "tls": "证书不对",
    "forbidden": "这个地址不让去",
    "broken": "对方的回答读不懂",
    "refused": "对方没有收下",
}
"""What went wrong with the last try."""
