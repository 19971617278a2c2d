"""Appeals and applications share one cover: one inbox, one search, one list of supervision, and no page of appeals stumbles."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from tests.city import officer, registered
from tests.filing import CITIZEN, NUMBER, accepted, again, filed, form_of, head, window, worked
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.applications import commands
from yiwang.cases.casework import commands as lookups
from yiwang.cases.counter import commands as counter
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as reading
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import Door, Grade, Purpose
from yiwang.quality.ratings import commands as ratings
from yiwang.quality.ratings.models import Rating, Rectification
from yiwang.quality.supervision import commands as supervision
from yiwang.quality.supervision import queries as supervised
from yiwang.quality.supervision.models import Card, Explanation
from yiwang.quality.supervision.states import CardKind, OrderState, Stage
from yiwang.sites.portal.track.pages import story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PAGES = (
    "/inbox/", "/cases/", "/search/?q=户口", "/units/", "/nodes/", "/approvals/", "/messages/", "/today/", "/triage/", "/duties/",
    "/figures/", "/topics/", "/paused/", "/requests/", "/orders/", "/undecided/", "/matters/", "/loops/", "/calls/", "/people/",
    "/cards/", "/explanations/", "/filter/",
)  # fmt: skip
MOST_QUERIES = 14
HOUSE = Actor.job("ratings.ask_applicant")


def at(code):
    client = Client(raise_request_exception=True)
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client, url):
    return client.get(url, follow=True).content.decode()


@pytest.mark.parametrize("who", ["handler", "xiang.dong", "ye.qingwen", "wei.rong", "shi.heng"])
def test_no_page_of_appeals_stumbles_over_an_application(who):
    one, _other = filed(key="a"), accepted(key="b")
    commands.withdraw(by=CITIZEN, case_id=filed(key="c").pk)
    letter = registered()
    client = at(one.case.officer.code if who == "handler" else who)
    answers = {page: client.get(page).status_code for page in PAGES}
    assert {page: status for page, status in answers.items() if status not in (200, 302, 403, 404)} == {}
    if who == "ye.qingwen":
        both = text(client, "/cases/")
        assert letter.case.number in both and one.case.number in both
        assert letter.case.number not in text(client, "/cases/?kind=application")
        assert one.case.number not in text(client, "/cases/?kind=appeal")


def test_one_inbox_one_search_and_people_are_found_across_kinds():
    one, letter = accepted(key="a"), registered()
    number, client = one.case.number, at(one.case.officer.code)
    with CaptureQueriesContext(connection) as asked:
        inbox = text(client, "/inbox/?scope=all")
    assert number in inbox and "办件" in inbox and len(asked) <= MOST_QUERIES
    assert number in text(client, "/inbox/?scope=all&kind=application&state=in_steps")
    assert number not in text(client, "/inbox/?scope=all&kind=appeal")
    assert number in text(client, f"/search/?q={one.case.title[:4]}")
    own = reverse("workbench:case", args=[number])
    assert client.get(f"/search/?q={number}").url == client.get(own).url == f"/applications/{number}/"
    assert at("ye.qingwen").get(reverse("workbench:case", args=[letter.case.number])).status_code == 200
    by = officer(one.case.officer.code)
    assert [case.pk for case in lookups.find_person(by=by, kind="id_number", said=NUMBER, purpose="核对")] == [one.pk]
    assert [case.pk for case in lookups.find_by_last4(by=by, last4="9001")] == [one.pk]
    with pytest.raises(Refused):
        lookups.find_person(by=officer("gu.ningxin"), kind="id_number", said=NUMBER, purpose="核对")


def test_who_leaves_leaves_no_application_behind():
    one = accepted()
    case, by = one.case, officer("gu.ningxin")
    work = queries.open_work(officer_id=case.officer_id)
    assert case.number in {piece.number for piece in work.pieces} and "办理中" in {
        piece.state.label for piece in work.pieces
    }
    other = next(who for who in organisation.officers_of(unit_code=case.unit.code) if who.pk != case.officer_id)
    due_at = case.due_at
    while appeals.hand_over_desk(by=by, officer_id=case.officer_id, why="left", to=other.code):
        pass
    now = again(one).case
    assert (now.officer, now.due_at, now.state) == (other, due_at, case.state)


def test_it_is_supervised_as_an_appeal_is():
    waits, runs = filed(key="a"), accepted(key="b")
    by, unit = officer("wei.rong"), runs.case.unit
    reach = organisation.reach(by=by)
    listed = supervised.files(by=by, reach=reach, stage=Stage.NOT_STARTED, unit=unit.code)
    assert waits.pk in listed.keys and runs.pk not in listed.keys
    assert runs.pk in supervised.files(by=by, reach=reach, stage=Stage.IN_PROGRESS, unit=unit.code).keys
    assert runs.case.number in text(at("wei.rong"), f"/duties/?unit={unit.code}&stage=in_progress")
    supervision.nudge(by=by, case_id=runs.pk)
    assert Message.objects.filter(template="sv.nudge.officer", recipient_id=runs.case.officer_id).exists()
    with travel(again(runs).case.due_at + timedelta(hours=1), tick=False):
        for _near_then_missed in range(2):
            clocks.sweep(by=Actor.job("clocks.sweep"))
        assert Card.objects.filter(case=runs.case).exists()
        assert at("wei.rong").get("/explanations/").status_code == 200


def test_late_it_is_explained_and_who_applied_reads_the_new_deadline():
    one = accepted(form=form_of("hukou.move", to_area="鼓前街道"))
    by, sweep = head(one), Actor.job("clocks.sweep")
    with travel(reading.stored(subject=one.case.ref, kind="handle").red_at + timedelta(minutes=1), tick=False):
        for _twice in range(2):
            clocks.sweep(by=sweep)
        row = Explanation.objects.get(case=one.case)
        assert row.unit == one.case.unit and Card.objects.filter(case=one.case, kind=CardKind.RED).count() == 1
        due = supervised.deadline_days(most=5)[-1]
        said = {"reason": "others", "words": "等省里核对户籍档案。", "told": "要等省里核对档案", "due": due}
        supervision.explain(by=by, explanation_id=row.pk, **said)
        with pytest.raises(Refused):
            supervision.accept_explanation(by=by, explanation_id=row.pk)
        row = supervision.accept_explanation(by=officer("dai.jun"), explanation_id=row.pk)
        assert reading.stored(subject=row.ref, kind=supervised.DEADLINE).due_at == row.due_at
        body = counter.project(by=sweep, case_id=one.pk).body
        assert "要等省里核对档案" in body and "户籍档案" not in body
        (line,) = story(json.loads(body))
        assert "没能按时办完" in line.title and "新期限" in line.text
        told = Message.objects.get(template="ap.overdue.citizen").body
        assert one.case.number in told and "要等省里核对档案" in told


def test_a_supervision_order_on_it_is_served_acknowledged_reported_and_lifted():
    one = accepted(form=form_of("hukou.move", to_area="鼓前街道"))
    words = {"title": "落户超期", "matter": "材料齐全，两周没有动。", "demand": "三日内办结。"}
    order = supervision.draft_order(by=officer("shi.heng"), unit=one.case.unit, case=one.case, **words)
    supervision.sign_order(by=officer("qiao.hong"), order_id=order.pk)
    assert supervision.serve_order(by=officer("shi.heng"), order_id=order.pk).ack_by
    supervision.acknowledge_order(by=head(one), order_id=order.pk)
    supervision.report_order(by=head(one), order_id=order.pk, text="已经办结。")
    supervision.accept_order(by=officer("shi.heng"), order_id=order.pk)
    assert supervision.lift_order(by=officer("qiao.hong"), order_id=order.pk).state == OrderState.LIFTED
    page = text(at("shi.heng"), reverse("orders:one", args=[order.pk]))
    assert one.case.number in page and f"/applications/{one.case.number}/" in page


def test_the_last_four_find_all_of_both_kinds_and_a_stranger_to_the_unit_finds_none():
    found = [filed(key=f"k{place}").case for place in range(4)]
    found.append(registered(party={"phone": "15400019001"}).case)
    ours = text(at(found[0].officer.code), "/search/?q=9001")
    assert all(f"/applications/{case.number}/" in ours for case in found[:4])
    assert found[4].number in text(at(found[4].officer.code if found[4].officer else "ye.qingwen"), "/search/?q=9001")
    stranger = organisation.default_handler(unit_code="yz.wh.hm")
    assert lookups.find_by_last4(by=organisation.actor_for(officer=stranger), last4="9001") == []
    for sought in ("9001", found[0].number, found[0].title[:4]):
        assert f"/applications/{found[0].number}/" not in text(at(stranger.code), f"/search/?q={sought}")


def test_who_applied_is_asked_once_and_a_bad_grade_is_rung_up_about_and_put_right():
    one = worked(accepted())
    assert ratings.ask_applicant(by=HOUSE, case_id=one.pk) is None, "not over"
    commands.decide(by=head(one), case_id=one.pk, granted=True, words="准予")
    commands.deliver(by=window(one), case_id=one.pk, how="online")
    with travel(clock.now() + timedelta(minutes=1), tick=False):
        asked = ratings.ask_applicant(by=HOUSE, case_id=one.pk)
        assert (asked.state, asked.case_id, asked.unit) == ("planned", one.pk, one.case.unit)
        assert ratings.ask_applicant(by=HOUSE, case_id=one.pk) is None, "asked already"
        asking.answer(by=CITIZEN, ask_id=asked.pk, door=Door.LINK, grade=Grade.DISSATISFIED, reasons=["slow"])
        rating = Rating.objects.get(case=one.case)
        assert (rating.unit, rating.left_out) == (one.case.unit, "")
        fixing = Rectification.objects.get(rating=rating)
        assert fixing.call == "waiting" and fixing.due_at > clock.now()
        call = Ask.objects.get(purpose=Purpose.BAD_RATING, subject_id=one.pk)
        assert call.task.due_at - clock.now() <= timedelta(hours=24)
    assert one.case.number in text(at("wei.rong"), "/cases/?state=finished&kind=application")


def test_its_clocks_are_told_without_an_appeal_behind_them():
    accepted()
    with travel(clock.now() + timedelta(days=90), tick=False):
        told = clocks.sweep(by=Actor.job("clocks.sweep"))
        assert told.missed
