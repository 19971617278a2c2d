"""Units in a tree of any depth, the officers who serve in them, and the posts that give officers their reach."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, Value

from yiwang.ground.access.models import Account
from yiwang.ground.organisation.states import OFFICE_ROLES, Office, PostState, UnitKind
from yiwang.kit.clock import now, today
from yiwang.kit.crypto import EncryptedTextField
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref


class Unit(models.Model):
    """A unit. Its dotted code says where it stands: `yz.sp.yc` lies in `yz.sp`, which lies in `yz`."""

    code = models.CharField(max_length=80, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=UnitKind.choices)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    short_name = models.CharField(max_length=40)
    """As colleagues say it: 盐场派出所."""
    lines = ArrayField(models.CharField(max_length=30), default=list)
    """Codes of police lines; `*` serves them all."""
    duty_phone = models.CharField(max_length=20, blank=True)
    office_hours = models.CharField(max_length=60, blank=True)
    """Local wall clock, `09:00-12:00,13:30-17:30`; `00:00-24:00` never closes."""
    note = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(default=today)
    valid_to = models.DateField(null=True, blank=True)
    """Last day of its existence; empty while it stands."""
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    closed_at = models.DateTimeField(null=True, blank=True)
    """When the closing was carried out: posts ended, people moved. Empty while it stands, or its last day is not over."""

    privacy = Privacy(
        keep="长期保留，撤并后仍可查",
        public=("name", "name_en", "short_name", "duty_phone", "office_hours", "kind"),
    )

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9]+(\.[a-z0-9]+)*$"), name="organisation_unit_code_dotted"
            ),
            CheckConstraint(condition=Q(level=1) | Q(parent__isnull=False), name="organisation_unit_root_is_level_1"),
            CheckConstraint(condition=Q(kind__in=UnitKind.values), name="organisation_unit_kind_known"),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="organisation_unit_dates"
            ),
            CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(valid_to__isnull=False),
                name="organisation_unit_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def ref(self) -> Ref:
        """The name of this unit in events."""
        return Ref("organisation.unit", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it stands today."""
        return self.valid_from <= today() and (self.valid_to is None or today() <= self.valid_to)

    @property
    def is_closing(self) -> bool:
        """Its last day is set and what hangs on it has not moved yet."""
        return self.valid_to is not None and self.closed_at is None

    @property
    def is_always_on_duty(self) -> bool:
        """Staffed round the clock."""
        return self.office_hours == "00:00-24:00"


class Officer(models.Model):
    """A person who serves. `unit` is home; what they may do comes from posts, which may stand elsewhere."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="officer")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    badge_no = models.CharField(max_length=20, unique=True)
    phone = EncryptedTextField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers")
    is_active = models.BooleanField(default=True)
    """False: suspended, may come back; with `left_on` for good."""
    enlisted_at = models.DateTimeField(default=now)
    left_on = models.DateField(null=True, blank=True)
    """The day of leaving; whoever has left does not come back under this row's account."""

    privacy = Privacy(keep="在职期间，离职后随所办件保留", personal=("name", "badge_no"), sensitive=("phone",))

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(is_active=False), name="organisation_officer_left_is_inactive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """The name of this officer in events."""
        return Ref("organisation.officer", self.pk)

    @property
    def public_name(self) -> str:
        """How the public sees an officer: 赵警官 (ui.md section 6)."""
        return f"{self.name[:1]}警官"


class DateRange(Func):
    """A pair of date columns as PostgreSQL's range."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Post(models.Model):
    """A grant: roles over a scope (a unit with all below it) and lines, between two dates, in force once approved."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=40)
    roles = ArrayField(models.CharField(max_length=30))
    lines = ArrayField(models.CharField(max_length=30))
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="scoped_posts")
    office = models.CharField(max_length=10, choices=Office.choices)
    """Which of the three offices, or cases; follows from the roles, stands here for the constraints."""
    valid_from = models.DateField(default=today)
    valid_to = models.DateField(null=True, blank=True)
    """Last day in force; empty while no end is set."""
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.PROPOSED)
    note = models.CharField(max_length=200, blank=True)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="posts_proposed")
    """Empty where the set-up of the system gave it."""
    proposed_at = models.DateTimeField(default=now)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="posts_decided")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was refused or ended."""

    privacy = Privacy(keep="授权记录长期保留，供审计核对")

    class Meta:
        ordering = ["officer__code", "valid_from", "id"]
        indexes = [
            models.Index(fields=["officer", "state"], name="organisation_post_of_officer"),
            models.Index(fields=["unit", "state"], name="organisation_post_of_unit"),
            GinIndex(fields=["roles"], name="organisation_post_roles"),
        ]
        constraints = [
            CheckConstraint(condition=Q(state__in=PostState.values), name="organisation_post_state_known"),
            CheckConstraint(condition=Q(roles__len__gt=0, lines__len__gt=0), name="organisation_post_grants_something"),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="organisation_post_dates"
            ),
            CheckConstraint(
                condition=Q(state="proposed")
                | Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="organisation_post_two_people",
            ),
            CheckConstraint(
                condition=Q(office=Office.CASES) & ~Q(roles__overlap=list(OFFICE_ROLES))
                | Q(office=Office.SYSTEM, roles=["system_admin"])
                | Q(office=Office.SECURITY, roles=["security_admin"])
                | Q(office=Office.AUDIT, roles=["audit_admin"]),
                name="organisation_post_office_follows_roles",
            ),
            ExclusionConstraint(
                name="organisation_post_one_office_a_person",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("office", RangeOperators.NOT_EQUAL),
                    (DateRange("valid_from", "valid_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="active"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.title}"

    @property
    def ref(self) -> Ref:
        """The name of this post in events."""
        return Ref("organisation.post", self.pk)

    @property
    def approved_by(self) -> Officer | None:
        """Who put it in force."""
        return self.decided_by if self.state in (PostState.ACTIVE, PostState.ENDED) else None
