"""分流: what was asked of us and belongs to somebody else, and who took it there."""

from django.db import models
from django.db.models import Q

from yiwang.cases.casework.models import Case
from yiwang.cases.centre.states import DiversionState, DivertTo
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Diversion(models.Model):
    """分流: to 110, 12389, 信访 or another body. `key`: of the form or the call, so that sending it twice diverts once.

    `words`: what it is about; `reason`: why it is theirs. `spoken_to`, `their_number`: who took it over there, and under which
    number. `case`: the file that we keep of it, or none. `unit`: the desk that diverted.
    """

    key = models.CharField(max_length=80, unique=True)
    to = models.CharField(max_length=10, choices=[(t.value, t.label) for t in DivertTo])
    body = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in DiversionState])
    words = EncryptedTextField()
    reason = EncryptedTextField()
    name = EncryptedTextField()
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=32, blank=True)
    spoken_to = EncryptedTextField()
    their_number = models.CharField(max_length=80, blank=True)
    is_three_way = models.BooleanField(default=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="diversions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="三年，供核对首接责任；关联了件的随案件",
        personal=("words", "reason", "name", "spoken_to", "phone_index"),
        sensitive=("phone",),
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(to__in=[t.value for t in DivertTo]), name="diversion_to_known"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DiversionState]), name="diversion_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | Q(case__isnull=False), name="diversion_kept_has_a_file"
            ),
            models.CheckConstraint(
                condition=Q(state="connecting") | Q(settled_at__isnull=False), name="diversion_settled_somewhen"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-at", "-id"], name="diversion_of_desk"),
            models.Index(fields=["phone_index", "-at"], name="diversion_of_phone", condition=~Q(phone_index="")),
            models.Index(fields=["officer", "-at"], name="diversion_connecting", condition=Q(state="connecting")),
        ]

    def __str__(self) -> str:
        return f"diversion {self.pk} {self.to} {self.state}"

    @property
    def ref(self) -> Ref:
        """What its events point at."""
        return Ref("centre.diversion", self.pk)

    @property
    def whom(self) -> str:
        """To whom, in words: the other body by its own name."""
        return self.body or DivertTo(self.to).label
