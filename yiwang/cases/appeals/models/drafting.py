"""What a model outside the house drafted for a reply, and that a person has been over every sentence of it."""

from django.db import models
from django.db.models import Q

from yiwang.cases.appeals.models.appeal import Appeal
from yiwang.cases.appeals.states import DraftState
from yiwang.ground.organisation.models import Officer
from yiwang.kit.crypto import SealableTextField
from yiwang.kit.privacy import Privacy


class MachineDraft(models.Model):
    """机器拟稿: one request to a model outside, what came back sentence by sentence, and what a person said of each.

    What was sent is not kept: only its keyed digest (`digest`), the model and the tokens it counted.
    """

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="machine_drafts")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in DraftState], default=DraftState.WAITING
    )
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, blank=True)
    """Why nothing came of it (`language.WriterTrouble`), or why it was given up."""
    model = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    text = SealableTextField(blank=True, sealed_if="appeal.case.is_kept_secret")
    """One sentence a line."""
    said = models.JSONField(default=list)
    """For each sentence `kept`, `changed` or `left_out` (`SentenceFate`), once a person has been over them."""
    read_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", personal=("text",))

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["asked_at"], name="machine_draft_asked")]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "round"], condition=Q(state__in=["waiting", "ready"]), name="machine_draft_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="read", read_by__isnull=False, read_at__isnull=False)
                | (~Q(state="read") & Q(read_by__isnull=True)),
                name="machine_draft_read_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.round} {self.state}"

    @property
    def sentences(self) -> list[str]:
        """What was drafted, sentence by sentence."""
        return self.text.splitlines()
