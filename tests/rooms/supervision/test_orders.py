"""督办单: drafted, signed with its number, served, answered, sent back, lifted; what the clocks do; who sees it; its paper."""

from datetime import timedelta

import pytest

from tests.city import appeal_at, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks import commands as sweeping
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as people
from yiwang.ground.record import queries as record
from yiwang.kit import papers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.supervision import commands, policies, queries
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import MOVES, OrderMove, OrderSource, OrderState

pytestmark = pytest.mark.usefixtures("city")
SWEEP = Actor.job("clocks.sweep")
WORDS = {"title": "鼓前街夜市噪音", "matter": "同一地点三次反映，没有查清摊主。", "demand": "查清摊主，十日内见效。"}


def drafted(by="shi.heng", unit="yz.jc.gq", **more):
    return commands.draft_order(by=officer(by), unit=people.unit(code=unit), **(WORDS | more))


def served(**more):
    order = drafted(**more)
    commands.sign_order(by=officer("qiao.hong"), order_id=order.pk)
    return commands.serve_order(by=officer("shi.heng"), order_id=order.pk)


def reported(**more):
    order = served(**more)
    commands.acknowledge_order(by=officer("xiang.dong"), order_id=order.pk)
    commands.report_order(by=officer("xiang.dong"), order_id=order.pk, text="摊主已找到，签了承诺。")
    return order


def told(template):
    rows = Message.objects.filter(template=template)
    return {people.officer(id=int(row.recipient_id)).code for row in rows}


def fresh(order):
    return Order.objects.select_related("unit").get(pk=order.pk)


def test_the_whole_way_each_step_twice_and_told():
    order = drafted(case=appeal_at(State.HANDLING).case)
    for act, who in ((commands.sign_order, "qiao.hong"), (commands.serve_order, "shi.heng")):
        assert act(by=officer(who), order_id=order.pk).state == act(by=officer(who), order_id=order.pk).state
    order = fresh(order)
    assert order.number == f"云公督〔{order.year}〕{order.serial}号" and order.ack_by < order.report_by
    assert told("sv.order") == {"xiang.dong"} and told("sv.order.serve") == {"shi.heng"}
    for _ in range(2):
        commands.acknowledge_order(by=officer("xiang.dong"), order_id=order.pk)
    for _ in range(2):
        commands.report_order(by=officer("xiang.dong"), order_id=order.pk, text="查过了")
    commands.send_back_order(by=officer("shi.heng"), order_id=order.pk, why="没有写效果")
    assert fresh(order).state == OrderState.ACKNOWLEDGED and told("sv.order.back") == {"xiang.dong"}
    clock = clocks.clocks_of(subjects=[order.ref])[order.ref]
    assert clock["supervision_report"].stopped_at is None and clock["supervision_ack"].stopped_at
    commands.report_order(by=officer("xiang.dong"), order_id=order.pk, text="摊主已迁走，回访三户满意。")
    for _ in range(2):
        commands.accept_order(by=officer("shi.heng"), order_id=order.pk)
    with pytest.raises(Refused):
        commands.lift_order(by=officer("shi.heng"), order_id=order.pk)
    for _ in range(2):
        commands.lift_order(by=officer("qiao.hong"), order_id=order.pk)
    assert told("sv.lift") == {"xiang.dong"} and fresh(order).ended_at
    facts = record.history(subject=order.ref)
    assert [fact.code.rpartition(".")[2] for fact in facts] == [
        "drafted", "signed", "served", "acknowledged", "reported", "sent_back", "reported", "accepted", "lifted",
    ]  # fmt: skip
    assert not any(word in str([fact.payload for fact in facts]) for word in ("夜市", "效果", "摊主"))
    assert [report.is_enough for report in queries.reports_of(fresh(order))] == [False, True]


def test_numbers_run_without_gaps_and_a_dropped_draft_takes_none():
    first, dropped, second = drafted(), drafted(title="另一件"), drafted(title="第三件")
    commands.sign_order(by=officer("qiao.hong"), order_id=first.pk)
    commands.decline_order(by=officer("qiao.hong"), order_id=dropped.pk, why="先由分局自查")
    commands.sign_order(by=officer("qiao.hong"), order_id=second.pk)
    assert fresh(second).serial == fresh(first).serial + 1 and fresh(dropped).number == ""
    assert told("sv.order.declined") == {"shi.heng"}
    with pytest.raises(Missing):
        queries.order_paper(fresh(dropped))


@pytest.mark.parametrize(
    ("move", "who", "may"),
    [
        ("sign", "qiao.hong", True), ("sign", "wei.rong", True), ("sign", "hou.fei", True), ("sign", "shi.heng", False),
        ("sign", "lan.tao", False), ("amend", "shi.heng", True), ("amend", "yang.mo", False), ("decline", "qiao.hong", True),
        ("decline", "dai.jun", False),
    ],
)  # fmt: skip
def test_who_may_do_what_with_a_draft(move, who, may):
    order, reach = drafted(), people.reach(by=officer(who))
    assert bool(getattr(policies, f"may_{move}_order")(reach, order)) is may


def test_who_may_answer_and_nobody_passes_their_own_report():
    order = served()
    reaches = {who: people.reach(by=officer(who)) for who in ("xiang.dong", "yang.mo", "shi.heng", "ye.qingwen")}
    assert [bool(policies.may_acknowledge_order(reach, order)) for reach in reaches.values()] == [
        True,
        False,
        False,
        False,
    ]
    mine = officer("shi.heng")
    assert not policies.may_accept_order(reaches["shi.heng"], fresh(reported(title="二")), reported_by=int(mine.id))
    with pytest.raises(Refused):
        drafted(by="yang.mo")
    inspector = drafted(by="hou.fei", title="督察拟的")
    assert not policies.may_sign_order(people.reach(by=officer("hou.fei")), inspector)


def test_before_its_service_the_unit_knows_nothing_of_it_and_others_never():
    order = drafted()
    head, elsewhere = people.reach(by=officer("xiang.dong")), people.reach(by=officer("lan.tao"))
    commands.sign_order(by=officer("qiao.hong"), order_id=order.pk)
    assert queries.orders_waiting(reach=head) == 0
    with pytest.raises(Missing):
        commands.acknowledge_order(by=officer("xiang.dong"), order_id=order.pk)
    commands.serve_order(by=officer("shi.heng"), order_id=order.pk)
    assert [one.pk for one in queries.orders(reach=head)] == [order.pk]
    assert not queries.orders(reach=elsewhere).exists()
    assert not queries.orders(reach=people.reach(by=officer("yang.mo"))).exists()
    assert not queries.orders(reach=people.reach(by=officer("gu.ningxin"))).exists()


def test_a_revoked_order_stops_its_clocks_and_keeps_its_number():
    order = served()
    for _ in range(2):
        commands.revoke_order(by=officer("qiao.hong"), order_id=order.pk, why="情况已经查清")
    assert fresh(order).number and told("sv.order.revoked") == {"xiang.dong"}
    assert all(clock.stopped_at for clock in clocks.clocks_of(subjects=[order.ref])[order.ref].values())
    with pytest.raises(Conflict):
        MOVES.target(OrderState.DROPPED, OrderMove.REPORT)


def test_what_comes_late_is_told_and_goes_up_to_a_leader_once():
    order = served()
    for _ in range(2):
        sweeping.sweep(by=SWEEP, now=order.ack_by + timedelta(hours=1))
    assert told("sv.order.late") == {"qiao.hong"}
    for _ in range(2):
        sweeping.sweep(by=SWEEP, now=order.report_by + timedelta(days=2))
    assert fresh(order).escalated_at and "qiao.hong" in told("sv.order.unreported")
    assert len([f for f in record.history(subject=order.ref) if f.code.endswith("escalated")]) == 1
    commands.acknowledge_order(by=officer("xiang.dong"), order_id=order.pk)
    commands.report_order(by=officer("xiang.dong"), order_id=order.pk, text="办了")
    commands.accept_order(by=officer("shi.heng"), order_id=order.pk)
    with pytest.raises(Refused, match="局领导"):
        commands.lift_order(by=officer("qiao.hong"), order_id=order.pk)
    assert commands.lift_order(by=officer("zhai.gang"), order_id=order.pk).state == OrderState.LIFTED


def test_an_instruction_nobody_reported_on_becomes_a_draft_once():
    appeal = appeal_at(State.HANDLING)
    row = appeals.instruct(by=officer("zhai.gang"), case_id=appeal.pk, text="请抓紧办理，结果报我。")
    for _ in range(2):
        sweeping.sweep(by=SWEEP, now=row.due_at + timedelta(days=1))
    order = Order.objects.get(source=OrderSource.INSTRUCTION)
    assert (order.about, order.case_id, order.signer.code) == (row.ref, appeal.pk, "zhai.gang")
    assert told("sv.order.sign") >= {"zhai.gang"}
    with pytest.raises(Conflict):
        drafted(source=OrderSource.INSTRUCTION, about=row.ref)


def test_what_must_be_given():
    for wrong in ({"title": " "}, {"demand": "做" * 1001}, {"signer_id": 1 << 40}):
        with pytest.raises(Invalid):
            drafted(**wrong)
    assert commands.amend_order(by=officer("shi.heng"), order_id=drafted().pk, **WORDS).state == OrderState.DRAFTED


def test_its_paper_is_the_same_twice_and_says_what_is_asked():
    order = queries.order(reach=people.reach(by=officer("shi.heng")), id=served().pk)
    paper = queries.order_paper(order)
    assert paper.number == order.number and paper.to == order.unit.name and "4个工作小时内签收" in paper.words[-1]
    assert papers.pdf(paper) == papers.pdf(queries.order_paper(order)) and papers.pdf(paper)[:5] == b"%PDF-"
