"""首问负责: who took it in stays responsible until a unit has signed; what the same person said before is known."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import NOISE, appeal_at, handler_of, officer, registered, submission
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging import queries as messaging
from yiwang.kit import clock

pytestmark = pytest.mark.usefixtures("city")
GIVEN = {"ground": "not_here", "reason": "不在辖区", "suggested": "yz.jc.wj"}


def taken_in(by: str = "ding.yuqing"):
    case = appeals.register(by=officer(by), submission=submission(is_on_behalf=True))
    return queries.get_by_id(case_id=case.pk)


def told(appeal):
    found = messaging.of(subject=appeal.case.ref)
    return [message.channel for message in found if message.template == "ap.first_asked"]


def test_who_takes_it_in_is_asked_first_and_a_citizen_asks_nobody():
    assert taken_in().first_asked.code == "ding.yuqing"
    assert registered().first_asked is None


def test_it_comes_back_unsigned_and_he_hears_of_it():
    appeal = taken_in()
    appeals.return_to_desk(by=handler_of(appeal), case_id=appeal.pk, **GIVEN)
    assert sorted(told(appeal)) == ["inbox", "sms"]


def test_parts_of_its_letter_are_his_too():
    appeal = taken_in()
    [case] = appeals.split(
        by=officer("xiang.dong"), case_id=appeal.pk, first="太吵",
        parts=[appeals.LetterPart(text="还想问身份证在外地能不能换")],
    )  # fmt: skip
    assert queries.get_by_id(case_id=case.pk).first_asked.code == "ding.yuqing"


def test_the_same_person_about_the_same_is_known_for_ninety_days():
    before = appeal_at(State.REPLIED)
    with time_machine.travel(clock.now() + timedelta(days=80), tick=False):
        again = registered(told={"content": f"{NOISE}上次管了几天，又来了。"})
        other = registered(told={"content": "请问身份证在外地能不能换，要带什么？", "category": "hukou.id_card"})
        stranger = registered(told={"content": NOISE}, party={"phone": "15400077777"})
    found = queries.repeat_of(appeal=again)
    assert (found.number, found.unit, found.days) == (before.case.number, before.case.unit.short_name, 90)
    assert queries.repeat_of(appeal=other) is None and queries.repeat_of(appeal=stranger) is None
    with time_machine.travel(clock.now() + timedelta(days=200), tick=False):
        assert queries.repeat_of(appeal=registered(told={"content": NOISE})) is None
