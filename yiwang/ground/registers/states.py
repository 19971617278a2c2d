"""Which registers there are, what each is asked by, and what became of a question."""

from django.db.models import TextChoices


class Register(TextChoices):
    """登记库. The value stands in the address of the contract and in a document's list of registers."""

    PERSON = "person", "人口库"
    HOUSEHOLD = "household", "户籍"
    VEHICLE = "vehicle", "机动车"
    LICENCE = "licence", "驾驶证"
    VIOLATIONS = "violations", "交通违法"
    PERMIT = "permit", "许可证件"
    RECORD = "record", "犯罪记录"
    ENTERPRISE = "enterprise", "企业"


ASKED_BY: dict[Register, tuple[str, ...]] = {
    Register.PERSON: ("id_number", "name"),
    Register.HOUSEHOLD: ("id_number",),
    Register.VEHICLE: ("plate",),
    Register.LICENCE: ("id_number",),
    Register.VIOLATIONS: ("plate", "id_number"),
    Register.PERMIT: ("id_number",),
    Register.RECORD: ("id_number", "name"),
    Register.ENTERPRISE: ("uscc",),
}
"""What each is asked by: the first is needed, but for violations, where either will do."""


class Act(TextChoices):
    """What the other side does for us."""

    REPORT_LOSS = "report_loss", "登记挂失"
    CANCEL_LOSS = "cancel_loss", "撤销挂失"
    ISSUE_MARK = "issue_mark", "核发检验标志"
    REGISTER_RESIDENCE = "register_residence", "登记居住信息"
    CALL_OWNER = "call_owner", "经中间号通知车主"
    MOVE_HOUSEHOLD = "move_household", "迁移户口"
    CHANGE_IDENTITY = "change_identity", "变更身份信息"


ACTS_IN: dict[Act, Register] = {
    Act.REPORT_LOSS: Register.PERSON, Act.CANCEL_LOSS: Register.PERSON, Act.ISSUE_MARK: Register.VEHICLE,
    Act.REGISTER_RESIDENCE: Register.PERSON, Act.CALL_OWNER: Register.VEHICLE, Act.MOVE_HOUSEHOLD: Register.HOUSEHOLD,
    Act.CHANGE_IDENTITY: Register.PERSON,
}  # fmt: skip
"""In which register each is done."""


class Outcome(TextChoices):
    """What became of a question."""

    FOUND = "found", "有记录"
    ABSENT = "absent", "查无"
    FAILED = "failed", "没有查成"


class Trouble(TextChoices):
    """Why nothing came back."""

    UNSET = "unset", "没有接入这个登记库"
    UNREACHED = "unreached", "连不上"
    TIMEOUT = "timeout", "超时"
    BUSY = "busy", "对方忙"
    REFUSED = "refused", "对方拒绝"
    UNREADABLE = "unreadable", "回应读不懂"
