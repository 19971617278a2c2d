"""Answers, supplements and urges across the border: once, with their files, honestly refused; and whose list a file stands in."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, PHONE, appeal_at, handler_of, head_of
from tests.rooms.counter.networks import Networks
from tests.rooms.counter.networks import photo as small
from tests.rooms.counter.test_border import photo
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal, Question, Supplement, Urge
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.models import Draft, Envelope, Parcel, Projection
from yiwang.ground.files import queries as files
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
TOKEN = "t" * 43


def shown(appeal: Appeal) -> dict:
    commands.project(by=Actor.job("test.project"), case_id=appeal.pk)
    found = queries.public_file(number=appeal.case.number)
    assert found
    return found.body


@pytest.fixture
def asked() -> tuple[Appeal, Question]:
    appeal = appeal_at(State.HANDLING)
    question = appeals.ask(by=handler_of(appeal), case_id=appeal.pk, text="车牌是多少？")
    shown(appeal)
    return appeal, question


def send_answer(appeal: Appeal, question: Question, token: str = TOKEN, text: str = "云A12345") -> None:
    commands.answer(by=CITIZEN, number=appeal.case.number, token=token, text=text, question=question.pk)


def with_photo(appeal: Appeal, token: str = TOKEN) -> None:
    commands.keep_note(by=CITIZEN, number=appeal.case.number, token=token, text="")
    commands.add_parcel(by=CITIZEN, token=token, name="车.jpg", data=photo())


def test_the_question_is_shown_and_the_promise_waits(asked):
    appeal, question = asked
    body = shown(appeal)
    assert (body["question"]["id"], body["question"]["text"]) == (question.pk, "车牌是多少？")
    assert body["due_at"] is None and body["ledger"]["state"] == "paused"
    assert "民警问您一个问题" in body["ledger"]["lines"][-1]["what"]
    assert body["timeline"][0]["title"] == "民警问您一个问题"


def test_an_answer_with_a_photo_crosses_once(asked):
    appeal, question = asked
    with_photo(appeal)
    for _ in range(2):
        send_answer(appeal, question)
    jobs.drain()
    jobs.drain()
    question.refresh_from_db()
    assert question.answer == "云A12345"
    assert [file.label for file in files.of(subject=appeal.case.ref)] == ["诉求人附"]
    assert Envelope.objects.filter(kind="answer").count() == 1 and not Parcel.objects.exists()
    body = shown(appeal)
    assert body["question"] is None and body["answered"][0]["answer"] == "云A12345" and body["due_at"]


def test_an_answer_that_comes_too_late_is_kept_as_a_supplement(asked):
    appeal, question = asked
    send_answer(appeal, question)
    appeals.take_back_question(by=handler_of(appeal), case_id=appeal.pk)
    jobs.drain()
    assert Supplement.objects.get(appeal=appeal).text == "云A12345"
    assert Envelope.objects.get(kind="answer").trouble == ""
    shown(appeal)
    with pytest.raises(Refused, match="补充材料"):
        send_answer(appeal, question, token="u" * 43)


def test_what_could_not_be_taken_is_told_and_its_files_are_erased(asked):
    appeal, _ = asked
    with_photo(appeal)
    commands.supplement(by=CITIZEN, number=appeal.case.number, token=TOKEN, text="还有一张")
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    jobs.drain()
    assert not Parcel.objects.exists() and not Supplement.objects.exists()
    told = queries.public_file(number=appeal.case.number).body["in_vain"]
    assert told["kind"] == "supplement" and "已撤回" in told["why"]


def test_a_note_keeps_what_was_typed_and_belongs_to_one_file(asked):
    appeal, question = asked
    commands.keep_note(by=CITIZEN, number=appeal.case.number, token=TOKEN, text="记不清了")
    assert queries.note(token=TOKEN, number=appeal.case.number).text == "记不清了"
    other = appeal_at(State.HANDLING)
    for act in (
        lambda: commands.keep_note(by=CITIZEN, number=other.case.number, token=TOKEN, text="x"),
        lambda: queries.note(token=TOKEN, number=other.case.number),
    ):
        with pytest.raises(Missing):
            act()
    with pytest.raises(Invalid, match="还没有写"):
        send_answer(appeal, question, text=" ")
    with pytest.raises(Invalid, match="太长"):
        send_answer(appeal, question, text="长" * 2001)


def test_an_urge_crosses_once_a_working_day(asked):
    appeal, _ = asked
    for _ in range(2):
        commands.urge(by=CITIZEN, number=appeal.case.number)
        jobs.drain()
    assert Urge.objects.filter(appeal=appeal).count() == 1
    body = shown(appeal)
    assert body["urge"]["again_on"] > clock.today().isoformat() and body["urge"]["to"] and not body["may"]["urge"]
    with pytest.raises(Refused, match="起可以再催"):
        commands.urge(by=CITIZEN, number=appeal.case.number)


def test_an_answered_file_takes_no_wish():
    appeal = appeal_at(State.REPLIED)
    body = shown(appeal)
    assert (
        body["may"] == {"dispute": True, "withdraw": False, "supplement": False, "urge": False} and body["urge"] is None
    )
    with pytest.raises(Refused):
        commands.urge(by=CITIZEN, number=appeal.case.number)
    with pytest.raises(Refused):
        commands.supplement(by=CITIZEN, number=appeal.case.number, token=TOKEN, text="x")


def listed() -> list[str]:
    return [one.number for one in queries.files_of(phone=PHONE)]


def test_a_phone_lists_its_own_files_and_no_hidden_ones():
    open_ = appeal_at(State.HANDLING)
    silent = appeal_at(State.HANDLING, tripwire={"page": "domestic"})
    sealed, hidden = (appeal_at(State.HANDLING) for _ in range(2))
    Case.objects.filter(pk=sealed.pk).update(confidentiality="sealed")
    Case.objects.filter(pk=hidden.pk).update(hides_identity=True)
    for one in (open_, silent, sealed, hidden):
        shown(appeals_queries.get_by_id(case_id=one.pk))
    assert listed() == [open_.case.number]
    assert queries.files_of(phone="15400099999") == []
    assert queries.belongs_to(phone=PHONE, number=open_.case.number)
    assert not queries.belongs_to(phone=PHONE, number=sealed.case.number)
    assert not queries.belongs_to(phone=PHONE, code="0000000000")


def test_files_from_before_are_listed_once_somebody_looked():
    appeal, hidden = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    Case.objects.filter(pk=hidden.pk).update(hides_identity=True)
    for one in (appeal, hidden):
        shown(appeals_queries.get_by_id(case_id=one.pk))
    Projection.objects.update(phone_index=None)
    assert listed() == []
    for _ in range(2):
        jobs.index_phones(0)
    assert listed() == [appeal.case.number]
    assert sorted(Projection.objects.filter(phone_index="").values_list("number", flat=True)) == [hidden.case.number]


def test_the_list_stays_open_half_an_hour(monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda _: 402196)
    appeal = appeal_at(State.HANDLING)
    shown(appeal)
    with pytest.raises(Invalid, match="对不上"):
        commands.open_mine(by=CITIZEN, phone="15400099999", number=appeal.case.number)
    token = commands.open_mine(by=CITIZEN, phone=PHONE, number=appeal.case.number)
    commands.ask_code(by=CITIZEN, token=token)
    assert queries.phone_of(token=token) == ""
    assert not commands.confirm_code(by=CITIZEN, token=token, code="000000").is_done
    assert queries.phone_of(token=token) == ""
    assert commands.confirm_code(by=CITIZEN, token=token, code="402196").is_done
    assert queries.phone_of(token=token) == PHONE
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert queries.phone_of(token=token) == ""
    commands.close_mine(by=CITIZEN, token=token)
    assert not Draft.objects.filter(token=token).exists() and queries.phone_of(token=token) == ""


def test_the_supervisor_is_named_but_not_of_a_sealed_file():
    appeal = appeal_at(State.HANDLING)
    assert shown(appeal)["urge"]["to"] == appeal.case.supervising_unit.short_name
    assert head_of(appeal)
    Case.objects.filter(pk=appeal.pk).update(confidentiality="sealed")
    assert shown(appeals_queries.get_by_id(case_id=appeal.pk))["urge"]["to"] == ""


def test_two_networks_carry_an_answer_with_its_photo_and_what_was_refused(networks: Networks):
    receipt = networks.send(photo=small())
    networks.work()
    appeal = appeals_queries.get_by_id(case_id=appeals_queries.case_by_number(number=receipt.number).pk)
    with networks.outside():
        commands.keep_note(by=CITIZEN, number=receipt.number, token=TOKEN, text="")
        commands.add_parcel(by=CITIZEN, token=TOKEN, name="又一张.jpg", data=small())
        commands.supplement(by=CITIZEN, number=receipt.number, token=TOKEN, text="昨晚又有")
        commands.urge(by=CITIZEN, number=receipt.number)
    networks.work()
    jobs.renew()
    networks.carry()
    assert Supplement.objects.get(appeal=appeal).text == "昨晚又有" and Urge.objects.get(appeal=appeal)
    assert [file.name for file in files.of(subject=appeal.case.ref)] == ["现场.jpg", "又一张.jpg"]
    with networks.outside():
        assert not Parcel.objects.exists() and queries.public_file(number=receipt.number).body["urge"]["again_on"]
        commands.supplement(by=CITIZEN, number=receipt.number, token="v" * 43, text="还有")
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    networks.work()
    assert "已撤回" in networks.seen(receipt)["in_vain"]["why"]
    assert networks.compared().problems == []
