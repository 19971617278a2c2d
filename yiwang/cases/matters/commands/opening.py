"""立同诉求、归入: files of one problem are put together, a few at once, many in the background."""

from collections.abc import Sequence

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.matters import policies, queries
from yiwang.cases.matters.commands.shared import begin_run, digest, required
from yiwang.cases.matters.events import MatterOpened, MemberAdded
from yiwang.cases.matters.models import TITLE_SIGNS, Matter, Member
from yiwang.cases.matters.states import SOURCES, RunKind, Source
from yiwang.ground.record import commands as record
from yiwang.kit import clock, sql
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged

AT_ONCE = 20
"""Files put together in the request itself, all or none; more are put together one by one in the background."""
MOST = 500
_SERIES = 0x4D54
"""The first half of the advisory locks under which matters of one year are numbered, one after another."""


@command
def open_matter(*, by: Actor, main_id: int, case_ids: Sequence[int], title: str, source: str = Source.CASE) -> Matter:
    """立同诉求: the main file, and at least one other. `title`: what it is about, of no person.

    Up to `AT_ONCE` others come in now or the whole is refused; more follow by a run. Invalid: nothing but the main file, more
    than `MOST`, no title, or one that cannot come in. Conflict: the main file is in a matter already.
    """
    who = appeals_policies.mover(by)
    policies.may_gather(who).require()
    main = appeals_queries.lock_appeal(by=by, case_id=main_id)
    if known := queries.of_case(case_id=main_id):
        raise Conflict(f"主件已经在{known.number}里，请把其余的归到那里去")
    policies.may_open(who, main).require()
    others = [key for key in dict.fromkeys(case_ids) if key != main_id]
    _check_number(others)
    if source not in SOURCES:
        raise Invalid("不知道是从哪里归并的")
    matter = _numbered(by, main, required(title, field="title", message="请写一句是什么事", limit=TITLE_SIGNS), source)
    record.write(by=by, event=MatterOpened(matter.ref, main.case.ref, source, digest(matter.title, matter)))
    record.write(by=by, event=MemberAdded(matter.ref, main.case.ref))
    put_in(by=by, matter=matter, keys=others)
    return matter


def _check_number(others: Sequence[int]) -> None:
    if not others:
        raise Invalid("至少要有两件才能立同诉求", picked="请再选至少一件")
    if len(others) > MOST:
        raise Invalid(f"一次最多归入{MOST}件", picked=f"现在选了{len(others)}件，请分几次归入")


def _numbered(by: Actor, main: Appeal, title: str, source: str) -> Matter:
    now = clock.now()
    year = clock.local(now).year
    sql.hold_series(_SERIES, year)
    matter = Matter.objects.create(
        year=year, serial=queries.next_serial(year=year), title=title, main=main.case, unit_id=main.case.unit_id or 0,
        source=source, opened_by_id=by.officer_id or 0, opened_at=now, changed_at=now,
    )  # fmt: skip
    case = main.case
    Member.objects.create(
        matter=matter, case=case, is_main=True, before_unit=case.unit, before_officer=case.officer,
        was_signed=case.signed_at is not None, added_by_id=by.officer_id, added_at=now,
    )  # fmt: skip
    return matter


def put_in(*, by: Actor, matter: Matter, keys: Sequence[int]) -> None:
    """A few now, all or none; many by a run. For a command that holds the matter."""
    if len(keys) > AT_ONCE:
        begin_run(by=by, matter=matter, kind=RunKind.ADD, keys=keys)
        return
    for key in keys:
        try:
            add(by=by, matter_id=matter.pk, case_id=key)
        except (Refused, Conflict) as error:
            case = appeals_queries.lock_appeal(by=by, case_id=key).case
            raise Invalid(error.message, picked=f"{case.number}：{error.message}") from error


@command
def add_many(*, by: Actor, matter_id: int, case_ids: Sequence[int]) -> Matter:
    """归入: more files of the same problem. See `open_matter` for how many, and how it is refused; those in it already stay."""
    matter = queries.lock(by=by, id=matter_id)
    inside = {one.case_id for one in queries.members(matter=matter)}
    keys = [key for key in dict.fromkeys(case_ids) if key not in inside]
    if not keys:
        return unchanged(matter)
    _check_number(keys)
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_change(appeals_policies.mover(by), matter, main).require()
    put_in(by=by, matter=matter, keys=keys)
    return matter


@command
def add(*, by: Actor, matter_id: int, case_id: int) -> Member:
    """归入 of one file: it follows the main one from now on; where that is answered already, it is answered by it at once.

    In it already: unchanged. Conflict: it is in another matter. Refused: see `appeals.policies.may_follow`.
    """
    matter = queries.lock(by=by, id=matter_id)
    known = queries.membership(case_id=case_id)
    if known and known.matter_id == matter.pk:
        return unchanged(known)
    if known:
        raise Conflict(f"这一件已经在{known.matter.number}里")
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_change(appeals_policies.mover(by), matter, main).require()
    case = appeals_queries.lock_appeal(by=by, case_id=case_id).case
    unit, officer, signed = case.unit, case.officer, case.signed_at
    appeals.follow(by=by, case_id=case_id, main_id=matter.main_id)
    member = Member.objects.create(
        matter=matter, case=case, before_unit=unit, before_officer=officer, was_signed=signed is not None,
        added_by_id=by.officer_id, added_at=clock.now(),
    )  # fmt: skip
    matter.changed_at = clock.now()
    matter.save(update_fields=["changed_at"])
    record.write(by=by, event=MemberAdded(matter.ref, case.ref))
    if matter.answer_id:
        begin_run(by=by, matter=matter, kind=RunKind.SEND, keys=[case_id], reply_id=matter.answer_id)
    return member
