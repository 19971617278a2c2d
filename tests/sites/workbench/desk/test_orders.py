"""呈上级审定, 批示 and 今天 at the desk: pages, their forms, and a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.city import appeal_at, handler_of, officer
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation import queries as people
from yiwang.kit.clock import today

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Mobile Safari"}
BUDGET = 24


@pytest.fixture
def deputy(seat):
    return seat("qiao.hong")


@pytest.fixture
def leader(seat):
    return seat("zhai.gang")


def ordered(state=State.REVIEW):
    appeal = appeal_at(state)
    appeals.instruct(by=officer("zhai.gang"), case_id=appeal.pk, text="请抓紧办理")
    return appeal


def test_an_order_takes_two_taps_and_is_told(leader, handler, head):
    appeal = appeal_at(State.HANDLING)
    number = appeal.case.number
    assert "批示" in leader.page("case", number)
    html = leader.page("instruct", number)
    answer = leader.send("instruct", number, phrase="请依法尽快办理，结果报我。", **stamps(html, "phrase"))
    assert answer.status_code == 302
    assert "请依法尽快办理" in handler.page("case", number) and "报告落实情况" in handler.page("case", number)
    html = handler.page("report_instruction", number)
    assert "翟刚的批示" in html
    key = queries.orders_on(by=handler_of(appeal))[0].pk
    said = handler.send("report_instruction", number, report="摊主撤走了。", instruction=key, **stamps(html, "report"))
    assert said.status_code == 302
    assert "摊主撤走了" in leader.page("orders") and "已报告" in leader.page("orders")
    html = leader.page("close_instruction", number)
    assert leader.send("close_instruction", number, instruction=key, **stamps(html)).status_code == 302
    assert "没有在跟的批示" in leader.page("orders")
    assert "没有要报告的批示" in head.page("orders")


def test_an_empty_order_and_a_past_day_are_refused(leader):
    number = appeal_at(State.HANDLING).case.number
    html = leader.page("instruct", number)
    assert leader.send("instruct", number, text=" ", **stamps(html, "phrase")).status_code == 422
    day = (today() - timedelta(days=1)).isoformat()
    assert leader.send("instruct", number, text="办", due=day, **stamps(html, "phrase")).status_code == 422
    assert leader.get(reverse("workbench:instruct", args=[number])).status_code == 200


def test_the_first_level_sees_why_and_passes_it_up(head, deputy):
    number = ordered().case.number
    html = head.page("review", number)
    assert "要两级审定" in html and "有领导批示" in html and "审定并答复诉求人" not in html
    html = head.page("pass_up", number)
    assert head.send("pass_up", number, note="拟同意", **stamps(html, "note")).status_code == 302
    assert head.get(reverse("workbench:review", args=[number])).status_code == 403
    assert "没有等您审定的答复" in head.page("approvals")
    html = deputy.page("review", number)
    assert "拟同意" in html and "项东" in html and "审定并答复诉求人" in html
    assert number in deputy.page("approvals")
    assert deputy.send("review", number, **stamps(html)).status_code == 302
    assert queries.case_by_number(number=number).state == State.REPLIED
    timeline = head.page("case", number)
    assert "初审同意，呈上级审定" in timeline and "拟同意" in timeline


def test_a_deputy_shows_for_whom(seat, handler):
    fang = people.officer_by_code(code="fang.yu")
    organisation.name_deputy(
        by=officer("qiao.hong"),
        deputy_id=fang.pk,
        valid_from=today(),
        valid_to=today() + timedelta(days=1),
        reason="休假",
    )
    appeal = ordered()
    appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk)
    desk = seat("fang.yu")
    assert appeal.case.number in desk.page("approvals") and "您代乔虹审批" in desk.page("today")
    appeals.approve(by=officer("fang.yu"), case_id=appeal.pk)
    assert "方玉（代乔虹）" in handler.page("case", appeal.case.number)


def test_today_says_what_waits_and_does_not_grow(head, leader, deputy):
    assert "现在没有等您的事" in head.page("today")
    first = ordered()
    with CaptureQueriesContext(connection) as one:
        html = head.page("today")
    assert "等您审定的答复" in html and "要报告的批示" in html and first.case.number in html
    more = [ordered() for _ in range(4)]
    with CaptureQueriesContext(connection) as many:
        html = head.page("today")
    assert len(many) <= len(one) + 1 <= BUDGET, [len(one), len(many)]
    assert "10件事等您" in html and "还有2件" in html
    appeals.pass_up(by=officer("xiang.dong"), case_id=more[0].pk)
    appeals.report_instruction(by=handler_of(more[0]), case_id=more[0].pk, report="办了")
    assert "二级审定" in deputy.page("today") and "报告了、等您阅结的批示" in leader.page("today")


def test_today_is_where_a_phone_lands(head, handler):
    assert head.get("/", **PHONE)["Location"] == reverse("workbench:today")
    assert head.get("/")["Location"] == reverse("workbench:inbox")
    assert head.get("/", HTTP_SEC_CH_UA_MOBILE="?1")["Location"] == reverse("workbench:today")
    assert handler.get("/", **PHONE)["Location"] == reverse("workbench:inbox")
    assert handler.get(reverse("workbench:today")).status_code == 404
