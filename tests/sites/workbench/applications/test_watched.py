"""One application goes over all that watches: drawn and scored, traced to every hand, its nodes and sheet, notices, figures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from tests.city import appeal_at, officer
from tests.filing import again, decided, filed, form_of, head, window, worked
from tests.sites.workbench.applications.test_beside_appeals import at, text
from tests.sites.workbench.orders.test_orders_pages import send
from yiwang.cases.appeals.states import State
from yiwang.cases.applications import commands
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
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
