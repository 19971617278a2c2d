"""呈上级审定: what needs two levels, who is the second, and that nobody approves twice or his own."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Priority
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation import queries as people
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("city")
SEED = Actor.system("tests")


def waiting(priority=Priority.NORMAL):
    appeal = appeal_at(State.REVIEW)
    Case.objects.filter(pk=appeal.pk).update(priority=priority)
    return fresh(appeal)


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def passed(**more):
    appeal = waiting(Priority.COMPLEX)
    appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk, note="情况属实", **more)
    return fresh(appeal)


def kinds(appeal):
    views = clocks.clocks_of(subjects=[appeal.case.ref]).get(appeal.case.ref, {})
    return {name for name, view in views.items() if not view.stopped_at}


def facts(appeal):
    return [entry.code for entry in record.history(subject=appeal.case.ref)]


def test_an_important_answer_goes_over_two_desks():
    appeal = waiting(Priority.COMPLEX)
    with pytest.raises(Refused, match="复杂件要两级审定"):
        appeals.approve(by=officer("xiang.dong"), case_id=appeal.pk)
    reply = appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk, note="情况属实")
    assert appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk, note="情况属实").pk == reply.pk
    now = fresh(appeal)
    assert now.case.state == State.SECOND_REVIEW and facts(now).count("appeals.reply.passed_up") == 1
    assert kinds(now) == {"handle", "approve_level2"}
    assert (reply.passed_by.code, reply.passed_note) == ("xiang.dong", "情况属实")
    asked = Message.objects.filter(template="ap.approve.ask").order_by("-pk").first()
    assert asked.recipient_id == str(people.officer_by_code(code="qiao.hong").pk)
    sent = appeals.approve(by=officer("qiao.hong"), case_id=appeal.pk)
    assert sent.decided_by.code == "qiao.hong" and fresh(appeal).case.state == State.REPLIED
    assert kinds(fresh(appeal)) == set()


def test_an_ordinary_answer_may_go_up_too_and_comes_back_from_there():
    appeal = waiting()
    appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk)
    appeals.send_back(by=officer("qiao.hong"), case_id=appeal.pk, reason="再核一下时间")
    now = fresh(appeal)
    assert now.case.state == State.HANDLING and kinds(now) == {"handle"}
    appeals.submit_reply(by=handler_of(now), case_id=now.pk, text="已办，22点后每晚巡查。", outcome="resolved")
    appeals.approve(by=head_of(now), case_id=now.pk)
    assert queries.answer_of(appeal=fresh(now)).passed_by is None


def test_nobody_approves_twice_nor_his_own_and_the_second_stands_above():
    appeal = passed()
    refused = {"xiang.dong": "已经初审过", "deng.hui": "岗位不办"}
    for code, reason in refused.items():
        verdict = policies.may_approve(policies.mover(officer(code)), appeal)
        assert reason in verdict.reason, code
    for code in ("qiao.hong", "shen.zhiyuan", "dai.jun"):
        assert policies.may_approve(policies.mover(officer(code)), appeal), code
    other_head = people.officer_by_code(code="miao.wenlan")
    grant = organisation.propose_post(
        by=SEED, officer_id=other_head.pk, unit_code="yz.jc.gq", title="副所长", roles=["deputy_head"], scope="yz.jc.gq"
    )
    organisation.approve_post(by=SEED, post_id=grant.pk)
    assert "督办单位" in policies.may_approve(policies.mover(officer("miao.wenlan")), appeal).reason


def test_who_wrote_it_never_decides_on_either_level():
    appeal = appeal_at(State.HANDLING)
    appeals.record_contact(by=officer("xiang.dong"), case_id=appeal.pk, kind="call", reached=True, note="谈过")
    appeals.submit_reply(by=officer("xiang.dong"), case_id=appeal.pk, text="已办。", outcome="resolved")
    with pytest.raises(Refused, match="自己起草"):
        appeals.pass_up(by=officer("xiang.dong"), case_id=appeal.pk)


def test_an_order_makes_two_levels_necessary_until_it_is_closed():
    appeal = waiting()
    appeals.instruct(by=officer("zhai.gang"), case_id=appeal.pk, text="请抓紧")
    assert "批示" in policies.why_two_levels(fresh(appeal))
    appeals.close_instruction(by=officer("zhai.gang"), case_id=appeal.pk)
    assert policies.why_two_levels(fresh(appeal)) == ""
    appeals.approve(by=officer("xiang.dong"), case_id=appeal.pk)


def test_lists_and_counts_know_the_second_level():
    appeal = passed()

    def listed(code):
        by = officer(code)
        reach = people.reach(by=by)
        in_list = [row.pk for row in queries.approving(by=by, reach=reach).rows]
        mine = queries.to_approve(by=by, reach=reach, size=5)
        assert [row.pk for row in mine.rows] == in_list and mine.count == queries.counts(by=by).to_approve
        return in_list

    assert listed("qiao.hong") == [appeal.pk] and listed("xiang.dong") == []
    assert queries.counts(by=officer("xiang.dong")).all[State.SECOND_REVIEW] == 1
    assert [row["review"] for row in queries.unit_load(by=officer("xiang.dong"))] == [1]


def test_sealed_files_stay_in_their_unit_and_one_head_alone_is_enough():
    sealed = appeal_at(
        State.PUSHED, told={"category": "conduct.attitude", "content": "民警态度恶劣，当众骂人，请处理。"}
    )
    unit = sealed.case.unit.code
    alone = len(people.officers_of(unit_code=unit, roles=["unit_head", "deputy_head"])) < 2
    assert bool(policies.why_two_levels(sealed)) != alone
    for code in ("fu.yi", "guan.lei"):
        person = people.officer_by_code(code=code)
        post = organisation.propose_post(
            by=SEED, officer_id=person.pk, unit_code=unit, title="副职", roles=["deputy_head"], scope=unit
        )
        organisation.approve_post(by=SEED, post_id=post.pk)
    assert "两级" in policies.why_two_levels(fresh(sealed))
    by = handler_of(sealed) if sealed.case.officer else head_of(sealed)
    appeals.sign(by=by, case_id=sealed.pk)
    answer(fresh(sealed))
    appeals.pass_up(by=officer("fu.yi"), case_id=sealed.pk)
    assert not policies.may_approve(policies.mover(officer("fu.yi")), fresh(sealed))
    appeals.approve(by=officer("guan.lei"), case_id=sealed.pk)


def stand_in(whom, deputy):
    day = today()
    return organisation.name_deputy(
        by=officer(whom), deputy_id=people.officer_by_code(code=deputy).pk, valid_from=day, valid_to=day + timedelta(days=2),
        reason="出差",
    )  # fmt: skip


def test_a_deputy_is_asked_and_decides_in_the_others_name():
    stand_in("qiao.hong", "fang.yu")
    appeal = passed()
    asked = Message.objects.filter(template="ap.approve.ask").order_by("-pk").first()
    assert asked.recipient_id == str(people.officer_by_code(code="fang.yu").pk)
    appeals.approve(by=officer("fang.yu"), case_id=appeal.pk)
    last = record.history(subject=appeal.case.ref)[-1]
    assert (last.code, last.actor_label, last.on_behalf_of) == ("appeals.reply.approved", "方玉", "乔虹")


def test_a_deputy_never_decides_what_either_of_the_two_had_a_hand_in():
    stand_in("xiang.dong", "miao.wenlan")
    appeal = waiting(Priority.COMPLEX)
    reply = appeals.pass_up(by=officer("miao.wenlan"), case_id=appeal.pk)
    assert (reply.passed_by.code, reply.passed_for.code) == ("miao.wenlan", "xiang.dong")
    assert record.history(subject=appeal.case.ref)[-1].on_behalf_of == "项东"
    for code in ("xiang.dong", "miao.wenlan"):
        assert "初审过" in policies.may_approve(policies.mover(officer(code)), fresh(appeal)).reason
    own = appeal_at(State.HANDLING)
    appeals.record_contact(by=officer("xiang.dong"), case_id=own.pk, kind="call", reached=True, note="谈过")
    appeals.submit_reply(by=officer("xiang.dong"), case_id=own.pk, text="已办。", outcome="resolved")
    with pytest.raises(Refused, match="不能代起草"):
        appeals.approve(by=officer("miao.wenlan"), case_id=own.pk)


def test_withdrawing_from_the_second_level_ends_it():
    appeal = passed()
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    assert kinds(fresh(appeal)) == set() and fresh(appeal).case.state == State.WITHDRAWN


def test_the_citizen_sees_only_that_it_is_being_looked_at():
    assert State.SECOND_REVIEW.public_label == State.REVIEW.public_label == "答复审核中"
    assert Move.PASS_UP not in [row.move for row, _ in policies.open_moves(policies.mover(CITIZEN), waiting())]
    assert Appeal.objects.count() == 1
