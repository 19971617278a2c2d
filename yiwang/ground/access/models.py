"""What signs in (accounts) and what knocks (other systems), and the first answers to what they sent."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from yiwang.ground.access.states import Realm, Scope
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedBytesField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; making one is `commands.open_account`."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of a user name, however its letters were typed."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Something that signs in. There is no superuser: what an account may do is what its officer's posts give."""

    username = models.CharField(max_length=60, unique=True)
    realm = models.CharField(max_length=10, choices=Realm.choices)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=now)
    password_at = models.DateTimeField(default=now)
    """When the password was last set."""
    temporary_until = models.DateTimeField(null=True, blank=True)
    """Until when a one-time password given by somebody else opens; empty where the holder chose the password."""
    held_at = models.DateTimeField(null=True, blank=True)
    """Since when a renewed sign-in waits for the security office to make sure who holds it; empty: it opens."""
    totp_step = models.BigIntegerField(default=0)
    """The last time step (of 30 s) whose code was accepted: neither it nor an older one is taken again (RFC 6238, 5.2)."""

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    privacy = Privacy(
        keep="账号停用后保留3年，供审计核对（GB/T 22239 8.1.4）",
        personal=("username",),
        sensitive=("password", "totp_step"),
    )

    class Meta:
        ordering = ["username", "id"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="access_account_username_any_case"),
            models.CheckConstraint(condition=models.Q(realm__in=Realm.values), name="access_account_realm_known"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def ref(self) -> Ref:
        """The name of this account in events."""
        return Ref("access.account", self.pk)


class FirstAnswer(models.Model):
    """Where a sent form led. The form carries a number of its own, so that sending it again leads there again."""

    actor_id = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=now)

    privacy = Privacy(keep="7天后删除")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="access_one_answer_a_form")]

    def __str__(self) -> str:
        return self.path


class ApiClient(models.Model):
    """Another body's system with its token `yw_code_secret`: the code is its name and stands in clear, the secret as a digest.

    `channel`: the one it speaks for. `rate`: requests a minute. `minute`, `minute_count`: what it sent in the last minute
    anybody heard of, over all processes; `used_at`: when that was.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    channel = models.CharField(max_length=40)
    scopes = ArrayField(models.CharField(max_length=30))
    rate = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=now)
    created_by = models.CharField(max_length=120)
    renewed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    minute_count = models.PositiveIntegerField(default=0)

    privacy = Privacy(keep="停用后保留3年，供审计核对（GB/T 22239 8.1.4）", sensitive=("digest",))

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(rate__gte=1), name="access_client_rate_from_one"),
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=Scope.values) & ~models.Q(scopes=[]),
                name="access_client_scopes_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def ref(self) -> Ref:
        """The name of this client in events."""
        return Ref("access.client", self.pk)

    @property
    def token_head(self) -> str:
        """The beginning of its token, by which people tell tokens apart."""
        return f"yw_{self.code}_…"


class KeptAnswer(models.Model):
    """What a system was answered, for when it sends the same request again. The answer may hold a query code: encrypted."""

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="+")
    key = models.CharField(max_length=32, unique=True)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = EncryptedBytesField()
    at = models.DateTimeField(default=now, db_index=True)

    privacy = Privacy(keep="24小时后删除", sensitive=("body",))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.client_id} {self.status}"
