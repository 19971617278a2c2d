"""Triage, register, alarms: what the desk and the duty desk do."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.city import CITIZEN, NOISE, appeal_at, registered
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock, numbers

BUDGET = 24


def vague(text="请问一下那个事情怎么样了"):
    return registered(told={"category": "", "type": "other", "content": text, "area_code": ""})


def urgent(**changes):
    return registered(is_urgent=True, tripwire={"page": "danger"}, **changes)


def case(appeal):
    return queries.get_by_id(case_id=appeal.pk).case


def said(client, appeal, **changes):
    fields = stamps(client.page("triage_one", appeal.case.number), at="decide-h")
    return fields | {"type": "complaint", "category": "neighbour.noise", "unit": "yz.jc.gq"} | changes


def test_the_queue_opens_its_first_letter(operator, django_assert_max_num_queries):
    first = vague()
    vague("您好，那个事情后来怎么样了")
    with django_assert_max_num_queries(BUDGET):
        html = operator.page("triage")
    assert "待分派2件" in html and first.case.title in html and "已等" in html
    for key in ("1", "5", "Enter"):
        assert f'data-key="{key}"' in html


def test_alarms_stand_first(operator):
    older = vague()
    later = registered(
        is_urgent=True, tripwire={"page": "danger"},
        told={"category": "", "type": "other", "content": "您好，那个事情后来怎么样了", "area_code": ""},
    )  # fmt: skip
    assert case(later).state == State.REGISTERED
    html = operator.page("triage")
    assert html.index(f"/triage/{later.case.number}/") < html.index(f"/triage/{older.case.number}/")
    assert "件紧急诉求没有人确认" in html


def test_a_decision_pushes_and_the_next_letter_opens(operator):
    first, second = vague(), vague("您好，那个事情后来怎么样了")
    form = said(operator, first)
    answer = operator.send("triage_one", first.case.number, **form)
    assert answer.headers["Location"] == f"{reverse('workbench:triage')}?done={first.case.number}"
    assert (case(first).state, case(first).unit.code, case(first).line) == (State.PUSHED, "yz.jc.gq", case(first).line)
    assert queries.get_by_id(case_id=first.pk).category == "neighbour.noise"
    html = operator.get(answer.headers["Location"]).content.decode()
    assert second.case.title in html and "已派给鼓前派出所" in html and 'data-toast="60"' in html
    again = operator.send("triage_one", first.case.number, **form)
    assert again.headers["Location"] == answer.headers["Location"]
    assert len([e for e in record.history(subject=first.case.ref) if e.code == "appeals.appeal.pushed"]) == 1


def test_it_can_be_taken_back_within_a_minute(operator):
    appeal = vague()
    pushed = operator.send("triage_one", appeal.case.number, **said(operator, appeal))
    undo = stamps(operator.get(pushed.headers["Location"]).content.decode(), at="take-back")
    assert operator.send("take_back", appeal.case.number, **undo).status_code == 302
    assert case(appeal).state == State.REGISTERED
    assert operator.send("take_back", appeal.case.number, **undo).status_code == 302, "twice is once"
    pushed = operator.send("triage_one", appeal.case.number, **said(operator, appeal))
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        html = operator.get(pushed.headers["Location"]).content.decode()
    assert "已派给鼓前派出所" in html and "take-back" not in html


def test_another_unit_and_category_by_their_names(operator):
    appeal = vague()
    form = said(operator, appeal, other_unit="文教派出所", other_category="违法停车", unit="", category="")
    unit = organisation.unit(code="yz.jc.wj")
    form["other_unit"] = unit.name
    assert operator.send("triage_one", appeal.case.number, **form).status_code == 302
    assert case(appeal).unit.code == "yz.jc.wj"
    assert queries.category(queries.get_by_id(case_id=appeal.pk).category).label == "违法停车"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "请选一个承办单位"),
        ({"other_unit": "天外派出所"}, "没有这个单位"),
        ({"other_category": "瞎写的"}, "没有这个类别"),
        ({"unit": "yz.nowhere"}, "没有找到"),
    ],
)
def test_a_decision_that_cannot_be_is_shown_again(operator, changes, words):
    appeal = vague()
    answer = operator.send("triage_one", appeal.case.number, **said(operator, appeal, **changes))
    assert answer.status_code in (404, 422) and words in answer.content.decode()
    assert case(appeal).state == State.REGISTERED


def test_a_changed_category_proposes_anew(operator):
    appeal = vague(NOISE)
    if case(appeal).state != State.REGISTERED:
        Appeal.objects.filter(pk=appeal.pk).update(suggestion={})
        type(appeal.case).objects.filter(pk=appeal.pk).update(state="registered", unit=None, officer=None)
    html = operator.page("triage_one", appeal.case.number, category="traffic.parking")
    assert 'value="traffic.parking" id="category_0" checked' in html and "您选的" in html


def test_the_person_may_be_chosen(operator):
    appeal = vague()
    form = said(operator, appeal)
    page = operator.page("triage_one", appeal.case.number)
    assert "autocomplete" in page
    assert operator.send("triage_one", appeal.case.number, **form, officer="min.zhi").status_code == 302
    assert case(appeal).officer.code == "yang.mo", "a person of another unit is left to the unit itself"


def test_a_stale_decision_pushes_nothing(seat, operator):
    appeal = vague()
    form = said(operator, appeal)
    other = seat("ma.lin")
    assert other.send("triage_one", appeal.case.number, **said(other, appeal, unit="yz.jc.wj")).status_code == 302
    assert operator.send("triage_one", appeal.case.number, **form).status_code == 409
    assert case(appeal).unit.code == "yz.jc.wj"
    assert operator.get(reverse("workbench:triage_one", args=[appeal.case.number])).status_code == 302


def test_triage_is_for_operators(handler, head):
    appeal = vague()
    for client in (handler, head):
        assert client.get(reverse("workbench:triage")).status_code == 404
        assert client.send("triage_one", appeal.case.number, version=1, nonce="x", unit="yz.jc.gq").status_code == 404


def register_said(client, **changes):
    nonce = client.page("register").partition('name="nonce" value="')[2].partition('"')[0]
    return {
        "nonce": nonce, "channel": "window", "type": "complaint", "content": NOISE, "area_code": "", "place": "",
        "name": "李先生", "phone": "154 0001 7777",
    } | changes  # fmt: skip


def shown(html, name):
    return html.partition(f'id="yw-{name}"')[2].partition('aria-hidden="true">')[2].partition("<")[0]


def test_registering_shows_number_and_code_to_read_out_and_twice_is_one_case(handler):
    form = register_said(handler)
    first, again = (handler.send("register", **form).content.decode() for _ in range(2))
    number, code = shown(first, "number"), shown(first, "code")
    assert numbers.read_number(number) and code and shown(again, "number") == number and shown(again, "code") == code
    kept = queries.case_by_number(number=number)
    assert kept.code_hash == numbers.hash_code(number=number, code=code)
    assert kept.applicant.phone == "15400017777" and kept.channel == "window"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": ""}, "请写下是什么事"),
        ({"phone": ""}, "请留一个能联系上的电话"),
        ({"phone": "12"}, "7到12位"),
        ({"is_anonymous": "on"}, "只有举报、建议、咨询可以匿名"),
        ({"channel": "pigeon"}, "有1处需要改"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(handler, changes, words):
    answer = handler.send("register", **register_said(handler, **changes))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert "李先生" in answer.content.decode()


def test_a_report_may_be_anonymous(handler):
    form = register_said(handler, type="report", is_anonymous="on", phone="", name="")
    number = shown(handler.send("register", **form).content.decode(), "number")
    assert queries.case_by_number(number=number).applicant.is_anonymous


def test_danger_told_at_the_window_rings_the_duty_desk(handler, seat):
    html = handler.send("register", **register_said(handler, is_urgent="on", content="有人拿刀在追人")).content.decode()
    number = shown(html, "number")
    duty = seat("bai.qihang")
    assert number in duty.page("alarms")


def test_the_strip_rings_for_the_duty_desk_alone(seat, handler, operator):
    appeal = urgent()
    duty = seat("bai.qihang")
    for client in (duty, operator):
        assert "data-alarm=" in client.page("inbox")
    assert "data-alarm=" not in handler.page("inbox")
    assert handler.get(reverse("workbench:alarm_strip")).status_code == 404
    fragment = duty.page("alarm_strip")
    assert "data-alarm=" in fragment and "<html" not in fragment
    alarm = queries.alarm_of(appeal=appeal)
    assert duty.get(reverse("workbench:alarm_strip"), {"seen": str(alarm.pk)}).status_code == 204


def test_an_alarm_is_answered_by_name_once(seat):
    appeal = urgent()
    duty = seat("bai.qihang")
    assert "我来处置" in duty.page("alarms")
    for _ in range(2):
        assert duty.send("acknowledge", appeal.case.number).status_code == 302
    taken = [e for e in record.history(subject=appeal.case.ref) if e.code == "appeals.alarm.acknowledged"]
    assert [(e.actor_label, e.payload["officer"]) for e in taken] == [("柏启航", "bai.qihang")]
    assert "没有要确认的紧急件" in duty.page("alarms") and "data-alarm=" not in duty.page("inbox")
    assert "柏启航确认了警示" in duty.page("case", appeal.case.number)


def test_a_second_officer_is_told_that_somebody_has_it(seat, operator):
    appeal = urgent()
    seat("bai.qihang").send("acknowledge", appeal.case.number)
    assert operator.send("acknowledge", appeal.case.number).status_code in (403, 404)


def test_an_alarm_of_a_sealed_file_rings_without_showing_it(seat):
    appeal = urgent(told={"category": "conduct.attitude", "content": "鼓前派出所民警正在打人，求救"})
    duty = seat("bai.qihang")
    assert appeal.case.confidentiality == "sealed"
    html = duty.page("alarms")
    assert appeal.case.number in html and "打开这一件" not in html
    assert duty.send("acknowledge", appeal.case.number).status_code == 302


def test_a_disputed_answer_comes_back_with_its_reason(handler, head):
    appeal = appeal_at(State.REPLIED)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="昨晚又来了")
    html = head.page("case", appeal.case.number)
    assert "昨晚又来了" in html and "第2轮" in html and "每晚十点后加巡" in html
