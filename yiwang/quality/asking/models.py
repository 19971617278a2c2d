"""Questions to people who were served, the calls some of them take, and every time somebody was touched."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose, Reached, Spare, TaskState, Way


class Ask(models.Model):
    """询访: one question to one person about one service.

    `subject_kind`, `subject_id`, `round`: what was served and in which round. `unit`: whose service it was; `handler`: who did
    it, who therefore neither calls nor sees the question before its answer. `to`: the recipient and the words for the text, JSON.
    `person_index`: keyed digest of the number or address, by which contacts of one person are counted. `token_hash`: of the link.
    `rule`: the row of the never-asked table that spared them.
    """

    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.BigIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.PLANNED)
    spare = models.CharField(max_length=12, choices=Spare.choices, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    to = EncryptedTextField()
    person_index = models.CharField(max_length=32, blank=True)
    token_hash = models.CharField(max_length=32, blank=True)
    ask_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    lapse_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    unclear_at = models.DateTimeField(null=True)
    """When an answer came that could not be understood; it is asked about once."""
    grade = models.CharField(max_length=20, choices=Grade.choices, blank=True)
    reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = EncryptedTextField()
    salt = models.CharField(max_length=32, blank=True)
    """Of the digest of the words, as the record carries it."""
    body = EncryptedTextField()
    """JSON: what was answered to the questions of a form, by their names."""
    door = models.CharField(max_length=8, choices=Door.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="号码和原话在答完或者到期30天后清除，只留程度和原因；其余随所属的件",
        personal=("words", "salt", "body"),
        sensitive=("to", "person_index", "token_hash"),
    )

    class Meta:
        ordering = ["-ask_at", "-id"]
        indexes = [
            models.Index(fields=["ask_at", "id"], condition=Q(state="planned"), name="asking_ask_due"),
            models.Index(fields=["lapse_at", "id"], condition=Q(state="asked"), name="asking_ask_waiting"),
            models.Index(fields=["person_index", "-ask_at"], name="asking_ask_person"),
            models.Index(fields=["unit", "-answered_at", "-id"], name="asking_ask_unit"),
            models.Index(fields=["token_hash"], condition=~Q(token_hash=""), name="asking_ask_token"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject_kind", "subject_id", "round"], name="asking_ask_once"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="asking_ask_purpose_known"),
            models.CheckConstraint(condition=Q(state__in=AskState.values), name="asking_ask_state_known"),
            models.CheckConstraint(
                condition=Q(state="spared") & ~Q(spare="") | ~Q(state="spared") & Q(spare=""),
                name="asking_ask_spared_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False) & ~Q(door=""),
                name="asking_ask_answered_somewhere",
            ),
            models.CheckConstraint(condition=Q(grade="") | Q(state="answered"), name="asking_ask_grade_is_answered"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject} {self.round}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("asking.ask", self.pk)

    @property
    def subject(self) -> Ref:
        """What was served."""
        return Ref(self.subject_kind, self.subject_id)


class Task(models.Model):
    """回访任务: a question that a person puts by telephone, never one who handled it. `unit`: which calls; `script`: by which
    words; `not_by`: keys of officers who must not call, besides the handler. `not_before`: when it may be tried (next).
    """

    ask = models.OneToOneField(Ask, models.PROTECT, related_name="task")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    script = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    not_by = ArrayField(models.IntegerField(), default=list, blank=True)
    not_before = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="随询访")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(state__in=["open", "taken"]), name="asking_task_open"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="asking_task_state_known"),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(officer__isnull=False), name="asking_task_taken_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"call of {self.ask_id}"


class Attempt(models.Model):
    """One attempt at a call: who, when, what it came to. `note`: what should be known before the next one."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="attempts")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reached = models.CharField(max_length=14, choices=Reached.choices)
    note = EncryptedTextField()

    privacy = Privacy(keep="随询访；备注30天后清除", personal=("note",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(reached__in=Reached.values), name="asking_attempt_reached_known")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.reached}"


class Touch(models.Model):
    """触达: one time that somebody's telephone rang or buzzed because of us. By these the limits are kept, for all purposes."""

    person_index = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=60, db_collation="C")
    subject_id = models.BigIntegerField()
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="touches")
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()

    privacy = Privacy(keep="一年后删除", sensitive=("person_index",))

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person_index", "-at"], name="asking_touch_person"),
            models.Index(fields=["subject_kind", "subject_id", "at"], name="asking_touch_subject"),
        ]
        constraints = [models.CheckConstraint(condition=Q(way__in=Way.values), name="asking_touch_way_known")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.way}"
