"""What an order is about, and where it stands."""

from django.db.models import TextChoices


class OrderKind(TextChoices):
    """What is to go."""

    PERSON = "person", "一个人的信息"
    THING = "thing", "一件的文字"
    TERM = "term", "保管期满的一批"


class OrderState(TextChoices):
    """Asked by one person, decided by another; a batch whose term is over goes at night, in steps."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准，正在执行"
    REFUSED = "refused", "未批准"
    DONE = "done", "已执行"


class TermUnit(TextChoices):
    """In what a term is counted."""

    DAYS = "days", "天"
    YEARS = "years", "年"
