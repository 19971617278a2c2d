"""Requests of people about their own data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.cases.rights.states import OPEN, Decision, Field, Format, RefusalGround, RequestKind, RequestState
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

PERSONAL = ("phone", "words", "before_text", "after_text", "answer")
"""What is encrypted, and erased when its time is over."""


class DataRequest(models.Model):
    """个人信息请求. `phone`: proved by a code sent to it. `applicants`, `cases`: keys of what it is about, as they could be
    spoken of
    when it came. `look_id`, `look_digest`: the look that is in question; `looker`: key of the officer who took it, for whom this
    request does not exist. `checked_*`: the first hand, `decided_*`: who decided. `order`: number of the erasure order.
    """

    number = models.CharField(max_length=24, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code_hash = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    ground = models.CharField(max_length=20, choices=RefusalGround.choices, blank=True)
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=32)
    applicants = ArrayField(models.BigIntegerField(), default=list)
    cases = ArrayField(models.BigIntegerField(), default=list)
    format = models.CharField(max_length=4, choices=Format.choices, blank=True)
    field = models.CharField(max_length=10, choices=Field.choices, blank=True)
    words = EncryptedTextField()
    before_text = EncryptedTextField()
    after_text = EncryptedTextField()
    look_id = models.BigIntegerField(null=True, blank=True)
    look_digest = models.CharField(max_length=64, blank=True)
    looker = models.BigIntegerField(null=True, blank=True)
    answer = EncryptedTextField()
    salt = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True)
    order = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    sent_back = models.CharField(max_length=300, blank=True)
    """Why the second hand did not agree, for the first; emptied when it is proposed anew."""
    intake_key = models.CharField(max_length=80, unique=True)
    version = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="办结后三年（个人信息保护法第五十六条），期满清除原文，只留编号、种类和处理结果",
        public=("kind", "state", "decision", "ground"),
        personal=("phone_index", "words", "before_text", "after_text", "answer", "sent_back"),
        sensitive=("phone", "salt", "code_hash"),
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["phone_index", "-received_at"], name="rights_request_phone"),
            models.Index(
                fields=["unit", "due_at", "id"], condition=Q(state__in=sorted(OPEN)), name="rights_request_open"
            ),
            models.Index(fields=["unit", "-received_at", "-id"], name="rights_request_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="rights_request_serial"),
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="rights_request_kind_known"),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="rights_request_state_known"),
            models.CheckConstraint(
                condition=Q(decision__in=["", *Decision.values]), name="rights_request_decision_known"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["", *RefusalGround.values]), name="rights_request_ground_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["carrying", "done"]) | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="rights_request_done_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | (Q(decision="granted") & ~Q(kind="erase"))
                | (Q(checked_by__isnull=False) & ~Q(decided_by=F("checked_by"))),
                name="rights_request_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """The name of this request in events, clocks and messages."""
        return Ref("rights.request", self.pk)

    @property
    def is_about_a_look(self) -> bool:
        """A question to 督察: it exists for inspectors alone, and never for who looked."""
        return self.kind == RequestKind.LOOK
