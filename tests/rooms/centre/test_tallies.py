"""渠道日数: what is kept is what a recount by hand gives, twice the same; what everybody reads gives nobody away."""

from collections import Counter
from datetime import timedelta

import pytest

from tests import filing
from tests.city import CITIZEN, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Reply
from yiwang.cases.appeals.states import State
from yiwang.cases.applications import commands as applications
from yiwang.cases.applications.models import Application
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands, jobs, queries
from yiwang.cases.centre.commands import Handed
from yiwang.cases.centre.models import Call, Tally
from yiwang.cases.centre.models.tallies import FIGURES, OF_APPLICATIONS
from yiwang.cases.centre.queries.public_figures import LEAST, gathered, told, year_of
from yiwang.cases.centre.queries.tallies import by_month, kept
from yiwang.cases.counter.commands.figures import publish_figures
from yiwang.cases.counter.queries.figures import figures
from yiwang.config import jobs as house
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

pytestmark = pytest.mark.usefixtures("city")
SYSTEM = Actor.system("test")


def by_hand() -> dict:
    """Counted file by file, in Python, without any statement that the room uses."""
    found: dict = {}

    def note(name, day, case, count=1):
        cell = found.setdefault((clock.local(day).date(), case.channel, case.confidentiality == "sealed"), Counter())
        cell[name] += count

    for case in Case.objects.filter(kind="application"):
        one = Application.objects.get(pk=case.pk)
        note("filed", case.registered_at, case)
        if one.decided_at:
            due = clocks.stored(subject=case.ref, kind="handle").due_at
            note("decided", one.decided_at, case)
            note("decided_on_time" if one.decided_at <= due else "decided_late", one.decided_at, case)
        elif case.closed_at:
            note("undecided", case.closed_at, case)
    for case in Case.objects.filter(kind="appeal", track="appeal"):  # what a law of its own rules is no appeal
        note("taken_in", case.registered_at, case)
        if case.state == State.WITHDRAWN:
            note("withdrawn", case.closed_at, case)
        for reply in Reply.objects.filter(appeal=case.pk, state="approved"):
            note("answered", reply.decided_at, case)
            due = clocks.stored(subject=case.ref, kind="handle", round=reply.round).due_at
            note("on_time" if reply.decided_at <= due else "late", reply.decided_at, case)
            if reply.drafted_by == reply.decided_by:
                note("direct", reply.decided_at, case)
    return {cell: {name: counts[name] for name in FIGURES} for cell, counts in found.items()}


def test_what_is_kept_equals_a_recount_by_hand(django_assert_max_num_queries):
    replied = appeal_at(State.REPLIED)
    appeals.dispute(by=CITIZEN, case_id=replied.pk, reason="还在吵。")
    appeal_at(State.WITHDRAWN, told={"channel": "hotline"})
    old = appeal_at(State.REPLIED, told={"channel": "letter"})
    Reply.objects.filter(appeal=old.pk).update(decided_at=clock.now() + timedelta(days=90))
    lawful = appeal_at(State.HANDLING, told={"channel": "letter"})
    appeals.put_on_track(by=officer("ye.qingwen"), case_id=lawful.pk, track="petition", reason="属信访事项")
    sealed = registered(told={"channel": "hotline", "type": "report", "category": "conduct.corruption"})
    assert Case.objects.get(pk=sealed.pk).confidentiality == "sealed"
    filing.decided(filing.filed(key="a"))
    late = filing.decided(filing.filed(key="b"))
    Application.objects.filter(pk=late.pk).update(decided_at=clock.now() + timedelta(days=90))
    again = filing.decided(filing.filed(key="c"))
    applications.take_back_decision(by=filing.head(again), case_id=again.pk, reason="漏核了一项")
    applications.withdraw(by=CITIZEN, case_id=filing.filed(key="d").pk)
    last = clock.today() + timedelta(days=100)
    expected = by_hand()
    with django_assert_max_num_queries(16):
        assert commands.tally_days(by=SYSTEM, first=clock.today(), last=last) == len(expected)
    assert {tuple(cell): told_ for cell, told_ in kept(first=clock.today(), last=last).items()} == expected
    assert commands.tally_days(by=SYSTEM, first=clock.today(), last=last) == 0, "twice changes nothing"
    rows = list(Tally.objects.all())
    assert [sum(getattr(row, name) for row in rows) for name in ("late", *OF_APPLICATIONS)] == [1, 4, 2, 1, 1, 1]
    months = by_month(first=clock.today(), last=last).values()
    assert {"filed"}.isdisjoint(name for month in months for figures in month.values() for name in figures)
    Tally.objects.filter(channel="letter", day=clock.today()).update(taken_in=7)
    wrong = queries.compare(first=clock.today(), last=last)
    assert [(one.cell.channel, one.kept["taken_in"], one.found["taken_in"]) for one in wrong] == [("letter", 7, 1)]
    assert commands.tally_days(by=SYSTEM, first=clock.today(), last=last) == 1
    assert queries.compare(first=clock.today(), last=last) == []


def test_answered_at_once_and_diverted_count_in_their_channel():
    desk = officer("ye.qingwen")
    appeal = appeal_at(State.REGISTERED)
    appeals.answer_directly(by=desk, case_id=appeal.pk, text="带户口簿到任一派出所办。")
    commands.divert(by=desk, handed=Handed(key="form:1", to="110", words="打架"))
    commands.divert(by=desk, handed=Handed(key="form:2", to="12389", words="态度", reason="归督察"))
    commands.undo_diversion(by=desk, diversion_id=commands.divert(by=desk, handed=Handed(key="form:3", to="110")).pk)
    by_call = commands.divert(by=desk, handed=Handed(key="form:4", to="110"))
    Call.objects.create(
        exchange="test", call_id="1", came_at=clock.now(), subject_kind=by_call.ref.kind, subject_id=str(by_call.pk)
    )  # fmt: skip
    for job in (jobs.tally, jobs.tally, jobs.tally_whole):
        job(0)
    rows = {(row.channel, row.is_sealed): row for row in Tally.objects.all()}
    assert (rows["web", False].direct, rows["web", False].answered) == (1, 1)
    assert (rows["", False].diverted, rows["", True].diverted, rows["hotline", False].diverted) == (1, 1, 1)
    seen = queries.by_channel(first=clock.today(), last=clock.today())
    assert seen[""]["diverted"] == 1, "discipline stands in no total, whoever asks"


def test_a_period_is_the_sum_of_its_days():
    first, today = clock.today().replace(day=1) - timedelta(days=1), clock.today().replace(day=2)
    days = [(first, 9), (first + timedelta(days=1), 7), (today, 5)]
    Tally.objects.bulk_create(
        Tally(day=day, channel=channel, taken_in=n, counted_at=clock.now())
        for day, n in days
        for channel in ("web", "hotline")
    )
    whole = queries.by_channel(first=first, last=today)
    assert {channel: figures["taken_in"] for channel, figures in whole.items()} == {"web": 21, "hotline": 21}
    months = by_month(first=first, last=today)
    assert [months[day.year, day.month]["web"]["taken_in"] for day in (first, today)] == [9, 12]


def cells(**taken):
    return {code: {**dict.fromkeys(FIGURES, 0), "taken_in": n} for code, n in taken.items()}


GROUPS = {
    "web": ("web", "网"), "email": ("web", "网"), "hotline": ("phone", "电话"), "letter": ("letters", "信"),
    "media": ("media", "媒"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "rows"),
    [
        ({"web": 40, "hotline": 20, "letter": 4}, [("web", 40), ("others", 24)]),  # 4 alone would be told by the sum
        ({"web": 40, "letter": 3, "media": 2}, [("web", 40), ("others", 5)]),
        ({"web": 4}, []),
        ({"web": 3, "email": 2, "hotline": 9}, [("phone", 9), ("web", 5)]),
        ({"web": 9, "callback": 30, "online_petition": 30}, [("web", 9)]),
    ],
)
def test_nothing_below_five_is_told_nor_can_be_found_by_taking_away(taken, rows):
    made = gathered(cells(**taken), GROUPS)
    assert [(row["code"], row["taken_in"]) for row in made] == rows
    one = told(cells(**taken), GROUPS)
    whole = sum(n for code, n in taken.items() if code not in ("callback", "online_petition"))
    assert one["sums"]["taken_in"] == (whole if whole >= LEAST else None)
    assert one["apart"] == ({"petition": 30} if "online_petition" in taken else {})


def test_a_year_gives_no_hidden_month_away():
    months = [(cells(web=n), told(cells(web=n), GROUPS)) for n in (20, 3)]
    assert year_of(months)["sums"]["taken_in"] == 20, "23 would tell the 3"
    months.append((cells(web=4), told(cells(web=4), GROUPS)))
    assert year_of(months)["sums"]["taken_in"] == 27


def test_everybody_reads_whole_days_without_sealed_files():
    for _ in range(LEAST):
        registered()
    registered(told={"channel": "hotline", "type": "report", "category": "conduct.corruption"})
    commands.tally_days(by=SYSTEM, first=clock.today(), last=clock.today())
    assert figures() is None
    house.publish_figures()
    assert figures()["months"] == [], "today is not over"
    Tally.objects.update(day=clock.today() - timedelta(days=1))
    house.publish_figures()
    house.publish_figures("centre.tallies:1")
    month = figures()["months"][0]
    assert (month["sums"]["taken_in"], month["groups"]) == (
        LEAST, [{"code": "web", "zh": "网站与平台", "taken_in": LEAST}],
    )  # fmt: skip
    assert figures()["years"][0]["sums"]["taken_in"] == LEAST
    assert not publish_figures(by=SYSTEM, payload=figures()), "the same again"
    assert len(record.history(subject=Ref("counter.publication", "figures"))) == 2
