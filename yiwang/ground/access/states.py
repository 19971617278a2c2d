"""The realms an account can belong to."""

from django.db.models import TextChoices


class Realm(TextChoices):
    """Where an account may sign in. An account belongs to one realm for good."""

    OFFICER = "officer", "民警"
    SYSTEM = "system", "系统"
    CITIZEN = "citizen", "群众"
