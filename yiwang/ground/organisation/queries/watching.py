"""Who stands over a unit and might want to hear of its work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.queries.reaching import in_force
from yiwang.ground.organisation.queries.tree import ancestors
from yiwang.kit.clock import today
from yiwang.kit.memory import remembered


@dataclass(frozen=True, kw_only=True)
class Held:
    """A post in force as watching asks about it: its roles and lines, the codes of its scope and of its unit."""

    roles: frozenset[str]
    lines: frozenset[str]
    scope: str
    unit: str


@dataclass(frozen=True)
class Stander:
    """An officer in service with all own posts in force; whose line a file is, the caller looks at."""

    officer: Officer
    posts: tuple[Held, ...]


@dataclass(frozen=True)
class _Standing:
    """Who holds one of certain roles anywhere."""

    people: tuple[Stander, ...]
    roles: frozenset[str]

    @cached_property
    def by_scope(self) -> Mapping[str, list[Stander]]:
        found: dict[str, list[Stander]] = {}
        for one in self.people:
            for scope in sorted({post.scope for post in one.posts if post.roles & self.roles}):
                found.setdefault(scope, []).append(one)
        return found


def standing_over(*, unit: str, roles: frozenset[str]) -> list[Stander]:
    """Officers with one of these roles over a unit, by code; at most five seconds old, as all that says who serves where."""
    by_scope = _standing(today(), roles).by_scope
    found = {one.officer.pk: one for code in ancestors(unit) for one in by_scope.get(code, ())}
    return sorted(found.values(), key=lambda one: one.officer.code)


@remembered(until="organisation.")
def _standing(day: date, roles: frozenset[str]) -> _Standing:
    """Two queries for the whole bureau."""
    holders = Post.objects.filter(in_force(), roles__overlap=sorted(roles)).order_by().values("officer_id")
    posts = Post.objects.filter(in_force(), officer_id__in=holders).order_by("officer__code", "id")
    held: dict[int, list[Held]] = {}
    columns = ("officer_id", "roles", "lines", "scope__code", "unit__code")
    for officer, roles_, lines, scope, unit in posts.values_list(*columns):
        held.setdefault(officer, []).append(_held(roles_, lines, scope, unit))
    known = Officer.objects.select_related("unit").in_bulk(held)
    return _Standing(tuple(Stander(known[key], tuple(found)) for key, found in held.items()), roles)


def standers(*, officer_ids: Iterable[int]) -> dict[int, Stander]:
    """Of these officers those in service, by key, whatever they hold; no query for none."""
    keys = sorted(officer_ids)
    posts = Post.objects.filter(in_force(), officer=OuterRef("pk")).order_by()
    held = posts.values(said=JSONObject(roles="roles", lines="lines", scope="scope__code", unit="unit__code"))
    officers = Officer.objects.select_related("unit").filter(pk__in=keys, is_active=True).order_by()
    rows: Iterable[Any] = officers.annotate(held=ArraySubquery(held)) if keys else ()
    return {row.pk: Stander(row, tuple(_held(**said) for said in row.held)) for row in rows}


def _held(roles: list[str], lines: list[str], scope: str, unit: str) -> Held:
    return Held(roles=frozenset(roles), lines=frozenset(lines), scope=scope, unit=unit)
