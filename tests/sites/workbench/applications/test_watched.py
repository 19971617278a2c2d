"""One application goes over all that watches: drawn and scored, traced to every hand, its nodes and sheet, notices, figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from tests.city import appeal_at, officer
from tests.filing import accepted, again, decided, filed, form_of, head, window, worked
from tests.sites.workbench.applications.test_beside_appeals import at, text
from tests.sites.workbench.orders.test_orders_pages import send
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.applications import commands
from yiwang.cases.applications.queries import tallies as applications
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands as centre
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as reading
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.policies import Wish as Hears
from yiwang.ground.messaging.states import Node, Way
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Missing, Refused
from yiwang.quality.inspections import commands as inspections
from yiwang.quality.inspections import queries as inspected
from yiwang.quality.inspections.models import Inspection
from yiwang.quality.inspections.queries import Wish
from yiwang.quality.inspections.states import CHECKLISTS, Fault, Pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_it_is_drawn_scored_and_shown_as_an_appeal_is():
    one, letter = decided(filed(form=form_of("hukou.move", to_area="鼓前街道"))), appeal_at(State.REPLIED)
    by, unit = at("hou.fei"), one.case.unit.code
    given = {
        "title": "户口迁移办得怎样", "unit": "yz", "kind": "application", "pool": "answered", "since": today().isoformat(),
        "until": today().isoformat(), "category": "appeal:security", "size": "5", "sheets": "1", "checklist": "",
    }  # fmt: skip
    page = by.get("/inspections/new/").content.decode()
    assert "application:hukou.move" in page and "办件的通用评分表" in page
    assert send(by, "/inspections/new/", **given).status_code == 422
    assert send(by, "/inspections/new/", **given | {"category": "application:hukou.move"}).status_code == 302
    row = Inspection.objects.get()
    assert (row.kind, row.drawn_from) == ("application", f"{unit} {one.case.number}\n")
    assert [tuple(line) for line in row.checklist] == list(CHECKLISTS["application"])
    assert letter.case.number not in row.drawn_from
    sample, url = row.samples.get(), f"/inspections/{row.pk}/"
    assert "办件" in text(by, url) and one.document.name.zh in text(by, url)
    page = f"{url}files/{sample.pk}/"
    assert reverse("workbench:case", args=[one.case.number]) in text(by, page)
    marks = {f"mark_{place}": points for place, (_, points) in enumerate(CHECKLISTS["application"])}
    assert send(by, page, **marks).status_code == 302
    Case.objects.filter(pk=one.pk).update(confidentiality="sealed")
    assert reverse("workbench:case", args=[one.case.number]) not in text(by, page)
    wish = Wish(pool=Pool.ANSWERED, kind="application", since=today(), until=today(), units=["yz"])
    reach = organisation.reach(by=officer("hou.fei"))
    assert inspected.population(by=officer("hou.fei"), reach=reach, wish=wish) == []


def test_it_is_traced_to_every_hand_and_what_each_did_late():
    one = filed(form=form_of("hukou.move", to_area="鼓前街道"))
    who = window(one)
    commands.ask_correction(by=who, case_id=one.pk, items=[("form", "门牌号不对")])
    waiting = inspected.trace(case=again(one).case)
    assert [hand.part for hand in waiting.hands] == [inspected.HANDS, inspected.CITIZEN]
    commands.correct(by=who, case_id=one.pk, words="补好了")
    commands.accept(by=who, case_id=one.pk)
    worked(again(one))
    with travel(now() + timedelta(days=60), tick=False):
        commands.decide(by=head(one), case_id=one.pk, granted=True)
        case = again(one).case
        found = inspected.trace(case=case)
        hands = [hand for hand in found.hands if not hand.is_beside]
        assert [hand.part for hand in hands] == [
            inspected.HANDS, inspected.CITIZEN, inspected.HANDS, *([inspected.DELIVERY] if not case.closed_at else []),
        ]  # fmt: skip
        assert {hand.name for hand in hands if hand.part == inspected.HANDS} == {case.officer.name}
        assert {Fault.PROMISE_LATE, Fault.LAW_LATE} <= {one.fault for one in hands[2].found} and not hands[1].found
        assert [hand.part for hand in found.hands if hand.is_beside] == [
            step.name for step in one.steps.order_by("place") if step.started_at
        ]
        own = sum((hand.held for hand in hands if hand.part not in inspected.OUTSIDE), timedelta())
        assert found.in_house == own
        commands.take_back_decision(by=head(one), case_id=one.pk, reason="漏核了一项")
        again_ = inspected.trace(case=again(one).case)
        last = [hand for hand in again_.hands if not hand.is_beside][-1]
        assert (last.part, last.until) == (inspected.HANDS, None)
        assert Fault.TAKEN_BACK in {fault.fault for hand in again_.hands for fault in hand.found}
    page = f"/applications/{case.number}/"
    assert f"/traces/?number={case.number}" in text(at("hou.fei"), page)
    assert "/traces/" not in text(at(case.officer.code), page)
    page = at("hou.fei").post("/traces/", {"number": case.number, "purpose": "办理超期"}).content.decode()
    assert "超过法定时限" in page and "环节：" in page and "等群众" in page
    with pytest.raises((Missing, Refused)):
        inspections.trace(by=who, number=case.number, purpose="看看")


def test_who_wants_to_hear_of_its_steps_hears_of_them():
    one = filed(form=form_of("hukou.move", to_area="鼓前街道"))
    boss = organisation.head_of(unit_code=one.case.unit.code)
    messaging.prefer(by=head(one), wishes={Node.HANDLE: Hears(ways=frozenset({Way.INBOX}))})
    commands.ask_correction(by=window(one), case_id=one.pk, items=[("form", "门牌号不对")])
    commands.correct(by=window(one), case_id=one.pk, words="补好了")
    commands.accept(by=window(one), case_id=one.pk)
    told = {
        row.template: row.body for row in Message.objects.filter(recipient_id=str(boss.pk), template__startswith="nt.")
    }
    assert set(told) == {"nt.app.correction", "nt.app.accepted"}
    assert one.case.number in told["nt.app.accepted"] and "办件" in told["nt.app.accepted"]
    secret = accepted(key="b", form=form_of("hukou.move", to_area="鼓前街道"))
    Case.objects.filter(pk=secret.pk).update(excluded_officers=[boss.pk])
    with travel(reading.stored(subject=one.case.ref, kind="handle").red_at + timedelta(minutes=1), tick=False):
        for _near_then_missed in range(2):
            clocks.sweep(by=Actor.job("clocks.sweep"))
    late = Message.objects.filter(recipient_id=str(boss.pk), template="nt.app.overdue")
    assert late.exists() and not any(secret.case.number in row.body for row in late)
    assert not Message.objects.filter(template="nt.overdue").exists()


def test_every_node_of_its_way_and_its_sheet_to_print():
    one = decided(filed(form=form_of("hukou.move", to_area="鼓前街道")))
    page = f"/applications/{one.case.number}/"
    client = at(one.case.officer.code)
    assert f"{page}track/" in text(client, page)
    with CaptureQueriesContext(connection) as asked:
        way = text(client, f"{page}track/")
    assert len(asked) <= 20
    for said in ("提交申请", "受理", "按承诺办好", "按法定期限办好", "作出决定", "在时限内", *(
        f"环节：{step.name}" for step in one.steps.all() if step.started_at)):  # fmt: skip
        assert said in way
    sheet = text(client, f"{page}track/?print=1")
    assert "办理单" in sheet and one.document.name.zh in sheet and one.case.applicant.name not in sheet
    assert at("lan.tao").get(f"{page}track/").status_code == at("gu.ningxin").get(f"{page}track/").status_code == 404
    assert "提交申请" not in text(client, reverse("workbench:track", args=[appeal_at(State.REPLIED).case.number]))


def test_units_and_channels_count_it_as_a_kind_of_its_own():
    one, waits, letter = accepted(key="a"), filed(key="b"), appeal_at(State.HANDLING)
    by = officer("wei.rong")
    rows = {row["unit__code"]: row for row in applications.unit_load(by=by)}
    for unit in {one.case.unit.code, waits.case.unit.code}:
        hers = Case.objects.filter(kind="application", unit__code=unit, closed_at=None)
        states = [case.state for case in hers]
        assert rows[unit]["total"] == len(states) and rows[unit]["handling"] == states.count("in_steps")
        assert rows[unit]["submitted"] == states.count("submitted")
    loads = {row["unit__code"]: row["total"] for row in appeals.unit_load(by=by)}
    assert loads == {letter.case.unit.code: 1}
    client = at("wei.rong")
    text(client, "/inbox/")
    with CaptureQueriesContext(connection) as asked:
        page = text(client, "/units/")
    assert len(asked) <= 13
    assert "各单位在办的办件" in page and f"kind=application&amp;unit={one.case.unit.code}" in page
    nodes = text(client, "/nodes/")
    assert "各环节的办件数" in nodes and "各环节的诉求数" in nodes
    assert f"kind=application&amp;state=in_steps&amp;unit={one.case.unit.code}" in nodes
    centre.tally_days(by=Actor.system("test"), first=today(), last=today())
    channels = text(at("wei.rong"), "/figures/channels/?period=today")
    assert "各渠道办件的申请和决定" in channels and "申请2件" in channels
