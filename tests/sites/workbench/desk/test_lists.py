"""Inbox, everything in sight, units, approvals, messages, search."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.city import PHONE, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.ground.record import queries as record
from yiwang.kit import clock

SEALED = {"category": "conduct.attitude", "content": "鼓前派出所的民警态度恶劣，当众骂人，请处理。"}
BUDGET = 14
HELPERS = "min.zhi"


def without_tokens(html):
    return re.sub(r"[A-Za-z0-9]{64}", "", html)


def sealed():
    appeal = registered(told=SEALED)
    assert (appeal.case.confidentiality, appeal.case.unit.code) == ("sealed", "yz.inspection")
    assert "yz.jc.gq" in appeal.case.excluded_units
    return appeal


def test_the_inbox_shows_what_is_mine_by_what_burns(handler):
    with time_machine.travel(clock.now() - timedelta(days=30), tick=False):
        late = appeal_at(State.HANDLING)
    fresh = appeal_at(State.PUSHED)
    html = handler.page("inbox")
    assert html.index("已超期") < html.index(late.case.number) < html.index("后面几天") < html.index(fresh.case.number)
    assert "签收剩" in html
    assert "王**" in html and "王女士" not in html


def test_the_chips_narrow_it_and_count(handler):
    pushed, handling = appeal_at(State.PUSHED), appeal_at(State.HANDLING)
    html = handler.page("inbox", state="pushed")
    assert pushed.case.number in html and handling.case.number not in html
    assert "待签收1" in html and "办理中1" in html
    assert handler.page("inbox", state="nonsense", page="-3", unit="'; --")


def test_an_empty_inbox_says_what_will_come(handler):
    assert "现在没有要办的" in handler.page("inbox")


def test_a_head_begins_with_what_lies_below(head, handler):
    appeal = appeal_at(State.HANDLING)
    assert appeal.case.number in head.page("inbox")
    assert appeal.case.number not in head.page("inbox", scope="mine")


def test_another_station_sees_nothing_of_it(stranger):
    appeal = appeal_at(State.HANDLING)
    for name in ("inbox", "list", "approvals", "units"):
        assert appeal.case.number not in stranger.page(name)
    assert "没有这个编号的件" in stranger.page("search", q=appeal.case.number)
    for name in ("case", "peek", "contact", "reply", "review", "reassign", "attach", "send_back"):
        assert stranger.get(reverse(f"workbench:{name}", args=[appeal.case.number])).status_code == 404
    for name in ("sign", "open", "contact", "acknowledge", "take_back"):
        assert stranger.send(name, appeal.case.number, version=1, nonce="x").status_code == 404


@pytest.mark.parametrize("who", ["yang.mo", "xiang.dong", "ye.qingwen", "wei.rong", "dai.jun"])
def test_a_sealed_file_does_not_exist_for_those_it_is_about_nor_for_the_desk(seat, who):
    client = seat(who)
    empty = without_tokens(client.page("list"))
    appeal = sealed()
    assert without_tokens(client.page("list")) == empty, "not even a count gives it away"
    assert "没有找到" in client.page("search", q="态度恶劣")
    assert client.get(reverse("workbench:case", args=[appeal.case.number])).status_code == 404
    if who == "ye.qingwen":
        assert appeal.case.number not in client.page("triage")


def test_the_unit_it_was_sealed_to_reads_it(seat):
    """The county's inspection has nobody who inspects: it lies with the city's."""
    appeal = sealed()
    client = seat("cao.zhengming")
    assert "态度恶劣" in client.page("case", appeal.case.number)
    assert "密封件" in client.page("list")


def test_an_informants_letter_waits_at_triage_for_who_confirms_its_redaction(seat):
    told = {
        "category": "",
        "type": "report",
        "content": "我叫于小满，楼下天天推牌九，一晚上输赢好几万。不要说是我讲的。",
    }
    appeal = registered(told=told)
    html = seat("ye.qingwen").page("triage_one", appeal.case.number)
    assert reverse("secrecy:redact", args=[appeal.case.number]) in html and "要先确认脱敏后的文字" in html
    assert "于小满" not in html


def test_the_three_offices_open_no_list(seat):
    client = seat("fan.rui")
    for name in ("inbox", "list", "units", "approvals", "triage", "alarms", "search", "register", "messages"):
        assert client.get(reverse(f"workbench:{name}")).status_code == 404 or name == "search"
    assert client.get(reverse("workbench:search")).status_code == 404


def test_units_and_lines_with_their_figures(head, handler):
    appeal_at(State.PUSHED), appeal_at(State.HANDLING)
    html = head.page("units")
    assert "在办诉求2件" in html and "鼓前派出所" in html
    assert "近30天系统直推<b>100.0%</b>（派到单位的2件中有2件没有经过人工分派）" in html
    assert handler.get(reverse("workbench:units")).status_code == 404
    assert head.page("list", unit="yz.jc.gq").count('id="row-') == 2
    assert head.page("list", unit="yz.jc.wj").count('id="row-') == 0


def test_approvals_are_for_those_who_did_not_write_it(head, handler):
    appeal = appeal_at(State.REVIEW)
    assert appeal.case.number in head.page("approvals")
    assert handler.get(reverse("workbench:approvals")).status_code == 404


def test_messages_are_read_at_once(handler):
    appeal = appeal_at(State.PUSHED)
    html = handler.page("messages")
    assert appeal.case.number in html and "未读" in html
    assert "条站内消息没看" in handler.page("inbox")
    assert handler.send("messages_read").status_code == 302
    assert "未读" not in handler.page("messages")
    assert handler.send("messages_read").status_code == 302


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("inbox", {}),
        ("inbox", {"scope": "all"}),
        ("list", {}),
        ("approvals", {}),
        ("units", {}),
        ("search", {"q": "烧烤"}),
    ],
)
def test_lists_ask_few_questions_however_long(head, django_assert_max_num_queries, name, query):
    for _ in range(4):
        appeal_at(State.REVIEW)
    head.page(name, **query)
    with django_assert_max_num_queries(BUDGET):
        assert "鼓前" in head.page(name, **query) or name in ("search",)


def test_what_waits_for_somebody_asks_as_much_for_five_as_for_one(seat):
    def lay():
        appeal = appeal_at(State.HANDLING)
        with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
            appeals.request_extension(by=officer("yang.mo"), case_id=appeal.pk, days=3, reason="等检测")
            appeals.call_in(by=officer("yang.mo"), case_id=appeal.pk, tasks=[("yz.wh.hm", "查一查")])
            appeals.instruct(by=officer("wei.rong"), case_id=appeal.pk, text="请抓紧")
        registered(told={"type": "consult", "category": "hukou.residence", "content": "居住证要带什么材料？"})

    pages = {
        "requests": seat("xiang.dong"),
        "parts": seat(HELPERS),
        "orders": seat("yang.mo"),
        "answers:patrol": seat("qin.yao"),
    }

    def asked(name, client):
        url = reverse(name if ":" in name else f"workbench:{name}")
        client.get(url)
        with CaptureQueriesContext(connection) as said:
            shown = client.get(url).content.decode()
        return len(said), len(set(re.findall(r"/case/([A-Z0-9-]+)/", shown)))

    lay()
    one = {name: asked(name, client) for name, client in pages.items()}
    for _ in range(4):
        lay()
    five = {name: asked(name, client) for name, client in pages.items()}
    assert {name: rows for name, (_count, rows) in one.items()} == dict.fromkeys(pages, 1), one
    assert {name: rows for name, (_count, rows) in five.items()} == dict.fromkeys(pages, 5), five
    assert all(five[name][0] <= min(one[name][0], BUDGET) for name in pages), (one, five)


def test_a_duty_desk_with_an_alarm_keeps_to_the_budget(seat, django_assert_max_num_queries):
    client = seat("bai.qihang")
    registered(is_urgent=True, tripwire={"page": "danger"})
    client.page("inbox")
    with django_assert_max_num_queries(BUDGET):
        client.page("inbox")


def test_search_by_number_goes_there(handler):
    appeal = appeal_at(State.HANDLING)
    answer = handler.get(reverse("workbench:search"), {"q": appeal.case.number.lower().replace("-", "")})
    assert answer.headers["Location"] == reverse("workbench:case", args=[appeal.case.number])


def test_search_by_two_characters_and_no_less(handler):
    appeal = appeal_at(State.HANDLING)
    assert appeal.case.number in handler.page("search", q="音箱")
    assert "至少写两个字" in handler.page("search", q="音")
    assert "没有找到" in handler.page("search", q="石油")


def test_search_by_phone_is_a_look_on_record(handler, stranger):
    appeal = appeal_at(State.HANDLING)
    assert appeal.case.number in handler.page("search", q=PHONE[-4:])
    assert appeal.case.number not in stranger.page("search", q=PHONE[-4:])
    looks = record.looks(where=record.Filter(subject=appeal.case.ref)).rows
    assert [(look.actor_id, look.fields) for look in looks] == [(str(handler.officer.pk), ["phone_last4"])]


def test_a_protected_informant_is_not_found_by_phone(handler):
    appeal = appeal_at(State.HANDLING)
    type(appeal.case).objects.filter(pk=appeal.case.pk).update(hides_identity=True)
    assert appeal.case.number not in handler.page("search", q=PHONE[-4:])
    assert "王**" not in handler.page("inbox") and "举报人" in handler.page("inbox")


def test_the_layout_offers_only_what_somebody_may_do(seat, handler):
    marks = ('data-key-focus="/"', 'data-key="C"')
    auditor = seat("fan.rui").get(reverse("offices:events")).content.decode()
    assert not [mark for mark in marks if mark in auditor]
    assert [mark for mark in marks if mark in handler.page("inbox")] == list(marks)
