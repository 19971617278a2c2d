"""What may not be destroyed, and orders to destroy."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.ground.keeping.states import OrderKind, OrderState
from yiwang.ground.record.queries import Target
from yiwang.kit.clock import now
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Hold(models.Model):
    """暂停销毁: as long as it stands, nothing of the subject is destroyed (litigation, investigation, audit). `name`: what people
    call the subject, a number.
    """

    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    name = models.CharField(max_length=40)
    ground = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now)
    lift_ground = models.CharField(max_length=200, blank=True)
    lifted_by = models.CharField(max_length=120, blank=True)
    lifted_at = models.DateTimeField(null=True)

    privacy: ClassVar = Privacy(keep="长期保留，证明为什么没有销毁", public=("name",))

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(lifted_at=None), name="keeping_hold_once"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="keeping_hold_has_ground"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (~Q(lift_ground="") & ~Q(lifted_by="")), name="keeping_hold_lifted_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Ref:
        """What is held."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}")


class Order(models.Model):
    """删除令: its number, ground and what it is about. `subjects`: names of things; `digests`: of a person's numbers
    (keyed), emptied once it is decided; `keeper`, `before`: of an expired batch; `counts`: rows by label once it is done.
    """

    number = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=OrderKind.choices)
    ground = models.CharField(max_length=200)
    subjects = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    digests = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    name = models.CharField(max_length=40, blank=True)
    """What people call it: the file's number, the masked phone."""
    keeper = models.CharField(max_length=40, blank=True)
    before = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.ASKED)
    asked_by = models.CharField(max_length=64)
    asked_label = models.CharField(max_length=120)
    asked_at = models.DateTimeField(default=now)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_label = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)

    privacy: ClassVar = Privacy(keep="永久：删除的依据；执行后不留电话的摘要", personal=("digests", "name"))

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrderKind.values), name="keeping_order_kind_known"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="keeping_order_state_known"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(ground=""), name="keeping_order_has_ground"),
            models.CheckConstraint(
                condition=Q(state="asked") | (Q(decided_at__isnull=False) & ~Q(decided_by=models.F("asked_by"))),
                name="keeping_order_two_persons",
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(digests=[]), name="keeping_order_forgets_digests"),
            models.CheckConstraint(
                condition=~Q(kind="term") | (~Q(keeper="") & Q(before__isnull=False)), name="keeping_order_term_of_what"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """The name of the order in events."""
        return Ref("keeping.order", self.pk)

    @property
    def target(self) -> Target:
        """What it is about."""
        return Target(subjects=frozenset(map(Ref.parse, self.subjects)), digests=frozenset(self.digests))
