"""How far the bureau's public mailbox has been read."""

from django.db import models

from yiwang.kit.privacy import Privacy


class Mailbox(models.Model):
    """公开邮箱: one folder of one server, and the last mail of it that was taken in.

    `validity`: as long as the server says the same, a uid names the same mail for ever (RFC 3501 2.3.1.1); with another one the
    folder is read anew from the day `since` on, and what is known already is known by itself. `stuck_uid`: a mail that could not
    be taken in so far, and how often it was tried. `trouble`: why the server could not be read the last time, empty where it was.
    """

    name = models.CharField(max_length=200, unique=True)
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    since = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)
    ok_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)
    stuck_uid = models.BigIntegerField(default=0)
    stuck_tries = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(keep="邮箱在用期间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
