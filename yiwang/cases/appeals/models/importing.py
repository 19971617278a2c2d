"""What came in files from elsewhere: batches, where each appeal came from, what was done before."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import ImportMode, ImportState
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


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
