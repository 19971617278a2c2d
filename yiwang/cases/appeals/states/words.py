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
    NOT_ACCEPTED = "not_accepted"
    OTHER_BODY = "other_body"
    REFERRED = "referred"
    """Law has a way of its own for it: reconsideration, a suit, a complaint about a case, the petition office."""
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    """Set where the citizen takes the appeal back."""
    MERGED = "merged"
    """Set where the appeal is merged into another."""

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "resolved": "已解决", "partly_resolved": "部分解决", "explained": "解释说明", "not_supported": "不予支持",
            "not_accepted": "不予受理", "other_body": "非本机关", "referred": "移交法定途径", "unreachable": "无法联系",
            "withdrawn": "撤回", "merged": "并入",
        }[self]  # fmt: skip

    @property
    def asks(self) -> str:
        """What must stand in the ground beside the words; empty where nothing must."""
        return {
            "not_supported": "请写明依据的法律条文或规定", "not_accepted": "请写明不予受理的依据",
            "other_body": "请写明归哪个机关管", "referred": "请写明走哪条法定途径、向谁提出",
        }.get(self, "")  # fmt: skip

    @property
    def needs_ground(self) -> bool:
        """Whether the answer must name its ground, whose matter it is, or which way to go."""
        return bool(self.asks)

    @property
    def ground_label(self) -> str:
        """What the ground is called beside the answer."""
        return {"other_body": "归谁管", "referred": "走哪条途径"}.get(self, "依据")

    @property
    def means(self) -> str:
        """What the citizen reads under the tag; empty where the tag says all."""
        return {
            "partly_resolved": "一部分已经办成，还没有办成的见答复里的下一步。",
            "not_accepted": "这件事依法不能由公安机关受理，原因和可走的路见答复。",
            "other_body": "这件事归别的机关管，怎样转过去的见答复。",
            "referred": "这件事法律另有专门的途径，怎样走见答复。",
            "unreachable": "我们几次联系您都没有联系上，先按现有材料办到这里。您可以说“没有解决”，会重新办理。",
        }.get(self, "")

    @property
    def is_chosen(self) -> bool:
        """Whether an officer may choose it; the others are set by their own moves."""
        return self not in (Outcome.WITHDRAWN, Outcome.MERGED)


OUTCOMES = frozenset(Outcome)
CHOSEN_OUTCOMES = tuple(outcome for outcome in Outcome if outcome.is_chosen)
"""What a reply may end in, in the order in which it is offered."""


SILENT_PAGES = frozenset({"domestic", "discreet", "self_harm"})
"""Tripwire pages after which no SMS goes to the citizen, and no list names the file: somebody else may hold the phone."""
