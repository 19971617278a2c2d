"""The patrol of the morning and 公开问答 at the desk: who sees what, what the form proposes, how many statements it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.city import CITIZEN, NOISE, appeal_at, officer
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.offer.knowledge import queries
from yiwang.offer.knowledge.models import Patrol
from yiwang.offer.knowledge.states import AnswerState

BUDGET = 20
ASKED = f"{NOISE}我叫王小明，电话15400067891，车牌云A12345。"
TEXT = {"title": "烧烤摊扰民找谁？", "question": "楼下烧烤摊扰民找谁？", "answer": "打派出所值班电话，当晚就到。"}


def consultation(state=State.REVIEW):
    return appeal_at(state, told={"type": "consult", "content": ASKED})


@pytest.fixture
def task(city):
    appeal = consultation()
    appeals.approve(by=officer("qiao.hong"), case_id=appeal.pk)
    return queries.of_source(source=appeal.case.ref)


def page(seat, name, *args, **query):
    answer = seat.get(reverse(f"answers:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_patrol_lists_by_line_and_is_on_record(operator, head):
    appeal = consultation(State.HANDLING)
    page(operator, "patrol")
    with CaptureQueriesContext(connection) as few:
        text = page(operator, "patrol")
    assert "没有起草" in text and appeal.case.number in text and "今天的看过了" in text
    for _ in range(3):
        consultation(State.HANDLING)
    with CaptureQueriesContext(connection) as more:
        page(operator, "patrol")
    assert len(more) <= len(few) <= BUDGET
    operator.post(reverse("answers:patrol"))
    operator.post(reverse("answers:patrol"))
    assert Patrol.objects.count() == 1
    assert "已经巡查过" in page(operator, "patrol")
    assert "今天没有" not in page(head, "patrol", stage="review")


def test_an_officer_without_the_patrol_does_not_find_it(handler):
    assert handler.get(reverse("answers:patrol")).status_code == 404


def test_redacted_beside_the_original_then_let_out_by_another(handler, head, task):
    with CaptureQueriesContext(connection) as asked:
        text = page(handler, "one", task.pk)
    assert len(asked) <= BUDGET
    form = text[text.index("公开的样子") :]
    assert "15400067891" in text and "15400067891" not in form
    assert "〔电话〕" in form and "〔车牌〕" in form
    url = reverse("answers:one", args=[task.pk])
    assert handler.post(url, stamps(text) | TEXT | {"title": ""}).status_code == 422
    assert handler.post(url, stamps(text) | TEXT).status_code == 302
    assert "自己改的不能自己复核" in page(handler, "one", task.pk) or "您的岗位不办" in page(handler, "one", task.pk)
    assert handler.get(reverse("answers:publish", args=[task.pk])).status_code == 403
    sure = page(head, "publish", task.pk)
    assert head.post(reverse("answers:publish", args=[task.pk]), stamps(sure)).status_code == 302
    assert queries.by_id(answer_id=task.pk).state == AnswerState.PUBLISHED
    assert TEXT["title"] in page(head, "tasks", show="published", q="烧烤")
    down = page(head, "reason", task.pk, "withdraw")
    reason = reverse("answers:reason", args=[task.pk, "withdraw"])
    assert head.post(reason, stamps(down)).status_code == 422
    assert head.post(reason, stamps(down) | {"reason": "规定改了"}).status_code == 302
    assert queries.by_id(answer_id=task.pk).state == AnswerState.WITHDRAWN


@pytest.mark.parametrize("show", ["tasks", "published", "review", "ended", "nonsense"])
def test_every_list_says_what_is_empty(head, show):
    assert "yw-empty" in page(head, "tasks", show=show)


def test_the_timeline_says_what_the_asker_chose(handler, task):
    appeal = appeals_queries.case_by_number(number=task.number)
    appeals.choose_publishing(by=CITIZEN, case_id=appeal.pk, agrees=False)
    answer = handler.get(reverse("workbench:case", args=[task.number])).content.decode()
    assert "诉求人不同意公开问答" in answer
