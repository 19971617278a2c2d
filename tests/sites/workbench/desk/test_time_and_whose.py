"""Pages of more time and of whose a file is: what they show before anything is done, and what they ask once more."""

from django.urls import reverse

from tests.city import appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock
from yiwang.sites.ui import words

BACK = {"ground": "not_here", "reason": "事发在文津街道"}
BUDGET = 16


def state(appeal):
    return queries.get_by_id(case_id=appeal.pk).case.state


def asked(appeal, **changes):
    return appeals.request_extension(
        by=officer("yang.mo"), case_id=appeal.pk, days=5, reason="还差三天的录像", **changes
    )


def test_each_number_of_days_says_where_it_leads_and_the_approver_reads_the_same(handler, head):
    appeal = appeal_at(State.HANDLING)
    then = words.moment(clocks.if_extended(subject=appeal.case.ref, days=(5,))[5].due_at)
    form = handler.page("extension", appeal.case.number)
    assert f"5个工作日，最晚{then}" in form and "10个工作日" in form and "11个工作日" not in form
    said = handler.hidden("extension", appeal.case.number) | {"days": "5", "reason": "还差三天的录像"}
    for _ in range(2):
        assert handler.send("extension", appeal.case.number, **said).status_code == 302
    assert len(queries.requests_of(appeal=appeal)) == 1
    html = head.page("grant", appeal.case.number)
    assert then in html and "还差三天的录像" in html
    done = head.send("grant", appeal.case.number, **head.hidden("grant", appeal.case.number), request=_id(appeal))
    assert done.status_code == 302 and queries.requests_of(appeal=appeal)[0].state == "granted"


def _id(appeal):
    return queries.requests_of(appeal=appeal)[0].pk


def test_a_missing_reason_is_said_and_what_was_typed_is_kept(handler):
    appeal = appeal_at(State.HANDLING)
    said = handler.hidden("pause", appeal.case.number) | {"ground": "expert", "proof": " ", "reason": "等检测报告"}
    answer = handler.send("pause", appeal.case.number, **said)
    assert answer.status_code == 422
    assert "请写凭据的文号或名称" in answer.content.decode() and "等检测报告" in answer.content.decode()


def test_what_waits_is_listed_for_whoever_may_decide(handler, head, stranger, django_assert_max_num_queries):
    appeals_ = [appeal_at(State.HANDLING) for _ in range(3)]
    for one in appeals_:
        asked(one)
    with django_assert_max_num_queries(BUDGET):
        html = head.page("approvals")
    assert html.count("延期5个工作日") == 3 and reverse("workbench:grant", args=[appeals_[0].case.number]) in html
    assert "延期5个工作日" not in stranger.page("approvals")
    assert "待批延期" in handler.page("inbox")
    appeals.grant(by=officer("xiang.dong"), case_id=appeals_[0].pk)
    assert "没有暂停计时的件" in head.page("paused")


def test_a_pause_is_seen_until_it_is_over(handler, head):
    appeal = appeal_at(State.HANDLING)
    paper = {"ground": "expert", "proof": "云公鉴字118号", "reason": "等检测"}
    appeals.request_pause(by=officer("yang.mo"), case_id=appeal.pk, **paper)
    appeals.grant(by=officer("xiang.dong"), case_id=appeal.pk)
    assert "云公鉴字118号" in head.page("paused") and "已暂停" in handler.page("inbox")
    page = handler.page("case", appeal.case.number)
    assert "已暂停计时" in page and "云公鉴字118号" in page
    assert "现在恢复，最晚" in handler.page("resume", appeal.case.number)
    sent = handler.send("resume", appeal.case.number, **handler.hidden("resume", appeal.case.number))
    assert sent.status_code == 302 and queries.open_pause(appeal=appeal) is None


def test_given_back_it_comes_to_the_desk_with_its_story(handler, operator):
    appeal = appeal_at(State.PUSHED)
    said = handler.hidden("return", appeal.case.number) | BACK | {"suggested": "文津派出所"}
    wrong = handler.send("return", appeal.case.number, **said | {"suggested": "没有的所"})
    assert wrong.status_code == 422 and "没有这个单位" in wrong.content.decode()
    done = handler.send("return", appeal.case.number, **said)
    assert done.headers["Location"] == reverse("workbench:inbox") and state(appeal) == State.REGISTERED
    html = operator.page("triage_one", appeal.case.number)
    assert "第1次：鼓前派出所退办" in html and "事发在文津街道" in html
    units = html[html.index('name="unit"') :]
    assert units.index("yz.jc.wj") < units.index("yz.jc.gq") or "yz.jc.gq" not in units.split("</fieldset>")[0]


def test_the_superior_finds_it_among_the_approvals_and_says_whose_it_is(seat):
    appeal = appeal_at(State.PUSHED)
    appeals.return_to_desk(by=officer("yang.mo"), case_id=appeal.pk, suggested="yz.jc.wj", **BACK)
    appeals.push(by=officer("ye.qingwen"), case_id=appeal.pk, unit_code="yz.jc.wj")
    appeals.return_to_desk(by=officer("mu.yanqiu"), case_id=appeal.pk, suggested="yz.jc.gq", **BACK)
    boss = seat("qiao.hong")
    assert "两次退办，等您指定" in boss.page("approvals")
    page = boss.page("designate", appeal.case.number)
    assert "第2次：文津派出所退办" in page and "最晚指定：" in page
    said = boss.hidden("designate", appeal.case.number) | {"unit": "鼓前派出所", "reason": "在鼓前辖区"}
    assert boss.send("designate", appeal.case.number, **said).status_code == 302
    assert state(appeal) == State.PUSHED and "不再退办" in boss.page("case", appeal.case.number)


def test_handing_back_is_asked_once_more(head):
    appeal = registered(told={"channel": "12345"}, external_id="GD1", ordered_at=clock.now())
    said = head.hidden("hand_back", appeal.case.number) | {"ground": "归城管", "body": "城市管理局", "phone": ""}
    once = head.send("hand_back", appeal.case.number, **said)
    assert once.status_code == 200 and "不能撤销" in once.content.decode() and state(appeal) == State.PUSHED
    sure = head.send("hand_back", appeal.case.number, **said | {"sure": "on"})
    assert sure.status_code == 302 and state(appeal) == State.HANDED_BACK
    assert "已退回12345政务热线" in head.page("case", appeal.case.number)
