"""Many appeals at once: runs, their steps, saved filters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.states import BulkAct, BulkState
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedBytesField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class BulkRun(models.Model):
    """批量操作: one act over many appeals, on behalf of one officer, a step for each; an export has a sheet instead of steps.

    `keys`: the appeals, in order. `given`: what the act asks for (unit, officer), of an export the filter it was made from.
    `sheet`: the exported file, until `sheet_until`. `done`, `refused`: steps so far; of an export, rows written.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=[(a.value, a.label) for a in BulkAct])
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in BulkState], default=BulkState.WAITING)
    keys = ArrayField(models.BigIntegerField(), default=list)
    given = models.JSONField(default=dict)
    purpose = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    sheet = EncryptedBytesField(default=b"", blank=True)
    sheet_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="批次和结果保存一年；导出的表格二十四小时后删除", personal=("given",), sensitive=("sheet",))

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [models.Index(fields=["officer", "-begun_at", "-id"], name="bulkrun_of_officer")]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=[a.value for a in BulkAct]), name="bulkrun_act_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in BulkState]), name="bulkrun_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.act} × {len(self.keys)}"

    @property
    def ref(self) -> Ref:
        """The name of this run in events."""
        return Ref("appeals.bulkrun", self.pk)


class BulkStep(models.Model):
    """What became of one appeal in a run: done, or not, with the reason that its button would have shown."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="steps")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    is_done = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(keep="同批量操作")

    class Meta:
        ordering = ["run_id", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "case"], name="bulkstep_once_a_case")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.case_id} {'done' if self.is_done else self.reason}"


class SavedFilter(models.Model):
    """常用筛选: what an officer asks for again and again, by its own name. `query`: the fields of the list's address.

    `shared_with`: the unit whose officers may use it too; what it finds is each reader's own.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    query = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    """The list opens with it."""
    saved_at = models.DateTimeField()
    shared_with = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Privacy(keep="在岗期间", personal=("query",))

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "name"], name="savedfilter_one_of_a_name"),
            models.UniqueConstraint(fields=["officer"], condition=Q(is_default=True), name="savedfilter_one_default"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The name of this filter in events."""
        return Ref("appeals.savedfilter", self.pk)
