"""退办、指定管辖、退回来源: whose an appeal is, where the first unit says that it is not its own."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import end_open_business, move, required, start_clock, taken_up
from yiwang.cases.appeals.commands.telling import tell_citizen
from yiwang.cases.appeals.commands.triage import person_of, put_on_desk
from yiwang.cases.appeals.events import AppealDesignated, AppealHandedBack, AppealReturned, AppealTakenUp
from yiwang.cases.appeals.models import Appeal, Designation, HandBack, Return
from yiwang.cases.appeals.models.appeal import Route
from yiwang.cases.appeals.states import RETURN_GROUNDS, Move, Outcome, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

REASON_SIGNS = 300
BODY_SIGNS = 80


@command
def return_to_desk(*, by: Actor, case_id: int, ground: str, reason: str, suggested: str) -> Return:
    """退办: back to the operators, or after the second time up to the unit above both, with a ground and whose it should be.

    `suggested`: code of the unit that should have it. The promise runs on. Invalid: no ground, no reason, no unit.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_return_to_desk(who, appeal).require()
    by = policies.hand(who, Move.RETURN_TO_DESK, appeal.case)
    if ground not in RETURN_GROUNDS:
        raise Invalid("没有选退办的理由", ground="请选一个理由")
    words = required(reason, field="reason", message="请写明为什么不归本单位办", limit=REASON_SIGNS)
    unit, whose = appeal.case.unit, _suggested(appeal, suggested)
    if unit is None:
        raise Invalid("这一件还没有派给单位")
    before = queries.returns_of(appeal=appeal)
    given = Return.objects.create(
        appeal=appeal, number=len(before) + 1, unit=unit, ground=ground, reason=words, suggested=whose,
        by_id=by.officer_id or 0, at=clock.now(),
    )  # fmt: skip
    end_open_business(by=by, appeal=appeal, counts_on=True)
    superior = _superior(appeal, [*(one.unit for one in before), unit]) if given.number == queries.RETURNS else None
    _take_off_desk(by, appeal, superior)
    record.write(
        by=by,
        event=AppealReturned(
            appeal.case.ref, given.pk, given.number, unit.code, ground, whose.code, superior.code if superior else ""
        ),
    )
    return given


def _suggested(appeal: Appeal, code: str) -> Unit:
    wanted = organisation.roster().by_code.get(code)
    if wanted is None or not wanted.is_open:
        raise Invalid("没有写建议的单位", suggested="请从列出的全称里选一个应该承办的单位")
    if appeal.case.unit_id == wanted.pk:
        raise Invalid("建议的单位不对", suggested="不能建议本单位，请选应该承办的单位")
    return wanted


def _superior(appeal: Appeal, units: list[Unit]) -> Unit:
    codes = list(dict.fromkeys(unit.code for unit in units))
    return queries.superior_of(codes=codes, excluded=appeal.case.excluded_units)


def _take_off_desk(by: Actor, appeal: Appeal, superior: Unit | None) -> None:
    """Nobody handles it now: it waits for the operators, or lies with the superior, each by its own clock."""
    for kind in ("sign", "first_contact"):
        clocks.stop(by=by, subject=appeal.case.ref, kind=kind)
    move(
        by=by, appeal=appeal, by_move=Move.RETURN_TO_DESK, pushed_at=None, signed_at=None, unit=superior,
        supervising_unit=None, officer=None,
    )  # fmt: skip
    start_clock(by=by, appeal=appeal, name="designate" if superior else "triage")


@command
def designate(*, by: Actor, case_id: int, unit_code: str, reason: str, officer_code: str = "") -> Case:
    """指定管辖: the superior puts it on a unit's desk for good; it cannot be given back any more.

    `officer_code`: of that unit, empty: as a push finds one. Invalid: a closed or excluded unit, or no reason.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    known = Designation.objects.filter(appeal=appeal).select_related("unit").first()
    if known and (known.unit.code, known.by_id) == (unit_code, by.officer_id):
        return unchanged(appeal.case)
    policies.may_designate(who, appeal).require()
    by = policies.hand(who, Move.DESIGNATE, appeal.case)
    words = required(reason, field="reason", message="请写明为什么归这个单位办", limit=REASON_SIGNS)
    unit = organisation.unit(code=unit_code)
    made = Designation.objects.create(appeal=appeal, unit=unit, reason=words, by_id=by.officer_id or 0, at=clock.now())
    appeal.pushed_by_id, appeal.route = by.officer_id, Route.OPERATOR
    appeal.save(update_fields=["pushed_by", "route"])
    clocks.stop(by=by, subject=appeal.case.ref, kind="designate")
    officer = person_of(unit_code, officer_code, without=appeal.case.excluded_officers)
    put_on_desk(by=by, appeal=appeal, unit=unit, officer=officer, by_move=Move.DESIGNATE)
    record.write(by=by, event=AppealDesignated(appeal.case.ref, made.pk, unit.code))
    return appeal.case


@command
def hand_back(*, by: Actor, case_id: int, ground: str, body: str = "", phone: str = "") -> Case:
    """退回来源: what the sender takes back goes back to it, with its ground; here the file is over and cannot be taken up again.

    `body`, `phone`: whose business it is and how to reach them, as far as known; the citizen is told.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if case.state == State.HANDED_BACK:
        return unchanged(case)
    policies.may_hand_back(who, appeal).require()
    by = policies.hand(who, Move.HAND_BACK, appeal.case)
    words = required(ground, field="ground", message="请写明为什么不归本局管，来源单位会看到", limit=REASON_SIGNS)
    made = HandBack.objects.create(
        appeal=appeal, ground=words, body=body.strip()[:BODY_SIGNS], by_id=by.officer_id or 0, at=clock.now()
    )
    end_open_business(by=by, appeal=appeal)
    move(by=by, appeal=appeal, by_move=Move.HAND_BACK, closed_at=clock.now())
    appeal.outcome = Outcome.OTHER_BODY
    appeal.save(update_fields=["outcome"])
    clocks.cancel_all(by=by, subject=case.ref)
    record.write(by=by, event=AppealHandedBack(case.ref, made.pk))
    _tell_citizen(by, appeal, made, phone.strip())
    return case


@command
def take_up(*, by: Actor, case_id: int) -> Case:
    """接着办: the platform did not take it back. It waits for the operators again, in a round that cannot be handed back; the
    promise runs from the order as before.

    Taken up already: unchanged.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if case.state != State.HANDED_BACK and queries.acts_of(appeal).hand_back:
        return unchanged(case)
    policies.may_take_up(who, appeal).require()
    move(
        by=by, appeal=appeal, by_move=Move.TAKE_UP, round=case.round + 1, closed_at=None, pushed_at=None, signed_at=None,
        unit=None, supervising_unit=None, officer=None,
    )  # fmt: skip
    appeal.outcome = ""
    appeal.save(update_fields=["outcome"])
    limit = clocks_queries.limit_for(
        clock="handle",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if limit:
        at = case.ordered_at or case.registered_at
        due = clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=at)
        casework.settle(by=by, case=case, due_at=due.at, amber_at=due.amber_at)
    start_clock(by=by, appeal=appeal, name="triage")
    record.write(by=by, event=AppealTakenUp(case.ref, case.round))
    return case


def _tell_citizen(by: Actor, appeal: Appeal, made: HandBack, phone: str) -> None:
    """By the command itself: the other body's phone stands in no table."""
    params = {"number": appeal.case.number, "sender": queries.channel(appeal.case.channel).label}
    if made.body and phone:
        params |= {"body": made.body, "phone": phone}
        tell_citizen(by=by, appeal=appeal, template="ap.diverted", params=params)
    else:
        tell_citizen(by=by, appeal=appeal, template="ap.handed_back", params=params)
