"""The call-back desk; and that neither unit nor handler learns that or whom we ask before there is an answer."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import city as demo
from tests.rooms.asking.people import JOB, unit, whom
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record.models import Look
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.queries import About
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose, TaskState

pytestmark = pytest.mark.django_db
BUDGET = 14
TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAND_LINE = "03095550099"


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(TEN, tick=True):
        yield


def signed_in(code: str) -> Client:
    client = Client()
    account = organisation.officer_by_code(code=code).account
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_call(appeal: Appeal, purpose: Purpose = Purpose.LEVEL_TWO) -> Task:
    task = asking.call(
        by=JOB, purpose=purpose, subject=appeal.case.ref, unit=unit("yz.service"), judged=appeal.case.unit,
        handler=appeal.case.officer, case=appeal.case, whom=whom("15400012399"), about=About(),
        params={"number": appeal.case.number},
    )  # fmt: skip
    assert task
    return task


def test_a_call_is_taken_dialled_and_noted(city):
    appeal = demo.appeal_at(State.REPLIED)
    task = a_call(appeal)
    agent = signed_in("tan.mei")
    with CaptureQueriesContext(connection) as found:
        page = agent.get("/calls/").content.decode()
    assert len(found) <= BUDGET and "二级回访" in page and "15400012399" not in page
    url = f"/calls/{task.pk}/"
    assert "照着说" not in agent.get(url).content.decode()
    agent.post(f"{url}take/")
    shown = agent.get(url).content.decode()
    assert "没有经办过这件事" in shown and "154****2399" in shown and "15400012399" not in shown
    assert 'href="tel:15400012399"' in agent.post(f"{url}dial/").content.decode()
    assert Look.objects.filter(subject_kind="asking.ask", subject_id=str(task.ask_id)).count() == 1
    nonce = agent.get(url).context["form"]["nonce"].value()
    assert agent.post(url, {"nonce": nonce, "reached": "answered"}).status_code == 422  # no grade
    agent.post(url, {"nonce": nonce, "reached": "answered", "grade": "dissatisfied", "reasons": ["attitude"]})
    task.refresh_from_db()
    assert (task.state, task.ask.grade) == (TaskState.DONE, Grade.DISSATISFIED)


def test_a_day_lies_between_two_calls_and_three_are_enough(city):
    task = a_call(demo.appeal_at(State.REPLIED))
    by = demo.officer("tan.mei")
    for day in range(3):
        with time_machine.travel(TEN.replace(day=23 + day, hour=4)):
            asking.take_call(by=by, task_id=task.pk)
            asking.dial(by=by, task_id=task.pk)
            asking.note_attempt(by=by, task_id=task.pk, reached="no_answer")
            if day < 2:
                asking.take_call(by=by, task_id=task.pk)
                with pytest.raises(Exception, match="还没到可以再打的时候"):
                    asking.dial(by=by, task_id=task.pk)
                asking.give_back_call(by=by, task_id=task.pk)
    task.refresh_from_db()
    assert (task.state, task.ask.state, task.ask.grade) == (TaskState.GIVEN_UP, AskState.SILENT, "")


def test_neither_unit_nor_handler_learns_that_somebody_is_asked(city):
    """Attack: every page of the file, lists, search, inbox and the desk of calls, as handler and as head of the unit."""
    appeal = demo.appeal_at(State.REPLIED)
    case, said = appeal.case, {"subject": appeal.case.ref, "unit": appeal.case.unit, "handler": appeal.case.officer}
    hidden = ("满意吗", "一级回访", "二级回访", "回访任务", "cb.l1", "已询问")
    before = {}
    listed, inbox = reverse("workbench:list"), reverse("workbench:inbox")
    addresses = [
        reverse("workbench:case", args=[case.number]), listed, f"{listed}?q={case.number}", f"{listed}?q=满意", inbox,
        reverse("calls:home"), reverse("loops:home"), reverse("workbench:today"),
    ]  # fmt: skip
    people = [case.officer.code, organisation.head_of(unit_code=case.unit.code).code]
    for code in people:
        before[code] = [_seen(signed_in(code), url) for url in addresses]
    told = {"whom": whom(), "about": About(category=appeal.category or "", track=case.track), "case": case}
    asking.plan(by=JOB, purpose=Purpose.LEVEL_ONE, params={"number": case.number}, **said, **told)
    asking.send_due(by=JOB)
    ask = Ask.objects.get(case=case, purpose=Purpose.LEVEL_ONE)
    assert ask.state == AskState.ASKED
    a_call(appeal)
    for code in people:
        seen = [_seen(signed_in(code), url) for url in addresses]
        assert [status for status, _ in seen] == [status for status, _ in before[code]]
        assert not [word for _, page in seen for word in hidden if word in page], code
        assert not queries.tasks_for(by=demo.officer(code))
    assert ask.ref not in {one.subject for one in messaging.of(subject=case.ref)}
    assert queries.answers_of(subjects=[case.ref]) == []
    asking.answer(by=demo.CITIZEN, ask_id=ask.pk, door=Door.SMS, grade=Grade.SATISFIED)
    assert [one.grade for one in queries.answers_of(subjects=[case.ref])] == [Grade.SATISFIED]


def _seen(client: Client, url: str) -> tuple[int, str]:
    answer = client.get(url)
    return answer.status_code, answer.content.decode()
