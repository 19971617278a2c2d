"""How sure we are of who somebody is, and what to heed before a word is sent to them."""

from django.db.models import TextChoices


class IdentityLevel(TextChoices):
    """How a person's identity was established, weakest first."""

    NONE = "none", "未核实"
    PLATFORM = "platform", "转办平台提供"
    SMS_VERIFIED = "sms_verified", "短信验证"
    IN_PERSON = "in_person", "当面核对"
    REAL_NAME = "real_name", "实名核验"


class CautionKind(TextChoices):
    """What to heed about a number, a mailbox or an account."""

    UNSAFE = "unsafe", "不安全，不发消息"
    UNFIT = "unfit", "本人不宜收"


class CautionGround(TextChoices):
    """Why. The last two are of somebody unfit, the others of an unsafe number."""

    WATCHED = "watched", "手机会被别人看到"
    THREATENED = "threatened", "发消息会招来伤害"
    TRIPWIRE = "tripwire", "紧急提示后自动设置"
    NOT_THEIRS = "not_theirs", "号码已不是本人的"
    MINOR = "minor", "未成年人"
    INCAPACITATED = "incapacitated", "无民事行为能力或限制民事行为能力"


GROUNDS_OF = {
    CautionKind.UNSAFE: (
        CautionGround.WATCHED, CautionGround.THREATENED, CautionGround.TRIPWIRE, CautionGround.NOT_THEIRS,
    ),
    CautionKind.UNFIT: (CautionGround.MINOR, CautionGround.INCAPACITATED),
}  # fmt: skip
"""Which grounds go with which kind."""
