"""What clocks say by themselves, each thing once; and that what is stored is what the ledgers say."""

import threading

import pgtrigger
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms.clocks.things import BY, SUBJECT, within
from tests.unit.clocks.tables import at, limit, rows, wall
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import jobs, queries
from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.states import Heat
from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules
from yiwang.kit import clock as house_clock
from yiwang.kit.errors import HouseError
from yiwang.kit.refs import Ref

START = at(11, 18, 16, 40)
NEAR, MISSED = at(11, 24, 9, 0), at(11, 26, 0, 0)


def started(number: int = 1, *, code: str = "ap.handle.complaint", kind: str = "handle", moment=START) -> Ref:
    subject = Ref("tests.thing", number)
    within(clocks.start, subject=subject, kind=kind, limit=limit(code), at=moment)
    return subject


def facts(subject: Ref = SUBJECT) -> list[str]:
    return [entry.code for entry in record.history(subject=subject) if entry.code.startswith("clocks.")]


def test_near_and_missed_are_told_once():
    started()
    assert clocks.sweep(by=BY, now=at(11, 24, 8, 59)) == clocks.Told(0, 0)
    assert clocks.sweep(by=BY, now=NEAR) == clocks.Told(1, 0)
    assert clocks.sweep(by=BY, now=at(11, 25, 23, 59)) == clocks.Told(0, 0)
    assert clocks.sweep(by=BY, now=MISSED) == clocks.Told(0, 1)
    assert clocks.sweep(by=BY, now=at(12, 30)) == clocks.Told(0, 0)
    assert facts() == ["clocks.deadline.near", "clocks.deadline.missed"]
    payload = record.history(subject=SUBJECT)[-1].payload
    assert (payload["kind"], payload["round"], payload["limit"]) == ("handle", 1, "ap.handle.complaint")
    assert payload["due_at"].startswith("2026-11-25T09:30")


def test_after_a_night_without_a_worker_only_the_miss_is_told():
    started()
    assert clocks.sweep(by=BY, now=at(12, 1)) == clocks.Told(0, 1)
    assert clocks.sweep(by=BY, now=at(12, 1)) == clocks.Told(0, 0)
    assert facts() == ["clocks.deadline.missed"]


def test_nothing_is_told_of_clocks_that_stand():
    within(clocks.pause, subject=started(1), kind="handle", ground="question", at=at(11, 19))
    within(clocks.stop, subject=started(2), kind="handle", at=at(11, 19))
    assert clocks.sweep(by=BY, now=at(12, 30)) == clocks.Told(0, 0)


def test_a_new_round_is_told_of_anew():
    started()
    clocks.sweep(by=BY, now=MISSED)
    within(clocks.stop, kind="handle", at=MISSED)
    started(moment=MISSED)
    assert clocks.sweep(by=BY, now=at(12, 30)) == clocks.Told(0, 1)
    assert facts() == ["clocks.deadline.missed"] * 2


def test_what_was_given_time_again_is_told_of_again():
    started()
    clocks.sweep(by=BY, now=MISSED)
    with time_machine.travel(at(11, 26, 9, 0), tick=False):
        within(clocks.extend, kind="handle", days=5, ground="情况复杂")
    assert clocks.sweep(by=BY, now=at(11, 26, 9, 1)) == clocks.Told(0, 0)
    assert clocks.sweep(by=BY, now=at(12, 2, 8, 30)) == clocks.Told(1, 0)
    assert clocks.sweep(by=BY, now=at(12, 30)) == clocks.Told(0, 1)
    assert facts() == ["clocks.deadline.missed", "clocks.deadline.near", "clocks.deadline.missed"]


def test_a_pause_after_the_day_gives_nothing_to_be_told_of():
    started()
    clocks.sweep(by=BY, now=MISSED)
    with time_machine.travel(at(11, 26, 9, 0), tick=False):
        within(clocks.pause, kind="handle", ground="expert")
        within(clocks.resume, kind="handle")
    assert clocks.sweep(by=BY, now=at(12, 30)) == clocks.Told(0, 0)


def test_a_sweep_costs_the_same_for_one_and_for_many():
    def cost(numbers: range, now) -> int:
        for number in numbers:
            started(number)
        with CaptureQueriesContext(connection) as caught:
            assert clocks.sweep(by=BY, now=now).near == len(numbers)
        return len(caught)

    assert cost(range(1, 2), NEAR) == cost(range(2, 22), NEAR)


def test_a_sweep_in_batches_tells_everything():
    for number in range(1, 8):
        started(number)
    told = [clocks.sweep(by=BY, now=MISSED, batch=3) for _ in range(4)]
    assert [one.missed for one in told] == [3, 3, 1, 0]
    assert [one.is_full for one in told] == [True, True, False, False]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_each_clock_once():
    for number in range(1, 41):
        started(number)
    told, gate = [], threading.Barrier(2)

    def run() -> None:
        gate.wait()
        try:
            told.extend(clocks.sweep(by=BY, now=MISSED, batch=40) for _ in range(2))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.missed for one in told) == 40
    assert all(len(facts(Ref("tests.thing", number))) == 1 for number in range(1, 41))


def test_the_job_run_twice_tells_once(monkeypatch):
    started()
    monkeypatch.setattr(house_clock, "now", lambda: MISSED)
    jobs.sweep(timestamp=0)
    jobs.sweep(timestamp=0)
    assert facts() == ["clocks.deadline.missed"]


def test_views_for_lists_and_heat():
    started(1)
    within(clocks.start, subject=Ref("tests.thing", 1), kind="sign", limit=limit("ap.sign"), at=START)
    started(2, code="ap.handle.help")
    with CaptureQueriesContext(connection) as caught:
        views = queries.clocks_of(subjects=[Ref("tests.thing", n) for n in (1, 2, 3)])
    assert len(caught) == 1
    assert {subject.id: set(kinds) for subject, kinds in views.items()} == {1: {"handle", "sign"}, 2: {"handle"}}
    assert set(queries.clocks_of(subjects=[SUBJECT], kinds=["sign"])[SUBJECT]) == {"sign"}
    view = views[SUBJECT]["handle"]
    assert [view.heat(now) for now in (START, NEAR, at(11, 25, 20), MISSED)] == [
        Heat.GREEN,
        Heat.AMBER,
        Heat.AMBER,
        Heat.RED,
    ]
    assert [one.subject for one in queries.amber_due(now=NEAR, kind="handle")] == [SUBJECT]
    assert {one.subject.id for one in queries.red_due(now=MISSED, kind="handle")} == {1, 2}


@pytest.mark.parametrize(
    ("code", "now", "words"),
    [
        ("ap.handle.complaint", START, "剩5个工作日"),
        ("ap.handle.complaint", at(11, 24, 10), "剩1个工作日"),
        ("ap.handle.complaint", at(11, 25, 9, 30), "剩8小时"),
        ("ap.handle.complaint", at(11, 25, 16, 33), "剩57分钟"),
        ("ap.handle.complaint", at(11, 25, 20), "今天到期"),
        ("ap.handle.complaint", at(11, 28, 8), "超期3天"),
        ("ap.contact", at(11, 19, 2), "剩14小时"),
        ("ap.contact", at(11, 19, 18), "超期1小时"),
    ],
)
def test_time_left_in_words(code, now, words):
    started(code=code)
    assert queries.running(subject=SUBJECT)["handle"].left(now) == words


def test_a_view_of_what_stands():
    started()
    within(clocks.pause, kind="handle", ground="question", at=at(11, 19))
    assert queries.running(subject=SUBJECT)["handle"].left(at(12, 1)) == "暂停"
    within(clocks.stop, kind="handle", at=at(11, 20))
    view = queries.clocks_of(subjects=[SUBJECT])[SUBJECT]["handle"]
    assert (view.left(at(12, 1)), view.was_kept, view.heat(at(12, 30))) == ("已停", True, Heat.GREEN)


# --- a calendar is published


def published() -> list[dict[str, object]]:
    """2027 as it might be announced: the first week of the year off."""
    off = {f"2027-01-{day:02}" for day in range(1, 8)}
    return [
        {**row, "provisional": "no", "is_working": "0" if row["date"] in off else row["is_working"]}
        for row in rows("calendar_2025_2027.csv")
    ]


def test_a_published_calendar_moves_provisional_promises_and_says_so():
    started(1, moment=at(12, 30, 9))
    started(2)
    assert Clock.objects.get(subject_id="1").is_provisional
    rules.install(by=BY, kind="calendar", payload=published())
    assert [str(fault).split()[0] for fault in queries.verify()] == ["tests.thing:1"]
    jobs.recompute()
    row = Clock.objects.get(subject_id="1")
    assert (wall(row.due_at), row.is_provisional) == ("01-13 17:30", False)
    assert queries.verify() == []
    assert (facts(Ref("tests.thing", 1)), facts(Ref("tests.thing", 2))) == (["clocks.deadline.moved"], [])
    payload = record.history(subject=Ref("tests.thing", 1))[-1].payload
    assert payload["was_at"].startswith("2027-01-07T09:30")
    jobs.recompute()
    assert facts(Ref("tests.thing", 1)) == ["clocks.deadline.moved"], "a second run changes nothing"


def test_recomputing_goes_through_all_batches():
    for number in range(1, 8):
        started(number, moment=at(12, 30, 9))
    rules.install(by=BY, kind="calendar", payload=published())
    last, rounds = clocks.recompute(by=BY, batch=3), 1
    while last:
        last, rounds = clocks.recompute(by=BY, after=last, batch=3), rounds + 1
    assert rounds == 4
    assert not Clock.objects.filter(is_provisional=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_command_that_comes_between_makes_the_batch_be_counted_again(monkeypatch):
    """Between our reading and our writing the clock is stopped: what it then says must not be overwritten."""
    subject, real, reads = started(1, moment=at(12, 30, 9)), queries.lines_of, []
    rules.install(by=BY, kind="calendar", payload=published())

    def stop() -> None:
        within(clocks.stop, subject=subject, kind="handle", at=at(12, 31))
        Clock.objects.update(due_at=at(1, 7, 17, 30, year=2027))  # as a process that still caches the old calendar
        connection.close()

    def late(rows_):
        found = real(rows_)
        if not reads:
            other = threading.Thread(target=stop)
            other.start()
            other.join()
        reads.append(len(found))
        return found

    monkeypatch.setattr(queries, "lines_of", late)
    clocks.recompute_all(by=BY)
    assert reads == [1, 1, 0], "the first try was thrown away"
    row = Clock.objects.get()
    assert (row.stopped_at, wall(row.due_at)) == (at(12, 31), "01-13 17:30")
    assert facts(subject) == ["clocks.deadline.moved"]
    monkeypatch.undo()
    assert queries.verify() == []


def test_the_recount_waits_until_every_process_knows_the_calendar(monkeypatch):
    started(1, moment=at(12, 30, 9))
    made = rules.install(by=BY, kind="calendar", payload=published())
    jobs.recompute(ref=str(made.ref))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'ref', scheduled_at FROM procrastinate_jobs WHERE task_name = 'clocks.recompute'"
        )
        waiting = cursor.fetchall()
    assert waiting == [(str(made.ref), made.effective_from + clocks.telling.SETTLED)]
    assert Clock.objects.get().is_provisional
    monkeypatch.setattr(house_clock, "now", lambda: made.effective_from + clocks.telling.SETTLED)
    jobs.recompute(ref=str(made.ref))
    assert not Clock.objects.get().is_provisional


def test_other_rulesets_ask_for_nothing():
    made = rules.install(by=BY, kind="settings", payload={"day_ends": "midnight"})
    jobs.recompute(ref=str(made.ref))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'clocks.recompute'")
        assert cursor.fetchone() == (0,)


# --- verify


def test_verify_finds_a_written_date_a_lost_clock_and_a_lost_ledger():
    for number in (1, 2, 3, 4):
        started(number)
    Clock.objects.filter(subject_id="1").update(due_at=at(12, 24))
    Clock.objects.filter(subject_id="2").delete()
    with pgtrigger.ignore("clocks.Entry:append_only"):
        Entry.objects.filter(subject_id="3").delete()
    found = {(fault.subject.id, fault.fault, fault.columns) for fault in queries.verify()}
    assert found == {(1, "differs", ("due_at",)), (2, "no_clock", ()), (3, "no_ledger", ())}
    assert "与账本不符：due_at" in "".join(map(str, queries.verify()))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "resume", "extend", "stop", "start", "change", "cancel"]), st.integers(0, 4000)
    ),
    max_size=8,
)
CODES = ["ap.handle.complaint", "ap.sign", "ap.contact", "pt.handle", "ap.triage.urgent"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CODES), st.sampled_from(CODES), STEPS)
def test_whatever_happens_the_stored_clock_is_what_the_ledger_says(code, other, steps):
    """Random lives of a clock; each answer of a verb is what is stored, and verify finds nothing."""
    number = Clock.objects.count() + 1
    subject, moment = Ref("tests.life", number), START
    within(clocks.start, subject=subject, kind="handle", limit=limit(code), at=moment)
    for verb, minutes in steps:
        moment = moment + minutes * (at(1, 1, 0, 1) - at(1, 1))
        try:
            _live(verb, subject, moment, other)
        except HouseError:
            continue
    row = queries.stored(subject=subject, kind="handle")
    promise = queries.promise(subject=subject)
    assert row and promise
    assert promise.differs_from(row) == ()
    assert queries.verify() == []
    assert queries.ledger(subject=subject, now=moment).lines


def _live(verb: str, subject: Ref, moment, other: str) -> None:
    more = {
        "pause": {"ground": "question"}, "resume": {}, "stop": {}, "start": {"limit": limit(other)},
        "extend": {"days": 3, "ground": "复杂"}, "change": {"limit": limit(other), "ground": "更正"},
    }  # fmt: skip
    if verb == "cancel":
        within(clocks.cancel_all, subject=subject, at=moment)
    else:
        within(getattr(clocks, verb), subject=subject, kind="handle", at=moment, **more[verb])
