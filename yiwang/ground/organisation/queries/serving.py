"""Officers and their posts: who serves where, who is asked first, who heads what."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.organisation.queries.reaching import ANY_LINE, in_force
from yiwang.ground.organisation.queries.tree import ancestors
from yiwang.ground.organisation.states import PostState, Role
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Missing
from yiwang.kit.memory import remembered
from yiwang.kit.refs import Ref

_FIRST_ASKED = (Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.HANDLER, Role.UNIT_HEAD, Role.DEPUTY_HEAD)


_HEADS = (Role.UNIT_HEAD, Role.LEADER, Role.DEPUTY_HEAD)


def officer(*, id: int) -> Officer:
    """An officer by key, out of service too. Missing where there is none."""
    return _one_officer(Q(pk=id))


def officer_by_code(*, code: str) -> Officer:
    """An officer by code (`gong.liang`)."""
    return _one_officer(Q(code=code))


@remembered(until="organisation.")
def officer_name(code: str) -> str:
    """An officer's name by code, at most five seconds old: histories name the same few over and over. Missing: as `officer`."""
    return officer_by_code(code=code).name


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


def default_handler(*, unit_code: str, without: Collection[int] = ()) -> Officer | None:
    """Who gets a case of the unit first: its community officer, else duty officer, handler, head; None without any.

    `without`: keys of those who must not touch it. Remembered for five seconds, as is the head: so long a post that ended
    elsewhere may still be asked.
    """
    first = _first_by_role(unit_code, _FIRST_ASKED)
    if first is None or first.pk not in without:
        return first
    others = officers_of(unit_code=unit_code, roles=_FIRST_ASKED)
    return next((officer for officer in others if officer.pk not in without), None)


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


def posts_with(*, role: str) -> list[Post]:
    """Posts in force that give the role, with officer, home, unit and scope; by officer."""
    held = Post.objects.filter(in_force(), roles__contains=[role])
    return list(held.select_related("officer__unit", "unit", "scope").order_by("officer__code", "id"))


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
    return _first_asked(roles, today()).get(unit_code)


@remembered(until="organisation.")
def _first_asked(roles: tuple[Role, ...], day: date) -> dict[str, Officer]:
    """For every unit the first officer by these roles in their order, then by code; two queries for the whole bureau."""
    posts = Post.objects.filter(in_force(), roles__overlap=list(roles)).order_by()
    first: dict[str, tuple[int, str, int, int]] = {}
    columns = ("unit__code", "roles", "officer__code", "id", "officer_id")
    for unit, held, code, post_id, officer_id in posts.values_list(*columns):
        rank = next(place for place, role in enumerate(roles) if role in held)
        first[unit] = min(first.get(unit, (len(roles), "", 0, 0)), (rank, code, post_id, officer_id))
    known = _officers().in_bulk({officer_id for *_, officer_id in first.values()})
    return {unit: known[officer_id] for unit, (*_, officer_id) in first.items() if officer_id in known}
