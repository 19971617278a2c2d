"""Tables of the cover. Text of the matter itself stands in the room whose file it is."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from yiwang.cases.casework.models.sight import HEADS, OWN_UNIT, Sight
from yiwang.cases.casework.states import KEPT_SECRET, Confidentiality, Priority, Track
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.queries.reaching import ClientGrant
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

TO_DO = Q(replied_at__isnull=True, closed_at__isnull=True)
"""Of files that nobody has answered or ended, whatever room they belong to; a reopened file has no `replied_at` any more."""

ANSWERED = Q(replied_at__isnull=False, closed_at__isnull=True)
"""Of files whose answer may still be disputed."""
ENDED = Q(closed_at__isnull=False)
"""Of files that are over, however they ended."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Files, and the one rule of who sees which."""

    def visible_to(self, reach: Reach) -> "CaseQuerySet":
        """The files that exist for this reader.

        The three offices read none. Sealed files exist only for the unit they were sealed to, and never for an excluded
        unit or officer, whatever its rank. Another body's system: see `_open_to_client`.
        """
        if reach.is_machine:
            return self
        if reach.client:
            return self.filter(_open_to_client(reach.client))
        if not reach.grants:
            return self.none()
        return self.filter(Sight.of(reach).as_q()).touchable_by(reach)

    def touchable_by(self, reach: Reach) -> "CaseQuerySet":
        """Without what is kept from the reader's units, or from the reader (回避), whatever its rank or post.

        Whoever stands in for somebody that must not touch a file does not touch it either.
        """
        found = self.exclude(excluded_units__overlap=sorted(reach.unit_codes))
        return found.exclude(excluded_officers__overlap=sorted(reach.hands)) if reach.hands else found

    def parts_visible_to(self, reach: Reach) -> "list[tuple[CaseQuerySet, list[int]]]":
        """The same files in parts that share none, each of which one index gives in order; for lists that end early.

        What differs by the key of a unit alone is said once, with `EACH_UNIT` in its place, beside the keys it is meant for: a
        reader of fourteen units would else have fourteen statements written, which takes longer than asking them.
        """
        if not reach.grants:
            return [(self.visible_to(reach), [])]
        seen = self.touchable_by(reach)
        return [(seen.filter(part), keys) for part, keys in Sight.of(reach).parts()]

    def lent_to(self, reach: Reach, *, officer_id: int) -> "CaseQuerySet":
        """The files that an officer reads as a guest: called in with a unit, or asked in person (see `Guest`).

        For single files; no list asks it. Whoever reads no file at all is no guest, nor is a unit that a file is about.
        """
        posts = [post for post in reach.grants if post.roles & (OWN_UNIT | HEADS)]
        units = {key for post in posts for key in (post.unit_ids if post.roles & HEADS else {post.unit_id})}
        running = Q(until__isnull=True) | Q(until__gt=clock.now())
        if reach.is_office_only or not reach.grants:
            return self.none()
        mine = Guest.objects.filter(running, Q(officer=officer_id) | Q(unit__in=sorted(units)), case=OuterRef("pk"))
        return self.filter(Exists(mine)).touchable_by(reach)


def key_of_client(code: str, name: str = "") -> str:
    """What the intake key of a file begins with that a system filed; with `name` (of its sending) the whole key."""
    return f"api:{code}:{name}"


def _open_to_client(client: ClientGrant) -> Q:
    """Files of its channel (it can file through no other), or of every one; sealed ones only where it filed them itself.

    `Case.is_open_to` says the same of one file.
    """
    own = Q(intake_key__startswith=key_of_client(client.code))
    open_files = ~Q(confidentiality=Confidentiality.SEALED) | own
    return open_files if client.sees_all else Q(channel=client.channel) & open_files


class Case(models.Model):
    """件: the cover of one file."""

    number = models.CharField(max_length=24)
    code_hash = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=40)
    intake_key = models.CharField(max_length=80, null=True)
    external_id = models.CharField(max_length=80, blank=True)
    confidentiality = models.CharField(max_length=12, default=Confidentiality.NORMAL)
    hides_identity = models.BooleanField(default=False)
    excluded_units = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    excluded_officers = ArrayField(models.IntegerField(), default=list, db_default=[], blank=True)
    """回避: keys of officers for whom the file does not exist: whom it names, and who declared a conflict."""
    erased_order = models.CharField(max_length=80, blank=True, default="", db_default="")
    """Number of the order, or the row of the terms, by which the texts of the file are gone."""
    track = models.CharField(max_length=20, default=Track.APPEAL, db_default=Track.APPEAL)
    priority = models.CharField(max_length=12, default=Priority.NORMAL)
    line = models.CharField(max_length=30, blank=True)
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    rules_at = models.DateTimeField(null=True)
    """By the rules of which moment it is worked on, where that is not its registration: a file of another system is by those of
    the day on which it was taken over."""
    ordered_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    amber_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    is_lent = False
    """Set where it was read for somebody who is its guest only; never kept."""

    objects = CaseQuerySet.as_manager()

    privacy = Privacy(
        keep="办结后按文书档案期限保存；匿名化由 record 的销毁令执行",
        public=("number", "kind", "state", "registered_at", "due_at"),
        personal=("title", "external_id"),
    )

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at", "id"], name="case_to_do_due", condition=TO_DO),
            models.Index(fields=["unit", "due_at", "id"], name="case_to_do_unit_due", condition=TO_DO),
            models.Index(fields=["officer", "due_at", "id"], name="case_to_do_officer_due", condition=TO_DO),
            models.Index(fields=["state", "registered_at", "id"], name="case_to_do_state_since", condition=TO_DO),
            models.Index(fields=["state", "due_at", "id"], name="case_to_do_state_due", condition=TO_DO),
            models.Index(fields=["replied_at"], name="case_answered", condition=ANSWERED),
            models.Index(fields=["due_at"], name="case_urgent", condition=Q(priority=Priority.URGENT)),
            models.Index(fields=["external_id", "channel"], name="case_external", condition=~Q(external_id="")),
            models.Index(fields=["-registered_at", "-id"], name="case_newest"),
            models.Index(fields=["unit", "-registered_at", "-id"], name="case_unit_newest"),
            models.Index(fields=["supervising_unit", "-registered_at", "-id"], name="case_supervising_newest"),
            models.Index(fields=["officer", "-registered_at", "-id"], name="case_officer_newest"),
            models.Index(fields=["-registered_at", "-id"], name="case_ended_newest", condition=ENDED),
            models.Index(fields=["unit", "-registered_at", "-id"], name="case_ended_unit_newest", condition=ENDED),
            models.Index(fields=["closed_at"], name="case_ended_when", condition=ENDED),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.UniqueConstraint(fields=["intake_key"], name="case_intake_once"),
            models.CheckConstraint(condition=Q(round__gte=1), name="case_round_from_one"),
            models.CheckConstraint(
                condition=Q(confidentiality__in=[c.value for c in Confidentiality]), name="case_confidentiality_known"
            ),
            models.CheckConstraint(condition=Q(track__in=[t.value for t in Track]), name="case_track_known"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """How events, clocks and messages point at this file."""
        return Ref("casework.case", self.pk)

    @property
    def is_kept_secret(self) -> bool:
        """Whether its texts are encrypted in the database."""
        return self.confidentiality in KEPT_SECRET

    @property
    def began(self) -> datetime:
        """By the rules of which moment it is worked on: it keeps them, whatever is approved later (`clocks.limit_for`)."""
        return self.rules_at or self.registered_at

    def is_filed_by(self, client: ClientGrant) -> bool:
        """Whether this very system filed it."""
        return (self.intake_key or "").startswith(key_of_client(client.code))

    def is_open_to(self, client: ClientGrant) -> bool:
        """Whether the file exists for this system: the rule of `visible_to`, asked about one file."""
        if not client.sees_all and self.channel != client.channel:
            return False
        return self.confidentiality != Confidentiality.SEALED or self.is_filed_by(client)


class Guest(models.Model):
    """协作方: a unit, or an officer, that may read one file although it is not theirs, until the moment given, if any.

    The room whose file it is says who and for how long (a helping unit, somebody asked for an opinion).
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="guests")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "unit"], condition=Q(unit__isnull=False), name="guest_unit_once"),
            models.UniqueConstraint(
                fields=["case", "officer"], condition=Q(officer__isnull=False), name="guest_officer_once"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(officer__isnull=True), name="guest_is_unit_or_officer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id or self.officer_id}"
