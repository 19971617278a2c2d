"""Tables of the cover. Text of the matter itself stands in the room whose file it is."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.states import Confidentiality, ContactKind, LinkKind, Priority
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.queries.reaching import ClientGrant
from yiwang.ground.organisation.states import Role
from yiwang.ground.people.models import Applicant
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

OWN_UNIT = frozenset({Role.HANDLER, Role.WINDOW_CLERK, Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.REMOTE_AGENT})
"""Roles that see the files of the unit their post stands in."""
HEADS = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD})
"""Roles that see the files of their unit and of every unit below it."""
OVERSEERS = frozenset(
    {Role.APPROVER, Role.DEPUTY_APPROVER, Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR, Role.DUTY_LEADER}
)
"""Roles that see the files of their scope that belong to their lines."""
DESK = frozenset({Role.OPERATOR, Role.TRIAGE_LEAD})
"""Roles that see the files of their scope, and those that nobody has yet."""
DUTY = frozenset({Role.DUTY_OFFICER, Role.DUTY_LEADER})
"""Roles that also see what is urgent in their scope, and what nobody has yet."""
SEALED_READERS = OWN_UNIT | HEADS | {Role.INSPECTOR}
"""Roles that see a sealed file, and only where their post stands in the unit it was sealed to."""
EVERY_LINE = frozenset({"*", "service_centre", "inspection"})
"""Lines whose business is all business: the service centre runs the platform, inspection watches the whole force."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Files, and the one rule of who sees which."""

    def visible_to(self, reach: Reach) -> "CaseQuerySet":
        """The files that exist for this reader.

        The three offices read none. Sealed files exist only for the unit they were sealed to, and never for an excluded
        unit, whatever its rank. Another body's system: see `_open_to_client`.
        """
        if reach.is_machine:
            return self
        if reach.client:
            return self.filter(_open_to_client(reach.client))
        open_files, sealed = Q(pk__in=[]), Q(pk__in=[])
        for grant in reach.grants:
            open_files |= _open_to(grant.roles, grant.unit, grant.scope, grant.lines)
            if grant.roles & SEALED_READERS:
                sealed |= Q(unit__code=grant.unit)
        plain = Q(confidentiality__in=[c.value for c in Confidentiality if c is not Confidentiality.SEALED])
        seen = self.filter((plain & open_files) | (Q(confidentiality=Confidentiality.SEALED) & sealed))
        return seen.exclude(excluded_units__overlap=sorted(reach.unit_codes)) if reach.unit_codes else seen.none()


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


def _under(field: str, scope: str) -> Q:
    """Units in the subtree of `scope`, itself included."""
    return Q(**{f"{field}__code": scope}) | Q(**{f"{field}__code__startswith": f"{scope}."})


def _open_to(roles: frozenset[Role], unit: str, scope: str, lines: frozenset[str]) -> Q:
    """What one post opens among the files that are not sealed."""
    seen = Q(pk__in=[])
    if roles & OWN_UNIT:
        seen |= Q(unit__code=unit)
    if roles & HEADS:
        seen |= _under("unit", unit) | Q(supervising_unit__code=unit)
    if roles & OVERSEERS:
        within = _under("unit", scope)
        seen |= (within if lines & EVERY_LINE else within & Q(line__in=sorted(lines))) | Q(supervising_unit__code=unit)
    if roles & DUTY:
        seen |= (_under("unit", scope) | Q(unit=None)) & Q(priority=Priority.URGENT)
    if roles & DESK:
        seen |= _under("unit", scope) | Q(unit=None)
    return seen


class Case(models.Model):
    """件: the cover of one file."""

    number = models.CharField(max_length=24, unique=True)
    code_hash = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=40)
    intake_key = models.CharField(max_length=80, unique=True, null=True)
    external_id = models.CharField(max_length=80, blank=True)
    confidentiality = models.CharField(max_length=12, default=Confidentiality.NORMAL)
    hides_identity = models.BooleanField(default=False)
    excluded_units = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    priority = models.CharField(max_length=12, default=Priority.NORMAL)
    line = models.CharField(max_length=30, blank=True)
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    supervising_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    amber_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    privacy = Privacy(
        keep="办结后按文书档案期限保存；匿名化由 record 的销毁令执行",
        public=("number", "kind", "state", "registered_at", "due_at"),
        personal=("title", "external_id"),
    )

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="case_unit_state_due"),
            models.Index(fields=["officer", "state", "due_at"], name="case_officer_state_due"),
            models.Index(fields=["supervising_unit", "state"], name="case_supervising_state"),
            models.Index(fields=["state", "due_at"], name="case_state_due"),
            models.Index(fields=["-registered_at", "-id"], name="case_newest"),
            models.Index(fields=["unit", "-registered_at", "-id"], name="case_unit_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(round__gte=1), name="case_round_from_one"),
            models.CheckConstraint(
                condition=Q(confidentiality__in=[c.value for c in Confidentiality]), name="case_confidentiality_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """How events, clocks and messages point at this file."""
        return Ref("casework.case", self.pk)

    def is_filed_by(self, client: ClientGrant) -> bool:
        """Whether this very system filed it."""
        return (self.intake_key or "").startswith(key_of_client(client.code))

    def is_open_to(self, client: ClientGrant) -> bool:
        """Whether the file exists for this system: the rule of `visible_to`, asked about one file."""
        if not client.sees_all and self.channel != client.channel:
            return False
        return self.confidentiality != Confidentiality.SEALED or self.is_filed_by(client)


class Contact(models.Model):
    """联系记录: somebody was called, visited, met; or could not be reached."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=[(k.value, k.label) for k in ContactKind])
    reached = models.BooleanField()
    note = models.TextField(max_length=2000)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(keep="同案件", personal=("note",))

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Link(models.Model):
    """关联: one file belongs with another; `source` is the later one, which says so."""

    source = models.ForeignKey(Case, models.PROTECT, related_name="links")
    target = models.ForeignKey(Case, models.PROTECT, related_name="links_here")
    kind = models.CharField(max_length=12, choices=[(k.value, k.label) for k in LinkKind])
    linked_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    privacy = Privacy(keep="同案件")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once_a_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_never_to_itself"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in LinkKind]), name="link_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class SearchText(models.Model):
    """检索词: what a file can be found by; one row a file, for ever under the moment it was registered.

    `tokens`: see `queries.tokens`; empty for a sealed file. No unit stands here: a file that moves is not indexed anew.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="search_text")
    registered_at = models.DateTimeField()
    tokens = ArrayField(models.IntegerField(), default=list)

    privacy = Privacy(keep="同案件；正文匿名化时一并清空", personal=("tokens",))

    class Meta:
        ordering = ["-registered_at", "-case_id"]
        indexes = [
            # new rows wait in a list of at most 1 MB and are sorted in together: 0.5 instead of 1.2 ms a row (docs/search.md)
            GinIndex(fields=["tokens"], name="searchtext_tokens", fastupdate=True, gin_pending_list_limit=1024),
        ]

    def __str__(self) -> str:
        return f"words of {self.case_id}"
