"""工作任务: programme, tree of tasks with notes, notices of who kept to it."""

from django.db import models
from django.db.models import F, Q

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.campaigns.models.campaigning import TEXT_SIGNS, TITLE_SIGNS, person
from yiwang.quality.campaigns.states import Colour, NoticeState, ProgrammeState, TaskState

STANDARD_SIGNS = 300


class Programme(models.Model):
    """工作任务 of a year, or of a project (万千百十). `unit`: who runs it, and below whom its tasks may lie."""

    title = models.CharField(max_length=TITLE_SIGNS)
    text = models.CharField(max_length=TEXT_SIGNS, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in ProgrammeState], default=ProgrammeState.OPEN
    )
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="结束后随文书档案保存；没有诉求人的信息")

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="programme_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"programme {self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("campaigns.programme", self.pk)


class Task(models.Model):
    """任务, or a heading over tasks (then without unit, day and standard). `standard`: by what it is accepted.

    `percent`: as the owner last said; `told_on`: the last day the owner was reminded.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_SIGNS)
    standard = models.CharField(max_length=STANDARD_SIGNS, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    officer = person()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in TaskState], default=TaskState.TO_BEGIN)
    percent = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=TEXT_SIGNS, blank=True)
    verdict = models.CharField(max_length=TEXT_SIGNS, blank=True)
    reported_by = person()
    reported_at = models.DateTimeField(null=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)

    privacy = Privacy(keep="同工作任务；没有诉求人的信息")

    class Meta:
        ordering = ["place", "id"]
        indexes = [
            models.Index(fields=["due_on"], name="task_undone", condition=Q(state__in=["to_begin", "under_way"]))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent_at_most_all"),
            models.CheckConstraint(
                condition=Q(unit=None, due_on=None, standard="")
                | (Q(unit__isnull=False, due_on__isnull=False) & ~Q(standard="")),
                name="task_owned_dated_measured_or_heading",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "accepted"]) | ~Q(result=""), name="task_reported_with_words"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(decided_by=F("reported_by")), name="task_accepted_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("campaigns.task", self.pk)

    @property
    def is_heading(self) -> bool:
        """Whether it only stands over others."""
        return self.unit_id is None


class Note(models.Model):
    """进展: how far a task was on a day, in words and per cent."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="notes")
    text = models.CharField(max_length=TEXT_SIGNS)
    percent = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    privacy = Privacy(keep="同工作任务；没有诉求人的信息")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="note_percent_at_most_all")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.percent}"


class Notice(models.Model):
    """红黑字通报: on a day, which units kept to the programme and which did not; issued by another than who drew it up."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="notices")
    serial = models.PositiveSmallIntegerField()
    until = models.DateField()
    words = models.CharField(max_length=TEXT_SIGNS, blank=True)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in NoticeState], default=NoticeState.DRAFTED
    )  # fmt: skip
    drafted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    issued_by = person()
    issued_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同工作任务；没有诉求人的信息")

    class Meta:
        ordering = ["-serial", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "serial"], name="notice_number_once"),
            models.CheckConstraint(
                condition=Q(state="drafted", issued_at=None) | Q(state="issued", issued_at__isnull=False),
                name="notice_issued_when",
            ),
            models.CheckConstraint(condition=~Q(issued_by=F("drafted_by")), name="notice_issued_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.serial}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("campaigns.notice", self.pk)


class NoticeLine(models.Model):
    """One unit in a notice, with the counts it rests on: tasks accepted in time, done late, and still open past their day."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    colour = models.CharField(max_length=6, choices=[(c.value, c.label) for c in Colour])
    in_time = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    overdue = models.PositiveSmallIntegerField()

    privacy = Privacy(keep="同通报；没有诉求人的信息")

    class Meta:
        ordering = ["colour", "-in_time", "id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "unit"], name="notice_unit_once"),
            models.CheckConstraint(condition=Q(colour__in=[c.value for c in Colour]), name="notice_colour_known"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.unit_id}"
