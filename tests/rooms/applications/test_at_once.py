"""秒办: registers are asked over HTTP, the item's table decides, what a grant needs elsewhere is done first; doubt
goes to a person.
"""

import pytest

from tests.filing import accepted, again, filed, form_of, head, worked
from tests.gateways.serving import on_a_port
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Outcome, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.registers import queries as registers
from yiwang.ground.registers.gateways.rest import Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import City, city
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")
JOB = Actor.job("applications.decide")
LOSS = "id_card.report_loss"


@pytest.fixture
def played():
    city.cache_clear()
    known: City = city()
    return Registers(known=known, wait=lambda seconds: None)


@pytest.fixture
def way(played):
    with on_a_port(serve(played)) as port:
        line = Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox")
        yield line
        line.close()


def lost(what: str, way, **changes) -> Application:
    name, key = next((name, key) for told, name, key in city().special if told == what)
    form = form_of(LOSS, name=name, id_number=key)
    one = filed(item=LOSS, form=form, chosen={"who": ["本人"]}, is_verified=True, **changes)
    commands.look_and_decide(by=JOB, case_id=one.pk, way=way)
    return again(one)


def test_a_loss_is_entered_before_anybody_is_told_that_it_is(way, played):
    one = lost("没有存照片", way)
    assert (one.outcome, one.case.state) == (Outcome.GRANTED, State.FINISHED)
    acted = [row for row in registers.looks_of(subject=one.case.ref) if row.act]
    assert [row.act for row in acted] == ["report_loss"] and acted[0].outcome == "found"
    assert clocks.ledger(subject=one.case.ref).lines[0].what.startswith("您提交申请，"), "it began when it was filed"
    check = one.checks.get()
    assert check.verdict == "approve" and check.rule and check.looks
    assert commands.look_and_decide(by=JOB, case_id=one.pk, way=way).pk == one.pk
    assert one.checks.count() == 1 and one.owed_act == ""


@pytest.mark.parametrize("mode", ["down", "garbage"])
def test_a_register_that_is_silent_sends_it_to_a_person(way, played, mode):
    played.mode = mode
    one = lost("一切正常", way)
    assert (one.case.state, one.is_instant, one.outcome) == (State.SUBMITTED, False, "")
    assert one.checks.get().verdict == "manual"
    assert queries.to_decide_instantly() == []


@pytest.mark.parametrize("what", ["已死亡注销", "户口已注销"])
def test_who_cannot_have_lost_a_card_goes_to_a_person(way, what):
    one = lost(what, way)
    assert one.outcome != Outcome.GRANTED and not [row for row in registers.looks_of(subject=one.case.ref) if row.act]


def test_a_person_takes_it_back_and_it_is_worked_on(way):
    one = lost("没有存指纹", way)
    commands.take_back_decision(by=head(one), case_id=one.pk, reason="本人说没有丢")
    one = again(one)
    assert one.case.state == State.HANDLING and one.outcome == "" and not one.is_instant


def test_a_grant_by_a_person_is_carried_out_until_it_is(way, played):
    one = worked(accepted())
    commands.decide(by=head(one), case_id=one.pk, granted=True)
    assert again(one).owed_act == "move_household" and queries.owing_acts() == [one.pk]
    played.mode = "down"
    assert not commands.act_elsewhere(by=JOB, case_id=one.pk, way=way)
    played.mode = "normal"
    assert commands.act_elsewhere(by=JOB, case_id=one.pk, way=way)
    assert queries.owing_acts() == []
