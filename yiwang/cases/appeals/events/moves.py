"""Facts of the loop: from registration to the end, and of the alarm."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealRegistered(Event):
    """登记: the appeal is in the register; `unit` is where it goes at once, empty where an operator decides."""

    code: ClassVar[str] = "appeals.appeal.registered"
    channel: str
    type: str
    category: str
    route: str
    unit: str
    digest: str


@dataclass(frozen=True)
class AppealPushed(Event):
    """推送: it lies on a unit's desk, and on a person's."""

    code: ClassVar[str] = "appeals.appeal.pushed"
    unit: str
    supervising_unit: str
    officer: str
    route: str
    type: str
    category: str


@dataclass(frozen=True)
class AppealTakenBack(Event):
    """收回: the operator's own push was undone before anyone signed."""

    code: ClassVar[str] = "appeals.appeal.taken_back"
    unit: str


@dataclass(frozen=True)
class AppealSigned(Event):
    """签收: the unit has it."""

    code: ClassVar[str] = "appeals.appeal.signed"
    unit: str
    officer: str


@dataclass(frozen=True)
class AppealReassigned(Event):
    """换人: another officer of the unit handles it."""

    code: ClassVar[str] = "appeals.appeal.reassigned"
    officer: str
    before: str


@dataclass(frozen=True)
class AppealHandedOver(Event):
    """移交: its officer left or its unit closed; the house gave it on. `why`: one of `HandOver`. Clocks run on."""

    code: ClassVar[str] = "appeals.appeal.handed_over"
    unit: str
    officer: str
    before_unit: str
    before: str
    why: str


@dataclass(frozen=True)
class ApplicantContacted(Event):
    """联系: the person was reached, or was not; the first success stops the first-contact clock."""

    code: ClassVar[str] = "appeals.appeal.contacted"
    contact: int
    kind: str
    reached: bool
    is_public: bool
    is_first: bool


@dataclass(frozen=True)
class MaterialAttached(Event):
    """附材料: a file was added by the handling side."""

    code: ClassVar[str] = "appeals.appeal.attached"
    file: int


@dataclass(frozen=True)
class ReplyDrafted(Event):
    """存草稿: a draft reply was kept."""

    code: ClassVar[str] = "appeals.reply.drafted"
    reply: int
    digest: str


@dataclass(frozen=True)
class ReplySubmitted(Event):
    """送审: the reply waits for approval."""

    code: ClassVar[str] = "appeals.reply.submitted"
    reply: int
    outcome: str
    digest: str


@dataclass(frozen=True)
class ReplySentBack(Event):
    """退回: the approver wants it changed."""

    code: ClassVar[str] = "appeals.reply.sent_back"
    reply: int


@dataclass(frozen=True)
class ReplyApproved(Event):
    """审定: the reply is the bureau's answer and is sent."""

    code: ClassVar[str] = "appeals.reply.approved"
    reply: int
    outcome: str
    digest: str


@dataclass(frozen=True)
class ReplyRead(Event):
    """已读: the citizen opened the reply."""

    code: ClassVar[str] = "appeals.reply.read"
    round: int


@dataclass(frozen=True)
class AppealDisputed(Event):
    """不认可: not settled; a new round begins with its own clocks."""

    code: ClassVar[str] = "appeals.appeal.disputed"
    dispute: int
    round: int
    officer: str


@dataclass(frozen=True)
class AppealWithdrawn(Event):
    """撤回: the citizen takes it back."""

    code: ClassVar[str] = "appeals.appeal.withdrawn"


@dataclass(frozen=True)
class AppealClosed(Event):
    """办结: the window to dispute has passed."""

    code: ClassVar[str] = "appeals.appeal.closed"
    outcome: str


@dataclass(frozen=True)
class AlarmRaised(Event):
    """紧急警示: words of danger were sent all the same; the duty desk rings."""

    code: ClassVar[str] = "appeals.alarm.raised"
    alarm: int
    page: str


@dataclass(frozen=True)
class AlarmAcknowledged(Event):
    """警示已确认, by name."""

    code: ClassVar[str] = "appeals.alarm.acknowledged"
    alarm: int
    officer: str


@dataclass(frozen=True)
class AlarmEscalated(Event):
    """警示升级: nobody answered in time; the duty leader rings."""

    code: ClassVar[str] = "appeals.alarm.escalated"
    alarm: int
