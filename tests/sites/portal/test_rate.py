"""The page of an invitation under the portal's own role: five grades, once, and not a word of the matter."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rooms.asking.people import JOB, a_plan
from tests.sites.portal.citizen import inside, take_in, text
from yiwang.cases.counter.models import Invitation
from yiwang.ground.messaging import policies as messaging
from yiwang.kit import clock
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries.texts import token_of
from yiwang.quality.asking.states import AskState, Grade, Purpose

BUDGET = 5
QUESTIONS = [
    {"code": "wait", "kind": "single", "label": "等了多久？", "label_en": "How long did you wait?", "is_required": True,
     "options": [{"code": "short", "label": "10分钟以内", "label_en": "Up to 10 minutes"}, {"code": "long", "label": "更久"}]},
    {"code": "more", "kind": "text", "label": "还有什么建议？"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def awake(monkeypatch) -> None:
    monkeypatch.setattr(messaging.sending, "is_quiet", lambda _: False)
    monkeypatch.setattr(messaging, "is_quiet", lambda _: False)


def invited(purpose: Purpose = Purpose.SERVICE, **more) -> tuple[Ask, str]:
    with inside():
        plan = a_plan(purpose=purpose, **more)
        asking.plan_many(by=JOB, plans=[plan])
        asking.send_due(by=JOB)
        ask = Ask.objects.get(subject_id=plan.subject.id)
    return ask, f"/r/{token_of(ask)}/"


def test_one_tap_and_it_is_said_once(stranger):
    ask, url = invited()
    with CaptureQueriesContext(connection) as found:
        page = text(stranger.get(url))
    assert len(found) <= BUDGET
    assert "非常不满意" in page and "办得慢" in page and "鼓前" not in page and ask.person_index not in page
    missing = stranger.post(url, {"words": "就是慢"})
    assert missing.status_code == 422 and "请选一个满意程度" in text(missing)
    thanks = text(stranger.post(url, {"grade": "dissatisfied", "reasons": ["slow"], "words": "就是慢"}))
    assert "谢谢" in thanks and "24小时" in thanks
    assert "已经评价过了" in text(stranger.get(url))
    assert "已经评价过了" in text(stranger.post(url, {"grade": "satisfied"}))
    take_in()
    with inside():
        ask.refresh_from_db()
    assert (ask.state, ask.grade, ask.words) == (AskState.ANSWERED, Grade.DISSATISFIED, "就是慢")


def test_a_form_asks_its_own_questions_in_english_too(stranger):
    ask, url = invited(Purpose.SERVICE, title="办事环境调查", questions=QUESTIONS)
    assert "How long did you wait?" in text(stranger.get(url, headers={"accept-language": "en"}))
    assert stranger.post(url, {"q_more": "多开窗口"}).status_code == 422
    stranger.post(url, {"q_wait": "short", "q_more": "多开窗口"})
    with inside():
        assert Ask.objects.get(pk=ask.pk).state == AskState.ASKED
        Ask.objects.filter(pk=ask.pk).update(purpose=Purpose.SURVEY)
    take_in()
    with inside():
        assert queries.body_of(ask_id=ask.pk) == {"wait": "short", "more": "多开窗口"}


def test_a_page_that_is_over_and_one_that_never_was(stranger):
    _, url = invited()
    assert stranger.get("/r/nosuchtoken/").status_code == 404
    with inside():
        Invitation.objects.update(until=clock.now() - timedelta(minutes=1))
    over = stranger.get(url)
    assert over.status_code == 410 and "没有替您填任何评价" in text(over)
    assert stranger.post(url, {"grade": "satisfied"}).status_code == 410
