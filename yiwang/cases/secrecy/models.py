"""Rows of secrecy: grades and their numbers, recusals, openings of identity, inquiries, redactions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy.states import (
    LETTER_SERIES,
    Grade,
    InquiryState,
    OpeningState,
    RecusalGround,
    number_of,
)
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Serial(models.Model):
    """流水: the last number given in a series and a year; a number once given is never given again."""

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    privacy = Privacy(keep="长期保留：编号不重复")

    class Meta:
        ordering = ["series", "year", "id"]
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="secrecy_serial_once")]

    def __str__(self) -> str:
        return f"{self.series}{self.year}/{self.last}"


class Seal(models.Model):
    """密级登记: one a file that is about police, or that asks for secrecy.

    `why`: codes of rules and kinds of finding, never text. `is_sure`: the words alone decided; else it was sealed because
    nobody could be sure. `named_units`, `named_officers`: codes of whom it is about. `series`, `year`, `serial`: its own number.
    `doubted_at`, `doubted_by`: the desk holds an ordinary complaint for none, and asks the inspectors.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="seal")
    grade = models.CharField(max_length=12, choices=[(g.value, g.label) for g in Grade])
    proposed_grade = models.CharField(max_length=12, choices=[(g.value, g.label) for g in Grade])
    why = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_sure = models.BooleanField(default=True)
    series = models.CharField(max_length=4, blank=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    named_units = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    named_officers = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    doubted_at = models.DateTimeField(null=True)
    doubted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = Privacy(keep="同案件", personal=("named_officers",))

    class Meta:
        ordering = ["-set_at", "-case_id"]
        indexes = [
            models.Index(fields=["grade", "-set_at", "-case_id"], name="seal_register"),
            models.Index(fields=["doubted_at"], condition=Q(doubted_at__isnull=False), name="seal_doubted"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "serial"], condition=Q(serial__isnull=False), name="seal_number_once"
            ),
            models.CheckConstraint(condition=Q(grade__in=[g.value for g in Grade]), name="seal_grade_known"),
            models.CheckConstraint(
                condition=Q(proposed_grade__in=[g.value for g in Grade]), name="seal_proposed_known"
            ),
            models.CheckConstraint(
                condition=Q(grade="ordinary", series="", serial__isnull=True)
                | Q(grade="misconduct", series="督", serial__isnull=False)
                | Q(grade="informant", series="密", serial__isnull=False),
                name="seal_number_of_its_grade",
            ),
            models.CheckConstraint(
                condition=Q(doubted_at__isnull=True, doubted_by__isnull=True)
                | Q(doubted_at__isnull=False, doubted_by__isnull=False, grade="ordinary"),
                name="seal_doubted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.grade}"

    @property
    def number(self) -> str:
        """督〔2026〕12号; empty for an ordinary complaint."""
        return number_of(self.series, self.year, self.serial)


class Grading(models.Model):
    """定级经过: the grade was changed, and why. `before`: empty where it had none; `after`: empty where it was struck, being no
    complaint about police; `number`: its own number until then; `by` None: the house, by words that came later.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="gradings")
    before = models.CharField(max_length=12, blank=True, choices=[(g.value, g.label) for g in Grade])
    after = models.CharField(max_length=12, blank=True, choices=[(g.value, g.label) for g in Grade])
    number = models.CharField(max_length=24, blank=True)
    reason = EncryptedTextField()
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="grading_changes_it"),
            models.CheckConstraint(
                condition=Q(before__in=["", *(g.value for g in Grade)]) & Q(after__in=["", *(g.value for g in Grade)]),
                name="grading_grades_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.before} → {self.after}"


class Recusal(models.Model):
    """回避: for this officer the file does not exist, until it is lifted. `by` None: the house, because the file names them."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=10, choices=[(g.value, g.label) for g in RecusalGround])
    reason = EncryptedTextField()
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"], condition=Q(lifted_at__isnull=True), name="recusal_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=[g.value for g in RecusalGround]), name="recusal_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) ^ Q(lifted_by__isnull=False), name="recusal_lifted_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(officer=F("lifted_by")), name="recusal_lifted_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} without {self.officer_id}"


class Opening(models.Model):
    """身份开启: one asks to see who a protected informant is, a second person lets them, for a day, each look on record."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="openings")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in OpeningState], default=OpeningState.WAITING
    )
    purpose = EncryptedTextField()
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    opinion = EncryptedTextField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(keep="不少于三年，同查阅日志", personal=("purpose", "opinion"))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="opening_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "asked_by"], condition=Q(state="waiting"), name="opening_one_waiting"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in OpeningState]), name="opening_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(decided_by__isnull=False, decided_at__isnull=False),
                name="opening_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="opening_by_two"),
            models.CheckConstraint(
                condition=Q(state="granted") ^ Q(until__isnull=True), name="opening_granted_runs_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class Inquiry(models.Model):
    """核实函: what a unit is asked about a matter whose file it does not see. It reads the letter and nothing else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="inquiries")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in InquiryState], default=InquiryState.OPEN
    )
    question = EncryptedTextField()
    answer = EncryptedTextField()
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("question", "answer"))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["unit", "state", "due_at", "id"], name="inquiry_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="inquiry_number_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in InquiryState]), name="inquiry_state_known"),
            models.CheckConstraint(condition=Q(state="open") ^ Q(ended_at__isnull=False), name="inquiry_ends_once"),
            models.CheckConstraint(
                condition=Q(state="answered") ^ Q(answered_by__isnull=True), name="inquiry_answered_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk} {self.state}"

    @property
    def number(self) -> str:
        """核〔2026〕5号."""
        return number_of(LETTER_SERIES, self.year, self.serial)

    @property
    def ref(self) -> Ref:
        """What its clock, its messages and its own facts point at: never the file."""
        return Ref("secrecy.inquiry", self.pk)


class Redaction(models.Model):
    """脱敏确认: a person has read an informant's words beside what others will read. `marks`: how many stretches are covered."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="redaction")
    digest = models.CharField(max_length=32)
    marks = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["at", "case_id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.marks}"
