"""Tables of the appeal: its words, its replies round by round, its disputes and its alarm."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.states import AppealType, BulkAct, BulkState, ImportMode, ImportState, Outcome
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Route(models.TextChoices):
    """How it found its unit (济南: ≥85% directly)."""

    DIRECT = "direct", "系统直推"
    OPERATOR = "operator", "人工分派"


class Appeal(models.Model):
    """诉求: what the citizen said, and what the house understood of it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="appeal")
    type = models.CharField(max_length=12, choices=[(t.value, t.label) for t in AppealType])
    category = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=120, blank=True)
    content = models.TextField(blank=True)
    sealed_content = EncryptedTextField()
    occurred_at = models.DateTimeField(null=True)
    route = models.CharField(max_length=10, choices=Route.choices, default=Route.OPERATOR)
    suggestion = models.JSONField(default=dict)
    tripwire = models.JSONField(default=dict)
    pushed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=[(o.value, o.label) for o in Outcome])
    dispute_until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="同案件",
        public=("type", "category", "outcome", "dispute_until"),
        personal=("content", "place", "suggestion", "tripwire"),
        sensitive=("sealed_content",),
    )

    class Meta:
        ordering = ["case_id"]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=[t.value for t in AppealType]), name="appeal_type_known"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def words(self) -> str:
        """What was said, wherever it is kept."""
        return self.content or self.sealed_content


class ReplyState(models.TextChoices):
    """Where a reply is."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审批"
    SENT_BACK = "sent_back", "已退回"
    APPROVED = "approved", "已审定"


class Reply(models.Model):
    """答复: one text of one round, with who wrote it and who let it out."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReplyState.choices, default=ReplyState.DRAFT)
    outcome = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    ground = models.CharField(max_length=300, blank=True)
    drafted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Empty where the answer was taken over from a file that does not say who wrote it."""
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    privacy = Privacy(keep="同案件", public=("outcome",), personal=("text", "ground", "reason"))

    class Meta:
        ordering = ["-round", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "round"], condition=Q(state__in=["draft", "submitted"]), name="reply_one_open_a_round"
            ),
            models.UniqueConstraint(
                fields=["appeal", "round"], condition=Q(state="approved"), name="reply_one_answer_a_round"
            ),
            models.CheckConstraint(
                condition=Q(drafted_by__isnull=False) | Q(state="approved"), name="reply_written_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round} {self.state}"


class Dispute(models.Model):
    """不认可: why the citizen says that it is not settled."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="disputes")
    round = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=2000)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件", personal=("reason",))

    class Meta:
        ordering = ["-round", "-id"]
        constraints = [models.UniqueConstraint(fields=["appeal", "round"], name="dispute_once_a_round")]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round}"


class Alarm(models.Model):
    """紧急警示: rings on the duty desk until somebody answers by name; else the duty leader's phone rings."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="alarm")
    page = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(acknowledged_at=None), name="alarm_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.page}"


class ImportBatch(models.Model):
    """导入批次: one file of matters from elsewhere, as what it was taken in, and how far.

    `options`: which column is which. `upload`: the file, kept only while a page waits for it; `rejects`: the rows that were not
    taken, for whoever sent the file. `known`: rows that stood here already; `taken`: written by this batch, over all its runs.
    """

    file_digest = models.CharField(max_length=64)
    file_name = EncryptedTextField()
    channel = models.CharField(max_length=40, blank=True)
    mode = models.CharField(max_length=10, choices=[(m.value, m.label) for m in ImportMode])
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in ImportState])
    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    upload = EncryptedBytesField(default=b"", blank=True)
    rejects = EncryptedBytesField(default=b"", blank=True)
    begun_by = models.CharField(max_length=120)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Who sent it at the desk; empty where the command line did."""
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="批次和数字长期保留；上传的文件和未收下的行导完即删、最迟三十天",
        personal=("file_name", "options", "report"),
        sensitive=("upload", "rejects"),
    )

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["file_digest", "channel", "mode"], name="import_once_a_file"),
            models.CheckConstraint(condition=Q(mode__in=[m.value for m in ImportMode]), name="import_mode_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ImportState]), name="import_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.file_digest[:8]} {self.mode}"

    @property
    def ref(self) -> Ref:
        """The name of this batch in events."""
        return Ref("appeals.importbatch", self.pk)


class Origin(models.Model):
    """来历: where an appeal that was imported came from, and what its original did not say.

    `written_at`: the original's own date. `agency`: who dealt with it, as the original writes it. `likeness`: keyed digest of
    title and text, by which another row of the same words is found.
    """

    appeal = models.OneToOneField(Appeal, models.PROTECT, primary_key=True, related_name="origin")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="origins")
    row = models.PositiveIntegerField()
    written_at = models.DateTimeField(null=True)
    lacks = ArrayField(models.CharField(max_length=12), default=list)
    agency = models.CharField(max_length=80, blank=True)
    likeness = models.CharField(max_length=32, db_index=True)

    privacy = Privacy(keep="同案件", personal=("likeness",))

    class Meta:
        ordering = ["appeal_id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} ← {self.batch_id}/{self.row}"


class OldStep(models.Model):
    """旧步骤: what was done about an appeal in the system before this one, as that one told it."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="old_steps")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    unit = models.CharField(max_length=80, blank=True)
    officer = models.CharField(max_length=40, blank=True)
    note = EncryptedTextField()

    privacy = Privacy(keep="同案件", personal=("officer", "note"))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.what}"


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
    """常用筛选: what an officer asks for again and again, by its own name. `query`: the fields of the list's address."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    query = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    """The list opens with it."""
    saved_at = models.DateTimeField()

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
