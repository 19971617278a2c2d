"""Other platforms we exchange orders with: who they are, what they sent, what we told them."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.channels.states import (
    ON_THE_WAY,
    ExtensionState,
    NoticeKind,
    NoticeState,
    OrderState,
    PartnerKind,
    ReportKind,
    ReportState,
)
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Partner(models.Model):
    """对接平台: another platform. `base_url`: where it listens, empty where it only knocks at our door.

    `old_secret` is good beside the new one until `old_secret_until`. `cursor`: how far its items were fetched. `trouble`: what
    was wrong with the last try (a code), empty when it went well; `refused_why`: the last knock that was turned away.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in PartnerKind])
    channel = models.CharField(max_length=40)
    base_url = models.CharField(max_length=300, blank=True)
    secret = EncryptedTextField()
    old_secret = EncryptedTextField()
    old_secret_until = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=False)
    cursor = models.CharField(max_length=200, blank=True)
    last_ok_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    trouble_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=12, blank=True)
    refused_at = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    created_by = models.CharField(max_length=120)

    privacy = Privacy(keep="停用后保留3年，供审计核对（GB/T 22239 8.1.4）", sensitive=("secret", "old_secret"))

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in PartnerKind]), name="partner_kind_known"),
            models.CheckConstraint(condition=~Q(code=""), name="partner_has_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The name of this platform in events."""
        return Ref("channels.partner", self.pk)


class Mapping(models.Model):
    """对应表: one version of how a city's platform names its fields and codes, against ours. The highest version counts."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="mappings")
    version = models.PositiveIntegerField()
    body = models.JSONField(default=dict)
    note = models.CharField(max_length=120, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=now)

    privacy = Privacy(keep="同对接平台")

    class Meta:
        ordering = ["-version", "-id"]
        constraints = [models.UniqueConstraint(fields=["partner", "version"], name="mapping_numbered")]

    def __str__(self) -> str:
        return f"{self.partner_id} v{self.version}"


class Nonce(models.Model):
    """随机串: one that a platform has used; kept for as long as a message counts as fresh."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    value = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)

    privacy = Privacy(keep="10分钟后删除")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["at"], name="nonce_at")]
        constraints = [models.UniqueConstraint(fields=["partner", "value"], name="nonce_once")]

    def __str__(self) -> str:
        return f"{self.partner_id}"


class Order(models.Model):
    """转来工单: one order of another platform, and the file it became.

    `due_at`: theirs, beside our own promise. `raw`: what came, as it came. `last_seq`: of the last numbered notice that was
    applied. `rating`: 1 非常满意 … 5 非常不满意. `warned_at`: when somebody was told that their term comes first.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="orders")
    external_id = models.CharField(max_length=80)
    case = models.OneToOneField(Case, models.PROTECT, related_name="order")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in OrderState], default=OrderState.OPEN.value
    )
    ordered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(default=now)
    category_code = models.CharField(max_length=60, blank=True)
    raw = EncryptedTextField()
    extension = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in ExtensionState], default=ExtensionState.NONE.value
    )
    last_seq = models.PositiveIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(null=True)
    rated_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("external_id",), sensitive=("raw",))

    class Meta:
        ordering = ["-taken_at", "-id"]
        indexes = [
            models.Index(fields=["due_at", "id"], name="order_open_due", condition=Q(state=OrderState.OPEN.value)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partner", "external_id"], name="order_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in OrderState]), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(extension__in=[s.value for s in ExtensionState]), name="order_extension_known"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="order_rating_of_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.pk} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this order in events."""
        return Ref("channels.order", self.pk)


class Report(models.Model):
    """回传: one thing to tell about an order; told in order of `seq`. `name` stays the same in every try.

    `body`: our own fields as JSON; the platform's names are put on when it goes. `status`: the last answer's, 0 for none.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="reports")
    name = models.CharField(max_length=40, unique=True)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in ReportKind])
    body = EncryptedTextField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in ReportState], default=ReportState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)
    owed_at = models.DateTimeField(default=now)
    taken_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", sensitive=("body",))

    class Meta:
        ordering = ["order_id", "seq", "id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="report_on_the_way", condition=Q(state__in=[s.value for s in ON_THE_WAY])
            ),
            models.Index(fields=["owed_at", "id"], name="report_parked", condition=Q(state=ReportState.PARKED.value)),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["order", "seq"], name="report_numbered"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in ReportKind]), name="report_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ReportState]), name="report_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.seq} {self.kind} {self.state}"


class Notice(models.Model):
    """来文: what another platform said about an order; kept before it is understood, applied once.

    `order_name`: the order's number as it was said, for one that has not come yet. `reason`: why it waits or was not needed.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="notices")
    external_id = models.CharField(max_length=80)
    order_name = models.CharField(max_length=80, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="notices")
    kind = models.CharField(max_length=20, choices=[(k.value, k.label) for k in NoticeKind])
    seq = models.PositiveIntegerField(null=True)
    body = EncryptedTextField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in NoticeState], default=NoticeState.WAITING.value
    )
    reason = models.CharField(max_length=20, blank=True)
    came_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("order_name",), sensitive=("body",))

    class Meta:
        ordering = ["came_at", "id"]
        indexes = [
            models.Index(fields=["came_at", "id"], name="notice_waiting", condition=Q(state=NoticeState.WAITING.value)),
            models.Index(fields=["came_at"], name="notice_held", condition=Q(state=NoticeState.HELD.value)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partner", "external_id"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in NoticeKind]), name="notice_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in NoticeState]), name="notice_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.kind} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this notice in events."""
        return Ref("channels.notice", self.pk)
