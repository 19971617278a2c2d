"""Units and officers from a table, row by row: each good row by the command a page would use, each bad one with its reason.

Nothing here is a command of its own: a table is not one fact but many, and the rows before a bad one stay.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.commands import officers as people
from yiwang.ground.organisation.commands import units
from yiwang.ground.organisation.commands.officers import SignIn, enlist_officer
from yiwang.ground.organisation.commands.posts import propose_post
from yiwang.ground.organisation.commands.units import found_unit
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid

Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a table: `done` what each good row made, `faults` by the row's place from 1, in words."""

    done: list[Any] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)


def take_units(*, by: Actor, rows: Sequence[Row]) -> Outcome:
    """Found the units of a table, those above first. Columns: code, name, kind, and optionally the other particulars."""
    return _each(
        sorted(enumerate(rows, 1), key=lambda pair: _depth(pair[1])), lambda row: found_unit(by=by, **_unit(row))
    )


def take_officers(*, by: Actor, rows: Sequence[Row]) -> Outcome:
    """Enlist the officers of a table; each done one is a `SignIn` to be handed over.

    Columns: name, code, badge_no, unit, phone; with title and roles the grant is asked for too, and waits as any other.
    """
    return _each(enumerate(rows, 1), lambda row: _officer(by, row))


def faults_in_units(*, rows: Sequence[Row]) -> dict[int, str]:
    """What would be refused, by the row's place, before anything is written."""
    known = {unit.code for unit in queries.every_unit()}
    coming = known | {row.get("code", "") for row in rows}
    seen: set[str] = set()
    found: dict[int, str] = {}
    for place, row in enumerate(rows, 1):
        code = row.get("code", "")
        if reason := _unit_fault(row, known, coming, seen):
            found[place] = reason
        seen.add(code)
    return found


def faults_in_officers(*, rows: Sequence[Row]) -> dict[int, str]:
    """What would be refused, by the row's place, before anything is written."""
    badges = queries.badge_numbers(among=[row.get("badge_no", "") for row in rows])
    names = queries.every_officer_named(codes=[row.get("code", "") for row in rows])
    standing = {unit.code for unit in queries.units()}
    seen: set[str] = set()
    found: dict[int, str] = {}
    for place, row in enumerate(rows, 1):
        own = {row.get("code", ""), row.get("badge_no", "")}
        if reason := _officer_fault(row, names, badges, standing, seen & own):
            found[place] = reason
        seen |= own
    return found


def _each(rows: Iterator[tuple[int, Row]] | Sequence[tuple[int, Row]], act: Callable[[Row], Any]) -> Outcome:
    outcome = Outcome()
    for place, row in rows:
        try:
            outcome.done.append(act(row))
        except HouseError as error:
            outcome.faults[place] = _said(error)
    return outcome


def _said(error: HouseError) -> str:
    return "；".join(error.fields.values()) if isinstance(error, Invalid) and error.fields else error.message


def _unit(row: Row) -> dict[str, Any]:
    given: dict[str, Any] = {name: row.get(name, "") for name in ("code", "name", "kind", *_UNIT_TEXTS)}
    return given | {"lines": _many(row.get("lines", "")) or ("*",), "valid_from": _day(row, "valid_from")}


_UNIT_TEXTS = ("short_name", "name_en", "duty_phone", "office_hours", "note")


def _officer(by: Actor, row: Row) -> SignIn:
    sign_in = enlist_officer(
        by=by,
        code=row["code"],
        name=row["name"],
        unit_code=row["unit"],
        badge_no=row["badge_no"],
        phone=row.get("phone", ""),
    )
    if roles := _many(row.get("roles", "")):
        propose_post(
            by=by,
            officer_id=sign_in.officer.pk,
            unit_code=row["unit"],
            title=row.get("title", ""),
            roles=roles,
            scope=row.get("scope", "") or row["unit"],
            lines=_many(row.get("lines", "")) or ("*",),
            valid_from=_day(row, "valid_from"),
            valid_to=_day(row, "valid_to"),
        )
    return sign_in


def _unit_fault(row: Row, known: set[str], coming: set[str], seen: set[str]) -> str:
    code = row.get("code", "")
    if code in known:
        return "这个代码已经有单位了"
    if code in seen:
        return "这个代码在表里出现了两次"
    above = code.rpartition(".")[0]
    if above and above not in coming:
        return f"没有上级单位{above}，表里也没有"
    given = _tried(lambda: _unit(row))
    if isinstance(given, str):
        return given
    checked = {name: given[name] for name in ("code", "name", "kind", "office_hours", "lines")}
    return str(_tried(lambda: units.check(**checked)) or "")


def _officer_fault(
    row: Row, names: Mapping[str, str], badges: frozenset[str], standing: set[str], twice: set[str]
) -> str:
    code = row.get("code", "")
    if code in names:
        return f"用户名{code}已经登记过（{names[code]}）"
    if row.get("badge_no", "") in badges:
        return "这个警号已经登记过"
    if twice:
        return f"{'、'.join(sorted(twice))}在表里出现了两次"
    if row.get("unit", "") not in standing:
        return f"没有单位{row.get('unit', '')}，或者已经撤销"
    if (scope := row.get("scope", "")) and scope not in standing:
        return f"没有管辖范围{scope}，或者已经撤销"
    return str(_tried(lambda: _check_officer(row)) or "")


def _check_officer(row: Row) -> None:
    people.check(code=row.get("code", ""), name=row.get("name", ""), badge_no=row.get("badge_no", ""))
    _day(row, "valid_from"), _day(row, "valid_to")
    if roles := _many(row.get("roles", "")):
        policies.office_of(roles)
        if not row.get("title", "").strip():
            raise Invalid(title="写了角色就要写岗位名称")


def _tried(act: Callable[[], Any]) -> Any:
    """What it answers, or what it refuses in words."""
    try:
        return act()
    except HouseError as error:
        return _said(error)


def _many(text: str) -> list[str]:
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def _day(row: Row, column: str) -> date | None:
    if not (text := row.get(column, "").strip()):
        return None
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise Invalid(**{column: f"日期“{text}”写成2026-11-22这样"}) from error


def _depth(row: Row) -> tuple[int, str]:
    return row.get("code", "").count("."), row.get("code", "")
