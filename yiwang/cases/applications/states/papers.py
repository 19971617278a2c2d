"""文书: which papers an application brings, each with the sign of its kind in the number."""

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """办件文书种类: what an applicant is told or handed in writing (行政许可法第三十二条 and after)."""

    RECEIPT = "receipt", "收件回执"
    ACCEPTED = "accepted", "受理通知书"
    NOT_ACCEPTED = "not_accepted", "不予受理决定书"
    CORRECTION = "correction", "补正告知书"
    GAPS = "gaps", "容缺受理承诺书"
    PLEDGE = "pledge", "告知承诺书"
    SPECIAL = "special", "特别程序告知书"
    EXTENDED = "extended", "延长办理期限告知书"
    GRANTED = "granted", "准予决定书"
    REFUSED = "refused", "不予决定书"
    TAKEN_BACK = "taken_back", "收回决定告知书"
    REVOKED = "revoked", "结果失效告知书"
    DELIVERED = "delivered", "送达回证"
    WITHDRAWN = "withdrawn", "撤回申请确认书"
    LAPSED = "lapsed", "视为撤回告知书"

    @property
    def mark(self) -> str:
        """What stands for the kind in the number, after the bureau's own mark: 云公 + 政受."""
        return f"政{_MARKS[self.value]}"


TOLD_ALONE = frozenset({PaperKind.REVOKED})
"""Papers of a fact that no text tells of: theirs says that one lies ready. Of every other one the text of its fact does."""
OF_APPLICANTS = frozenset({PaperKind.GAPS, PaperKind.PLEDGE, PaperKind.DELIVERED})
"""What the applicant signs and not the bureau: no seal of the bureau stands on it."""
_MARKS = {
    "receipt": "收", "accepted": "受", "not_accepted": "不受", "correction": "补", "gaps": "容", "pledge": "承",
    "special": "特", "extended": "延", "granted": "准", "refused": "不准", "taken_back": "收回", "revoked": "销",
    "delivered": "送", "withdrawn": "撤", "lapsed": "失",
}  # fmt: skip


class Ended(TextChoices):
    """Why a result holds no longer."""

    REVOKED = "revoked", "已撤销"
    TAKEN_BACK = "taken_back", "决定已收回"
    LOST = "lost", "已遗失作废"


class How(TextChoices):
    """送达方式: how what came out reaches the applicant."""

    ONLINE = "online", "网上送达"
    WINDOW = "window", "窗口领取"
    POST = "post", "邮寄"
    SELF_SERVICE = "self_service", "自助柜取"
    AGENT = "agent", "代办点代收"
