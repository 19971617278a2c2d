"""What officers want to hear of, and the robots that speak into the groups of units."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.ground.messaging.states import Files, Node, Pace, RobotKind
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Preference(models.Model):
    """通知偏好: how one officer wants to hear of one kind of step. Without a row the default of their part holds.

    `ways`: codes of `states.Way`; none of them: not at all.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    node = models.CharField(max_length=10, choices=[(n.value, n.label) for n in Node])
    ways = ArrayField(models.CharField(max_length=10), default=list)
    files = models.CharField(max_length=10, choices=[(f.value, f.label) for f in Files])
    pace = models.CharField(max_length=10, choices=[(p.value, p.label) for p in Pace])
    changed_at = models.DateTimeField(default=now)

    privacy = Privacy(keep="在职期间，离职后不再使用")

    class Meta:
        ordering = ["officer", "node", "id"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "node"], name="messaging_preference_once"),
            models.CheckConstraint(condition=Q(node__in=[n.value for n in Node]), name="messaging_preference_node"),
            models.CheckConstraint(condition=Q(files__in=[f.value for f in Files]), name="messaging_preference_files"),
            models.CheckConstraint(condition=Q(pace__in=[p.value for p in Pace]), name="messaging_preference_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.node}"


class Robot(models.Model):
    """群机器人: speaks into a unit's group at 企业微信 or 钉钉. One live one a unit.

    `address`: the webhook as the app gives it, key and all; `secret`: 钉钉's signing secret. `rests_until`: not tried earlier;
    `error`: what was wrong the last time, empty once it took something.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in RobotKind])
    name = models.CharField(max_length=40)
    address = EncryptedTextField()
    secret = EncryptedTextField()
    created_at = models.DateTimeField(default=now)
    created_by = models.CharField(max_length=120)
    stopped_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    privacy = Privacy(keep="停用后保留3年，供审计核对", sensitive=("address", "secret"))

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(stopped_at__isnull=True), name="messaging_robot_one_live"
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in RobotKind]), name="messaging_robot_kind"),
        ]

    def __str__(self) -> str:
        return f"{RobotKind(self.kind).label} {self.name}"

    @property
    def ref(self) -> Ref:
        """The name of this robot in events."""
        return Ref("messaging.robot", self.pk)
