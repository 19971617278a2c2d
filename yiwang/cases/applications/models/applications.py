"""Applications and their steps."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.applications.states import Outcome, StepState
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import Document


class Application(models.Model):
    """办件. `version`: the item as it was when it was filed. `chosen`: answers of the questions that led, by question;
    `tags`: what
    they bring. `form`: what was filled in, as JSON. `parent`: the bundle it is a part of (一件事). `mode`: code of the
    mode of the
    document that holds for it. `accepting`, `deciding`: units where the two are apart (跨省、全省通办). `pledge`: digest of the
    promise that was signed. `is_verified`: the real person proved who they are. `sample_*`: a second look at an instant decision.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="application")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    chosen = models.JSONField(default=dict)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    mode = models.CharField(max_length=40, blank=True)
    form = EncryptedTextField()
    is_enterprise = models.BooleanField(default=False)
    is_verified = models.BooleanField(default=False)
    proxy = EncryptedTextField()
    proxy_until = models.DateField(null=True)
    fee_fen = models.PositiveIntegerField(default=0)
    deciding_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    """异地办理: who decides what this file's own unit has accepted."""
    handed_back_why = EncryptedTextField()
    window_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    """Whose window took it in; none where it came online."""
    handed_at = models.DateTimeField(null=True)
    pledge = models.CharField(max_length=64, blank=True)
    pledge_check_at = models.DateTimeField(null=True)
    pledge_checked_at = models.DateTimeField(null=True)
    pledge_kept = models.BooleanField(null=True)
    pledge_found = EncryptedTextField()
    outcome = models.CharField(max_length=12, blank=True, choices=Outcome.choices)
    ground = models.CharField(max_length=40, blank=True)
    words = EncryptedTextField()
    is_instant = models.BooleanField(default=False)
    owed_act = models.CharField(max_length=20, blank=True)
    """What another system is to do with the grant and has not done yet."""
    sample_at = models.DateTimeField(null=True)
    sample_is_right = models.BooleanField(null=True)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="办结后按文书档案期限保存；期满清空申请表和意见，留编号、事项和结果",
        public=("item_code", "outcome", "submitted_at", "accepted_at", "decided_at"),
        personal=("pledge_found", "handed_back_why"),
        sensitive=("form", "proxy", "words"),
    )

    class Meta:
        ordering = ["-submitted_at", "-case_id"]
        indexes = [
            models.Index(fields=["item_code", "-submitted_at", "-case"], name="applications_of_item"),
            models.Index(
                fields=["sample_at"],
                condition=Q(sample_at__isnull=False, sample_is_right=None),
                name="applications_sample",
            ),
            models.Index(
                fields=["submitted_at"],
                condition=Q(is_instant=True, decided_at=None, accepted_at=None),
                name="applications_instant_open",
            ),
            models.Index(fields=["decided_at"], condition=~Q(owed_act=""), name="applications_acts_owed"),
            models.Index(
                fields=["pledge_check_at"],
                condition=Q(pledge_check_at__isnull=False, pledge_checked_at=None),
                name="applications_pledges_due",
            ),
            models.Index(
                fields=["deciding_unit", "-handed_at"],
                condition=Q(handed_at__isnull=False),
                name="applications_elsewhere",
            ),
            models.Index(fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="applications_decided"),
            models.Index(
                fields=["decided_at", "case"],
                condition=Q(decided_at__isnull=False, finished_at=None),
                name="applications_to_deliver",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=Outcome.values), name="application_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(handed_at=None) | Q(deciding_unit__isnull=False), name="application_handed_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="granted") | Q(decided_at__isnull=False), name="application_granted_somewhen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.item_code}"

    @property
    def document(self) -> Document:
        """The item as it was when it was filed."""
        return self.version.document


class ApplicationStep(models.Model):
    """环节: one step of one application, as the document laid it. `group`: steps of one group run side by side."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40)
    group = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.WAITING)
    opinion = EncryptedTextField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("code", "name", "state", "started_at", "ended_at"), personal=("opinion",))

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="application_step_once"),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="application_step_state_known"),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(state="running"), name="application_steps_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.code} {self.state}"
