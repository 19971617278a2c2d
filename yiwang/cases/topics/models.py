"""Topics with their files as keys, and warnings. No person, no score of a person, no file that is kept secret."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.cases.topics.states import PERIODS, RiseKind, RiseState, TopicState
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

PLACE_SIGNS, SUMMARY_SIGNS, NOTE_SIGNS = 40, 80, 300


class Topic(models.Model):
    """热点: one matter at one place, over the last `days`. It keeps its key from night to night.

    `rank`: among those of its period, empty once it is found no more. `heat`, `parts`: see `language.topics`. `summary`: the
    title of `spokes`, shown to who sees that file; others read one of theirs. `series`: files by week, the latest last.
    """

    days = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(null=True)
    heat = models.DecimalField(max_digits=4, decimal_places=1)
    parts = models.JSONField(default=dict)
    count = models.PositiveIntegerField()
    place = models.CharField(max_length=PLACE_SIGNS, blank=True)
    summary = models.CharField(max_length=SUMMARY_SIGNS)
    spokes = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    groups = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    series = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in TopicState], default=TopicState.NEW)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    found_at = models.DateTimeField()
    renewed_at = models.DateTimeField()

    privacy = Privacy(
        keep="热点不再出现一年后删除（每晚由 topics.find 执行）；件离开时改由别的件命名", personal=("place", "summary")
    )

    class Meta:
        ordering = ["rank", "-heat", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(days__in=PERIODS), name="topic_period_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in TopicState]), name="topic_state_known"),
            models.CheckConstraint(condition=Q(last_at__gte=F("first_at")), name="topic_first_before_last"),
            models.UniqueConstraint(
                fields=["days", "rank"], name="topic_one_a_rank", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"topic {self.pk} ({self.days})"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("topics.topic", self.pk)


class TopicMember(models.Model):
    """One file of a topic, by its key."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="members")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(keep="同热点；密封、举报保密、匿名化时即删除")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["topic", "case"], name="topic_member_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.case_id}"


class Rise(models.Model):
    """预警: of a topic, or of a category in an area, more came in the week before `day` than its season explains.

    `expected`: files a week by the weeks before and the same weeks of former years; `chance`: probability that so many come by
    chance. `thing`: what it is about as one word, by which a night does not say again what was said this week.
    """

    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in RiseKind])
    thing = models.CharField(max_length=100)
    day = models.DateField()
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="rises")
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    seen = models.PositiveIntegerField()
    expected = models.FloatField()
    chance = models.FloatField()
    state = models.CharField(max_length=12, choices=[(s.value, s.label) for s in RiseState], default=RiseState.OPEN)
    note = models.CharField(max_length=NOTE_SIGNS, blank=True)
    acknowledged_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    acknowledged_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="两年后删除（每晚由 topics.find 执行）", personal=("note",))

    class Meta:
        ordering = ["-day", "chance", "id"]
        constraints = [
            models.UniqueConstraint(fields=["thing", "day"], name="rise_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in RiseKind]), name="rise_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in RiseState]), name="rise_state_known"),
            models.CheckConstraint(
                condition=Q(kind="topic", topic__isnull=False)
                | (Q(kind="category", topic__isnull=True) & ~Q(category="")),
                name="rise_of_something",
            ),
            models.CheckConstraint(
                condition=Q(state="open", acknowledged_at__isnull=True)
                | (Q(state="acknowledged", acknowledged_at__isnull=False) & ~Q(note="")),
                name="rise_acknowledged_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.day}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("topics.rise", self.pk)
