"""An answer goes the way the question came: by mail in full, by a text with a link; what is not for all eyes by link alone."""

import pytest

from tests.city import appeal_at, handler_of, head_of, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel
from yiwang.kit.settings import settings

pytestmark = pytest.mark.usefixtures("city")
MAIL = {"told": {"channel": "email"}, "party": {"phone": "", "mail": "wang@mail.example"}}
WORDS = "已到现场，摊主当晚撤走，每晚十点后加巡。"


@pytest.fixture(autouse=True)
def own_settings():
    yield
    settings.cache_clear()


def told(appeal):
    rows = Message.objects.filter(subject_id=str(appeal.case.pk), recipient_kind="citizen").order_by("id")
    return {row.template: row for row in rows}


def test_who_wrote_by_mail_is_answered_by_mail_in_the_answers_own_words():
    rows = told(appeal_at(State.REPLIED, **MAIL))
    assert {row.channel for row in rows.values()} == {Channel.EMAIL}
    assert rows["ap.registered"].address == "wang@mail.example" and "******" in rows["ap.registered"].body
    assert WORDS in rows["ap.replied"].body and WORDS not in rows["ap.signed"].body


def test_who_left_a_phone_too_gets_one_message_the_way_they_came(monkeypatch):
    monkeypatch.setenv("YIWANG_MAIL_SMTP", "smtp://127.0.0.1:25")
    settings.cache_clear()
    both = {"phone": "15430001001", "mail": "wang@mail.example"}
    by_mail, by_web = registered(told={"channel": "email"}, party=both), registered(party=both)
    assert [row.channel for row in told(by_mail).values()] == [Channel.EMAIL]
    assert [row.channel for row in told(by_web).values()] == [Channel.SMS]


@pytest.mark.parametrize(
    "hidden", [{"confidentiality": "sealed"}, {"confidentiality": "personal"}, {"hides_identity": True}]
)
def test_of_a_matter_not_for_every_eye_the_mail_carries_the_link_alone(hidden):
    appeal = appeal_at(State.REVIEW, **MAIL)
    Case.objects.filter(pk=appeal.case.pk).update(**hidden)
    appeals.approve(by=head_of(appeal), case_id=appeal.case.pk)
    assert WORDS not in told(appeal)["ap.replied"].body


def test_who_wrote_by_mail_can_be_asked():
    appeal = appeal_at(State.HANDLING, **MAIL)
    who = policies.mover(handler_of(appeal))
    assert policies.may_ask(who, queries.get_by_id(case_id=appeal.case.pk))
    appeals.ask(by=handler_of(appeal), case_id=appeal.case.pk, text="是哪一栋楼？")
    assert told(appeal)["ap.ask_back"].channel == Channel.EMAIL
