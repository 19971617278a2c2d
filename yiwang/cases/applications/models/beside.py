"""What lies beside an application: materials, corrections, special procedures, what the table said, results."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.applications.models.applications import Application
from yiwang.cases.applications.states import Ended, ForwardState, MaterialState, SpecialKind, Verdict
from yiwang.ground.files.models import StoredFile
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy


class Material(models.Model):
    """材料: one material of one application. `trust`: A to D. `promised_by`: a gap, to be filled by that day (容缺)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="materials")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    trust = models.CharField(max_length=1)
    state = models.CharField(max_length=8, choices=MaterialState.choices)
    promised_by = models.DateField(null=True)
    given_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("code", "name", "trust", "state", "promised_by"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="application_material_once"),
            models.CheckConstraint(
                condition=Q(trust__in=["A", "B", "C", "D"]), name="application_material_trust_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MaterialState.values), name="application_material_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="promised") | Q(promised_by__isnull=False), name="application_gap_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["promised_by"], condition=Q(state="promised"), name="application_gaps_open"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.code} {self.state}"


class MaterialFile(models.Model):
    """One file of one material."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["material", "file"], name="application_material_file_once")]

    def __str__(self) -> str:
        return f"{self.material_id} {self.file_id}"


class Correction(models.Model):
    """补正: told once before acceptance. `items`: code of a material or field, and why, as pairs."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="correction")
    items = EncryptedTextField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    until = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    words = EncryptedTextField()

    privacy = Privacy(keep="同案件", public=("told_at", "until", "received_at"), personal=("items", "words"))

    class Meta:
        ordering = ["told_at", "id"]
        indexes = [models.Index(fields=["until"], condition=Q(received_at=None), name="application_corrections_open")]

    def __str__(self) -> str:
        return f"{self.application_id} correction"


class Special(models.Model):
    """特别程序: stops the law's clock while it lasts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="specials")
    kind = models.CharField(max_length=12, choices=SpecialKind.choices)
    days = models.PositiveSmallIntegerField()
    why = EncryptedTextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("kind", "days", "since", "until"), personal=("why",))

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(until=None), name="application_one_special_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=SpecialKind.values), name="application_special_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class InstantCheck(models.Model):
    """秒办: what the decision table said. `evidence`: the facts it named, as JSON; `looks`: keys of the look-ups
    they came from.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    rule = models.PositiveSmallIntegerField(default=0)
    says = models.CharField(max_length=2000)
    evidence = EncryptedTextField()
    looks = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()

    privacy = Privacy(keep="同案件", public=("verdict", "rule", "at"), sensitive=("evidence",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="application_check_verdict_known")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.verdict}"


class ApprovalNotice(models.Model):
    """审批抄告: a unit that must know of a grant, because it watches over what was granted (S2.15); and that it has read it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = Privacy(keep="同案件", public=("told_at", "read_at"))

    class Meta:
        ordering = ["-told_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["application", "unit"], name="application_notice_once")]
        indexes = [models.Index(fields=["unit", "-told_at"], name="application_notices_of_unit")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.unit_id}"


class Forwarding(models.Model):
    """转报: an application that a national platform decides (交管12123、国家移民管理局). `their_number`: the platform's; `said`:
    its last word for the applicant; `tries`: in vain since it last answered.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="forwarding")
    platform = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ForwardState.choices, default=ForwardState.WAITING)
    their_number = models.CharField(max_length=64, blank=True)
    said = EncryptedTextField()
    trouble = models.CharField(max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件", public=("platform", "state", "their_number", "sent_at"), personal=("said",))

    class Meta:
        ordering = ["next_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ForwardState.values), name="forwarding_state_known"),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state__in=["waiting", "sent", "handling"]), name="forwardings_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.platform} {self.state}"


class Result(models.Model):
    """结果: what came out, with a number and a code by which anybody checks it. `is_sealed`: its paper bears the bureau's seal;
    `file`: that paper, once the worker has made it. `ended_as`: why it holds no longer.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="results")
    number = models.CharField(max_length=40)
    verify_code = models.CharField(max_length=20)
    document = models.CharField(max_length=120)
    lines = EncryptedTextField()
    is_sealed = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    delivered_how = models.CharField(max_length=20, blank=True)
    delivered_proof = EncryptedTextField()
    delivered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = EncryptedTextField()
    ended_as = models.CharField(max_length=10, blank=True, choices=Ended.choices)

    privacy = Privacy(
        keep="长期，供查验", public=("number", "document", "issued_at", "valid_until", "revoked_at", "sha256", "ended_as"),
        personal=("lines", "delivered_proof", "revoked_why"), sensitive=("verify_code",),
    )  # fmt: skip

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="result_number_once"),
            models.UniqueConstraint(fields=["verify_code"], name="result_code_once"),
            models.CheckConstraint(condition=Q(ended_as="") | Q(ended_as__in=Ended.values), name="result_end_known"),
        ]
        indexes = [
            models.Index(
                fields=["issued_at", "id"],
                condition=Q(file=None, is_sealed=True, revoked_at=None),
                name="results_to_seal",
            ),
        ]

    def __str__(self) -> str:
        return self.number
