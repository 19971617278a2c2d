"""Reads of the organisation: how far a hand reaches, who serves where, who is asked first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.organisation.states import OFFICE_ROLES, PERMISSIONS, Permission, PostState, Role, UnitKind
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref

ANY_LINE = "*"
_FIRST_ASKED = (Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.HANDLER, Role.UNIT_HEAD, Role.DEPUTY_HEAD)
_HEADS = (Role.UNIT_HEAD, Role.LEADER, Role.DEPUTY_HEAD)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One post in force: these roles, over the unit `scope` and all below it, on these lines (`*`: any)."""

    roles: frozenset[Role]
    scope: str
    lines: frozenset[str]
    unit: str
    title: str

    def covers(self, *, unit: str | None = None, line: str | None = None) -> bool:
        """Whether it reaches this unit and this line; None asks for neither."""
        return (unit is None or is_within(unit, self.scope)) and (
            line is None or ANY_LINE in self.lines or line in self.lines
        )


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far an actor reaches today. A machine's stands over everything, a citizen's is empty."""

    grants: tuple[Grant, ...] = ()
    is_machine: bool = False

    def holds(self, *roles: str, unit: str | None = None, line: str | None = None) -> bool:
        """Whether a grant gives one of these roles (any role where none is named) over the unit and the line."""
        return self.is_machine or any(
            (not roles or grant.roles.intersection(roles)) and grant.covers(unit=unit, line=line)
            for grant in self.grants
        )

    def scopes(self, *roles: str) -> frozenset[str]:
        """Codes of the units over which one of these roles (or any) is held; a machine: the roots."""
        return frozenset(grant.scope for grant in self.grants if not roles or grant.roles.intersection(roles))

    def may(self, permission: Permission, *, unit: str | None = None) -> bool:
        """Whether some role held over the unit carries the permission."""
        return self.is_machine or any(
            permission in PERMISSIONS[role] and grant.covers(unit=unit) for grant in self.grants for role in grant.roles
        )

    @cached_property
    def unit_codes(self) -> frozenset[str]:
        """The units the posts stand in."""
        return frozenset(grant.unit for grant in self.grants)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere; a machine holds them all."""
        return frozenset(Role) if self.is_machine else frozenset().union(*(grant.roles for grant in self.grants))

    @cached_property
    def is_office_only(self) -> bool:
        """One of the three offices: it reads no case."""
        return not self.is_machine and bool(self.roles.intersection(OFFICE_ROLES))


NOWHERE = Reach()
EVERYWHERE = Reach(is_machine=True)


def is_within(code: str, scope: str) -> bool:
    """Whether a unit stands in the subtree of another: `yz.sp` covers `yz.sp.yc`, not `yz.spx`."""
    return code == scope or code.startswith(f"{scope}.")


def ancestors(code: str) -> list[str]:
    """The code itself and those above it, nearest first."""
    parts = code.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1)]


def in_force() -> Q:
    """Of posts: approved, begun and not over, held by an officer in service."""
    day = today()
    return Q(state=PostState.ACTIVE, valid_from__lte=day, officer__is_active=True) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def reach(*, by: Actor) -> Reach:
    """How far the actor reaches today; one query for an officer, none for anyone else."""
    if by.is_machine:
        return EVERYWHERE
    if by.officer_id is None:
        return NOWHERE
    rows = Post.objects.filter(in_force(), officer_id=by.officer_id).values_list(
        "roles", "scope__code", "lines", "unit__code", "title"
    )
    return Reach(
        grants=tuple(
            Grant(
                roles=frozenset(Role(role) for role in roles),
                scope=scope,
                lines=frozenset(lines),
                unit=unit_code,
                title=title,
            )
            for roles, scope, lines, unit_code, title in rows
        )
    )


def stands_over(*, by: Actor, unit: Unit) -> bool:
    """Whether the actor holds a post of the cases' side whose scope covers the unit."""
    held = reach(by=by)
    return not held.is_office_only and held.holds(unit=unit.code)


def unit(*, code: str) -> Unit:
    """The unit of a code, closed ones too. Missing where there is none."""
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise Missing(f"没有代码为“{code}”的单位")
    return found


def units() -> list[Unit]:
    """All units that stand today, in the order of the tree."""
    return list(_standing())


def units_under(*, code: str) -> list[Unit]:
    """The unit and all below it that stand today."""
    return list(_standing().filter(Q(code=code) | Q(code__startswith=f"{code}.")))


def every_unit() -> list[Unit]:
    """All units, closed ones too, for the system office."""
    return list(Unit.objects.select_related("parent", "successor"))


def supervising_unit(*, unit_code: str) -> Unit:
    """The unit of the second level above (分县局, 支队): the unit itself where it is one, or the root."""
    return unit(code=".".join(unit_code.split(".")[:2]))


def officer(*, id: int) -> Officer:
    """An officer by key, out of service too. Missing where there is none."""
    return _one_officer(Q(pk=id))


def officer_by_code(*, code: str) -> Officer:
    """An officer by code (`gong.liang`)."""
    return _one_officer(Q(code=code))


def officer_of_account(*, account_id: int) -> Officer | None:
    """The officer in service behind an account."""
    return Officer.objects.select_related("unit").filter(account_id=account_id, is_active=True).first()


def every_officer() -> list[Officer]:
    """All officers with their units and accounts, for the system office."""
    return list(Officer.objects.select_related("unit", "account"))


def officers_named(*, text: str) -> list[Officer]:
    """Officers of this very name or code, out of service too."""
    return list(_officers().filter(Q(name=text) | Q(code=text.lower())))


def officers_of(*, unit_code: str, roles: Iterable[str] = ()) -> list[Officer]:
    """Officers with a post in force in this very unit that gives one of the roles (or any), by code."""
    posts = Post.objects.filter(in_force(), unit__code=unit_code)
    if wanted := list(roles):
        posts = posts.filter(roles__overlap=wanted)
    return list(_officers().filter(pk__in=posts.order_by().values("officer_id")))


def default_handler(*, unit_code: str) -> Officer | None:
    """Who gets a case of the unit first: its community officer, else duty officer, handler, head; None without any."""
    return _first_by_role(unit_code, _FIRST_ASKED)


def head_of(*, unit_code: str) -> Officer | None:
    """The head of the unit, or of the nearest unit above that has one; None where nobody heads anything."""
    found = (_first_by_role(code, _HEADS) for code in ancestors(unit_code))
    return next((head for head in found if head), None)


def holders(*, role: str, unit_code: str | None = None, line: str | None = None) -> list[Officer]:
    """Officers who hold the role over this unit and line (or anywhere, on any line), by code."""
    posts = Post.objects.filter(in_force(), roles__contains=[role])
    if unit_code is not None:
        posts = posts.filter(scope__code__in=ancestors(unit_code))
    if line is not None:
        posts = posts.filter(lines__overlap=[line, ANY_LINE])
    return list(_officers().filter(pk__in=posts.order_by().values("officer_id")))


def actor_for(*, officer: Officer, door: str = "workbench", request_id: str = "") -> Actor:
    """The acting hand of an officer."""
    return Actor.officer(officer.pk, officer.name, door=door, request_id=request_id)


def posts_of(*, officer_id: int) -> list[Post]:
    """All posts of an officer, newest first, whatever their state."""
    return list(_posts().filter(officer_id=officer_id).order_by("-proposed_at", "-id"))


def pending_posts() -> list[Post]:
    """Grants that wait for the security office, oldest first."""
    return list(_posts().filter(state=PostState.PROPOSED).order_by("proposed_at", "id"))


def post(*, id: int) -> Post:
    """A post by key. Missing where there is none."""
    found = _posts().filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def names_of(*, subjects: Iterable[Ref]) -> dict[Ref, str]:
    """Names of the accounts, officers, units and posts among these things; at most four queries. Others are left out."""
    asked: dict[str, set[int]] = {}
    for subject in subjects:
        asked.setdefault(subject.kind, set()).add(int(subject.id)) if str(subject.id).isdecimal() else None
    return {
        Ref(kind, key): name for kind, read in _NAMES.items() if (keys := asked.get(kind)) for key, name in read(keys)
    }


def holders_by_role() -> dict[Role, list[Post]]:
    """Every role with the posts in force that give it: the overview of the security office."""
    held: dict[Role, list[Post]] = {role: [] for role in Role}
    for row in _posts().filter(in_force()):
        for role in row.roles:
            held[Role(role)].append(row)
    return held


def is_anybodys_home(*, unit_id: int) -> bool:
    """Whether an officer in service has the unit as home."""
    return Officer.objects.filter(unit_id=unit_id, is_active=True).exists()


def short_name(*, name: str, kind: str, above: Iterable[str]) -> str:
    """As colleagues say it: the name without its bureau (盐场派出所); a county's brigade keeps which county it is of.

    `above`: names of the units it stands in.
    """
    prefixes = sorted((prefix for prefix in above if name != prefix and name.startswith(prefix)), key=len)
    if not prefixes:
        return name
    is_brigade = kind == UnitKind.COUNTY_DEPARTMENT
    return name if is_brigade and len(prefixes) == 1 else name.removeprefix(prefixes[-2 if is_brigade else -1])


def _standing() -> QuerySet[Unit]:
    day = today()
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def _officers() -> QuerySet[Officer]:
    return Officer.objects.select_related("unit")


def _officer_names(keys: set[int]) -> Iterable[tuple[int, str]]:
    return Officer.objects.filter(pk__in=keys).values_list("pk", "name")


def _account_names(keys: set[int]) -> Iterable[tuple[int, str]]:
    return Officer.objects.filter(account_id__in=keys).values_list("account_id", "name")


def _unit_names(keys: set[int]) -> Iterable[tuple[int, str]]:
    return Unit.objects.filter(pk__in=keys).values_list("pk", "short_name")


def _post_names(keys: set[int]) -> Iterable[tuple[int, str]]:
    rows = Post.objects.filter(pk__in=keys).values_list("pk", "officer__name", "title")
    return [(key, f"{name} · {title}") for key, name, title in rows]


_NAMES: dict[str, Callable[[set[int]], Iterable[tuple[int, str]]]] = {
    "access.account": _account_names,
    "organisation.officer": _officer_names,
    "organisation.unit": _unit_names,
    "organisation.post": _post_names,
}


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("officer", "officer__unit", "unit", "scope", "proposed_by", "decided_by")


def _one_officer(which: Q) -> Officer:
    found = Officer.objects.select_related("unit", "account").filter(which).first()
    if found is None:
        raise Missing("没有找到这位民警")
    return found


def _first_by_role(unit_code: str, roles: tuple[Role, ...]) -> Officer | None:
    rank = Case(
        *(When(roles__contains=[role], then=Value(place)) for place, role in enumerate(roles)),
        output_field=IntegerField(),
    )
    first = (
        Post.objects.filter(in_force(), unit__code=unit_code, roles__overlap=list(roles))
        .annotate(rank=rank)
        .select_related("officer__unit")
        .order_by("rank", "officer__code", "id")
        .first()
    )
    return first.officer if first else None
