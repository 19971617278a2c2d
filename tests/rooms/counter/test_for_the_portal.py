"""What the portal's pages ask of the counter beside the four pages themselves."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, NOISE
from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.models import Draft, Envelope, PhoneCheck
from yiwang.kit import clock
from yiwang.kit.errors import Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
PHONE = "15400067890"


def written(content: str = NOISE) -> str:
    token = commands.open_draft(by=CITIZEN)
    commands.write_words(by=CITIZEN, token=token, content=content, type="complaint")
    return token


def last_code() -> str:
    letter = Envelope.objects.filter(kind="phone_code").order_by("id").last()
    assert letter
    return str(json.loads(letter.body)["code"])


def test_a_draft_is_erased_on_wish_and_a_sent_one_stays():
    token = written()
    commands.drop_draft(by=CITIZEN, token=token)
    with pytest.raises(Missing):
        queries.draft(token=token)
    sent = written()
    commands.send_now(by=CITIZEN, token=sent)
    for _ in range(2):
        commands.drop_draft(by=CITIZEN, token=sent)
    assert queries.draft(token=sent).is_sent


def test_the_last_words_go_with_an_urgent_sending():
    token = commands.open_draft(by=CITIZEN)
    told = {"content": "有人受伤", "place": "鼓楼花园3栋", "phone": "154 0006 7890"}
    first = commands.send_now(by=CITIZEN, token=token, **told)
    assert commands.send_now(by=CITIZEN, token=token, content="别的") == first
    letter = json.loads(Envelope.objects.get(kind="submission").body)
    assert (letter["content"], letter["place"], letter["area_code"]) == ("有人受伤", "鼓楼花园3栋", "jc-gq")
    assert (letter["party"]["phone"], letter["party"]["identity_level"]) == (PHONE, "none")


def test_what_was_written_before_is_not_overwritten():
    token = written()
    commands.write_place(by=CITIZEN, token=token, place="鼓楼花园北门")
    commands.send_now(by=CITIZEN, token=token, content="别的", place="", phone="不知道")
    letter = json.loads(Envelope.objects.get(kind="submission").body)
    assert (letter["content"], letter["place"]) == (NOISE, "鼓楼花园北门")


def test_danger_may_be_told_without_words():
    token = commands.open_draft(by=CITIZEN)
    step = commands.write_words(by=CITIZEN, token=token, content="", danger_now=True)
    assert step.trip
    assert step.trip.page == "danger"


def test_the_code_may_stand_on_the_same_page():
    token = written()
    commands.write_contact(by=CITIZEN, token=token, name="王", phone=PHONE, consented=True)
    commands.ask_code(by=CITIZEN, token=token)
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    told = {"name": "王", "phone": PHONE, "consented": True}
    assert "还可以试4次" in commands.write_contact(by=CITIZEN, token=token, code=wrong, **told).problems["code"]
    assert PhoneCheck.objects.get().tries == 1
    assert commands.write_contact(by=CITIZEN, token=token, code=right, **told).is_done
    assert commands.write_contact(by=CITIZEN, token=token, **told).is_done
    with pytest.raises(Refused, match="已经确认过"):
        commands.ask_code(by=CITIZEN, token=token)


def test_the_receipt_names_the_coming_steps():
    token = written()
    receipt = commands.send_now(by=CITIZEN, token=token)
    assert [step["kind"] for step in receipt.steps] == ["sign", "first_contact", "handle"]
    assert queries.coming(type="complaint", at=receipt.registered_at, priority="urgent") == receipt.steps
    assert receipt.steps[-1]["due_at"] == receipt.due_at.isoformat()


def test_when_a_locked_number_may_be_tried_again():
    began = clock.now()
    with time_machine.travel(began, tick=False):
        for _ in range(queries.tracking.TRIES_PER_NUMBER):
            assert queries.locked_until(number="YZ2611-10001-1", source="a") is None
            commands.note_attempt(by=CITIZEN, number="YZ2611-10001-1", source="a")
        until = queries.locked_until(number="YZ2611-10001-1", source="b")
        assert until == began + timedelta(hours=1)
        assert queries.is_guessing(number="YZ2611-10001-1", source="b")
        assert queries.locked_until(number="YZ2611-20002-2", source="a") is None
    with time_machine.travel(began + timedelta(minutes=61), tick=False):
        assert not queries.is_guessing(number="YZ2611-10001-1", source="a")


def test_the_limits_of_files_can_be_said_beforehand():
    limits = queries.upload_limits()
    assert str(limits.max_files) in limits.words
    assert not Draft.objects.exists()
