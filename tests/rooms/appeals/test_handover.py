"""Who leaves leaves no work behind, and a closed unit's work goes on in its successor: clocks untouched, a fact each."""

from datetime import timedelta

import pytest

from yiwang.cases.appeals import commands, jobs, queries
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import jobs as counter_jobs
from yiwang.cases.counter import queries as counter
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation import jobs as organisation_jobs
from yiwang.ground.organisation import queries as people
from yiwang.ground.organisation.models import Unit
from yiwang.ground.places import queries as places
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid, Refused

SYSTEM = "gu.ningxin"
"""系统管理员 of the demo city."""


def handed(case):
    return [entry for entry in record.history(subject=case.ref) if entry.code == "appeals.appeal.handed_over"]


def ledgers(case):
    return {kind: clocks.promise(subject=case.ref, kind=kind) for kind in ("handle", "sign", "first_contact")}


def colleague(case):
    others = people.officers_of(unit_code=case.unit.code)
    return next(officer for officer in others if officer != case.officer)


def fresh(case):
    return queries.get_by_id(case_id=case.pk).case


def test_a_file_goes_to_a_colleague_and_its_clocks_run_on(city):
    case = city.appeal_at(State.HANDLING).case
    before, clocks_before, other = case.officer, ledgers(case), colleague(case)
    for _ in range(2):
        commands.hand_over(by=city.officer(SYSTEM), case_id=case.pk, why="left", officer_code=other.code)
    now = fresh(case)
    assert (now.officer, now.unit, now.state) == (other, case.unit, State.HANDLING)
    assert ledgers(case) == clocks_before and now.due_at == case.due_at
    (fact,) = handed(case)
    assert (fact.payload["officer"], fact.payload["before"], fact.payload["why"]) == (other.code, before.code, "left")
    told = Message.objects.filter(recipient_id=other.pk, template="ap.assigned")
    assert [message.channel for message in told] == ["inbox"], "no text to a phone for what is not near its end"


def test_back_to_the_units_desk_the_head_is_told(city):
    case = city.appeal_at(State.PUSHED).case
    commands.hand_over(by=city.officer(SYSTEM), case_id=case.pk, why="left")
    assert fresh(case).officer is None and fresh(case).unit == case.unit
    head = people.head_of(unit_code=case.unit.code)
    assert Message.objects.filter(recipient_id=head.pk, template="ap.pushed.unit").exists()
    commands.sign(by=people.actor_for(officer=colleague(case)), case_id=case.pk)


@pytest.mark.parametrize("who", ["cheng.bo", "fan.rui", "xiang.dong", "ye.qingwen"])
def test_only_the_system_office_hands_over(city, who):
    case = city.appeal_at(State.PUSHED).case
    with pytest.raises(Refused):
        commands.hand_over(by=city.officer(who), case_id=case.pk, why="left")
    with pytest.raises(Refused):
        commands.hand_over_desk(by=city.officer(who), officer_id=case.officer_id, why="left")


def test_what_cannot_be_handed_over(city):
    by = city.officer(SYSTEM)
    answered = city.appeal_at(State.REPLIED).case
    with pytest.raises(Conflict):
        commands.hand_over(by=by, case_id=answered.pk, why="left")
    case = city.appeal_at(State.PUSHED).case
    with pytest.raises(Invalid):
        commands.hand_over(by=by, case_id=case.pk, why="left", officer_code="niu.kun")
    Case.objects.filter(pk=case.pk).update(confidentiality="sealed")
    with pytest.raises(Refused, match="密封"):
        commands.hand_over(by=by, case_id=case.pk, why="left", officer_code=colleague(case).code)


def test_nobody_leaves_with_a_full_desk_and_nothing_is_orphaned(city):
    by, cases = city.officer(SYSTEM), [city.appeal_at(state).case for state in (State.PUSHED, State.HANDLING)]
    sealed = city.appeal_at(State.HANDLING).case
    Case.objects.filter(pk=sealed.pk).update(confidentiality="sealed")
    leaver, other = cases[0].officer, colleague(cases[0])
    mine = queries.open_work(officer_id=leaver.pk)
    assert mine.total == mine.listed + mine.sealed and sealed.number not in {piece.number for piece in mine.pieces}
    with pytest.raises(Refused, match=f"还有{mine.total}件"):
        commands.leave(by=by, officer_id=leaver.pk, reason="退休")
    plan = {"to": other.code, "each": {cases[1].pk: ""}}
    while left := commands.leave(by=by, officer_id=leaver.pk, reason="退休", **plan):
        assert left < mine.total
    assert [fresh(case).officer for case in (*cases, sealed)] == [other, None, None]
    gone = people.officer(id=leaver.pk)
    assert gone.left_on == today() and not people.reach(by=people.actor_for(officer=gone)).grants


def test_what_comes_between_goes_back_to_the_unit_by_itself(city):
    case = city.appeal_at(State.PUSHED).case
    organisation.leave_officer(by=Actor.system("tests"), officer_id=case.officer_id, reason="退休")
    for _ in range(2):
        jobs.return_left(str(case.officer.ref))
    assert fresh(case).officer is None and len(handed(case)) == 1


def test_who_moves_hands_over_what_lies_in_the_old_unit(city):
    by, case = city.officer(SYSTEM), city.appeal_at(State.PUSHED).case
    officer = case.officer
    with pytest.raises(Refused):
        commands.transfer(by=by, officer_id=officer.pk, unit_code="yz.hm.hm")
    target = next(unit for unit in people.units() if unit.kind == "station" and unit.pk != officer.unit_id)
    while commands.transfer(by=by, officer_id=officer.pk, unit_code=target.code, to=""):
        pass
    assert people.officer(id=officer.pk).unit == target and fresh(case).officer is None


def test_a_closed_units_work_goes_on_in_its_successor(city):
    case, answered = city.appeal_at(State.HANDLING).case, city.appeal_at(State.REPLIED).case
    unit = case.unit
    heir = next(
        row for row in people.units() if row.kind == "station" and row.parent_id == unit.parent_id and row != unit
    )
    clocks_before = ledgers(case)
    for below in reversed(people.units_under(code=unit.code)):
        organisation.close_unit(by=city.officer(SYSTEM), code=below.code, successor=heir.code)
    Unit.objects.filter(pk=unit.pk).update(valid_to=today() - timedelta(days=1))
    organisation_jobs.close_units(0)
    for _ in range(2):
        jobs.succeed_unit(str(unit.ref))
    now = fresh(case)
    assert (now.unit, now.officer, queries.count_on_desk(unit_code=unit.code)) == (heir, None, 0)
    assert ledgers(case) == clocks_before and len(handed(case)) == 1
    stations = {area.station_code for area in places.areas()}
    assert unit.code not in stations and heir.code in stations
    assert city.registered().case.unit == heir, "the next appeal from there goes to the heir"
    assert fresh(answered).unit == unit, "an old file keeps the name of the unit that answered it"
    commands.dispute(by=city.CITIZEN, case_id=answered.pk, reason="还在摆")
    assert fresh(answered).unit == heir and len(handed(answered)) == 1


def test_the_citizen_reads_who_has_it_now(city):
    case = city.appeal_at(State.HANDLING).case
    unit = case.unit
    heir = next(
        row for row in people.units() if row.kind == "station" and row.parent_id == unit.parent_id and row != unit
    )
    commands.hand_over(by=Actor.system("tests"), case_id=case.pk, why="unit_closed", unit_code=heir.code)
    counter_jobs.project(str(case.ref))
    body = counter.public_file(number=case.number).body
    assert body["unit"]["name"] == heir.short_name and body["timeline"][0]["title"] == f"改由{heir.short_name}办理"


def test_a_sealed_matter_never_goes_to_whom_it_is_about(city):
    case = city.appeal_at(State.PUSHED).case
    heir = next(row for row in people.units() if row.kind == "station" and row.parent_id == case.unit.parent_id)
    by = Actor.system("tests")
    Case.objects.filter(pk=case.pk).update(excluded_units=[heir.code], confidentiality="sealed")
    with pytest.raises(Invalid):
        commands.hand_over(by=by, case_id=case.pk, why="unit_closed", unit_code=heir.code)
    assert fresh(case).unit == case.unit
