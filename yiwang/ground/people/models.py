"""A person who asks, as given once: every identifying column encrypted, keyed digests to look it up by."""

from django.db import models
from django.db.models import CheckConstraint, Q

from yiwang.ground.people.states import CautionGround, CautionKind, IdentityLevel
from yiwang.kit.clock import now
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

INDEXES = ("phone_index", "phone_last4_index", "id_index", "name_index", "mail_index", "account_index")
"""The keyed digests: nothing else of somebody can be looked up."""
_NO_INDEX = dict.fromkeys(INDEXES, "")


class Applicant(models.Model):
    """Who asked, at one time. Two letters of one person are two rows that share an index; nothing merges them."""

    name = EncryptedTextField()
    phone = EncryptedTextField()
    id_number = EncryptedTextField()
    address = EncryptedTextField()
    mail = EncryptedTextField(db_default="")
    """The mailbox they wrote from."""
    account = EncryptedTextField(db_default="")
    """Who they are at the platform they came by (an openid), with the platform before it: `wechat:oAbc…`."""
    phone_index = models.CharField(max_length=32, blank=True)
    phone_last4_index = models.CharField(max_length=32, blank=True)
    id_index = models.CharField(max_length=32, blank=True)
    name_index = models.CharField(max_length=32, blank=True, default="", db_default="")
    mail_index = models.CharField(max_length=32, blank=True, default="", db_default="")
    account_index = models.CharField(max_length=32, blank=True, default="", db_default="")
    salt = models.CharField(max_length=32, blank=True)
    """Of the digest that the record keeps; erased with the text."""
    identity_level = models.CharField(max_length=20, choices=IdentityLevel.choices, default=IdentityLevel.NONE)
    is_anonymous = models.BooleanField(default=False)
    remembered_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_order = models.CharField(max_length=80, blank=True)
    """Number of the order by which the personal text was erased."""

    privacy = Privacy(
        keep="随所办件的保管期限；期满或依当事人请求按删除令清除（个人信息保护法第四十七条）",
        personal=("name", "address", "phone_index", "phone_last4_index", "name_index", "mail_index", "account_index"),
        sensitive=("phone", "mail", "account", "id_number", "id_index", "salt"),
    )

    class Meta:
        ordering = ["-remembered_at", "-id"]
        indexes = [
            models.Index(fields=["phone_index"], name="people_applicant_by_phone", condition=~Q(phone_index="")),
            models.Index(
                fields=["phone_last4_index"], name="people_applicant_by_last4", condition=~Q(phone_last4_index="")
            ),
            models.Index(fields=["id_index"], name="people_applicant_by_id", condition=~Q(id_index="")),
            models.Index(fields=["name_index"], name="people_applicant_by_name", condition=~Q(name_index="")),
            models.Index(fields=["mail_index"], name="people_applicant_by_mail", condition=~Q(mail_index="")),
            models.Index(fields=["account_index"], name="people_applicant_by_account", condition=~Q(account_index="")),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(identity_level__in=IdentityLevel.values), name="people_applicant_identity_level_known"
            ),
            CheckConstraint(
                condition=Q(is_anonymous=False) | Q(**_NO_INDEX),
                name="people_applicant_anonymous_leaves_nothing",
            ),
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | (~Q(erased_order="") & Q(**_NO_INDEX, salt="")),
                name="people_applicant_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"applicant {self.pk}"

    @property
    def ref(self) -> Ref:
        """The name of this person in events."""
        return Ref("people.applicant", self.pk)


class Caution(models.Model):
    """提示: what to heed before anything is sent by a number, a mailbox or an account, until a moment or until it is lifted.

    `guardian_*`: who hears in place of somebody unfit. `subject_*`: on what file it was noted. The keyed digests are those of
    `Applicant`, so that it holds for everybody who left the same number, now or later.
    """

    kind = models.CharField(max_length=8, choices=CautionKind.choices)
    ground = models.CharField(max_length=14, choices=CautionGround.choices)
    phone_index = models.CharField(max_length=32, blank=True)
    mail_index = models.CharField(max_length=32, blank=True)
    account_index = models.CharField(max_length=32, blank=True)
    reason = EncryptedTextField()
    guardian_name = EncryptedTextField()
    guardian_phone = EncryptedTextField()
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=120, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = EncryptedTextField()

    privacy = Privacy(
        keep="解除或到期三年后删除；有效期间保留，否则会误发",
        personal=("phone_index", "mail_index", "account_index", "reason", "guardian_name", "lift_reason"),
        sensitive=("guardian_phone",),
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["phone_index"], name="people_caution_by_phone", condition=Q(lifted_at=None)),
            models.Index(fields=["mail_index"], name="people_caution_by_mail", condition=Q(lifted_at=None)),
            models.Index(fields=["account_index"], name="people_caution_by_account", condition=Q(lifted_at=None)),
        ]
        constraints = [
            CheckConstraint(condition=Q(kind__in=CautionKind.values), name="people_caution_kind_known"),
            CheckConstraint(condition=Q(ground__in=CautionGround.values), name="people_caution_ground_known"),
            CheckConstraint(
                condition=~Q(phone_index="", mail_index="", account_index=""), name="people_caution_of_somebody"
            ),
            CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_by=""), name="people_caution_lifted_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"caution {self.pk} {self.kind}"

    @property
    def about(self) -> Ref | None:
        """The file on which it was noted."""
        return Ref.parse(f"{self.subject_kind}:{self.subject_id}") if self.subject_kind else None

    @property
    def ref(self) -> Ref:
        """The name of this caution in events."""
        return Ref("people.caution", self.pk)
