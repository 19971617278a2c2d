"""What a matter comes to, in the words of its law; why its time stands still; how a paper reaches somebody."""

from enum import StrEnum


class MatterOutcome(StrEnum):
    """结果. Never “satisfied” nor “solved”: a law decides, it does not please."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    FILED = "filed"
    NOT_FILED = "not_filed"
    PUNISHED = "punished"
    MEDIATED = "mediated"
    NO_OFFENCE = "no_offence"
    OPEN = "open"
    PARTLY_OPEN = "partly_open"
    NOT_OPEN = "not_open"
    ALREADY_OPEN = "already_open"
    NOT_HELD = "not_held"
    NOT_HANDLED = "not_handled"
    UPHELD = "upheld"
    CHANGED = "changed"
    REVOKED = "revoked"
    UNLAWFUL = "unlawful"
    ORDERED = "ordered"
    REJECTED = "rejected"
    PAID = "paid"
    NOT_PAID = "not_paid"
    NOT_ACCEPTED = "not_accepted"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "supported": "予以支持", "partly": "部分支持", "unsupported": "不予支持", "filed": "立案侦查",
            "not_filed": "不予立案",
            "punished": "已作处理决定", "mediated": "调解处理", "no_offence": "违法事实不成立或终止调查", "open": "予以公开",
            "partly_open": "部分公开", "not_open": "不予公开", "already_open": "已主动公开，告知获取方式",
            "not_held": "本机关没有这项信息", "not_handled": "不予处理", "upheld": "维持", "changed": "变更", "revoked": "撤销",
            "unlawful": "确认违法", "ordered": "责令限期办理", "rejected": "驳回", "paid": "决定赔偿", "not_paid": "不予赔偿",
            "not_accepted": "不予受理", "transferred": "已移送有权机关", "withdrawn": "申请人撤回",
            "abandoned": "逾期未补正，视为放弃",
        }[self]  # fmt: skip


MATTER_OUTCOMES = frozenset(MatterOutcome)


class SuspensionGround(StrEnum):
    """暂停计时的法定事由: time that the law does not count."""

    HEARING = "hearing"
    THIRD_PARTY = "third_party"
    EXPERT = "expert"
    FORCE_MAJEURE = "force_majeure"
    OTHER_PROCEEDING = "other_proceeding"
    CONSULTATION = "consultation"

    @property
    def label(self) -> str:
        """What people read, also in the ledger."""
        return {
            "hearing": "举行听证", "third_party": "征求第三方意见", "expert": "鉴定、检测", "force_majeure": "不可抗力",
            "other_proceeding": "要等另一案的结果", "consultation": "征求其他机关意见",
        }[self]  # fmt: skip


SUSPENSION_GROUNDS = frozenset(SuspensionGround)


class ServedHow(StrEnum):
    """送达方式."""

    IN_PERSON = "in_person"
    MAIL = "mail"
    LEFT = "left"
    ELECTRONIC = "electronic"
    ENTRUSTED = "entrusted"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "in_person": "直接送达", "mail": "邮寄送达", "left": "留置送达", "electronic": "电子送达", "entrusted": "委托送达",
            "notice": "公告送达",
        }[self]  # fmt: skip


SERVED_HOW = frozenset(ServedHow)
