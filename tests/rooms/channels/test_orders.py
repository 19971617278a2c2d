"""Orders of other platforms: taken in once, told of in order, and what the platform says of them is applied in its turn."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.city import answer, handler_of, head_of, officer
from tests.rooms.channels.platforms import HOUSE, listening, notice, ordered, partner, raw_order
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.events import ReplyApproved
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.channels import commands, jobs, queries
from yiwang.cases.channels.commands import pulling
from yiwang.cases.channels.gateways.partner import Said
from yiwang.cases.channels.models import Notice, Order, Report
from yiwang.cases.channels.states import ExtensionState, NoticeState, OrderState, ReportState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.people import commands as people
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
BY = Actor.job("channels.report")


def appeal_of(order: Order):
    return appeals_queries.get_by_id(case_id=order.case_id)


def replied(order: Order) -> None:
    appeal = appeal_of(order)
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(appeal)
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)


def kinds(order: Order) -> list[str]:
    return [report.kind for report in queries.reports_of(order=order)]


def test_an_order_becomes_a_file_once_with_its_own_clock_and_a_receipt():
    row = partner()
    at = clock.now() - timedelta(hours=30)
    order = ordered(row, order_id="GD-1", ordered_at=at.isoformat())
    case = order.case
    assert (case.channel, case.external_id, case.applicant.identity_level) == ("12345", "GD-1", "platform")
    assert clocks.ledger(subject=case.ref, kind="handle", reader=clocks.OFFICER).lines[0].at == at
    assert kinds(order) == ["receipt"]
    again = commands.take_order(by=HOUSE, partner=row, raw=raw_order(order_id="GD-1", content="另一段话"))
    assert (again.order.pk, again.is_new, Order.objects.count()) == (order.pk, False, 1)
    assert Case.objects.filter(external_id="GD-1").count() == 1
    assert kinds(order) == ["receipt"]


def test_a_file_that_came_by_another_way_is_not_registered_twice():
    row = partner()
    first = ordered(row, order_id="GD-1")
    Report.objects.all().delete()
    first.delete()
    assert ordered(row, order_id="GD-1").case_id == first.case_id


def test_numbers_that_cannot_be_are_left_out_and_turn_no_order_away():
    order = ordered(partner(), applicant_phone="不详", applicant_id_number="123")
    party = Applicant.objects.get(pk=order.case.applicant_id)
    assert (party.name, party.phone, party.id_number, party.is_anonymous) == ("王女士", "", "", False)
    assert "不详" in order.raw


def test_a_platform_that_is_off_is_refused_and_fields_are_named():
    row = partner()
    with pytest.raises(Invalid) as refused:
        ordered(row, content="", ordered_at="昨天")
    assert set(refused.value.fields) == {"content", "ordered_at"}
    row = commands.switch_partner(by=HOUSE, code=row.code, is_on=False)
    with pytest.raises(Refused):
        ordered(row)


def test_every_step_is_told_in_order_and_the_result_word_for_word(monkeypatch):
    order = ordered(partner())
    replied(order)
    with listening(monkeypatch) as ear:
        while commands.deliver_reports(by=BY):
            pass
        assert commands.deliver_reports(by=BY) == 0, "run again it says nothing twice"
    assert ear.kinds == ["receipt", "progress", "result"]
    assert [body["seq"] for body in ear.heard] == [1, 2, 3]
    assert (ear.heard[2]["text"], ear.heard[2]["outcome"]) == ("已到现场，摊主当晚撤走，每晚十点后加巡。", "resolved")
    order.refresh_from_db()
    assert order.state == OrderState.ANSWERED


def test_what_is_not_taken_waits_its_turn_is_tried_for_hours_and_then_parked_and_replayed(monkeypatch):
    order = ordered(partner())
    appeals.sign(by=handler_of(appeal_of(order)), case_id=order.case_id)
    down = [Said(status=500, trouble="refused")] * 20
    with listening(monkeypatch, *down) as ear, time_machine.travel(clock.now(), tick=False) as travel:
        for _ in range(12):
            commands.deliver_reports(by=BY)
            travel.shift(timedelta(hours=1))
    first, second = queries.reports_of(order=order)
    assert (first.state, first.attempts, first.trouble) == (ReportState.PARKED, 10, "refused")
    assert ear.kinds.count("receipt") == 10
    assert ear.kinds[:10] == ["receipt"] * 10, "the later one waited while the earlier was tried"
    assert second.attempts == 2
    assert commands.replay_reports(by=HOUSE, order=order) == 1
    with listening(monkeypatch) as ear, time_machine.travel(clock.now() + timedelta(days=1)):
        while commands.deliver_reports(by=BY):
            pass
    assert ear.kinds == ["receipt", "progress"]
    assert ear.heard[0]["report_id"] == first.name, "a replay keeps its name"


def test_what_the_platform_has_read_and_refused_is_not_tried_for_hours(monkeypatch):
    order = ordered(partner())
    with listening(monkeypatch, *[Said(status=422, trouble="refused")] * 9) as ear, time_machine.travel(0) as travel:
        travel.move_to(clock.now() + timedelta(days=30_000))
        for _ in range(6):
            commands.deliver_reports(by=BY)
            travel.shift(timedelta(hours=1))
    assert (len(ear.heard), queries.reports_of(order=order)[0].state) == (3, ReportState.PARKED)


def test_a_worker_that_died_leaves_nothing_behind(monkeypatch):
    order = ordered(partner())
    assert len(commands.claim_reports(by=BY, limit=9)) == 1
    assert commands.claim_reports(by=BY, limit=9) == []
    with listening(monkeypatch) as ear, time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert commands.deliver_reports(by=BY) == 1
    assert (ear.kinds, queries.reports_of(order=order)[0].state) == (["receipt"], ReportState.TAKEN)


def test_a_sealed_file_tells_no_word():
    row = partner("jw", channel="supervision_hotline")
    order = ordered(row, type="complaint", content="派出所民警收了烧烤摊的好处费不管事，我要举报民警受贿。")
    assert order.case.confidentiality == "sealed"
    commands.report_step(by=HOUSE, order_id=order.pk, event=_approved(order.case))
    said = queries.said_in(notice=queries.reports_of(order=order)[-1])
    assert "outcome" not in said
    assert "密封" in said["text"]


def _approved(case: Case) -> ReplyApproved:
    return ReplyApproved(case.ref, 0, "resolved", "")


# --- what the platform says


def test_a_rating_is_kept_and_discontent_begins_a_new_round():
    row = partner()
    good, bad = ordered(row), ordered(row)
    replied(good)
    replied(bad)
    notice(row, "rating", good.external_id, rating="1")
    notice(row, "rating", bad.external_id, rating="4", text="没有人来")
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.rating, good.case.state) == (1, State.REPLIED)
    assert (bad.rating, bad.state) == (4, OrderState.OPEN)
    assert appeal_of(bad).case.round == 2
    assert appeals_queries.disputes_of(appeal=appeal_of(bad))[0].reason == "没有人来"
    assert kinds(bad)[-1] == "reopened"


def test_the_same_notice_twice_is_applied_once_and_an_urge_twice_presses_once():
    row = partner()
    order = ordered(row)
    raw = {"notice_id": "LW-1", "order_id": order.external_id, "kind": "urge"}
    first = commands.take_notice(by=HOUSE, partner=row, raw=raw)
    assert commands.take_notice(by=HOUSE, partner=row, raw=raw).pk == first.pk
    second = notice(row, "urge", order.external_id)
    assert (first.state, second.state, second.reason) == (NoticeState.APPLIED, NoticeState.IGNORED, "same")
    assert appeals_queries.urge_count(appeal=appeal_of(order)) == 1


def test_notices_wait_for_their_order_for_each_other_and_for_the_answer():
    row = partner()
    early = notice(row, "urge", "GD-late", seq=2)
    rating = notice(row, "rating", "GD-late", rating="2")
    assert (early.state, early.reason) == (NoticeState.WAITING, "no_order")
    order = ordered(row, order_id="GD-late")
    jobs.settle_notices()
    jobs.settle_notices()
    early.refresh_from_db()
    rating.refresh_from_db()
    assert (early.reason, rating.reason) == ("gap", "no_answer")
    notice(row, "supplement", "GD-late", seq=1, text="摊主又来了")
    jobs.settle_notices()
    early.refresh_from_db()
    assert early.state == NoticeState.APPLIED
    stale = notice(row, "urge", "GD-late", seq=1)
    assert (stale.state, stale.reason) == (NoticeState.IGNORED, "stale")
    replied(order)
    jobs.settle_notices()
    rating.refresh_from_db()
    order.refresh_from_db()
    assert (rating.state, order.rating, order.last_seq) == (NoticeState.APPLIED, 2, 2)


def test_a_notice_whose_order_never_comes_is_laid_before_a_person_and_a_gap_is_not_waited_for_for_ever():
    row = partner()
    lost, order = notice(row, "urge", "GD-never"), ordered(row)
    ahead = notice(row, "urge", order.external_id, seq=7)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        jobs.look_again(0)
    ahead.refresh_from_db()
    assert ahead.state == NoticeState.APPLIED
    with time_machine.travel(clock.now() + timedelta(days=8)):
        jobs.settle_notices()
    lost.refresh_from_db()
    assert (lost.state, lost.reason) == (NoticeState.HELD, "never_came")
    assert commands.drop_notice(by=HOUSE, notice_id=lost.pk).state == NoticeState.IGNORED


def test_a_hand_back_is_asked_of_them_and_what_they_do_not_take_is_taken_up_again():
    row = partner()
    taken, refused = ordered(row), ordered(row)
    for order in (taken, refused):
        appeals.hand_back(by=officer("ye.qingwen"), case_id=order.case_id, ground="归城管管", body="城市管理局")
        order.refresh_from_db()
        assert order.state == OrderState.RETURNING
    said = queries.said_in(notice=queries.reports_of(order=refused)[-1])
    assert (said["kind"], said["ground"], said["other_body"]) == ("hand_back", "归城管管", "城市管理局")
    notice(row, "hand_back_decision", taken.external_id, is_granted=True)
    notice(row, "hand_back_decision", refused.external_id, is_granted=False)
    taken.refresh_from_db()
    refused = Order.objects.get(pk=refused.pk)
    assert (taken.state, taken.case.state) == (OrderState.RETURNED, State.HANDED_BACK)
    assert (refused.state, refused.case.state, refused.case.round) == (OrderState.OPEN, State.REGISTERED, 2)
    assert clocks.promise(subject=refused.case.ref).due_at == refused.case.due_at
    assert refused.case.due_at is not None
    with pytest.raises(Refused):
        appeals.hand_back(by=officer("ye.qingwen"), case_id=refused.case_id, ground="还是归城管")
    again = notice(row, "hand_back_decision", refused.external_id, is_granted=False)
    assert (again.state, again.reason) == (NoticeState.IGNORED, "not_asked")
    assert Message.objects.filter(template="pt.return_refused").exists()


def test_an_extension_beyond_their_term_is_asked_of_them():
    row = partner()
    order = ordered(row, due_at=(clock.now() + timedelta(days=3)).isoformat())
    appeal = appeal_of(order)
    by, head = handler_of(appeal), head_of(appeal)
    appeals.sign(by=by, case_id=order.case_id)
    appeals.request_extension(by=by, case_id=order.case_id, days=5, reason="等物业提供监控")
    appeals.grant(by=head, case_id=order.case_id)
    order.refresh_from_db()
    said = queries.said_in(notice=queries.reports_of(order=order)[-1])
    assert (order.extension, said["kind"], said["days"], said["ground"]) == (
        ExtensionState.ASKED, "extension", 5, "等物业提供监控"
    )  # fmt: skip
    before = order.due_at
    notice(row, "extension_decision", order.external_id, is_granted=False)
    order.refresh_from_db()
    assert (order.extension, order.due_at) == (ExtensionState.REFUSED, before)
    assert Message.objects.filter(template="pt.extension_refused").exists()
    late = notice(row, "extension_decision", order.external_id, is_granted=True)
    assert (late.state, late.reason) == (NoticeState.IGNORED, "not_asked")


def test_their_earlier_term_is_warned_of_once():
    order = ordered(partner(), due_at=(clock.now() + timedelta(hours=20)).isoformat())
    jobs.look_again(0)
    jobs.look_again(0)
    assert Message.objects.filter(template="pt.due_near", channel="inbox").count() == 1
    assert Order.objects.get(pk=order.pk).warned_at


def test_a_redispatch_is_a_new_round_with_their_new_term_and_a_withdrawal_ends_it():
    row = partner()
    order = ordered(row)
    replied(order)
    due = clock.now() + timedelta(days=4)
    notice(row, "redispatch", order.external_id, text="群众仍不满意", due_at=due.isoformat())
    order = Order.objects.get(pk=order.pk)
    assert (order.case.round, order.due_at, order.state) == (2, due, OrderState.OPEN)
    notice(row, "withdrawal", order.external_id)
    order = Order.objects.get(pk=order.pk)
    assert (order.case.state, order.state, kinds(order)[-1]) == (State.WITHDRAWN, OrderState.CLOSED, "withdrawn")


def test_what_a_law_of_its_own_rules_is_told_to_the_platform_and_ends_there_without_an_answer():
    order, desk = ordered(partner()), officer("ye.qingwen")
    appeals.put_on_track(by=desk, case_id=order.case_id, track="petition", reason="属信访事项")
    told = queries.reports_of(order=order)[-1]
    assert told.kind == "progress" and "依法按信访办理" in json.loads(told.body)["text"]
    appeals.end_by_law(by=HOUSE, case_id=order.case_id)
    assert (kinds(order)[-1], Order.objects.get(pk=order.pk).state) == ("closed", OrderState.CLOSED)


# --- fetched


class Shelf:
    """A platform's pages of items."""

    def __init__(self, items):
        self.items, self.asked = items, []

    def fetch(self, *, cursor, limit):
        self.asked.append(cursor)
        after = int(cursor or 0)
        page = self.items[after : after + 2]
        return Said(status=200, body={"items": page, "next": str(after + len(page))})


def test_what_is_fetched_is_kept_once_the_unreadable_too_and_the_cursor_moves_behind_it(monkeypatch):
    row = partner("petition", kind="petition", channel="online_petition")
    shelf = Shelf([
        raw_order(order_id="XF-1"), {"order_id": "XF-2"},
        {"item": "notice", "notice_id": "N1", "order_id": "XF-1", "kind": "urge"},
    ])  # fmt: skip
    monkeypatch.setattr(queries, "line_to", lambda **_: shelf)
    monkeypatch.setattr(pulling, "must_stand_alone", lambda: None)
    assert queries.pulled() == [row]
    commands.pull(by=HOUSE, partner=row)
    row.refresh_from_db()
    assert (shelf.asked, row.cursor) == (["", "2", "3"], "3")
    commands.move_cursor(by=HOUSE, partner_id=row.pk, cursor="")  # as if killed before the cursor was kept
    row.refresh_from_db()
    commands.pull(by=HOUSE, partner=row)
    assert (Order.objects.count(), Notice.objects.count()) == (1, 2)
    assert Notice.objects.get(kind="unreadable").state == NoticeState.HELD
    assert queries.backlog() == (1, 0, 1)
    lost = Notice.objects.get(kind="unreadable")
    with pytest.raises(Invalid):
        commands.read_again(by=HOUSE, notice_id=lost.pk)
    commands.set_mapping(
        by=HOUSE, code=row.code, body={"order": {"fields": {"content": "order_id", "ordered_at": "day"}}}
    )
    Notice.objects.filter(pk=lost.pk).update(body='{"order_id": "XF-2", "day": "2026-11-20T09:00:00+08:00"}')
    for _ in range(2):
        assert commands.read_again(by=HOUSE, notice_id=lost.pk).state == NoticeState.APPLIED
    assert Order.objects.filter(external_id="XF-2").count() == 1


def test_one_notice_that_cannot_be_applied_holds_up_none_behind_it(monkeypatch):
    row = partner()
    bad, good = notice(row, "urge", "GD-x"), notice(row, "urge", "GD-y")
    ordered(row, order_id="GD-x")
    ordered(row, order_id="GD-y")
    real = commands.notices.settle_notice

    def settle(*, by, notice_id):
        if notice_id == bad.pk:
            raise Conflict("别人正在办")
        return real(by=by, notice_id=notice_id)

    monkeypatch.setattr(commands.notices, "settle_notice", settle)
    jobs.settle_notices()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.reason, good.state) == (NoticeState.HELD, "cannot", NoticeState.APPLIED)


def test_who_is_erased_by_order_is_gone_here_too():
    row = partner()
    order = ordered(row)
    said = notice(row, "supplement", order.external_id, text="我家在三栋")
    people.erase(
        by=HOUSE, applicant_id=order.case.applicant_id, order="删〔2026〕1号", ground="个人信息保护法第四十七条"
    )
    order.refresh_from_db()
    said.refresh_from_db()
    assert (order.raw, said.body) == ("", "")
    assert commands.forget_sender(by=HOUSE, applicant_id=order.case.applicant_id) == 0
