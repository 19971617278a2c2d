"""Feeds of people served, the batches they came in, and each service as long as its number is kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.served.states import BatchDoor, BatchState, FeedKind, ServiceState


class Feed(models.Model):
    """数据来源: a system or a window that says whom it served.

    `unit`: whose service it is where a row names no unit. `client`: code of the API client that alone may send by the API.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=FeedKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    client = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    privacy = Privacy(keep="长期保留，不含个人信息")

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="served_feed_kind_known"),
            models.UniqueConstraint(fields=["client"], condition=~Q(client=""), name="served_feed_one_a_client"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("served.feed", self.pk)


class Batch(models.Model):
    """批次: a file, or all that one system sent on one day.

    `digest`: SHA-256 of the file, else `day:2026-11-22`. `columns`: which column is which. `known`: rows that stood here already,
    over all runs; `changed`: of those, with something new about them. `faults`: of rows given back, their number and why.
    """

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="batches")
    door = models.CharField(max_length=4, choices=BatchDoor.choices)
    digest = models.CharField(max_length=64)
    file_name = EncryptedTextField()
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.RUNNING)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="数字长期保留；文件名一年后清除", personal=("file_name", "columns"))

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [models.Index(fields=["-begun_at", "-id"], name="served_batch_newest")]
        constraints = [
            models.UniqueConstraint(fields=["feed", "digest"], name="served_batch_once_a_file"),
            models.CheckConstraint(condition=Q(door__in=BatchDoor.values), name="served_batch_door_known"),
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="served_batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.digest[:8]}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("served.batch", self.pk)


class Service(models.Model):
    """一次服务: somebody was served once.

    `key`: keyed digest of the number it has where it comes from, by which the same service is known again. `item`: what it was,
    by code or name; `point`: window or place as the feed calls it. `tags`: why nobody of these is asked. `phone_index`: keyed
    digest of the number; both go after thirty days. `drawn_by`: row of the sampling rules. `ask_at`: when to ask at the
    earliest. `ready_date`: when what was made can be fetched; `told_date`: which such day was told last.
    """

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="services", db_index=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="services", db_index=False)
    key = models.CharField(max_length=32)
    item = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    point = models.CharField(max_length=60, blank=True)
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    served_at = models.DateTimeField()
    received_at = models.DateTimeField()
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=32, blank=True)
    tags = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    state = models.CharField(max_length=10, choices=ServiceState.choices, default=ServiceState.WAITING)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.CharField(max_length=40, blank=True)
    ask_at = models.DateTimeField(null=True)
    ready_date = models.DateField(null=True)
    told_date = models.DateField(null=True)
    told_count = models.PositiveSmallIntegerField(default=0)
    erased_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="号码只为这一次询问而留，收到30天后清除（个人信息保护法第十九条）；其余不指向个人，长期保留供统计",
        personal=("key", "item", "tags"),
        sensitive=("phone", "phone_index"),
    )

    class Meta:
        ordering = ["-served_at", "-id"]
        indexes = [
            models.Index(
                fields=["feed", "served_at", "id"], condition=Q(state="waiting"), name="served_service_waiting"
            ),
            models.Index(fields=["phone_index", "ask_at"], condition=~Q(phone_index=""), name="served_service_person"),
            models.Index(fields=["received_at", "id"], condition=Q(erased_at=None), name="served_service_numbers"),
            models.Index(fields=["feed", "received_at", "state"], name="served_service_counts"),
            models.Index(fields=["unit", "served_at", "id"], name="served_service_unit"),
            models.Index(
                fields=["id"],
                condition=Q(ready_date__isnull=False, erased_at=None)
                & (Q(told_date=None) | ~Q(told_date=F("ready_date"))),
                name="served_service_to_tell",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["feed", "key"], name="served_service_once"),
            models.CheckConstraint(condition=Q(state__in=ServiceState.values), name="served_service_state_known"),
            models.CheckConstraint(
                condition=Q(state="drawn", ask_at__isnull=False, drawn_at__isnull=False) | ~Q(state="drawn"),
                name="served_service_drawn_when",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(phone_index=""), name="served_service_erased_is_nobodys"
            ),
        ]

    def __str__(self) -> str:
        return f"service {self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record and in questions."""
        return Ref("served.service", self.pk)
