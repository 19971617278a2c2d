"""What is answered, round by round."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy


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
    text = SealableTextField(blank=True, sealed_if="appeal.case.is_kept_secret")
    ground = SealableTextField(max_length=300, blank=True, sealed_if="appeal.case.is_kept_secret")
    drafted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Empty where the answer was taken over from a file that does not say who wrote it."""
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    """Who approved it first, where an important matter needs a second level (S5.13, ap.approve.two)."""
    passed_at = models.DateTimeField(null=True)
    passed_for = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    """For whom, where a deputy did it: neither of the two approves again."""
    passed_note = SealableTextField(max_length=300, blank=True, sealed_if="appeal.case.is_kept_secret")
    """What the first approver says to the second."""
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = SealableTextField(max_length=300, blank=True, sealed_if="appeal.case.is_kept_secret")

    privacy = Privacy(keep="同案件", public=("outcome",), personal=("text", "ground", "reason", "passed_note"))

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
        indexes = [models.Index(fields=["decided_at"], name="reply_answered", condition=Q(state="approved"))]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round} {self.state}"
