"""黄牌、红牌: what a clock gives a unit, and how it ends."""

from django.db.models import TextChoices


class CardKind(TextChoices):
    """A yellow one at amber, a red one at red (`clocks.Heat`)."""

    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


class CardState(TextChoices):
    """A card stays counted after its file was answered; lifted, it never was."""

    OPEN = "open", "未消"
    SETTLED = "settled", "已办结"
    LIFTED = "lifted", "已撤销"


class LiftGround(TextChoices):
    """Why a card is taken back."""

    CALENDAR = "calendar", "工作日历调整，没有到期"
    SYSTEM = "system", "系统原因"
    ELSEWHERE = "elsewhere", "责任不在这个单位"
    GRANTED = "granted", "延期已经批准，登记迟了"
