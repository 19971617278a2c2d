"""From an approved answer to a page that anybody finds, and off it again; the patrol of the day."""

import pytest

from tests.city import CITIZEN, appeal_at, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.cases.counter import queries as counter
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.offer.knowledge import commands, policies, queries
from yiwang.offer.knowledge.models import Answer, Patrol
from yiwang.offer.knowledge.states import AnswerState, Ending

pytestmark = pytest.mark.django_db
TOLD = {"type": "consult"}
TEXT = {
    "title": "身份证丢了怎么补？",
    "question": "身份证丢了，要带什么材料去补？",
    "answer": "带户口簿到任一派出所，20日内领证。",
}


def deputy_of(appeal):
    """Who is in charge of its line."""
    unit = appeal.case.unit.code
    people = organisation.holders(role="deputy_approver", unit_code=unit, line=appeal.case.line)
    return organisation.actor_for(officer=people[0])


def answered():
    appeal = appeal_at(State.REVIEW, told=TOLD)
    appeals.approve(by=deputy_of(appeal), case_id=appeal.pk)
    return appeals_queries.get_by_id(case_id=appeal.pk)


@pytest.fixture
def asked(city):
    """A consultation that was answered."""
    return answered()


def task_of(appeal) -> Answer:
    found = queries.of_source(source=appeal.case.ref)
    assert found is not None
    return found


def out(appeal, who=None):
    """Published: the officer redacts, the head lets it out."""
    by = officer(appeal.case.officer.code)
    commands.redact(by=by, answer_id=task_of(appeal).pk, **TEXT)
    return commands.publish(by=who or head_of(appeal), answer_id=task_of(appeal).pk)


def test_an_approved_answer_is_a_task_with_its_clock(asked) -> None:
    found = task_of(asked)
    assert (found.state, found.number, found.theme, found.unit) == (
        AnswerState.WAITING, asked.case.number, "neighbour", asked.case.unit,
    )  # fmt: skip
    clock = clocks.clocks_of(subjects=[found.ref], kinds=("publish",))[found.ref]["publish"]
    assert clock.due_at == found.due_at
    assert (found.title, found.question, found.answer) == ("", "", ""), "the original's words are not kept here"


def test_the_deputy_in_charge_lets_a_consultation_out(city) -> None:
    appeal = appeal_at(State.REVIEW, told=TOLD)
    with pytest.raises(Refused, match="分管领导"):
        appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    waiting = appeals_queries.open_reply(appeal=appeal)
    asked_first = appeals.approver_of(appeal, waiting)
    assert appeals_policies.may_approve(appeals_policies.mover(organisation.actor_for(officer=asked_first)), appeal)
    appeals.pass_up(by=head_of(appeal), case_id=appeal.pk)
    appeals.approve(by=deputy_of(appeal), case_id=appeal.pk)


def test_only_consultations_that_hide_nobody_are_offered(city) -> None:
    assert queries.of_source(source=appeal_at(State.REPLIED).case.ref) is None


def test_one_redacts_another_lets_it_out_and_everybody_finds_it(asked) -> None:
    handler, head = officer(asked.case.officer.code), head_of(asked)
    key = task_of(asked).pk
    edited = commands.redact(by=handler, answer_id=key, **TEXT)
    assert edited.state == AnswerState.EDITED
    with pytest.raises(Refused):
        commands.publish(by=handler, answer_id=key)
    assert counter.public_answers().total == 0
    commands.publish(by=head, answer_id=key)
    assert commands.publish(by=head, answer_id=key).version == task_of(asked).version, "twice is once"
    assert [row.title for row in counter.public_answers(words="丢了").rows] == [TEXT["title"]]
    assert counter.public_answers(words="护照").total == 0
    assert [theme.code for theme in counter.themes()] == ["neighbour"]
    assert counter.answers_like(text="我的身份证丢了要怎么补办")[0][0] == key
    assert counter.answers_like(text="楼下烧烤摊每晚吵到一点，睡不着") == []
    codes = [entry.code for entry in record.history(subject=task_of(asked).ref)]
    assert codes == ["knowledge.answer.offered", "knowledge.answer.redacted", "knowledge.answer.published"]


def test_who_redacted_never_lets_out_even_as_a_head(asked) -> None:
    head = head_of(asked)
    key = task_of(asked).pk
    commands.redact(by=head, answer_id=key, **TEXT)
    with pytest.raises(Refused, match="自己改的不能自己复核"):
        commands.publish(by=head, answer_id=key)


def test_what_is_empty_too_long_or_stale_is_refused(asked) -> None:
    by, key = officer(asked.case.officer.code), task_of(asked).pk
    with pytest.raises(Invalid):
        commands.redact(by=by, answer_id=key, **TEXT | {"title": " "})
    with pytest.raises(Invalid):
        commands.redact(by=by, answer_id=key, **TEXT | {"answer": "长" * 4001})
    commands.redact(by=by, answer_id=key, **TEXT)
    assert commands.redact(by=by, answer_id=key, **TEXT, version=1).version == 2, "the same words again"
    with pytest.raises(Conflict):
        commands.publish(by=head_of(asked), answer_id=key, version=1)


def test_taken_down_at_once_and_it_stays_so(asked) -> None:
    found, head = out(asked), head_of(asked)
    with pytest.raises(Invalid):
        commands.withdraw(by=head, answer_id=found.pk, reason=" ")
    commands.withdraw(by=head, answer_id=found.pk, reason="规定改了")
    assert counter.public_answers().total == 0
    with pytest.raises(Missing):
        counter.public_answer(key=found.pk)
    appeals.choose_publishing(by=CITIZEN, case_id=asked.pk, agrees=True)
    assert task_of(asked).state == AnswerState.WITHDRAWN, "a person's decision is not undone by a wish"


def test_the_askers_no_takes_it_down_and_a_yes_begins_anew(asked) -> None:
    key = out(asked).pk
    appeals.choose_publishing(by=CITIZEN, case_id=asked.pk, agrees=False)
    appeals.choose_publishing(by=CITIZEN, case_id=asked.pk, agrees=False)
    assert counter.public_answers().total == 0
    assert (task_of(asked).state, task_of(asked).ending) == (AnswerState.WITHDRAWN, Ending.REFUSED)
    appeals.choose_publishing(by=CITIZEN, case_id=asked.pk, agrees=True)
    again = task_of(asked)
    assert (again.pk, again.state) == (key, AnswerState.WAITING)
    assert again.agreed_at is not None


def test_a_no_before_the_answer_is_heard(city) -> None:
    appeal = appeal_at(State.REVIEW, told=TOLD)
    appeals.choose_publishing(by=CITIZEN, case_id=appeal.pk, agrees=False)
    appeals.approve(by=deputy_of(appeal), case_id=appeal.pk)
    assert queries.of_source(source=appeal.case.ref) is None
    with pytest.raises(Refused):
        appeals.choose_publishing(by=head_of(appeal), case_id=appeal.pk, agrees=True)


def test_what_is_disputed_is_shown_to_nobody(asked) -> None:
    out(asked)
    appeals.dispute(by=CITIZEN, case_id=asked.pk, reason="还是不知道去哪里")
    assert counter.public_answers().total == 0
    assert task_of(asked).ending == Ending.DISPUTED


def test_kept_back_sent_back_and_renewed(asked) -> None:
    by, head, key = officer(asked.case.officer.code), head_of(asked), task_of(asked).pk
    commands.redact(by=by, answer_id=key, **TEXT)
    commands.send_back(by=head, answer_id=key, reason="地址还在")
    assert task_of(asked).state == AnswerState.WAITING
    commands.redact(by=by, answer_id=key, **TEXT)
    commands.publish(by=head, answer_id=key)
    commands.renew(by=head, answer_id=key)
    with pytest.raises(Refused):
        commands.keep(by=head, answer_id=key, reason="晚了")


def test_another_unit_does_not_see_it(asked) -> None:
    stranger = officer("min.zhi")
    with pytest.raises(Missing):
        commands.redact(by=stranger, answer_id=task_of(asked).pk, **TEXT)
    assert queries.answers(by=stranger) == []


def test_the_patrol_is_once_a_day_and_on_record(asked) -> None:
    by = officer("ye.qingwen")
    seen = appeals_queries.consultations(by=by)
    assert seen.answered == [asked.pk]
    made = commands.patrol(by=by, waiting=seen.waiting, late=seen.late)
    assert made
    assert commands.patrol(by=by, waiting=0, late=0) == []
    assert Patrol.objects.count() == len(made)
    with pytest.raises(Refused):
        commands.patrol(by=officer(asked.case.officer.code), waiting=0, late=0)


def test_who_may_what_follows_the_table(asked) -> None:
    found = task_of(asked)
    handler, head = officer(asked.case.officer.code), head_of(asked)
    may = {
        who.label: (bool(policies.may_redact(who, reach, found)), bool(policies.may_keep(who, reach, found)))
        for who in (handler, head, officer("min.zhi"), officer("gu.ningxin"))
        if (reach := organisation.reach(by=who))
    }
    assert list(may.values()) == [(True, True), (True, True), (False, False), (False, False)]


def test_what_is_public_is_found_for_the_next_who_asks_and_not_once_it_is_down(asked) -> None:
    found = out(asked)
    assert [one.id for one in queries.find_published(text="我的身份证丢了，要怎么补？")] == [found.pk]
    commands.withdraw(by=head_of(asked), answer_id=found.pk, reason="规定改了")
    assert queries.find_published(text="我的身份证丢了，要怎么补？") == []
