"""What was asked back of a sender, and texts that an editor puts where the question was asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.channels.states import AskedKind, PostKind, PostState
from yiwang.ground.messaging.models import Incoming
from yiwang.kit.clock import now
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Asking(models.Model):
    """反问: what was asked back about one message, once. `cases`: the files it may be about, in the order they were named."""

    incoming = models.OneToOneField(Incoming, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in AskedKind])
    cases = ArrayField(models.BigIntegerField())
    asked_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(keep="随来信留一年")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in AskedKind]), name="channels_asking_kind"),
            models.CheckConstraint(condition=~Q(cases=[]), name="channels_asking_names_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Posting(models.Model):
    """待发布: a text for an editor to put where the question was asked, without what points at a person.

    `round`: of which round's answer. `link`: where it stands now, once it was posted. `incoming`: the message it answers.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    incoming = models.ForeignKey(Incoming, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in PostKind])
    round = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in PostState], default=PostState.WAITING.value
    )
    link = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)

    privacy = Privacy(keep="随案件保存", public=("kind", "state"), personal=("text",))

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(
                fields=["made_at", "id"], name="channels_posting_waiting", condition=Q(state=PostState.WAITING.value)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "round"], name="channels_posting_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in PostKind]), name="channels_posting_kind"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in PostState]), name="channels_posting_state"),
            models.CheckConstraint(
                condition=~Q(state=PostState.POSTED.value) | ~Q(link=""), name="channels_posting_has_a_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.pk}"

    @property
    def ref(self) -> Ref:
        """The name of this text in events."""
        return Ref("channels.posting", self.pk)
