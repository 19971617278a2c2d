"""The border: a draft becomes an envelope, the envelope a case, the case a projection; twice is once; nothing is lost."""

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image

from tests.city import NOISE, PHONE, answer, handler_of, head_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.models import Draft, Envelope, Parcel, PhoneCheck
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.models import Message
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
BY = Actor.citizen()


def photo(colour=(90, 120, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


CODE = "402196"


@pytest.fixture(autouse=True)
def known_code(monkeypatch):
    """The code that will be drawn; the outbox itself never shows one."""
    monkeypatch.setattr("secrets.randbelow", lambda _: int(CODE))


def code_sent() -> str:
    jobs.drain()
    assert Message.objects.filter(template="ap.code").exists()
    return CODE


def written(content=NOISE, type="complaint", *, contact=True) -> str:
    token = commands.open_draft(by=BY)
    commands.write_words(by=BY, token=token, content=content, type=type)
    commands.write_place(by=BY, token=token, place="鼓楼花园北门")
    if contact:
        commands.write_contact(by=BY, token=token, name="王女士", phone=PHONE, consented=True)
        commands.ask_code(by=BY, token=token)
        assert commands.confirm_code(by=BY, token=token, code=code_sent()).is_done
    return token


def sent(**kwargs):
    receipt = commands.send(by=BY, token=written(**kwargs), is_true=True)
    jobs.drain()
    return receipt


def test_a_draft_becomes_a_case_and_its_projection():
    token = written()
    commands.add_parcel(by=BY, token=token, name="现场.jpg", data=photo())
    receipt = commands.send(by=BY, token=token, is_true=True)
    before = queries.public_file(number=receipt.number, code=receipt.code)
    assert before.body["state"] == "received", "the receipt never waits for the inner side"
    jobs.drain()
    case = appeals_queries.case_by_number(number=receipt.number)
    seen = queries.public_file(number=receipt.number, code=receipt.code).body
    assert (seen["state_label"], seen["unit"]["name"]) == ("已派给单位", case.unit.short_name)
    assert seen["files"] == ["现场.jpg"]
    assert [file.name for file in files.of(subject=case.ref)] == ["现场.jpg"]
    assert not Parcel.objects.exists(), "what was taken in lies at the counter no more"
    assert not Envelope.objects.get(number=receipt.number).body
    assert receipt.due_at == case.due_at, "counter and bureau count the same promise"


def test_sent_twice_drained_twice_is_one_case():
    token = written()
    receipt = commands.send(by=BY, token=token, is_true=True)
    assert commands.send(by=BY, token=token, is_true=True) == receipt
    jobs.drain()
    jobs.drain()
    envelope = Envelope.objects.get(number=receipt.number)
    commands.take_in(by=Actor.job("counter.drain"), envelope_id=envelope.pk)
    assert Case.objects.filter(number=receipt.number).count() == 1
    with pytest.raises(Refused):
        commands.write_words(by=BY, token=token, content="改一改", type="complaint")


def test_what_was_typed_is_kept_when_a_page_is_wrong():
    token = commands.open_draft(by=BY)
    step = commands.write_words(by=BY, token=token, content="邻居太吵" * 600, type="")
    assert set(step.problems) == {"content", "type"}
    assert queries.draft(token=token).words.content.startswith("邻居太吵")
    step = commands.write_contact(by=BY, token=token, name="", phone="123", consented=False)
    assert set(step.problems) == {"name", "phone", "consented"}
    assert queries.draft(token=token).contact.phone == "123"


def test_unfinished_is_not_sent_and_says_what_is_missing():
    token = written(contact=False)
    with pytest.raises(Invalid) as caught:
        commands.send(by=BY, token=token, is_true=False)
    assert set(caught.value.fields) == {"contact", "is_true"}


@pytest.mark.parametrize(
    ("type", "may"),
    [("report", True), ("consult", True), ("suggestion", True), ("complaint", False), ("help", False)],
)
def test_anonymous_where_the_type_allows_it(type, may):
    token = written(type=type, contact=False)
    step = commands.write_contact(by=BY, token=token, is_anonymous=True)
    assert step.is_done is may
    if may:
        receipt = commands.send(by=BY, token=token, is_true=True)
        jobs.drain()
        party = appeals_queries.case_by_number(number=receipt.number).applicant
        assert (party.is_anonymous, party.phone) == (True, "")


def test_wrong_codes_run_out_and_codes_expire():
    token = commands.open_draft(by=BY)
    commands.write_words(by=BY, token=token, content=NOISE, type="complaint")
    commands.write_contact(by=BY, token=token, name="王", phone=PHONE, consented=True)
    commands.ask_code(by=BY, token=token)
    right = code_sent()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for left in (4, 3, 2, 1, 0):
        assert f"还可以试{left}次" in commands.confirm_code(by=BY, token=token, code=wrong).problems["code"]
    assert "失效" in commands.confirm_code(by=BY, token=token, code=right).problems["code"]
    with pytest.raises(Refused, match="秒后再试"):
        commands.ask_code(by=BY, token=token)
    with time_machine.travel(clock.now() + timedelta(minutes=7), tick=False):
        commands.ask_code(by=BY, token=token)
        assert PhoneCheck.objects.count() == 2


def test_a_changed_phone_must_answer_again():
    token = written()
    step = commands.write_contact(by=BY, token=token, name="王女士", phone="15400054321", consented=True)
    assert "code" in step.problems
    with pytest.raises(Invalid):
        commands.send(by=BY, token=token, is_true=True)


def test_the_tripwire_interrupts_once_and_never_refuses():
    token = commands.open_draft(by=BY)
    words = "现在有人拿着刀在砸门，我们躲在屋里"
    step = commands.write_words(by=BY, token=token, content=words, type="help")
    assert step.trip is not None
    assert not step.is_done
    commands.answer_trip(by=BY, token=token, choice="called_110")
    assert commands.write_words(by=BY, token=token, content=words, type="help").is_done
    assert commands.write_words(by=BY, token=token, content=words + "他还带了汽油桶", type="help").trip is not None
    receipt = commands.send_now(by=BY, token=token)
    assert commands.send_now(by=BY, token=token) == receipt
    jobs.drain()
    appeal = appeals_queries.full_appeal(case=appeals_queries.case_by_number(number=receipt.number))
    assert appeal.case.priority == "urgent"
    assert appeals_queries.alarm_of(appeal=appeal) is not None
    assert queries.public_file(number=receipt.number).body["alarm"]["acknowledged_at"] is None


def test_read_dispute_and_withdraw_cross_the_border_once():
    receipt = sent()
    appeal = appeals_queries.full_appeal(case=appeals_queries.case_by_number(number=receipt.number))
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(appeals_queries.get_by_id(case_id=appeal.pk))
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    jobs.project(str(appeal.case.ref))
    body = queries.public_file(number=receipt.number).body
    assert body["may"] == {"dispute": True, "withdraw": False, "supplement": False, "urge": False}
    assert body["reply"]["outcome_label"] == "已解决"
    for _ in range(2):
        commands.read_reply(by=BY, number=receipt.number)
        commands.dispute(by=BY, number=receipt.number, reason="昨晚又来了")
    jobs.drain()
    jobs.project(str(appeal.case.ref))
    again = queries.public_file(number=receipt.number).body
    assert (again["round"], again["state"], len(again["earlier"])) == (2, "pushed", 1)
    with pytest.raises(Refused):
        commands.dispute(by=BY, number=receipt.number, reason="再来一次")
    commands.withdraw(by=BY, number=receipt.number)
    jobs.drain()
    assert appeals_queries.get_by_id(case_id=appeal.pk).case.state == "withdrawn"


def test_a_wish_that_comes_too_late_is_taken_in_in_vain():
    receipt = sent()
    Envelope.objects.create(
        kind="dispute", number=receipt.number, nonce="late", posted_at=clock.now(), body='{"reason": "x", "round": 1}'
    )
    jobs.drain()
    late = Envelope.objects.get(nonce="late")
    assert late.taken_at is not None
    assert late.trouble


def test_a_submission_that_fails_is_kept_and_tried_again(monkeypatch):
    receipt = commands.send(by=BY, token=written(), is_true=True)
    with monkeypatch.context() as broken:
        broken.setattr(appeals_queries, "understand", lambda told: 1 / 0)
        jobs.drain()
    envelope = Envelope.objects.get(number=receipt.number)
    assert (envelope.taken_at, envelope.tries, envelope.trouble) == (None, 1, "ZeroDivisionError")
    jobs.drain()
    assert Envelope.objects.get(number=receipt.number).taken_at is None, "not before its time"
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        jobs.drain()
    assert appeals_queries.case_by_number(number=receipt.number)


def test_guessing_ends_soon():
    receipt = sent()
    assert queries.public_file(number=receipt.number, code="0000000000") is None
    for _ in range(8):
        assert not queries.is_guessing(number=receipt.number, source="10.0.0.1")
        commands.note_attempt(by=BY, number=receipt.number, source="10.0.0.1")
    assert queries.is_guessing(number=receipt.number, source="10.0.0.9")


def test_files_are_limited_and_named():
    token = written(contact=False)
    for shade in range(9):
        commands.add_parcel(by=BY, token=token, name=f"{shade}.jpg", data=photo((shade * 20, 9, 9)))
    with pytest.raises(Invalid, match="最多9个文件"):
        commands.add_parcel(by=BY, token=token, name="x.jpg", data=photo((255, 1, 1)))
    with pytest.raises(Invalid, match="没有传上去"):
        commands.remove_parcel(by=BY, token=token, parcel_id=queries.draft(token=token).parcels[0].id)
        commands.add_parcel(by=BY, token=token, name="x.docx", data=b"PK\x03\x04nonsense")


def test_forgotten_after_their_time():
    commands.open_draft(by=BY)
    sent()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        jobs.forget_drafts(0)
        jobs.forget_drafts(0)
    assert not Draft.objects.exists()
    with pytest.raises(Missing):
        queries.draft(token="gone")


def test_what_the_portal_keeps_is_encrypted():
    from django.db import connection

    sent()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(encode(body, 'escape'), '') FROM counter_projection")
        stored = cursor.fetchone()[0]
    assert "烧烤" not in stored.encode().decode("unicode_escape", errors="ignore")


def test_one_drain_takes_in_everything_however_much_has_gathered(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    receipts = []
    for _ in range(5):
        token = written(type="report", contact=False)
        commands.write_contact(by=BY, token=token, is_anonymous=True)
        receipts.append(commands.send(by=BY, token=token, is_true=True))
    jobs.drain()
    assert queries.waiting_envelopes() == 0
    assert all(appeals_queries.case_by_number(number=receipt.number) for receipt in receipts)
