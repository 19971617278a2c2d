"""What is late is pressed for, explained, decided and told; cards are counted, and taken back where they were wrong."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import answer, appeal_at, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands as counter
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.supervision import commands, jobs, queries
from yiwang.quality.supervision.models import Card, Explanation, Nudge
from yiwang.quality.supervision.states import CardKind, CardState, ExplanationState, Origin, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SWEEP = Actor.job("clocks.sweep")
HEAD, SUPERVISOR = "xiang.dong", "dai.jun"
WHY = {"reason": "others", "words": "等城管一起整治，本周五联合执法。", "told": "要和城管一起整治"}


def sweep():
    """Twice, as every job."""
    clocks_commands.sweep(by=SWEEP)
    clocks_commands.sweep(by=SWEEP)


def at(moment):
    return time_machine.travel(moment + timedelta(minutes=1), tick=False)


def moments(appeal):
    row = clocks.stored(subject=appeal.case.ref, kind="handle")
    return row.amber_at, row.red_at


@pytest.fixture
def late():
    """An appeal one minute into its first red day, and the sweep has told so."""
    appeal = appeal_at(State.HANDLING)
    with at(moments(appeal)[1]):
        sweep()
        yield appeal


def told(template):
    return sorted(Message.objects.filter(template=template).values_list("recipient_id", flat=True))


def codes(appeal):
    return [entry.code for entry in record.history(subject=appeal.case.ref)]


def explained(appeal, **changes):
    row = Explanation.objects.get(case=appeal.case)
    due = queries.deadline_days(most=5)[-1]
    return commands.explain(by=officer(HEAD), explanation_id=row.pk, **{**WHY, "due": due, **changes})


def test_amber_nudges_by_itself_once_and_gives_a_yellow_card():
    appeal = appeal_at(State.HANDLING)
    with at(moments(appeal)[0]):
        sweep()
        (card,), (nudge,) = Card.objects.all(), Nudge.objects.all()
        assert (card.kind, card.unit, nudge.origin, nudge.by) == (CardKind.YELLOW, appeal.case.unit, Origin.CLOCK, None)
        assert commands.nudge(by=officer(SUPERVISOR), case_id=appeal.pk) == nudge  # once a working day
    with at(moments(appeal)[1]):
        commands.nudge(by=officer(SUPERVISOR), case_id=appeal.pk)
        commands.nudge(by=officer(HEAD), case_id=appeal.pk)
    assert [row.origin for row in queries.nudges_of(case_id=appeal.pk)] == [Origin.HAND, Origin.CLOCK]
    assert (
        Message.objects.filter(template="sv.nudge.officer").exists()
        and Message.objects.filter(template="sv.nudge").exists()
    )
    assert codes(appeal).count("supervision.case.nudged") == 1


@pytest.mark.parametrize(("who", "wrong"), [("yang.mo", Refused), ("min.zhi", Missing), ("gu.ningxin", Missing)])
def test_only_who_stands_over_the_unit_nudges(who, wrong):
    appeal = appeal_at(State.HANDLING)
    with pytest.raises(wrong):
        commands.nudge(by=officer(who), case_id=appeal.pk)


def test_what_is_answered_is_not_nudged():
    with pytest.raises(Refused):
        commands.nudge(by=officer(SUPERVISOR), case_id=appeal_at(State.REPLIED).pk)


def test_red_owes_an_explanation_within_a_working_day(late):
    row = Explanation.objects.get()
    assert (row.state, row.unit, row.supervising_unit.code) == (ExplanationState.OWED, late.case.unit, "yz.jc")
    own = clocks.stored(subject=row.ref, kind=queries.EXPLAIN)
    assert own.limit == "ap.explain" and own.due_at == row.owed_by > clock.now()
    assert [card.kind for card in Card.objects.all()] == [CardKind.RED]
    assert codes(late).count("supervision.explanation.owed") == 1


def test_it_is_explained_decided_told_and_shown(late):
    row = explained(late)
    assert row.state == ExplanationState.SUBMITTED and clocks.stored(subject=row.ref, kind=queries.EXPLAIN).stopped_at
    assert explained(late).pk == row.pk and codes(late).count("supervision.explanation.submitted") == 1
    with pytest.raises(Refused):  # who wrote it does not decide, nor does the unit
        commands.accept_explanation(by=officer(HEAD), explanation_id=row.pk)
    assert told("sv.explain.ask")
    for _ in range(2):
        row = commands.accept_explanation(by=officer(SUPERVISOR), explanation_id=row.pk)
    assert row.state == ExplanationState.ACCEPTED and codes(late).count("supervision.explanation.accepted") == 1
    new = clocks.stored(subject=row.ref, kind=queries.DEADLINE)
    assert new.due_at == row.due_at and clock.local(new.due_at).date() == queries.deadline_days(most=5)[-1]
    text = Message.objects.get(template="ap.overdue.citizen").body
    assert "要和城管一起整治" in text and late.case.number in text and "城管一起整治，本周五" not in text
    body = counter.project(by=SWEEP, case_id=late.pk).body
    assert "没能按时办完，说明了原因" in body and "要和城管一起整治" in body and "联合执法" not in body
    assert clocks.stored(subject=late.case.ref, kind="handle").stopped_at is None  # the late one stays late
    stood = str([entry.payload for entry in record.history(subject=late.case.ref)])
    assert "城管" not in stood and record.verify().ok


def test_it_is_sent_back_and_written_again(late):
    row = explained(late)
    for _ in range(2):
        row = commands.send_back_explanation(by=officer(SUPERVISOR), explanation_id=row.pk, why="请写清楚哪天联合执法")
    again = clocks.stored(subject=row.ref, kind=queries.EXPLAIN)
    assert (row.state, again.round, again.due_at) == (ExplanationState.SENT_BACK, 2, row.owed_by)
    assert set(told("sv.explain.back")) == {str(organisation.officer_by_code(code=HEAD).pk)}
    assert explained(late, words="联合执法定在周五。").state == ExplanationState.SUBMITTED


def test_what_an_explanation_must_say(late):
    wrong = {
        "reason": "moon", "words": " ", "told": "", "due": clock.today(),
    }  # fmt: skip
    for field, value in wrong.items():
        with pytest.raises(Invalid) as error:
            explained(late, **{field: value})
        assert field in error.value.fields
    with pytest.raises(Invalid):
        explained(late, told="长" * 31)
    with pytest.raises(Refused):
        row = Explanation.objects.get()
        commands.explain(by=officer(SUPERVISOR), explanation_id=row.pk, **WHY, due=queries.deadline_days(most=1)[0])


def test_who_does_not_explain_in_time_is_reported(late):
    row = Explanation.objects.get()
    with at(clocks.stored(subject=row.ref, kind=queries.EXPLAIN).red_at):
        sweep()
        assert codes(late).count("supervision.explanation.escalated") == 1
        assert queries.waiting(by=officer(SUPERVISOR), reach=reach(SUPERVISOR)).late == 1
    assert len(set(told("sv.explain.late"))) == 2  # those above, and the head once more


def test_a_new_deadline_that_is_missed_owes_another(late):
    first = commands.accept_explanation(by=officer(SUPERVISOR), explanation_id=explained(late).pk)
    with at(clocks.stored(subject=first.ref, kind=queries.DEADLINE).red_at):
        sweep()
        newest = queries.explanations_of(case_id=late.pk)[0]
        assert (newest.state, newest.missed_at) == (ExplanationState.OWED, first.due_at)
        assert [card.kind for card in queries.cards_of(case_id=late.pk)] == [CardKind.RED, CardKind.RED]
        assert told("sv.late.again")


def test_a_deadline_that_is_over_is_not_agreed_to(late):
    row = explained(late, due=queries.deadline_days(most=1)[0])
    with at(row.due_at + timedelta(days=1)), pytest.raises(Conflict):
        commands.accept_explanation(by=officer(SUPERVISOR), explanation_id=row.pk)


def test_an_answer_settles_and_the_explanation_is_still_owed(late):
    answer(late)
    appeals.approve(by=head_of(late), case_id=late.pk)
    for _ in range(2):
        jobs.settle(ref=str(late.case.ref))
    assert Card.objects.get().state == CardState.SETTLED
    row = commands.explain(
        by=officer(HEAD), explanation_id=Explanation.objects.get().pk, reason="load", words="那几天都在处突。"
    )
    row = commands.accept_explanation(by=officer(SUPERVISOR), explanation_id=row.pk)
    assert (row.state, row.due_at, told("ap.overdue.citizen")) == (ExplanationState.ACCEPTED, None, [])


def test_nothing_is_owed_of_what_is_withdrawn(late):
    appeals.withdraw(by=Actor.citizen(), case_id=late.pk)
    for _ in range(2):
        jobs.settle(ref=str(late.case.ref))
    row = Explanation.objects.get()
    assert row.state == ExplanationState.DROPPED and clocks.stored(subject=row.ref, kind=queries.EXPLAIN).stopped_at


def test_a_sealed_file_gets_neither_card_nor_explanation():
    appeal = appeal_at(State.HANDLING)
    Case.objects.filter(pk=appeal.pk).update(confidentiality="sealed")
    with at(moments(appeal)[1]):
        sweep()
    assert not Card.objects.exists() and not Explanation.objects.exists()


def test_a_card_is_taken_back_by_who_supervises_never_by_its_unit(late):
    card = Card.objects.get()
    with pytest.raises(Refused):
        commands.lift_card(by=officer(HEAD), card_id=card.pk, ground="system", note="系统停机")
    for _ in range(2):
        card = commands.lift_card(by=officer(SUPERVISOR), card_id=card.pk, ground="system", note="系统停机半天")
    month = {"since": clock.now() - timedelta(days=30), "until": clock.now() + timedelta(days=1)}
    (tally,) = queries.tallies(by=officer(SUPERVISOR), reach=reach(SUPERVISOR), **month)
    assert (tally.yellow, tally.red, tally.lifted) == (0, 0, 1)
    assert codes(late).count("supervision.card.lifted") == 1


def test_a_calendar_published_late_forgives(late):
    Case.objects.filter(pk=late.pk).update(due_at=clock.now() + timedelta(days=2))
    for _ in range(2):
        jobs.forgive(ref=str(late.case.ref))
    assert Card.objects.get().state == CardState.LIFTED
    assert Explanation.objects.get().state == ExplanationState.DROPPED


def test_what_an_explanation_says_is_erased_with_its_file(late):
    row = explained(late)
    keeper = record.keeper(name="supervision.explanation")
    keys = tuple(keeper.of(Target(subjects=frozenset({late.case.ref}))).values_list("pk", flat=True))
    keeper.clear(Clearing(by=SWEEP, keys=keys, order="x", ground="y"))
    row.refresh_from_db()
    assert (row.words, row.told, row.reason) == ("", "", "others")


def reach(code):
    return organisation.reach(by=officer(code))


def test_the_list_says_how_files_stand_by_unit_and_person(django_assert_max_num_queries):
    pushed, handling, other = appeal_at(State.PUSHED), appeal_at(State.HANDLING), appeal_at(State.REPLIED)
    assert other.pk
    with at(moments(handling)[1]):
        by, held = officer(SUPERVISOR), reach(SUPERVISOR)
        with django_assert_max_num_queries(3):  # one reads the tree of units, which a process remembers
            found = queries.duties(by=by, reach=held)
        unit = pushed.case.unit
        share = next(one for one in found.units if one.code == unit.code)
        assert share.load.counts[Stage.OVERDUE] == 2 == found.load.total
        inside = queries.duties(by=by, reach=held, unit=unit.code)
        assert [one.code for one in inside.people] == [handling.case.officer.code]
        assert inside.above[0][0] == "yz.jc"
        with django_assert_max_num_queries(3):
            listed = queries.files(by=by, reach=held, stage=Stage.OVERDUE, unit=unit.code)
        assert set(listed.keys) == {pushed.pk, handling.pk} and not listed.nudged
        assert not queries.duties(by=officer("gu.ningxin"), reach=reach("gu.ningxin")).load.total
    calm = queries.duties(by=by, reach=held)
    assert (calm.load.counts[Stage.NOT_STARTED], calm.load.counts[Stage.IN_PROGRESS]) == (1, 1)
