"""流程跟踪, what lies at each node, one's own notices, the inbox by file, the groups' robots."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.city import CITIZEN, answer, appeal_at, handler_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging.models import Message, Preference, Robot
from yiwang.ground.messaging.states import Way

TRACK_BUDGET = 12


def test_each_node_stands_with_its_times_and_its_hand(head, handler, stranger) -> None:
    appeal = appeal_at(State.REPLIED)
    number = appeal.case.number
    with CaptureQueriesContext(connection) as seen:
        html = head.page("track", number)
    assert len(seen) <= TRACK_BUDGET, [query["sql"][:90] for query in seen]
    titles = re.findall(r'<p class="yw-row"><b>([^<]+)</b>', html)
    order = ["登记", "推送到单位", "签收", "首次联系", "办理", "审批"]
    assert [titles.index(title) for title in order] == sorted(titles.index(title) for title in order), titles
    assert "答复" in titles and "应完成" in html and "实际完成" in html and "停留" in html
    assert appeal.case.officer.name in html and "在时限内" in html
    assert "王女士" not in html and "15400012345" not in html
    assert stranger.get(reverse("workbench:track", args=[number])).status_code == 404
    assert f"/case/{number}/track/" in handler.page("case", number)


def test_a_second_round_and_what_is_not_over(head) -> None:
    appeal = appeal_at(State.REPLIED)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="还是很吵，没有人管")
    html = head.page("track", appeal.case.number)
    assert "第2轮" in html and "还没有完成" in html and "诉求人说没有解决" in html and "现在在" in html


def test_how_much_lies_at_each_node(head, handler) -> None:
    for state in (State.PUSHED, State.HANDLING):
        appeal_at(state)
    with CaptureQueriesContext(connection) as seen:
        html = head.page("nodes")
    assert len(seen) <= TRACK_BUDGET
    assert "鼓前派出所" in html and "最久" in html and "state=handling" in html
    assert handler.get(reverse("workbench:nodes")).status_code == 404


def test_a_head_chooses_and_tries_it_out(head) -> None:
    path = reverse("me:notices")
    html = head.get(path).content.decode()
    assert "单位负责人" in html and "还没有工作群机器人" in html
    said = {f"files_{node}": "own" for node in ("sign", "handle", "approve", "reply", "urge", "return", "overdue")}
    said |= {name.replace("files", "pace"): "at_once" for name in said}
    assert head.post(path, said | {"ways_sign": ["inbox", "sms"]}).status_code == 302
    kept = Preference.objects.get(officer=head.officer, node="sign")
    assert set(kept.ways) == {Way.INBOX, Way.SMS}
    assert head.post(path, said | {"ways_sign": ["pigeon"]}).status_code == 422
    assert head.post(reverse("me:try_notices")).status_code == 302
    assert Message.objects.filter(template="nt.try", recipient_id=str(head.officer.pk)).count() == 2


def test_the_inbox_stands_by_file_and_a_file_is_read_alone(head) -> None:
    first, second = appeal_at(State.PUSHED), appeal_at(State.PUSHED)
    for appeal in (first, second):
        appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
        answer(appeal)
    html = head.page("messages")
    assert html.count(f"data-row>{first.case.number}<") == 1
    ids = re.findall(r'name="ids" value="([\d,]+)"', html)
    assert len(ids) >= 2
    head.post(reverse("workbench:messages_read"), {"ids": ids[0]})
    left = re.findall(r'name="ids" value="([\d,]+)"', head.page("messages"))
    assert ids[0] not in left and len(left) == len(ids) - 1
    head.post(reverse("workbench:messages_read"))
    assert 'name="ids"' not in head.page("messages")


@pytest.mark.django_db
def test_the_system_office_sets_a_robot_up_tries_and_stops_it(seat) -> None:
    office = seat("gu.ningxin")
    unit = appeal_at(State.PUSHED).case.unit
    path = reverse("offices:add_robot")
    said = {"unit": unit.code, "kind": "wecom", "name": "鼓前所工作群", "address": "https://example.com/x"}
    refused = office.post(path, said)
    assert refused.status_code == 422 and "qyapi.weixin.qq.com" in refused.content.decode()
    said["address"] = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-key"
    assert office.post(path, said).status_code == 302
    row = Robot.objects.get(unit=unit)
    here = reverse("offices:robot", args=[row.pk])
    assert "secret-key" not in office.get(here).content.decode()
    assert office.post(reverse("offices:try_robot", args=[row.pk])).status_code == 302
    assert "试发" in office.get(here).content.decode()
    assert "不能恢复" not in office.get(reverse("offices:stop_robot", args=[row.pk])).content.decode()
    assert office.post(reverse("offices:stop_robot", args=[row.pk])).status_code == 302
    assert "已停用" in office.get(reverse("offices:robots")).content.decode()
    assert seat("xiang.dong").get(reverse("offices:robots")).status_code == 404
