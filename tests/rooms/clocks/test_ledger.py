"""The verbs: what they write, what they answer, what they refuse."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.rooms.clocks.things import BY, SUBJECT, act, within
from tests.unit.clocks.tables import at, limit, wall
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import policies, queries
from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.states import Action, State
from yiwang.ground.rules import commands as rules
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.refs import Ref

START = at(11, 18, 16, 40)


@pytest.fixture
def handled():
    """A complaint under its promise."""
    return within(clocks.start, kind="handle", limit=limit("ap.handle.complaint"), at=START)


def row(kind: str = "handle", number: int = 1) -> Clock:
    return Clock.objects.get(kind=kind, round=number)


def test_start_answers_at_once_and_stores_what_it_answered(handled):
    assert wall(handled.at) == "11-25 17:30"
    assert (row().state, row().limit, row().due_at) == (State.RUNNING, "ap.handle.complaint", handled.at)
    assert (row().amber_at, row().red_at, row().is_provisional) == (handled.amber_at, handled.red_at, False)
    assert queries.quote(limit=limit("ap.handle.complaint"), at=START) == handled, "what the counter had printed"


def test_the_promise_is_read_back_inside_the_same_command():
    def verbs():
        clocks.start(by=BY, subject=SUBJECT, kind="handle", limit=limit("ap.handle.complaint"), at=START)
        return queries.promise(subject=SUBJECT), queries.ledger(subject=SUBJECT, now=START), Clock.objects.count()

    promise, ledger, stored = act(by=BY, verbs=verbs)
    assert promise and wall(promise.due_at) == "11-25 17:30"
    assert len(ledger.lines) == 1
    assert stored == 0, "nothing was written yet"


def test_several_lines_of_one_clock_in_one_command():
    def verbs():
        clocks.start(by=BY, subject=SUBJECT, kind="sign", limit=limit("ap.sign"), at=at(11, 18, 9, 0))
        clocks.pause(by=BY, subject=SUBJECT, kind="sign", ground="expert", at=at(11, 18, 9, 10))
        clocks.resume(by=BY, subject=SUBJECT, kind="sign", at=at(11, 18, 9, 30))
        return clocks.stop(by=BY, subject=SUBJECT, kind="sign", at=at(11, 18, 11, 0))

    found = act(by=BY, verbs=verbs)
    assert (found.state, wall(found.due_at)) == (State.STOPPED, "11-18 14:50")
    assert [entry.action for entry in Entry.objects.all()] == ["start", "pause", "resume", "stop"]
    assert queries.verify() == []


def test_a_new_subjects_clocks_cost_two_statements():
    queries.terms(limit("ap.sign"))  # what the process caches of the rules is read before
    queries.calendar()

    def verbs():
        for kind, code in (("triage", "ap.triage"), ("sign", "ap.sign"), ("handle", "ap.handle.help")):
            clocks.start(by=BY, subject=SUBJECT, kind=kind, limit=limit(code), at=START, round=1)

    with CaptureQueriesContext(connection) as caught:
        act(by=BY, verbs=verbs)
    ours = [query["sql"] for query in caught if "clocks_" in query["sql"]]
    assert len(ours) == 2, ours
    assert Clock.objects.count() == 3


def test_verbs_of_one_subject_read_its_ledger_once(handled):
    within(clocks.start, kind="sign", limit=limit("ap.sign"), at=START)

    def verbs():
        clocks.stop(by=BY, subject=SUBJECT, kind="sign", at=at(11, 18, 17))
        clocks.start(by=BY, subject=SUBJECT, kind="first_contact", limit=limit("ap.contact"), at=at(11, 18, 17))
        clocks.pause(by=BY, subject=SUBJECT, kind="handle", ground="question", at=at(11, 18, 17))

    with CaptureQueriesContext(connection) as caught:
        act(by=BY, verbs=verbs)
    assert len([query for query in caught if "clocks_" in query["sql"]]) == 4


def test_pause_and_resume(handled):
    held = within(clocks.pause, kind="handle", ground="question", max_days=5, at=at(11, 20, 10, 5))
    assert (held.state, held.due_at, row().due_at, row().amber_at) == (State.PAUSED, None, None, None)
    assert within(clocks.pause, kind="handle", ground="question", at=at(11, 20, 11)) == held, "a double click"
    ran = within(clocks.resume, kind="handle", ground="answered", at=at(11, 23, 9, 30))
    assert wall(ran.due_at) == wall(row().due_at) == "11-26 17:30"
    assert within(clocks.resume, kind="handle", at=at(11, 23, 9, 31)) == ran
    assert [entry.action for entry in Entry.objects.all()] == ["start", "pause", "resume"]
    lines = queries.ledger(subject=SUBJECT).lines
    assert lines[2].ground == "暂停1个工作日，顺延1天"


def test_extend_once(handled):
    longer = within(clocks.extend, kind="handle", days=10, ground="情况复杂", at=at(11, 24))
    assert wall(longer.due_at) == wall(row().due_at) == "12-09 17:30"
    with pytest.raises(Refused, match="已经延长过一次"):
        within(clocks.extend, kind="handle", days=1, ground="还是复杂", at=at(11, 25))


def test_change_counts_from_the_same_start(handled):
    now = within(clocks.change, kind="handle", limit=limit("ap.handle.help"), ground="类型更正", at=at(11, 19))
    assert (now.limit, wall(now.due_at), now.started_at) == ("ap.handle.help", "11-23 17:30", row().started_at)
    assert within(clocks.change, kind="handle", limit=limit("ap.handle.help"), ground="类型更正", at=at(11, 20)) == now
    assert Entry.objects.filter(action=Action.CHANGE).count() == 1


def test_stop_twice_and_stop_what_never_ran(handled):
    first = within(clocks.stop, kind="handle", ground="replied", at=at(11, 20))
    assert within(clocks.stop, kind="handle", at=at(11, 21)) == first
    assert within(clocks.stop, kind="sign") is None
    assert (row().state, row().stopped_at) == (State.STOPPED, at(11, 20))


def test_a_reopened_case_has_a_round_of_its_own(handled):
    within(clocks.stop, kind="handle", at=at(11, 20))
    again = within(clocks.start, kind="handle", limit=limit("ap.handle.complaint"), at=at(11, 30, 9))
    assert wall(again.at) == "12-07 17:30"
    assert (row().state, row(number=2).state, row(number=2).due_at) == (State.STOPPED, State.RUNNING, again.at)
    promise = queries.promise(subject=SUBJECT)
    assert promise and promise.due_at == again.at
    assert queries.ledger(subject=SUBJECT).lines[0].what == "您说没有解决，重新办理，下一个工作日起算"
    assert len(queries.ledger(subject=SUBJECT, round=1).lines) == 2


@pytest.mark.parametrize("number", [None, 1])
def test_a_running_clock_is_not_started_again(handled, number):
    with pytest.raises(Conflict):
        within(clocks.start, kind="handle", limit=limit("ap.handle.help"), round=number)
    assert row().limit == "ap.handle.complaint"
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        (clocks.pause, {"ground": "question"}),
        (clocks.resume, {}),
        (clocks.change, {"limit": limit("ap.sign"), "ground": "x"}),
    ],
)
def test_a_clock_that_stands_or_never_ran_is_not_moved(handled, verb, arguments):
    with pytest.raises(Conflict, match="还没有开始计时"):
        within(verb, kind="sign", **arguments)
    within(clocks.stop, kind="handle", at=at(11, 20))
    with pytest.raises(Conflict, match="已经停止计时"):
        within(verb, kind="handle", **arguments)


def test_extending_what_stands_or_never_ran_is_refused(handled):
    with pytest.raises(Refused, match="还没有开始计时"):
        within(clocks.extend, kind="sign", days=1, ground="x")
    within(clocks.stop, kind="handle", at=at(11, 20))
    with pytest.raises(Refused, match="已经停止计时"):
        within(clocks.extend, kind="handle", days=1, ground="x")


def test_a_pause_and_an_extension_need_their_grounds(handled):
    with pytest.raises(Invalid):
        within(clocks.pause, kind="handle", ground=" ")
    with pytest.raises(Invalid):
        within(clocks.extend, kind="handle", days=0, ground="复杂")
    with pytest.raises(Invalid):
        within(clocks.extend, kind="handle", days=3, ground="")


def test_two_machines_whose_clocks_differ_a_little(handled):
    within(clocks.pause, kind="handle", ground="question", at=START - timedelta(minutes=3))
    assert Entry.objects.get(action=Action.PAUSE).at == START
    with pytest.raises(Conflict, match="早于账本的上一行"):
        within(clocks.resume, kind="handle", at=START - timedelta(hours=1))


def test_cancel_all_stops_what_runs_or_is_paused(handled):
    within(clocks.start, kind="sign", limit=limit("ap.sign"), at=START)
    within(clocks.start, kind="approve", limit=limit("ap.approve"), at=START)
    within(clocks.stop, kind="approve", at=at(11, 19))
    within(clocks.pause, kind="handle", ground="question", at=at(11, 19))
    found = within(clocks.cancel_all, ground="withdrawn", at=at(11, 20))
    assert set(found) == {"handle", "sign"}
    assert set(Clock.objects.values_list("state", flat=True)) == {State.STOPPED}
    assert queries.running(subject=SUBJECT) == {}
    assert within(clocks.cancel_all) == {}


def test_the_policies_say_what_the_buttons_show(handled):
    def may(policy, moment):
        return policy(BY, SUBJECT, "handle", moment)

    assert may(policies.may_extend, at(11, 24))
    assert may(policies.may_extend, at(11, 25, 18)).reason == "期限已经过了"
    assert may(policies.may_pause, at(11, 24))
    within(clocks.pause, kind="handle", ground="question", at=at(11, 24))
    assert may(policies.may_pause, at(11, 24)).reason == "已经暂停了"
    within(clocks.extend, kind="handle", days=2, ground="复杂", at=at(11, 24))
    assert may(policies.may_extend, at(11, 24)).reason == "已经延长过一次"
    assert policies.may_extend(BY, Ref("tests.thing", 2), "handle", START).reason == "这一件还没有开始计时"


def test_settings_choose_hours_and_midnight_and_a_given_promise_stays(handled):
    rules.install(by=BY, kind="settings", payload={"day_ends": "midnight", "office_hours": "08:00-18:00"})
    other = within(
        clocks.start, kind="handle", limit=limit("ap.handle.complaint"), at=START, subject=Ref("tests.thing", 2)
    )
    assert wall(other.at) == "11-26 00:00"
    within(clocks.pause, kind="handle", ground="question", at=at(11, 20, 10, 5))
    within(clocks.resume, kind="handle", at=at(11, 23, 9, 30))
    assert queries.ledger(subject=SUBJECT).due_words == "11月26日（周四）17:30"


@pytest.mark.parametrize("payload", [{"day_ends": "noon"}, {"office_hours": "morning"}])
def test_settings_nobody_could_keep_are_not_installed(payload):
    with pytest.raises(Invalid):
        rules.install(by=BY, kind="settings", payload=payload)


def test_a_table_that_loosens_a_law_is_not_installed():
    loose = [{**row_, "value": 99} if row_["code"] == "li.decide" else row_ for row_ in map(dict, _table())]
    with pytest.raises(Invalid) as raised:
        rules.install(by=BY, kind="time_limits", payload=loose)
    assert "li.decide" in raised.value.fields["payload"]


def _table():
    return [limit_.as_row() for limit_ in queries.all_limits()]


def test_limit_for_reads_the_table_in_force():
    found = queries.limit_for(clock="handle", type="consult", channel="director_mailbox")
    assert found and (found.code, found.value) == ("ap.mailbox", 7)
    assert queries.limit_for(clock="handle", type="consult", channel="director_mailbox", began=START) == found


def test_the_ledger_cannot_be_rewritten(handled):
    for change in (lambda: Entry.objects.update(days=3), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_command_that_fails_leaves_no_line():
    def verbs():
        clocks.start(by=BY, subject=SUBJECT, kind="sign", limit=limit("ap.sign"))
        raise Conflict("came too late")

    with pytest.raises(Conflict):
        act(by=BY, verbs=verbs)
    assert Entry.objects.count() == Clock.objects.count() == 0
