"""How far a hand reaches: the posts in force of whoever acts, in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from yiwang.ground.access import queries as access
from yiwang.ground.access.states import Scope
from yiwang.ground.organisation.models import Delegation, Post, Unit
from yiwang.ground.organisation.queries.roster import roster
from yiwang.ground.organisation.queries.tree import is_within
from yiwang.ground.organisation.states import OFFICE_ROLES, PERMISSIONS, Office, Permission, PostState, Role
from yiwang.kit import sql
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.clock import now, today

ANY_LINE = "*"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One post in force: these roles, over the unit `scope` and all below it, on these lines (`*`: any).

    `unit_ids`, `scope_ids`: keys of the unit the post stands in, and of the scope, each with all below it. `own_ids`: the key
    of that very unit. In each of the three the closed units stand too whose work those units took over, so that what these
    have left behind can be read; no move asks by them. `of`, `of_name`: whose it is, where the hand only stands in for an
    officer who is away; 0 and empty for one's own.
    """

    roles: frozenset[Role]
    scope: str
    lines: frozenset[str]
    unit: str
    title: str
    unit_id: int = 0
    own_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    scope_ids: frozenset[int] = frozenset()
    of: int = 0
    of_name: str = ""

    def covers(self, *, unit: str | None = None, line: str | None = None) -> bool:
        """Whether it reaches this unit and this line; None asks for neither."""
        return (unit is None or is_within(unit, self.scope)) and (
            line is None or ANY_LINE in self.lines or line in self.lines
        )


@dataclass(frozen=True, kw_only=True)
class ClientGrant:
    """What another body's system holds: one channel, or with `sees_all` the sight of every channel. No post, no role."""

    code: str
    channel: str
    sees_all: bool = False


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far an actor reaches today. A machine's stands over everything, a citizen's is empty; `client`: see there.

    `units`: how many units the house has, so that a scope over all of them is known as such. `me`: key of the officer; 0 of
    anybody else.
    """

    grants: tuple[Grant, ...] = ()
    is_machine: bool = False
    client: ClientGrant | None = None
    units: int = 0
    me: int = 0

    @cached_property
    def own(self) -> "Reach":
        """Without what is held for others."""
        return self.without_of(*{grant.of for grant in self.grants if grant.of})

    def without_of(self, *officer_ids: int) -> "Reach":
        """Without what is held for these officers."""
        return replace(
            self, grants=tuple(grant for grant in self.grants if not grant.of or grant.of not in officer_ids)
        )

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
    def hands(self) -> frozenset[int]:
        """Keys of the officer and of all it stands in for: what one of them must not touch, none of them touches."""
        return frozenset({self.me, *(grant.of for grant in self.grants)} - {0})

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


def in_force() -> Q:
    """Of posts: approved, begun and not over, held by an officer in service."""
    day = today()
    return Q(state=PostState.ACTIVE, valid_from__lte=day, officer__is_active=True) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def standing_in() -> Q:
    """Of delegations: running today, and not taken back."""
    day = today()
    return Q(ended_at__isnull=True, valid_from__lte=day, valid_to__gte=day)


def reach(*, by: Actor) -> Reach:
    """How far the actor reaches today, with the grants of whom the actor stands in for; those of the three offices never.

    One query for an officer, none for anyone else (tokens are cached). Nothing is handed on: only the grants of the officer
    who is away are added, not those that officer holds for a third.
    """
    if by.is_machine:
        return EVERYWHERE
    if by.kind is ActorKind.CLIENT:
        return _of_client(by.id)
    if by.officer_id is None:
        return NOWHERE
    me = by.officer_id
    rows = sql.run(*_statement(me, today()))
    if not rows:
        return Reach(me=me)
    units, has_mergers = rows[0][-2:]
    taken = roster().taken_over if has_mergers else {}
    grants = [_grant(me, taken, *row[:-2]) for row in rows]
    own_first = sorted(grants, key=lambda grant: grant.of != 0)
    return Reach(grants=tuple(own_first), units=units, me=me)


@lru_cache(maxsize=1024)
def _statement(me: int, day: date) -> tuple[str, list[Any]]:
    """Every page asks it: written once a day for each officer, for writing it takes longer than asking it."""
    rows = (
        Post.objects.filter(_held_by(me), in_force(), Q(officer_id=me) | Q(office=Office.CASES))
        .order_by("valid_from", "id")
        .values_list(
            "roles", "scope__code", "lines", "unit__code", "title", "unit_id", _below("unit__code"), _below("scope__code"),
            "officer_id", "officer__name", _how_many(),
            Exists(Unit.objects.filter(successor__isnull=False, valid_to__lt=day)),
        )
    )  # fmt: skip
    text, values = rows.query.sql_with_params()
    return text, list(values)


def _held_by(officer_id: int) -> Func:
    """Of posts: one's own, or of whom one stands in for today. Keys are compared with an array, so that an index serves."""
    away = Delegation.objects.filter(standing_in(), deputy_id=officer_id).order_by().values("officer_id")
    hands = Func(ArraySubquery(away), Value(officer_id), function="array_append")
    return Func(
        F("officer_id"), hands, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()
    )  # fmt: skip


def _grant(
    me: int, taken: Mapping[int, frozenset[int]], roles: list[str], scope: str, lines: list[str], unit: str, title: str,
    unit_id: int, unit_ids: list[int], scope_ids: list[int], holder: int, name: str,
) -> Grant:  # fmt: skip
    def with_closed(keys: Iterable[int]) -> frozenset[int]:
        return frozenset(keys).union(*(taken.get(key, ()) for key in keys))

    return Grant(
        roles=frozenset(Role(role) for role in roles), scope=scope, lines=frozenset(lines), unit=unit, title=title,
        unit_id=unit_id, own_ids=with_closed([unit_id]), unit_ids=with_closed(unit_ids), scope_ids=with_closed(scope_ids),
        of=0 if holder == me else holder, of_name="" if holder == me else name,
    )  # fmt: skip


def _below(code: str) -> ArraySubquery:
    """Keys of the unit of this code and of all below it."""
    under = Q(code=OuterRef(code)) | Q(code__startswith=Concat(OuterRef(code), Value(".")))
    return ArraySubquery(Unit.objects.filter(under).order_by().values("pk"))


def _how_many() -> Subquery:
    return Subquery(
        Unit.objects.order_by().annotate(house=Value(1)).values("house").annotate(n=Count("pk")).values("n")
    )


def _of_client(code: str) -> Reach:
    """A system's, as long as its token holds."""
    found = access.client(code=code)
    if found is None or not found.is_live(now()):
        return NOWHERE
    return Reach(client=ClientGrant(code=code, channel=found.channel, sees_all=found.may(Scope.ALL)))


def stands_over(*, by: Actor, unit: Unit) -> bool:
    """Whether the actor holds a post of the cases' side whose scope covers the unit."""
    held = reach(by=by)
    return not held.is_office_only and held.holds(unit=unit.code)
