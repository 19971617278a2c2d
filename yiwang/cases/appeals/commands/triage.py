"""推送: from the register onto a unit's desk, by the house or by an operator, and back within a minute."""

from collections.abc import Collection

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import move, start_clock, taken_up
from yiwang.cases.appeals.commands.words import regraded
from yiwang.cases.appeals.events import AppealPushed, AppealTakenBack
from yiwang.cases.appeals.models import Appeal, Route
from yiwang.cases.appeals.queries.rereading import told_of
from yiwang.cases.appeals.states import TYPES, Move, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command


@command
def push(
    *, by: Actor, case_id: int, unit_code: str, officer_code: str = "", type: str = "", category: str = ""
) -> Case:
    """Put the appeal on a unit's desk and on a person's, with a copy to the supervising unit, and start the sign clock.

    `type`, `category`: what the operator decided; empty keeps the suggestion. A changed type or category restarts the
    promise under its own limit, still counted from registration. What it makes misconduct lies with the inspectors at once,
    whatever unit was chosen. Invalid: a unit that is closed or excluded, or an officer who must not touch it.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_push(who, appeal).require()
    if _decide(by=by, appeal=appeal, type=type, category=category):
        appeal.save(update_fields=["type", "category"])
        appeal = regraded(by=by, appeal=appeal, suggestion=queries.understand(told_of(appeal)))
        if appeal.case.state != State.REGISTERED:
            return appeal.case
        policies.may_push(who, appeal).require()
    appeal.pushed_by_id = by.officer_id
    appeal.route = Route.DIRECT if by.officer_id is None else Route.OPERATOR
    appeal.save(update_fields=["type", "category", "pushed_by", "route"])
    clocks.stop(by=by, subject=appeal.case.ref, kind="triage")
    officer = person_of(unit_code, officer_code, without=appeal.case.excluded_officers)
    return put_on_desk(by=by, appeal=appeal, unit=organisation.unit(code=unit_code), officer=officer)


def put_on_desk(
    *,
    by: Actor,
    appeal: Appeal,
    unit: Unit,
    officer: Officer | None,
    round: int | None = None,
    by_move: Move = Move.PUSH,
) -> Case:
    """The push itself, for a command that holds the appeal and knows the officer as one of the unit's.

    `round`: 1 for an appeal that has no clock yet but its promise. `by_move`: a designation lands on a desk the same way.
    """
    case = appeal.case
    if not unit.is_open or unit.code in case.excluded_units:
        raise Invalid("不能派给这个单位", unit="这个单位已撤并，或是被反映的单位，请另选")
    verdict = policies.may_lie_with(case, unit, officer)
    if not verdict:
        raise Invalid("不能派给这个单位", unit=f"{verdict.reason}，{verdict.way_out}")
    above = organisation.roster().supervising(unit.code)
    is_sealed = case.confidentiality == Confidentiality.SEALED  # whoever stands above hears of no sealed file
    supervising = above if above and not is_sealed and above.code not in (unit.code, *case.excluded_units) else None
    move(
        by=by, appeal=appeal, by_move=by_move, pushed_at=clock.now(), unit=unit, supervising_unit=supervising,
        officer=officer,
    )  # fmt: skip
    start_clock(by=by, appeal=appeal, name="sign", round=round)
    record.write(
        by=by,
        event=AppealPushed(
            case.ref, unit.code, supervising.code if supervising else "", officer.code if officer else "",
            appeal.route, appeal.type, appeal.category,
        ),
    )  # fmt: skip
    return case


def person_of(unit_code: str, officer_code: str, *, without: Collection[int] = ()) -> Officer | None:
    """The officer chosen, else the community officer of the area, else the duty officer. Invalid: one of another unit.

    `without`: keys of those who must not touch the file.
    """
    if not officer_code:
        return organisation.default_handler(unit_code=unit_code, without=without)
    officer = organisation.officer_by_code(code=officer_code)
    if officer.pk not in {person.pk for person in organisation.officers_of(unit_code=unit_code)}:
        raise Invalid("只能交给该单位的民警", officer="请从该单位的名单里选")
    return officer


def _decide(*, by: Actor, appeal: Appeal, type: str, category: str) -> bool:
    """Keep what a person decided about type and category, and let the promise follow; whether it is any change."""
    before = (appeal.type, appeal.category)
    if type and type not in TYPES:
        raise Invalid("没有这个类型", type="请从列出的类型里选")
    if category and not (leaf := queries.category(category)):
        raise Invalid("没有这个类别", category="请从类别表里选")
    appeal.type, appeal.category = type or appeal.type, category or appeal.category
    if before == (appeal.type, appeal.category):
        return False
    case = appeal.case
    leaf = queries.category(appeal.category)
    limit = clocks_queries.limit_for(
        clock="handle",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if limit:
        now = clocks.change(by=by, subject=case.ref, kind="handle", limit=limit, ground="按核定的类型和类别计时")
        casework.settle(
            by=by, case=case, line=leaf.line if leaf else case.line, due_at=now.due_at, amber_at=now.amber_at
        )
    return True


@command
def take_back(*, by: Actor, case_id: int) -> Case:
    """Undo one's own push within a minute, as long as nobody has signed."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_take_back(who, appeal).require()
    case = appeal.case
    before = case.unit.code if case.unit else ""
    move(
        by=by, appeal=appeal, by_move=Move.TAKE_BACK, pushed_at=None, unit=None, supervising_unit=None, officer=None
    )  # fmt: skip
    clocks.stop(by=by, subject=case.ref, kind="sign")
    start_clock(by=by, appeal=appeal, name="triage")
    record.write(by=by, event=AppealTakenBack(case.ref, before))
    return case
