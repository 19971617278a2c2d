"""What a rating is, why it is left out of a figure, where putting right and contesting stand, and of what a point is."""

from django.db.models import TextChoices


class RatingKind(TextChoices):
    """评价种类. Who said nothing has no rating; a default one exists only where a bureau switches it on, and never counts."""

    REAL = "real", "实际评价"
    DEFAULT = "default", "默认评价"


class LeftOut(TextChoices):
    """不计入满意率的原因: enforcement and mediation do not chase satisfaction (mission 4.5), a lawful track and what is kept
    secret have no ratings, a mistaken or malicious one is taken out after another unit looked (国办发〔2019〕51号).
    """

    ENFORCEMENT = "enforcement", "执法办案类"
    MEDIATION = "mediation", "调解类"
    LAWFUL = "lawful", "按法定途径办理"
    SECRET = "secret", "密封或者举报保密"
    CONTESTED = "contested", "经复核是误评、恶意评价"


class RectificationState(TextChoices):
    """Where the putting right of what was rated badly stands."""

    OPEN = "open", "待整改"
    REPORTED = "reported", "已整改，待复评"
    SETTLED = "settled", "复评满意"
    UNSETTLED = "unsettled", "复评仍不满意"
    UNRATED = "unrated", "已整改，未复评"
    DROPPED = "dropped", "不再整改"


WORKED_ON = frozenset({RectificationState.OPEN, RectificationState.REPORTED})


class CallBack(TextChoices):
    """差评回访: whether somebody was rung up about a bad rating within a day."""

    WAITING = "waiting", "等待回访"
    MADE = "made", "已回访"
    UNREACHED = "unreached", "联系不上"
    IMPOSSIBLE = "impossible", "没有可以联系的方式"


class Measure(TextChoices):
    """整改方式 (国办发〔2019〕51号): at once, by a date on a list, or explained where there was nothing to mend."""

    AT_ONCE = "at_once", "立行立改"
    SCHEDULED = "scheduled", "列入台账，限期整改"
    EXPLAINED = "explained", "解释说明"


class ContestGround(TextChoices):
    """申诉理由: why a unit says that a rating should not count."""

    MISTAKEN = "mistaken", "误评"
    MALICIOUS = "malicious", "恶意评价"


class ContestState(TextChoices):
    """Where a contest stands."""

    OPEN = "open", "待复核"
    UPHELD = "upheld", "成立，不计入"
    DISMISSED = "dismissed", "不成立，照常计入"


class PointKind(TextChoices):
    """Of what a point of rating is."""

    WINDOW = "window", "窗口"
    HALL = "hall", "办事大厅"
    NEARBY = "nearby", "就近办点位"
    SELF_SERVICE = "self_service", "自助设备"


TURNS = 2
"""How often what was rated badly is put right and rated again, before it is for those above (bureau default, no source)."""
FEW = 5
"""Counts below this are not told outside the unit that owns them."""
