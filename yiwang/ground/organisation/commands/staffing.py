"""Officers and grants as rows of the configuration file: laid open for a purpose, compared with what stands here, taken.

As with tables: a file is not one fact but many, so each good row goes by the command a page would use, and the rows beside
a bad one stay. A file brings no password: whoever is new gets a one-time password here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.commands.leaving import resume_officer, suspend_officer
from yiwang.ground.organisation.commands.officers import SignIn, change_officer, check, enlist_officer
from yiwang.ground.organisation.commands.posts import approve_post, propose_post
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import POST_COLUMNS
from yiwang.ground.organisation.states import PostState, Role
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid
from yiwang.kit.work import command, unchanged

Row = Mapping[str, str]
PERSONAL = ("name", "badge_no", "phone")
"""Columns of an officer that leave the house only for a purpose; without them a file names officers by code alone."""
ACTIVE, SUSPENDED = "active", "suspended"
REASON = "从配置文件导入"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One row beside what stands here. `place`: from 1. `is_new`, `differing` columns, `waits` for approval; or its `fault`."""

    place: int
    row: Row
    is_new: bool = False
    differing: tuple[str, ...] = ()
    waits: bool = False
    fault: str = ""


@dataclass(kw_only=True)
class StaffTaken:
    """What became of the rows; `faults` by the row's place, in words; `sign_ins` are shown once and kept nowhere.

    `asked`: grants that wait for the security office, of this file or of one before.
    """

    added: int = 0
    changed: int = 0
    asked: int = 0
    faults: dict[int, str] = field(default_factory=dict)
    sign_ins: list[SignIn] = field(default_factory=list)


@command
def lay_open_staff(*, by: Actor, purpose: str) -> list[dict[str, str]]:
    """The rows of everybody in service with name, badge number and phone; a look on record for each. Invalid: no purpose."""
    policies.may_enlist_officer(by).require()
    serving = [one for one in queries.every_officer() if one.left_on is None]
    for officer in serving:
        record.look(by=by, subject=officer.ref, fields=PERSONAL, purpose=purpose)
    rows = queries.rows_of_officers(is_named=True)
    return rows if serving else unchanged(rows)


def compare_officers(*, rows: Sequence[Row], units: Iterable[str] = ()) -> list[Compared]:
    """Each row beside the officer of its code. `units`: codes that come with the same file."""
    here = {one.code: one for one in queries.every_officer()}
    badges = {one.badge_no: one.code for one in here.values()}
    homes = {unit.code for unit in queries.units()} | set(units)
    found: list[Compared] = []
    for place, row in enumerate(rows, 1):
        known, code = here.get(row["code"]), row["code"]
        fault = _twice(rows[: place - 1], "code", code) or (
            _officer_fault(known, row) if known else _newcomer_fault(row, homes)
        )
        if not fault and row["badge_no"] and badges.get(row["badge_no"], code) != code:
            fault = f"警号和{badges[row['badge_no']]}的一样，请核对"
        found.append(
            Compared(
                place=place,
                row=row,
                is_new=known is None,
                differing=_differing(known, row) if known else (),
                fault=fault,
            )
        )
    return found


def _officer_fault(known: Officer, row: Row) -> str:
    if known.left_on is not None:
        return "这个用户名的人已经离任，要回来请用新用户名登记"
    if known.unit.code != row["unit"]:
        return f"这里在{known.unit.code}，文件里在{row['unit']}；调动会结束授权，请在人员页面办"
    return _standing_fault(row)


def _newcomer_fault(row: Row, homes: Collection[str]) -> str:
    if row["unit"] not in homes:
        return f"没有单位{row['unit']}，或者已经撤销"
    if not row["name"]:
        return "文件里只有用户名，没有姓名和警号；请用带人员资料的文件，或先在人员页面登记"
    return _said_of(lambda: check(code=row["code"], name=row["name"], badge_no=row["badge_no"])) or _standing_fault(row)


def _standing_fault(row: Row) -> str:
    return "" if row["standing"] in (ACTIVE, SUSPENDED) else f"standing只能写{ACTIVE}或{SUSPENDED}"


def _differing(known: Officer, row: Row) -> tuple[str, ...]:
    own = queries.row_of_officer(known, is_named=True)
    named = PERSONAL if row["name"] else ()
    return tuple(column for column in (*named, "standing") if own[column] != row[column])


def compare_posts(*, rows: Sequence[Row], units: Iterable[str] = (), officers: Iterable[str] = ()) -> list[Compared]:
    """Each row beside the grants in force or asked for. `units`, `officers`: codes that come with the same file."""
    homes = {unit.code for unit in queries.units()} | set(units)
    serving = {one.code for one in queries.every_officer() if one.left_on is None} | set(officers)
    granted = {_grant(row): row for row in queries.rows_of_posts()}
    asked = [queries.row_of_post(post) for post in queries.pending_posts()]
    found: list[Compared] = []
    for place, row in enumerate(rows, 1):
        same, waits = granted.get(_grant(row)), dict(row) in asked
        fault = "" if same == row or waits else _post_fault(row, same, homes, serving)
        found.append(Compared(place=place, row=row, is_new=same is None and not waits, waits=waits, fault=fault))
    return found


def _grant(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in ("officer", "unit", "title", "valid_from"))


def _post_fault(row: Row, same: Row | None, homes: Collection[str], serving: Collection[str]) -> str:
    if same is not None:
        columns = "、".join(column for column in POST_COLUMNS if same[column] != row[column])
        return f"同一天起的同名授权已经有了，但{columns}不同；请在授权页面结束原来的再提请"
    if row["officer"] not in serving:
        return f"没有在职的{row['officer']}"
    if gone := [code for code in (row["unit"], row["scope"]) if code not in homes]:
        return f"没有单位{gone[0]}，或者已经撤销"
    return _said_of(lambda: _read(row))


def _read(row: Row) -> None:
    policies.office_of(row["roles"].split(";"))
    _day(row, "valid_from"), _day(row, "valid_to")


def take_staff(*, by: Actor, rows: Sequence[Row]) -> StaffTaken:
    """Enlist whoever is new, with a one-time password; change what is kept of the others. Standing comes after the grants."""
    taken = StaffTaken()
    for one in compare_officers(rows=rows):
        row, kept = one.row, [column for column in one.differing if column in PERSONAL]
        if one.fault:
            taken.faults[one.place] = one.fault
        elif one.is_new:
            _try(taken, one, lambda row=row: taken.sign_ins.append(_enlisted(by, row)))  # type: ignore[misc]
        elif kept:
            changes = {column: row[column] for column in kept}
            _try(taken, one, lambda row=row, changes=changes: _changed(by, row, changes))  # type: ignore[misc]
    return taken


def _enlisted(by: Actor, row: Row) -> SignIn:
    return enlist_officer(
        by=by, code=row["code"], name=row["name"], unit_code=row["unit"], badge_no=row["badge_no"], phone=row["phone"]
    )


def _changed(by: Actor, row: Row, changes: Mapping[str, str]) -> None:
    change_officer(by=by, officer_id=queries.officer_by_code(code=row["code"]).pk, changes=changes)


def take_posts(*, by: Actor, rows: Sequence[Row]) -> StaffTaken:
    """Ask for every grant that is neither in force nor asked for; the security office approves.

    A machine at set-up, where nobody holds that office yet, puts them in force at once, as it does with the rules.
    """
    is_setting_up = by.is_machine and not queries.holders(role=Role.SECURITY_ADMIN)
    taken = StaffTaken()
    for one in compare_posts(rows=rows):
        if one.fault:
            taken.faults[one.place] = one.fault
        elif one.is_new:
            _try(taken, one, lambda row=one.row: _granted(by, row, is_setting_up))  # type: ignore[misc]
        else:
            taken.asked += one.waits
    taken.asked += 0 if is_setting_up else taken.added
    return taken


def _granted(by: Actor, row: Row, is_setting_up: bool) -> None:
    post = propose_post(
        by=by,
        officer_id=queries.officer_by_code(code=row["officer"]).pk,
        unit_code=row["unit"],
        title=row["title"],
        roles=row["roles"].split(";"),
        scope=row["scope"],
        lines=row["lines"].split(";"),
        valid_from=_day(row, "valid_from"),
        valid_to=_day(row, "valid_to"),
    )
    if is_setting_up and post.state == PostState.PROPOSED:
        approve_post(by=by, post_id=post.pk)


def take_standing(*, by: Actor, rows: Sequence[Row]) -> StaffTaken:
    """Suspend and take back, as the rows say; last of all, since nobody who is suspended is given a grant."""
    taken = StaffTaken()
    for one in compare_officers(rows=rows):
        if not one.fault and not one.is_new and "standing" in one.differing:
            act = suspend_officer if one.row["standing"] == SUSPENDED else resume_officer
            key = queries.officer_by_code(code=one.row["code"]).pk
            _try(taken, one, lambda act=act, key=key: act(by=by, officer_id=key, reason=REASON))  # type: ignore[misc]
    return taken


def _try(taken: StaffTaken, one: Compared, act: Callable[[], object]) -> None:
    try:
        act()
    except HouseError as error:
        taken.faults[one.place] = _words(error)
    else:
        taken.added += one.is_new
        taken.changed += not one.is_new


def _said_of(act: Callable[[], object]) -> str:
    """What it refuses, in words; empty where it does not."""
    try:
        act()
    except HouseError as error:
        return _words(error)
    return ""


def _words(error: HouseError) -> str:
    return "；".join(error.fields.values()) if isinstance(error, Invalid) and error.fields else error.message


def _twice(before: Sequence[Row], column: str, value: str) -> str:
    return "这个用户名在文件里出现了两次" if any(row[column] == value for row in before) else ""


def _day(row: Row, column: str) -> date | None:
    if not (text := row[column]):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(**{column: f"日期“{text}”写成2026-11-22这样"}) from error
