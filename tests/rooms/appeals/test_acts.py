"""All acts of an appeal come with one statement, of every kind, each told once."""

import io
from datetime import timedelta

from PIL import Image

from tests.city import appeal_at
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import (
    Consultation,
    Designation,
    HandBack,
    Instruction,
    Opinion,
    Paper,
    Part,
    Question,
    Request,
    Return,
    Supplement,
    Urge,
)
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.appeals.queries.acts import _TABLES
from yiwang.cases.appeals.states import PartState, QuestionState, State
from yiwang.ground.files import commands as files
from yiwang.ground.files import queries as files_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor


def dot() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def fill(appeal):
    """One row of each kind, two of what may come twice."""
    now, by = clock.now(), appeal.case.officer
    unit, due = organisation.unit(code="yz.jc"), now + timedelta(days=3)
    Question.objects.create(appeal=appeal, round=1, text="几号楼？", asked_by=by, asked_at=now, due_at=due)
    Supplement.objects.create(appeal=appeal, round=1, key="s:1", text="是3号楼", at=now)
    Urge.objects.create(appeal=appeal, round=1, day=clock.today(), at=now)
    Request.objects.create(appeal=appeal, round=1, kind="extension", days=5, reason="要鉴定", asked_by=by, asked_at=now)
    Return.objects.create(appeal=appeal, number=1, unit=unit, ground="not_here", reason="不在辖区", by=by, at=now)
    Designation.objects.create(appeal=appeal, unit=unit, reason="由你们办", by=by, at=now)
    HandBack.objects.create(appeal=appeal, ground="职责不符", body="城管局", by=by, at=now)
    for text in ("先办", "后办"):
        Instruction.objects.create(appeal=appeal, text=text, by=by, at=now)
    Part.objects.create(appeal=appeal, round=1, unit=unit, task="查一下", called_by=by, called_at=now, due_at=due)
    held = Consultation.objects.create(
        appeal=appeal, ground="important", question="怎么办", convened_by=by, convened_at=now, due_at=due
    )
    file = files.keep(
        by=Actor.system("tests"), subject=appeal.case.ref, clean=files_queries.clean(name="x.png", data=dot())
    )
    Paper.objects.create(
        appeal=appeal, kind="receipt", round=1, mark="云公受", year=2026, serial=1, file=file, issued_at=now
    )
    for person in (by, organisation.head_of(unit_code=appeal.case.unit.code)):
        Opinion.objects.create(consultation=held, officer=person, unit=unit, asked_at=now)


def test_an_appeal_without_acts_costs_one_statement_and_then_none(city, django_assert_num_queries):
    appeal = appeal_at(State.HANDLING)
    with django_assert_num_queries(1):
        assert queries.acts_of(appeal) == Acts() and queries.acts_of(appeal) == Acts()


def test_every_kind_is_read_with_that_one_statement(city, django_assert_num_queries):
    appeal = appeal_at(State.HANDLING)
    fill(appeal)
    with django_assert_num_queries(1):
        acts = queries.acts_of(appeal)
    assert all(getattr(acts, name) for name in _TABLES if name != "opinions")
    assert acts.question and (acts.question.text, acts.question.state) == ("几号楼？", QuestionState.OPEN)
    assert acts.question.asked_by == appeal.case.officer.name and acts.question.due_at > acts.question.asked_at
    assert acts.urges[0].day == clock.today() and acts.urges[0].at.utcoffset() == timedelta(0)
    assert acts.request and acts.request.decided_by_id is None and acts.request.decided_by == ""
    assert acts.returns[0].unit_code == "yz.jc" and acts.returns[0].suggested == ""
    assert [one.text for one in acts.open_instructions] == ["后办", "先办"]
    assert [(one.unit_code, one.state) for one in acts.open_parts] == [("yz.jc", PartState.OPEN)]
    assert acts.consultation and [one.given_at for one in acts.consultation.opinions] == [None, None]


def test_another_appeal_is_not_told_of_it(city):
    fill(appeal_at(State.HANDLING))
    assert queries.acts_of(appeal_at(State.HANDLING)) == Acts()


def test_what_this_command_wrote_is_read_when_asked_for_again(city):
    appeal = appeal_at(State.HANDLING)
    assert not queries.acts_of(appeal).questions
    fill(appeal)
    assert not queries.acts_of(appeal).questions and queries.acts_of(appeal, again=True).questions
