"""What the register tells the text model: what people decided, never what is secret or what nobody looked at."""

from datetime import timedelta

from tests.city import CITIZEN, appeal_at, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import TEACHER
from yiwang.cases.appeals.states import State
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.language.queries import history
from yiwang.kit import clock

SINCE, UNTIL = clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)
ASKED = {"category": "", "type": "", "area_code": "", "content": "请问居住证快到期了，在网上怎么签注，要带什么材料？"}


def test_a_decision_teaches_and_says_whether_it_overruled(city):
    held = appeals.register(by=CITIZEN, submission=city.submission(told=ASKED, is_held=True))
    appeals.push(
        by=officer("ye.qingwen"), case_id=held.pk, unit_code="yz.jc.gq", type="help", category="public_order.drone"
    )
    (one,) = list(TEACHER.decided(SINCE))
    assert (one.type, one.category, one.by_person, one.overruled) == ("help", "public_order.drone", True, True)
    assert "居住证" in one.text
    said = TEACHER.said(SINCE, UNTIL)
    guess = Appeal.objects.get(pk=held.pk).suggestion["category"]
    assert said.turned[f"category:{guess}>public_order.drone"] == 1
    assert (said.read, said.told["category"], said.told["type"][0]) == (1, [1, 0], 1)
    assert said.categories == {"public_order.drone": 1}


def test_nobody_decided_what_waits_or_what_the_citizen_said_alone(city):
    appeal_at(State.REGISTERED)
    appeal_at(State.PUSHED)
    assert list(TEACHER.decided(SINCE)) == []


def test_what_the_house_pushed_and_a_unit_answered_teaches_lightly_and_judges_nothing(city):
    appeal_at(State.REPLIED, told={"category": "", "type": ""})
    (one,) = list(TEACHER.decided(SINCE))
    assert (one.by_person, one.overruled) == (False, False)
    (lesson,) = list(history(now=clock.now()))
    assert (lesson["judges"], lesson["weight"]) == (False, 0.5)


def test_secret_files_teach_nothing_and_stand_in_no_count(city):
    held = appeals.register(by=CITIZEN, submission=city.submission(told=ASKED, is_held=True))
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=held.pk, grade=Grade.MISCONDUCT, reason="涉及民警违纪")
    assert list(TEACHER.decided(SINCE)) == []
    assert TEACHER.said(SINCE, UNTIL).read == 0


def test_what_points_at_somebody_is_covered_before_it_teaches(city):
    told = ASKED | {"content": "我的手机号13800138000，车牌云A12345，请问居住证怎么签注？"}
    held = appeals.register(by=CITIZEN, submission=city.submission(told=told, is_held=True))
    appeals.push(by=officer("ye.qingwen"), case_id=held.pk, unit_code="yz.jc.gq", type="consult")
    (lesson,) = list(history(now=clock.now()))
    assert "13800138000" not in lesson["text"]
    assert "居住证" in lesson["text"]
