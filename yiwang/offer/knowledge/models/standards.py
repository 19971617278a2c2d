"""What the house says to one question, whoever is asked; its wordings; and which answers were written after it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge.states import IN_FORCE, StandardState

ASKED_SIGNS, ALSO_SIGNS, TOLD_SIGNS, GROUND_SIGNS = 120, 600, 1500, 300


class Standard(models.Model):
    """标准口径: one question with the answer that everybody gives. Its words are those in force, of a first draft those written.

    `also`: other ways to ask it, one a line. `ground`: the law it rests on. `is_public`: citizens may read it too. `unit`,
    `line`: whose business it is; `owner`: who reads it again. `wording`: number of the wording in force, 0 while none is.
    `review_on`: the day by which it must be read again. `reason`: why it was retired. `version`: counts every change.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in StandardState], default=StandardState.DRAFT
    )
    question = models.CharField(max_length=ASKED_SIGNS)
    also = models.CharField(max_length=ALSO_SIGNS, blank=True)
    answer = models.TextField(max_length=TOLD_SIGNS)
    ground = models.CharField(max_length=GROUND_SIGNS, blank=True)
    is_public = models.BooleanField(default=False, db_default=False)
    wording = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(keep="长期；停用后保留历史版本备查")

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            CheckConstraint(condition=Q(state__in=[s.value for s in StandardState]), name="standard_state_known"),
            CheckConstraint(
                condition=~Q(state__in=[s.value for s in IN_FORCE]) | Q(wording__gte=1, review_on__isnull=False),
                name="standard_in_force_has_words",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(state="approved"), name="standard_review"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.question}"

    @property
    def ref(self) -> Ref:
        """What its events point at."""
        return Ref("knowledge.standard", self.pk)

    @property
    def is_in_force(self) -> bool:
        """Whether anybody may answer so."""
        return StandardState(self.state) in IN_FORCE

    @property
    def label(self) -> str:
        """How people name it: 口径12."""
        return f"口径{self.pk}"


class Wording(models.Model):
    """口径文本: one version of a standard. One wrote it, another approved it; until then it is in nobody's mouth.

    `is_public`: whoever approves it lets citizens read it. `why`: what is new in it; `reason`: why it was sent back.
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="wordings", db_index=False)
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=ASKED_SIGNS)
    also = models.CharField(max_length=ALSO_SIGNS, blank=True)
    answer = models.TextField(max_length=TOLD_SIGNS)
    ground = models.CharField(max_length=GROUND_SIGNS, blank=True)
    is_public = models.BooleanField(default=False, db_default=False)
    why = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同口径")

    class Meta:
        ordering = ["-number", "-id"]
        constraints = [
            UniqueConstraint(fields=["standard", "number"], name="wording_number_once"),
            UniqueConstraint(fields=["standard"], condition=Q(approved_at__isnull=True), name="wording_one_open"),
            CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")), name="wording_two_hands"
            ),
            CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="wording_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id}/{self.number}"


class Use(models.Model):
    """按口径: an answer that was written after a standard, and after which wording of it.

    `subject_*`: what was answered, as a reference; `number`: its public number.
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="uses")
    wording = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    number = models.CharField(max_length=24)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同所答复的件")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            UniqueConstraint(fields=["subject_kind", "subject_id", "standard"], name="use_once_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.standard_id}/{self.wording}"
