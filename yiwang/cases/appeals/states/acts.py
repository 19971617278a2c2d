"""What goes on about an appeal beside its own state: questions, requests, returns, instructions, parts, consultations."""

from enum import StrEnum

from yiwang.ground.clocks.states import Ground


class QuestionState(StrEnum):
    """Where a question to the citizen is. One is open at a time; the promise waits for it."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """What people read."""
        return {"open": "等诉求人回答", "answered": "已回答", "lapsed": "到期未答", "taken_back": "已收回"}[self]


class RequestKind(StrEnum):
    """What an officer asks a superior for."""

    EXTENSION = "extension"
    PAUSE = "pause"

    @property
    def label(self) -> str:
        """What people read."""
        return {"extension": "延期", "pause": "依法暂停"}[self]


class RequestState(StrEnum):
    """How far a request is."""

    WAITING = "waiting"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What people read."""
        return {"waiting": "待批准", "granted": "已批准", "declined": "未批准", "withdrawn": "已撤回"}[self]


class PauseGround(StrEnum):
    """Grounds on which the time lawfully does not count (time_limits.csv ap.pause.legal); values as the ledger's own."""

    EXPERT = Ground.EXPERT.value
    SECRECY = Ground.SECRECY.value
    HEARING = Ground.HEARING.value

    @property
    def label(self) -> str:
        """What people read."""
        return {"expert": "鉴定、检测", "secrecy": "侦查保密", "hearing": "听证或专家评审"}[self]


PAUSE_GROUNDS = frozenset(PauseGround)


class ReturnGround(StrEnum):
    """Why a unit gives an appeal back (退办须选理由并写建议单位)."""

    NOT_OURS = "not_ours"
    NOT_HERE = "not_here"
    OTHER_LINE = "other_line"
    BY_LAW_ABOVE = "by_law_above"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "not_ours": "不是本单位职责", "not_here": "不在本辖区", "other_line": "属其他警种", "by_law_above": "依法应由上级办",
        }[self]  # fmt: skip


RETURN_GROUNDS = frozenset(ReturnGround)


class InstructionState(StrEnum):
    """How far a leader's instruction is carried out."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people read."""
        return {"open": "待落实", "reported": "已报告", "closed": "已办结"}[self]


class PartState(StrEnum):
    """How far a helping unit is with its part."""

    OPEN = "open"
    REPORTED = "reported"
    RECALLED = "recalled"

    @property
    def label(self) -> str:
        """What people read."""
        return {"open": "协办中", "reported": "已反馈", "recalled": "已取消"}[self]


class ConsultationGround(StrEnum):
    """Why several sit together over one appeal (S4.8, S5.13–15)."""

    OWNERLESS = "ownerless"
    LONG_STANDING = "long_standing"
    REOPENED = "reopened"
    SEVERAL_LINES = "several_lines"
    IMPORTANT = "important"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "ownerless": "权责不清", "long_standing": "久拖未决", "reopened": "多次重启", "several_lines": "涉及多个警种",
            "important": "重要件提请会商",
        }[self]  # fmt: skip


CONSULTATION_GROUNDS = frozenset(ConsultationGround)


class ConsultationState(StrEnum):
    """How far a consultation is."""

    OPEN = "open"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """What people read."""
        return {"open": "会商中", "concluded": "已有结论", "cancelled": "已取消"}[self]
