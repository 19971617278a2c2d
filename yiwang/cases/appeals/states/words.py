"""What an appeal is about, and how it may end."""

from enum import StrEnum


class AppealType(StrEnum):
    """诉求类型 (domain README, Conventions)."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "consult": "咨询", "help": "求助", "complaint": "投诉", "report": "举报",
            "suggestion": "建议", "praise": "表扬", "other": "其他",
        }[self]  # fmt: skip

    @property
    def may_be_anonymous(self) -> bool:
        """可匿名类型限举报、建议、咨询 (channels.csv, web)."""
        return self in (AppealType.REPORT, AppealType.SUGGESTION, AppealType.CONSULT)


TYPES = frozenset(AppealType)


class Outcome(StrEnum):
    """结果, always told in full words, never 办结 alone (ui.md section 6)."""

    RESOLVED = "resolved"
    PARTLY_RESOLVED = "partly_resolved"
    EXPLAINED = "explained"
    NOT_SUPPORTED = "not_supported"
    OTHER_BODY = "other_body"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "resolved": "已解决", "partly_resolved": "部分解决", "explained": "解释说明",
            "not_supported": "不予支持", "other_body": "非本机关",
        }[self]  # fmt: skip

    @property
    def needs_ground(self) -> bool:
        """不予支持（写依据）, 非本机关（写归谁管）."""
        return self in (Outcome.NOT_SUPPORTED, Outcome.OTHER_BODY)


OUTCOMES = frozenset(Outcome)
