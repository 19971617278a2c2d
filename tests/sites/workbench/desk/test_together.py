"""Pages of working together: calling in, reporting, convening, speaking, concluding, printing; what guests see and do not."""

import pytest
from django.urls import reverse

from tests.city import PHONE, appeal_at, handler_of, officer
from tests.sites.ui.helpers import Html
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import Consultation, Part
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.sites.workbench.desk.pages import slices

HELPER, HELPERS, EXPERT, CONVENER = "yz.wh.hm", "min.zhi", "su.wenbin", "dai.jun"


@pytest.fixture
def appeal(city):
    return appeal_at(State.HANDLING)


def called(appeal, task="查摊主的登记住址"):
    commands.call_in(by=handler_of(appeal), case_id=appeal.pk, tasks=[(HELPER, task)])
    return Part.objects.latest("id")


def convened(appeal):
    return commands.convene(
        by=officer(CONVENER), case_id=appeal.pk, ground="several_lines", question="占道和噪声怎么一起治", lines=["traffic"],
        unit_codes=[HELPER],
    )  # fmt: skip


def test_units_are_called_in_with_a_task_each(handler, appeal, seat):
    number = appeal.case.number
    assert "请单位协办" in handler.page("case", number)
    said = stamps(handler.page("call_in", number))
    one, two = (organisation.unit(code=code).name for code in (HELPER, "yz.sp.yc"))
    half = handler.send("call_in", number, **said, unit_0=one, task_0="", unit_1="没有的所", task_1="x")
    assert half.status_code == 422 and "请写明要这个单位做什么" in half.content.decode()
    done = handler.send("call_in", number, **said, unit_0=one, task_0="查住址", unit_1=two, task_1="夜里看一看")
    assert done.status_code == 302 and Part.objects.filter(appeal=appeal).count() == 2
    again = handler.send("call_in", number, **said, unit_0=one, task_0="查住址")
    assert again.status_code == 302 and Part.objects.count() == 2
    html = handler.page("case", number)
    assert "查住址" in html and "夜里看一看" in html and "还有2个单位没有反馈" in html
    assert "还没有反馈。可以先送审" in handler.page("reply", number)


def test_the_helping_unit_has_a_tab_a_page_and_reports(handler, appeal, seat, django_assert_max_num_queries):
    part, helper = called(appeal), seat(HELPERS)
    assert "协办" in helper.page("inbox")
    with django_assert_max_num_queries(12):
        listed = helper.page("parts")
    assert reverse("workbench:report_part", args=[appeal.case.number, part.pk]) in listed
    html = helper.page("report_part", appeal.case.number, part.pk)
    assert "查摊主的登记住址" in html and "摆烧烤摊" in html and PHONE not in html
    sent = {"nonce": Html(html).one("input", name="nonce")["value"], "answer": "住在乙小区3栋"}
    assert helper.send("report_part", appeal.case.number, part.pk, **sent).status_code == 302
    assert helper.send("report_part", appeal.case.number, part.pk, **sent).status_code == 302
    assert "住在乙小区3栋" in handler.page("case", appeal.case.number)
    assert "没有要协办的" in helper.page("parts")


def test_a_guest_sees_letter_and_task_and_no_more(appeal, seat, handler, django_assert_max_num_queries):
    part, number = called(appeal), appeal.case.number
    helper, stranger = seat(HELPERS), seat("gong.liang")
    with django_assert_max_num_queries(20):
        html = helper.page("case", number)
    assert "摆烧烤摊" in html and "这一件不归您办" in html and "王女士" not in html
    assert "办理过程" not in html and "发出的消息" not in html and "查看完整信息" in html
    for name in ("contact", "reply", "reassign", "attach", "call_in", "convene"):
        assert helper.get(reverse(f"workbench:{name}", args=[number])).status_code in (403, 404), name
    assert stranger.get(reverse("workbench:case", args=[number])).status_code == 404
    assert number not in helper.page("list")
    Case.objects.filter(pk=appeal.pk).update(confidentiality="sealed", title="密封件")
    sealed = helper.page("report_part", number, part.pk) + helper.page("case", number) + helper.page("peek", number)
    assert "摆烧烤摊" not in sealed and "已密封" in sealed and "查摊主的登记住址" in sealed


def test_recalling_a_part_asks_first(handler, appeal):
    part = called(appeal)
    page = handler.page("recall_part", appeal.case.number, part.pk)
    assert "不用再办" in page and Part.objects.get().state == "open"
    assert handler.send("recall_part", appeal.case.number, part.pk, **stamps(page)).status_code == 302
    assert Part.objects.get().state == "recalled"


def test_from_the_proposal_to_the_minutes(appeal, seat, django_assert_max_num_queries):
    number, lead, expert = appeal.case.number, seat(CONVENER), seat(EXPERT)
    page = lead.page("convene", number, ground="important")
    assert "苏文斌" in page
    sent = stamps(page) | {"ground": "important", "question": "谁来牵头", "lines": ["traffic"], "unit_codes": ""}
    wrong = lead.send("convene", number, **(sent | {"unit_codes": "没有的所"}))
    assert wrong.status_code == 422 and "没有叫“没有的所”的单位" in wrong.content.decode()
    assert lead.send("convene", number, **sent).status_code == 302
    held = Consultation.objects.get()
    with django_assert_max_num_queries(14):
        assert "请我提意见的" in expert.page("consultations")
    mine = expert.page("consultation", number, held.pk)
    assert "谁来牵头" in mine and "作出结论" not in mine and PHONE not in mine and "王女士" not in mine
    said = {"nonce": Html(mine).one("input", name="nonce")["value"], "text": "建议由街面秩序科牵头"}
    assert expert.send("opine", number, held.pk, **said).status_code == 302
    page = lead.page("consultation", number, held.pk)
    assert "建议由街面秩序科牵头" in page
    end = stamps(page, at="conclusion") | {"conclusion": "由鼓前所牵头", "unit_code": "", "minutes": "两方到会"}
    assert lead.send("conclude", number, held.pk, **end).status_code == 302
    paper = lead.page("minutes", number, held.pk)
    assert all(words in paper for words in ("会商纪要", "由鼓前所牵头", "两方到会", "苏文斌", number))
    assert "由鼓前所牵头" in lead.page("case", number) and "我召集的" in lead.page("consultations")


def test_who_was_not_asked_does_not_read_it(appeal, seat):
    called(appeal)
    held = commands.convene(
        by=officer(CONVENER), case_id=appeal.pk, ground="important", question="谁来牵头", lines=["traffic"]
    )
    url = reverse("workbench:consultation", args=[appeal.case.number, held.pk])
    assert seat(HELPERS).get(url).status_code == 404 and seat("gong.liang").get(url).status_code == 404
    assert "谁来牵头" not in seat(HELPERS).page("case", appeal.case.number)
    page = seat(CONVENER).page("cancel_consultation", appeal.case.number, held.pk)
    sent = stamps(page) | {"reason": "已经解决"}
    assert seat(CONVENER).send("cancel_consultation", appeal.case.number, held.pk, **sent).status_code == 302
    assert not queries.acts_of(queries.get_by_id(case_id=appeal.pk)).consultation


def test_long_lists_turn_and_say_how_many(city, seat, monkeypatch):
    """Parts, consultations, orders, the patrol and messages, one line a page."""
    monkeypatch.setattr(slices, "SLICE", 1)
    for place in (messaging, messaging.views):
        monkeypatch.setattr(place, "INBOX_ROWS", 1)
    for appeal in [appeal_at(State.HANDLING, told={"type": "consult"}) for _ in range(2)]:
        called(appeal)
        convened(appeal)
        commands.instruct(by=officer("wei.rong"), case_id=appeal.pk, text="请抓紧办理")
    helper, lead, leader, operator = seat(HELPERS), seat(CONVENER), seat("wei.rong"), seat("ye.qingwen")
    lists = (
        (helper, "workbench:parts", "parts/"), (lead, "workbench:consultations", "consultations/"),
        (helper, "workbench:consultations", "consultations/"), (leader, "workbench:orders", "case/"),
        (operator, "answers:patrol", "case/"),
    )  # fmt: skip
    for reader, name, to in lists:
        first, second = (
            reader.get(reverse(name), {"page": page} | ({"of": "mine"} if "orders" in name else {})).content.decode()
            for page in (1, 2)
        )
        assert "第1到1件，共2件" in first and "第2到2件，共2件" in second, name
        lines = [
            {a["href"] for a in Html(page).all("a") if to in a.get("href", "") and "YZ" in a["href"]}
            for page in (first, second)
        ]
        assert lines[0] and lines[1] and not lines[0] & lines[1], name
    first, second = helper.page("messages"), helper.page("messages", page=2)
    assert "第1页" in first and "下一页" in first and "上一页" in second
