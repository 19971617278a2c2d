"""Loading a whole bureau at once from tables (set-up, demo): the same rules and events as the commands, run once or twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from yiwang.ground.access import commands as access
from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.commands import enlist_officer
from yiwang.ground.organisation.commands.posts import proposed
from yiwang.ground.organisation.commands.units import check
from yiwang.ground.organisation.events import PostApproved, UnitFounded
from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.organisation.states import PostState
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.errors import Refused
from yiwang.kit.work import command, unchanged

Row = Mapping[str, str]
BEGUN = date(2020, 1, 1)
"""The first day of a unit that a table gives without one: older than anything it will be asked about."""


@command
def load_units(*, by: Actor, rows: Sequence[Row]) -> int:
    """Found every unit of the table that is not there yet; how many that were.

    Columns: code, parent, level, kind, zh, en, lines (`;`), duty_phone, office_hours, note.
    """
    _only_machines(by)
    known = {unit.code: unit for unit in queries.every_unit()}
    fresh = sorted((row for row in rows if row["code"] not in known), key=lambda row: (_level(row), row["code"]))
    if not fresh:
        return unchanged(0)
    for _, group in groupby(fresh, key=_level):
        made = Unit.objects.bulk_create([_unit(row, known) for row in group])
        known |= {unit.code: unit for unit in made}
        for unit in made:
            record.write(by=by, event=UnitFounded(unit.ref, unit.code))
    return len(fresh)


@command
def load_officers(
    *,
    by: Actor,
    rows: Sequence[Row],
    extra_posts: Sequence[Row] = (),
    password: str,
    totp_secret_for: Callable[[str], str],
) -> int:
    """Enlist every officer of the table that is not there yet and give all posts, in force at once; how many are new.

    Columns: code, name, unit, post, roles (`;`), lines (`;`), scope, badge_no, phone, valid_from, valid_to, note;
    `extra_posts`: officer, unit, post, roles, lines, scope, valid_from, valid_to. `password`: one for all, hashed once
    (argon2 is slow by design). `totp_secret_for(code)`: each officer's base32 secret.
    """
    _only_machines(by)
    known = set(Officer.objects.values_list("code", flat=True))
    fresh = {row["code"]: row for row in rows if row["code"] not in known}
    encoded = access.hash_password(password) if fresh else ""
    for code, row in fresh.items():
        enlist_officer(
            by=by,
            code=code,
            name=row["name"],
            unit_code=row["unit"],
            badge_no=row["badge_no"],
            phone=row["phone"],
            encoded=encoded,
            totp_secret=totp_secret_for(code),
        )
    given = _give([*({**row, "officer": row["code"]} for row in rows), *extra_posts], by)
    return len(fresh) if fresh or given else unchanged(0)


def _give(rows: Iterable[Row], by: Actor) -> int:
    officers = {officer.code: officer for officer in queries.every_officer()}
    units = {unit.code: unit for unit in queries.every_unit()}
    known = set(Post.objects.values_list("officer_id", "unit__code", "title", "valid_from"))
    posts = [_post(row, officers[row["officer"]], units) for row in rows]
    fresh = [post for post in posts if (post.officer.pk, post.unit.code, post.title, post.valid_from) not in known]
    for post in Post.objects.bulk_create(fresh):
        record.write(by=by, event=proposed(post))
        approved = PostApproved(post.ref, post.officer.ref, tuple(post.roles), post.scope.code)
        record.write(by=by, event=approved)
    return len(fresh)


def _post(row: Row, officer: Officer, units: Mapping[str, Unit]) -> Post:
    roles = row["roles"].split(";")
    return Post(
        officer=officer,
        unit=units[row["unit"]],
        title=row["post"],
        roles=roles,
        lines=row["lines"].split(";"),
        scope=units[row["scope"]],
        office=policies.office_of(roles),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        state=PostState.ACTIVE,
        note=row.get("note", ""),
        decided_at=now(),
    )


def _unit(row: Row, known: Mapping[str, Unit]) -> Unit:
    lines, above = row["lines"].split(";"), queries.ancestors(row["code"])[1:]
    check(code=row["code"], name=row["zh"], kind=row["kind"], office_hours=row["office_hours"], lines=lines)
    return Unit(
        code=row["code"],
        parent=known[above[0]] if above else None,
        level=_level(row),
        kind=row["kind"],
        name=row["zh"],
        name_en=row["en"],
        short_name=queries.short_name(name=row["zh"], kind=row["kind"], above=[known[code].name for code in above]),
        lines=lines,
        duty_phone=row["duty_phone"],
        office_hours=row["office_hours"],
        note=row["note"],
        valid_from=BEGUN,
    )


def _level(row: Row) -> int:
    return row["code"].count(".") + 1


def _only_machines(by: Actor) -> None:
    if not by.is_machine:
        raise Refused("成批装载只在安装和迁移时由系统执行")
