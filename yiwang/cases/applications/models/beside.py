"""What lies beside an application: materials, corrections, special procedures, what the table said, results."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.cases.applications.models.applications import Application
from yiwang.cases.applications.states import MaterialState, SpecialKind, Verdict
from yiwang.ground.files.models import StoredFile
from yiwang.ground.organisation.models import Officer
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


class Result(models.Model):
    """结果: what came out, with a number and a code by which anybody checks it. `file`: the sealed paper, where there is one."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="results")
    number = models.CharField(max_length=40)
    verify_code = models.CharField(max_length=20)
    document = models.CharField(max_length=120)
    lines = EncryptedTextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    delivered_how = models.CharField(max_length=20, blank=True)
    delivered_proof = EncryptedTextField()
    delivered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = EncryptedTextField()

    privacy = Privacy(
        keep="长期，供查验", public=("number", "document", "issued_at", "valid_until", "revoked_at", "sha256"),
        personal=("lines", "delivered_proof", "revoked_why"), sensitive=("verify_code",),
    )  # fmt: skip

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="result_number_once"),
            models.UniqueConstraint(fields=["verify_code"], name="result_code_once"),
        ]

    def __str__(self) -> str:
        return self.number
