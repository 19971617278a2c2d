"""How sure we are of who somebody is."""

from django.db.models import TextChoices


class IdentityLevel(TextChoices):
    """How a person's identity was established, weakest first."""

    NONE = "none", "未核实"
    PLATFORM = "platform", "转办平台提供"
    SMS_VERIFIED = "sms_verified", "短信验证"
    IN_PERSON = "in_person", "当面核对"
    REAL_NAME = "real_name", "实名核验"
