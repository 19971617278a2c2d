"""Calls as the exchange told of them, who sat at which extension, and calls that were promised."""

from django.db import models
from django.db.models import Q

from yiwang.cases.centre.states import LIVE, OPEN_CALLS, CallBackState, CallState, TryOutcome, WrapUp
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Seat(models.Model):
    """坐席: an officer answers at an extension from then to then. One has one officer at a time, and an officer one."""

    extension = models.CharField(max_length=20)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(keep="三年，供话务统计核对")

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["extension"], name="centre_seat_extension_once", condition=Q(until__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["officer"], name="centre_seat_officer_once", condition=Q(until__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["extension", "-since"], name="centre_seat_of_extension")]

    def __str__(self) -> str:
        return f"{self.extension} {self.officer_id}"

    @property
    def ref(self) -> Ref:
        """The name of this sitting in events."""
        return Ref("centre.seat", self.pk)


class Call(models.Model):
    """来电: one call to the desk. `exchange`, `call_id`: who told of it, and its name there. `officer`: who answered, else whose
    set rang last; `named_at`: when that was told. `unit`: the desk; none where nobody knows. `subject_*`: what it became.
    """

    exchange = models.CharField(max_length=20)
    call_id = models.CharField(max_length=80)
    number = EncryptedTextField()
    number_index = models.CharField(max_length=32, blank=True)
    extension = models.CharField(max_length=20, blank=True)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    named_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_end_unknown = models.BooleanField(default=False)
    """The exchange never told how it ended: its length counts for nothing."""
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.RINGING)
    recording = EncryptedTextField()
    wrap_up = models.CharField(max_length=12, choices=WrapUp.choices, blank=True)
    note = EncryptedTextField()
    wrapped_at = models.DateTimeField(null=True, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        keep="号码、备注和录音链接满一年抹去（按保管期限，keeping.clear执行），其余三年供话务统计核对",
        personal=("number_index", "note", "recording"),
        sensitive=("number",),
    )

    class Meta:
        ordering = ["-came_at", "-id"]
        indexes = [
            models.Index(fields=["officer", "-came_at"], name="centre_call_open", condition=Q(state__in=[*OPEN_CALLS])),
            models.Index(fields=["came_at"], name="centre_call_live", condition=Q(state__in=[*LIVE])),
            models.Index(fields=["number_index", "-came_at"], name="centre_call_number"),
            models.Index(fields=["-came_at", "-id"], name="centre_call_newest"),
            models.Index(fields=["subject_kind", "subject_id"], name="centre_call_subject"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "call_id"], name="centre_call_once"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="centre_call_state_known"),
            models.CheckConstraint(condition=Q(wrap_up__in=["", *WrapUp.values]), name="centre_call_wrap_up_known"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange}/{self.call_id} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this call in events."""
        return Ref("centre.call", self.pk)

    @property
    def subject(self) -> Ref | None:
        """What it became."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}") if self.subject_kind else None

    @property
    def standing(self) -> CallState:
        """Where it stands, by its moments alone."""
        if self.ended_at is None:
            return CallState.TALKING if self.answered_at else CallState.RINGING
        if self.answered_at is None:
            return CallState.MISSED
        return CallState.DONE if self.wrapped_at else CallState.WRAP_UP


class CallBack(models.Model):
    """约回拨: somebody is to be called by then. `call`: where it was promised; none where it was made by hand. `officer`: who is
    to call; none: whoever of the desk is free.
    """

    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="call_backs")
    number = EncryptedTextField()
    number_index = models.CharField(max_length=32)
    name = EncryptedTextField()
    what = EncryptedTextField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CallBackState.choices, default=CallBackState.WAITING)
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        keep="号码、称呼和事由在了结一年后抹去（按保管期限，keeping.clear执行），其余三年",
        personal=("number_index", "name", "what"),
        sensitive=("number",),
    )

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["unit", "due_at"], name="centre_call_back_waiting", condition=Q(state=CallBackState.WAITING)
            ),
            models.Index(fields=["number_index", "-made_at"], name="centre_call_back_number"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CallBackState.values), name="centre_call_back_state_known"),
            models.CheckConstraint(
                condition=Q(state=CallBackState.WAITING) | Q(ended_at__isnull=False),
                name="centre_call_back_ended_somewhen",
            ),
        ]

    def __str__(self) -> str:
        return f"call-back {self.pk} {self.state}"

    @property
    def ref(self) -> Ref:
        """The name of this promise in events."""
        return Ref("centre.call_back", self.pk)


class CallBackTry(models.Model):
    """回拨一次: who called, when, and what came of it."""

    call_back = models.ForeignKey(CallBack, models.CASCADE, related_name="tries")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=12, choices=TryOutcome.choices)
    note = EncryptedTextField()

    privacy = Privacy(keep="同约回拨", personal=("note",))

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=TryOutcome.values), name="centre_call_back_try_known")
        ]

    def __str__(self) -> str:
        return f"{self.call_back_id} {self.outcome}"
