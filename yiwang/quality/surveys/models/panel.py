"""The supervisors' panel: who sits on it, on what it was consulted, and what each said."""

from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.surveys.states import (
    AcceptedBy,
    Fate,
    MemberGroup,
    MemberState,
    SoundingState,
    VoiceDoor,
    VoiceState,
)

TOPIC_SIGNS, SAID_SIGNS, TOLD_SIGNS = 30, 2000, 35
"""What is told goes into one text message."""


def _known(field: str, kinds: type) -> Q:
    return Q(**{f"{field}__in": [one.value for one in kinds]})  # type: ignore[attr-defined]


class PanelMember(models.Model):
    """优秀监督员: somebody who was invited to watch the bureau's service for a term. `unit`: the unit that keeps the panel."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = EncryptedTextField()
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=32, blank=True)
    group = models.CharField(max_length=10, choices=[(one.value, one.label) for one in MemberGroup])
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in MemberState], default=MemberState.INVITED
    )
    term_from = models.DateField()
    term_to = models.DateField()
    accepted_by = models.CharField(max_length=6, choices=[(one.value, one.label) for one in AcceptedBy], blank=True)
    accepted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    invited_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    invited_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="任期结束一年后清除姓名和电话", personal=("name", "note"), sensitive=("phone", "phone_index")
    )

    class Meta:
        ordering = ["state", "-term_to", "id"]
        indexes = [models.Index(fields=["unit", "state"], name="panel_member_unit")]
        constraints = [
            models.CheckConstraint(condition=_known("group", MemberGroup), name="panel_member_group_known"),
            models.CheckConstraint(condition=_known("state", MemberState), name="panel_member_state_known"),
            models.CheckConstraint(condition=Q(term_to__gt=F("term_from")), name="panel_member_term_in_order"),
            models.CheckConstraint(
                condition=~Q(state="serving") | ~Q(accepted_by="") & Q(accepted_on__isnull=False),
                name="panel_member_said_yes",
            ),
            models.UniqueConstraint(
                fields=["unit", "phone_index"],
                condition=Q(state__in=["invited", "serving"]) & ~Q(phone_index=""),
                name="panel_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"panel member {self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("surveys.panelmember", self.pk)


class Sounding(models.Model):
    """征询: one matter on which members are consulted."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=TOPIC_SIGNS)
    asks = models.CharField(max_length=300)
    questions = models.JSONField(default=list)
    door = models.CharField(max_length=6, choices=[(one.value, one.label) for one in VoiceDoor])
    until = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(one.value, one.label) for one in SoundingState], default=SoundingState.OPEN
    )
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="长期")

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["unit", "-opened_at", "-id"], name="sounding_unit")]
        constraints = [
            models.CheckConstraint(condition=_known("door", VoiceDoor), name="sounding_door_known"),
            models.CheckConstraint(condition=_known("state", SoundingState), name="sounding_state_known"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("surveys.sounding", self.pk)


class Voice(models.Model):
    """一位监督员的意见: asked and answered by one way, and what became of it. `case`: the appeal it was registered as."""

    sounding = models.ForeignKey(Sounding, models.CASCADE, related_name="voices")
    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="voices")
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in VoiceState], default=VoiceState.ASKED
    )
    door = models.CharField(max_length=6, choices=[(one.value, one.label) for one in VoiceDoor], blank=True)
    said = EncryptedTextField()
    choices = models.JSONField(default=dict)
    noted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    fate = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Fate], blank=True)
    told = models.CharField(max_length=TOLD_SIGNS, blank=True)
    told_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(keep="原话在征询结束三年后清除", personal=("said", "told"))

    class Meta:
        ordering = ["sounding", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sounding", "member"], name="voice_once"),
            models.CheckConstraint(condition=_known("state", VoiceState), name="voice_state_known"),
            models.CheckConstraint(condition=Q(fate="") | _known("fate", Fate), name="voice_fate_known"),
            models.CheckConstraint(condition=Q(fate="") | Q(state="answered"), name="voice_fate_of_an_answer"),
            models.CheckConstraint(
                condition=~Q(fate="appeal") | Q(case__isnull=False), name="voice_registered_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sounding_id}/{self.member_id}"

    @property
    def ref(self) -> Ref:
        """Under which name the question is put, and its name in the record."""
        return Ref("surveys.voice", self.pk)
