"""What people ask of their own data: who looked, what is never told, two persons, a clock, a copy once, an erasure that holds."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from tests.city import PHONE, appeal_at, handler_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import jobs, queries
from yiwang.cases.counter.models import Handout, PersonalView
from yiwang.cases.rights import commands, policies
from yiwang.cases.rights import jobs as rights_jobs
from yiwang.cases.rights import queries as rights
from yiwang.cases.rights.commands import Wish
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import Decision, RequestKind, RequestState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock, holdings
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
CITIZEN = Actor.citizen()
WORDS = "请看一下谁看过我的信息"


@pytest.fixture
def desk() -> Actor:
    return officer("ye.qingwen")


@pytest.fixture
def lead() -> Actor:
    return officer("dong.ke")


def asked(kind: str, key: str = "k1", **more: object) -> DataRequest:
    return commands.ask(by=CITIZEN, wish=Wish(**{"key": key, "phone": PHONE, "kind": kind, "words": WORDS, **more}))  # type: ignore[arg-type]


def looked(appeal: Appeal, by: Actor, purpose: str = "回访诉求人13812345678") -> str:
    appeals.open_identity(by=by, case_id=appeal.pk, fields=("phone",), purpose=purpose)
    return rights.looks_of(rights.person_with(phone=PHONE))[0].key


def test_a_look_is_told_by_unit_and_post_and_never_by_name():
    appeal = appeal_at(State.HANDLING)
    by = handler_of(appeal)
    looked(appeal, by)
    (seen,) = rights.looks_of(rights.person_with(phone=PHONE))
    assert seen.about == appeal.case.number and seen.fields == ("电话",) and seen.unit == appeal.case.unit.short_name
    assert seen.post and "13812345678" not in seen.purpose and seen.purpose.startswith("回访诉求人")
    assert by.label not in json.dumps(seen.as_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "hidden",
    [
        {"confidentiality": Confidentiality.SEALED}, {"confidentiality": Confidentiality.INFORMANT}, {"hides_identity": True},
        {"track": Track.CRIME}, {"track": Track.DISCIPLINE},
    ],
)  # fmt: skip
def test_what_may_not_be_spoken_of_is_nowhere_and_counted_nowhere(hidden):
    shown, other = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    looked(other, handler_of(other))
    before = rights.person_with(phone=PHONE)
    assert set(before.names) == {shown.pk, other.pk}
    Case.objects.filter(pk=other.pk).update(**hidden)
    person = rights.person_with(phone=PHONE)
    assert set(person.names) == {shown.pk} and other.case.applicant_id not in person.applicants
    assert rights.looks_of(person) == []
    told = json.dumps([[p.about for p in sheet.pieces] for sheet in holdings.sheets(person)])
    assert shown.case.number in told and other.case.number not in told
    made = asked(RequestKind.ERASE)
    assert made.cases == [shown.pk] and made.applicants == [shown.case.applicant_id]
    assert {ref.id for ref in rights.spared_of(phone=PHONE, cases=made.cases)} >= {other.pk, other.case.applicant_id}


def test_a_secret_investigation_hides_its_file_for_as_long_as_it_lasts():
    appeal = appeal_at(State.HANDLING)
    looked(appeal, handler_of(appeal))
    counter.show_person(by=CITIZEN, phone=PHONE)
    counter.project(by=CITIZEN, case_id=appeal.pk)
    assert queries.personal_view(phone=PHONE).looks
    made = appeals.request_pause(
        by=handler_of(appeal), case_id=appeal.pk, ground="secrecy", proof="立案决定书1号", reason="侦查中"
    )
    head = organisation.actor_for(officer=organisation.head_of(unit_code=appeal.case.unit.code))
    appeals.grant(by=head, case_id=appeal.pk, request_id=made.pk)
    counter.project(by=CITIZEN, case_id=appeal.pk)
    assert not queries.personal_view(phone=PHONE).looks, (
        "the view is older than the pause, and says nothing all the same"
    )
    counter.show_holder(by=CITIZEN, case_id=appeal.pk)
    assert not json.loads(PersonalView.objects.get().body)["looks"]
    assert not rights.person_with(phone=PHONE).names


def test_it_is_taken_once_with_number_code_and_clock(desk):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.EXPLAIN)
    assert asked(RequestKind.EXPLAIN).pk == made.pk and DataRequest.objects.count() == 1
    row = clocks.limit_for(clock="data_request", subject_kind="data_request")
    assert (row.value, row.unit) == (15, "working_days") and made.due_at > made.received_at + timedelta(days=18)
    sms = Message.objects.get(template="dr.received")
    assert made.number in sms.body and sms.subject_id == str(made.pk)
    assert Message.objects.filter(template="dr.new").count() == 1
    event = record_queries.history(subject=made.ref)[0]
    assert WORDS not in json.dumps(event.payload) and event.payload["kind"] == "explain"


def test_nothing_is_asked_about_anothers_phone():
    appeal_at(State.HANDLING)
    with pytest.raises(Missing):
        commands.ask(by=CITIZEN, wish=Wish(key="x", phone="15400099999", kind="copy"))
    with pytest.raises(Missing):
        asked(RequestKind.COPY, numbers=("YZ2611-00001-9",))
    for index in range(commands.MOST_OPEN):
        asked(RequestKind.COPY, key=f"k{index}")
    with pytest.raises(Refused, match="5件"):
        asked(RequestKind.COPY, key="one more")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"kind": "burn"}, "kind"), ({"kind": "explain", "words": " "}, "words"), ({"kind": "correct", "field": "name"}, "after"),
        ({"kind": "correct", "field": "phone", "after": "1"}, "field"), ({"kind": "copy", "format": "exe"}, "format"),
        ({"kind": "correct", "field": "id_number", "after": "12"}, "after"),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_is_said_so_at_the_border_already(wish, field):
    with pytest.raises(Invalid) as wrong:
        counter.ask_data(by=CITIZEN, wish=Wish(**{"key": "x", "phone": PHONE, **wish}))
    assert field in wrong.value.fields


def test_a_refusal_and_an_erasure_want_two_persons(desk, lead):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.EXPLAIN)
    with pytest.raises(Invalid) as wrong:
        commands.check(by=desk, request_id=made.pk, decision="refused", answer="不宜告知")
    assert "ground" in wrong.value.fields
    refused = {"decision": "refused", "answer": "不宜告知", "ground": "law_forbids"}
    commands.check(by=desk, request_id=made.pk, **refused)
    commands.check(by=desk, request_id=made.pk, **refused)
    with pytest.raises(Refused, match="第二个人"):
        commands.decide(by=desk, request_id=made.pk, agrees=True)
    with pytest.raises(Refused, match="岗位"):
        commands.decide(by=officer("ma.lin"), request_id=made.pk, agrees=True)
    with pytest.raises(Invalid):
        commands.decide(by=lead, request_id=made.pk, agrees=False)
    commands.decide(by=lead, request_id=made.pk, agrees=False, reason="依据不对")
    with pytest.raises(Conflict):
        commands.check(by=desk, request_id=made.pk, version=1, **refused)
    commands.check(by=desk, request_id=made.pk, **refused)
    for _ in range(2):
        done = commands.decide(by=lead, request_id=made.pk, agrees=True)
    assert (done.state, done.decision) == (RequestState.DONE, Decision.REFUSED)
    assert clocks.clocks_of(subjects=[made.ref])[made.ref]["data_request"].state == "stopped"
    assert Message.objects.filter(template="dr.answered").count() == 1


def test_whoever_stands_in_for_the_first_hand_is_no_second(desk, lead):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.ERASE)
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="删除")
    made.refresh_from_db()
    who = policies.hand(lead)
    assert policies.may_decide(who, made)
    own = who.reach.grants[0]
    deputy = replace(who, reach=replace(who.reach, grants=(own, replace(own, of=made.checked_by_id))))
    assert "第二个人" in policies.may_decide(deputy, made).reason


def test_a_correction_is_written_and_the_old_text_is_gone_by_its_number(desk):
    appeal = appeal_at(State.HANDLING)
    made = asked(RequestKind.CORRECT, field="name", before="王女士", after="王小云")
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="姓名已改")
    party = Applicant.objects.get(pk=appeal.case.applicant_id)
    assert party.name == "王小云"
    facts = [one.code for one in record_queries.history(subject=party.ref)]
    assert facts[-2:] == ["record.text.erased", "people.applicant.corrected"]
    assert record_queries.verify().problems == []


def test_a_copy_lies_ready_and_is_fetched_once(desk):
    appeal = appeal_at(State.REPLIED)
    key = looked(appeal, handler_of(appeal))
    made = asked(RequestKind.COPY, format="json")
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="副本已备好")
    for _ in range(2):
        jobs.show_request(ref=str(made.ref))
    (shown,) = queries.personal_view(phone=PHONE).requests
    assert shown["state"] == "done" and shown["handout"] and Handout.objects.count() == 1
    with pytest.raises(Refused):
        counter.fetch_copy(by=CITIZEN, phone="15400099999", key=shown["handout"]["key"])
    got = counter.fetch_copy(by=CITIZEN, phone=PHONE, key=shown["handout"]["key"])
    told = json.loads(got.data)
    kept = {sheet["kind"]: sheet for sheet in told["kept"]}
    assert appeal.words in json.dumps(kept["appeals.words"], ensure_ascii=False) and "appeals.replies" in kept
    assert told["looks"][0]["key"] == key
    with pytest.raises(Refused, match="取走"):
        counter.fetch_copy(by=CITIZEN, phone=PHONE, key=shown["handout"]["key"])
    for _ in range(2):
        jobs.drain()
    made.refresh_from_db()
    assert made.fetched_at and record_queries.history(subject=made.ref)[-1].code == "rights.copy.fetched"


def test_a_copy_nobody_fetches_is_gone_after_a_week(desk):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.COPY)
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="副本已备好")
    jobs.show_request(ref=str(made.ref))
    assert Handout.objects.get().data.startswith(b"%PDF")
    with time_machine.travel(clock.now() + timedelta(days=8)):
        counter.forget_drafts(by=Actor.job("counter.forget_drafts"))
        assert not Handout.objects.exists()


def test_a_question_about_a_look_goes_past_who_looked(desk):
    appeal = appeal_at(State.HANDLING)
    by = handler_of(appeal)
    key = looked(appeal, by)
    with pytest.raises(Missing):
        asked(RequestKind.LOOK, look="1-000000000000")
    made = asked(RequestKind.LOOK, look=key)
    assert made.looker == by.officer_id and made.unit.code != appeal.case.unit.code
    for stranger in (desk, by):
        with pytest.raises(Missing):
            rights.get_request(for_=stranger, number=made.number)
    inspectors = organisation.posts_with(role="inspector")
    first, second = [organisation.actor_for(officer=one.officer) for one in inspectors if one.unit_id == made.unit_id][
        :2
    ]
    assert rights.get_request(for_=first, number=made.number) == made
    commands.check(by=first, request_id=made.pk, decision="refused", ground="proper", answer="是回访需要")
    commands.decide(by=second, request_id=made.pk, agrees=True)
    DataRequest.objects.filter(pk=made.pk).update(looker=first.officer_id)
    with pytest.raises(Missing):
        rights.get_request(for_=first, number=made.number)


def test_an_erasure_takes_every_rooms_words_and_leaves_the_record_whole(desk, lead):
    gone, stays = appeal_at(State.REPLIED), appeal_at(State.HANDLING)
    Case.objects.filter(pk=stays.pk).update(confidentiality=Confidentiality.SEALED)
    appeals.read_reply(by=CITIZEN, case_id=gone.pk)
    with time_machine.travel(clock.now() + timedelta(days=30)):
        appeals.close(by=Actor.job("appeals.close_settled"), case_id=gone.pk)
        made = asked(RequestKind.ERASE)
        commands.check(by=desk, request_id=made.pk, decision="granted", answer="已经全部删除")
        commands.decide(by=lead, request_id=made.pk, agrees=True)
        for _ in range(2):
            rights_jobs.carry_out(ref=str(made.ref))
        made.refresh_from_db()
        assert made.state == RequestState.DONE and made.order == made.number
        gone.refresh_from_db()
        assert not gone.words and not Applicant.objects.get(pk=gone.case.applicant_id).phone
        stays.refresh_from_db()
        assert stays.words and Applicant.objects.get(pk=stays.case.applicant_id).phone
        assert record_queries.verify().problems == []
        jobs.show_request(ref=str(made.ref))
        sight = queries.personal_view(phone=PHONE)
        assert not sight.looks and sight.requests[0]["state"] == "done"
        sms = Message.objects.filter(template="dr.received").latest("pk")
        assert queries.door_of(phone=PHONE) and sms.subject_id == str(made.pk)


def test_an_erasure_that_something_stands_against_goes_back_to_the_desk(desk, lead):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.ERASE)
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="删除")
    commands.decide(by=lead, request_id=made.pk, agrees=True)
    rights_jobs.carry_out(ref=str(made.ref))
    made.refresh_from_db()
    assert made.state == RequestState.RECEIVED and made.sent_back and not made.decided_at


def test_the_view_is_made_when_asked_for_and_once_a_day():
    appeal = appeal_at(State.HANDLING)
    counter.project(by=CITIZEN, case_id=appeal.pk)
    for _ in range(2):
        counter.see_mine(by=CITIZEN, phone=PHONE)
        jobs.drain()
    assert PersonalView.objects.get().version == 1
    looked(appeal, handler_of(appeal))
    counter.see_mine(by=CITIZEN, phone=PHONE)
    jobs.drain()
    assert not queries.personal_view(phone=PHONE).looks
    with time_machine.travel(clock.now() + timedelta(days=1)):
        counter.see_mine(by=CITIZEN, phone=PHONE)
        jobs.drain()
        assert queries.personal_view(phone=PHONE).looks


def test_what_could_not_be_taken_is_told():
    appeal_at(State.HANDLING)
    counter.ask_data(by=CITIZEN, wish=Wish(key="x", phone=PHONE, kind="look", words="谁看的", look="99-abcdefabcdef"))
    jobs.drain()
    assert "查阅记录" in queries.personal_view(phone=PHONE).in_vain["why"] and not DataRequest.objects.exists()


def test_its_own_words_go_after_three_years_and_the_record_stays_whole(desk):
    appeal_at(State.HANDLING)
    made = asked(RequestKind.EXPLAIN)
    commands.check(by=desk, request_id=made.pk, decision="granted", answer="只有承办人看过")
    assert not commands.KEEPER.due(clock.now() - timedelta(days=1)).exists()
    clearing = record_queries.Clearing(by=Actor.job("keeping"), keys=(made.pk,), order="rights.request", ground="期满")
    assert commands.KEEPER.clear(clearing) == {"rights.DataRequest": 1}
    made.refresh_from_db()
    assert not any((made.phone, made.words, made.answer, made.salt)) and made.kind == "explain"
    assert record_queries.verify().problems == [] and rights.requests_of(phone=PHONE) == []


def test_looks_of_letters_and_callers_stand_there_too():
    appeal_at(State.HANDLING)
    index = next(ref for ref in holdings.subjects(rights.person_with(phone=PHONE)) if ref.kind == "centre.caller")
    record.look(by=officer("ye.qingwen"), subject=index, fields=("phone",), purpose="接听来电")
    (seen,) = rights.looks_of(rights.person_with(phone=PHONE))
    assert (seen.what, seen.about) == ("来电", "")
    assert registered().pk
