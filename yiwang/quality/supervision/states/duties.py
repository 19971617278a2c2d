"""How a file stands to its time, and who pressed that it be done."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """民生清单的四栏: of an open file. Overdue comes before due soon, and due soon before whether anybody has begun."""

    OVERDUE = "overdue", "已超期"
    DUE_SOON = "due_soon", "即将到期"
    NOT_STARTED = "not_started", "未启动"
    IN_PROGRESS = "in_progress", "办理中"

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"overdue": "bad", "due_soon": "warn", "not_started": "", "in_progress": "go"}[self]


class Origin(TextChoices):
    """Who nudged: a person in one tap, or the house one working day before the end."""

    HAND = "hand", "人工督促"
    CLOCK = "clock", "到期前自动督促"
