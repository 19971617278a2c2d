"""Tables of matters: the matter, its files, and what is done with them one by one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models import Reply
from yiwang.cases.casework.models import Case
from yiwang.cases.matters.states import LIVE, LeftGround, MatterState, RunKind, RunState, Source
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

TITLE_SIGNS, MORE_SIGNS, REASON_SIGNS = 60, 600, 300
MARK = "同"


class Matter(models.Model):
    """同诉求: one problem that many write of. `main`: 主件, on which the answer is written and approved; it is a member as well.

    `year`, `serial`: its own number. `unit`: who had the main file when it began. `answer`: the main file's approved reply that
    everybody may read; empty while there is none, and where what it says must not go to others.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_SIGNS)
    main = models.ForeignKey(Case, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in MatterState], default=MatterState.OPEN
    )  # fmt: skip
    source = models.CharField(max_length=10, choices=[(s.value, s.label) for s in Source])
    answer = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="+", db_index=False)
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同主件；主件的文字依令删除时标题一并改成编号", public=("state",), personal=("title",))

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="matter_live", condition=Q(state__in=LIVE))]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="matter_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MatterState]), name="same_matter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MatterState.CLOSED, closed_at__isnull=False)
                | (~Q(state=MatterState.CLOSED) & Q(closed_at=None)),
                name="matter_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("matters.matter", self.pk)

    @property
    def number(self) -> str:
        """同〔2026〕3号."""
        return f"{MARK}〔{self.year}〕{self.serial}号"

    @property
    def is_live(self) -> bool:
        """Whether others may still be put beside it."""
        return self.state in LIVE


class Member(models.Model):
    """同诉求的一件: a file that is, or was, worked on with the others; its number, clock and answer stay its own.

    `before_unit`, `before_officer`, `was_signed`: where it was, so that it can go back. `more`: a paragraph of the answer for
    this file alone. `reply`: the answer that it got by the main file's.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=False)
    before_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    before_officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    was_signed = models.BooleanField(default=False)
    added_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    more = EncryptedTextField(blank=True)
    is_left_out = models.BooleanField(default=False)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    ground = models.CharField(max_length=12, blank=True, choices=[(g.value, g.label) for g in LeftGround])
    reason = EncryptedTextField(blank=True)

    privacy = Privacy(keep="同案件", personal=("more", "reason"))

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["answered_at"], name="member_answered", condition=Q(answered_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(left_at=None), name="member_of_one_matter"),
            models.UniqueConstraint(fields=["matter"], condition=Q(is_main=True, left_at=None), name="member_one_main"),
            models.CheckConstraint(
                condition=Q(left_at=None, ground="") | (Q(left_at__isnull=False) & ~Q(ground="")),
                name="member_left_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.case_id}"


class Run(models.Model):
    """分批办理: something done with many files of a matter one by one, so that it can be cut off and go on.

    `keys`: of the files, in order. `by`: whose hand adds; empty where the house carries out what was approved. `reply`: the
    main file's answer that is sent.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=6, choices=[(k.value, k.label) for k in RunKind])
    state = models.CharField(max_length=8, choices=[(s.value, s.label) for s in RunState], default=RunState.WAITING)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="+", db_index=False)
    keys = ArrayField(models.BigIntegerField())
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同诉求结束后与其一并保存：谁的件何时由哪份答复办结")

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [models.Index(fields=["begun_at"], name="matter_run_waiting", condition=Q(state=RunState.WAITING))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in RunKind]), name="matter_run_kind_known"),
            models.CheckConstraint(
                condition=Q(state=RunState.WAITING, ended_at=None) | Q(state=RunState.DONE, ended_at__isnull=False),
                name="matter_run_ended_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.state}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("matters.run", self.pk)


class Step(models.Model):
    """What came of one file in a run. `reason`: why it was refused, as the button would have said it."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="steps")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    is_done = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="同分批办理")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "case"], name="matter_step_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.case_id}"
