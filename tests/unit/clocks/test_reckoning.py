"""Deadlines by example, then by law: what holds on every calendar."""

from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.clocks.tables import CALENDAR, at, calendars, hours, limit, made, moments, wall
from yiwang.ground.clocks.queries import Due, Extension, Pause, Terms, day_of, due
from yiwang.ground.clocks.queries.days import DutyTime
from yiwang.ground.clocks.states import Unit
from yiwang.kit.clock import CHINA

MINUTE = timedelta(minutes=1)
COMPLAINT = limit("ap.handle.complaint")


def counted(limit_, start, **more) -> Due:
    return due(limit=limit_, start=start, calendar=CALENDAR, **more)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (at(11, 18, 16, 40), "11-25 17:30"),  # a Wednesday
        (at(11, 18, 0, 0), "11-25 17:30"),
        (at(11, 18, 23, 59), "11-25 17:30"),
        (at(11, 21, 10, 0), "11-27 17:30"),  # a Saturday: Monday is day 1
        (at(9, 30, 10, 0), "10-13 17:30"),  # 国庆 to the 7th, Saturday the 10th is worked
        (at(2, 13, 10, 0), "02-27 17:30"),  # 春节 15–23, Saturday the 14th is worked
    ],
)
def test_five_working_days(start, ends):
    assert wall(counted(COMPLAINT, start).at) == ends


def test_the_mock_ups_pause_gives_back_one_day():
    asked = Pause(at(11, 20, 10, 5), at(11, 23, 9, 30))
    found = counted(COMPLAINT, at(11, 18, 16, 40), pauses=[asked])
    assert wall(found.at) == "11-26 17:30"
    assert found.words == "11月26日（周四）17:30"
    assert found.steps[-1] == "暂停1个工作日，顺延1天，到11月26日（周四）17:30"


@pytest.mark.parametrize(
    ("begin", "end", "ends"),
    [
        (at(11, 20, 10, 5), at(11, 20, 10, 10), "11-26 17:30"),  # minutes round up to a day, once
        (at(11, 20, 10, 5), at(11, 23, 16, 0), "11-27 17:30"),  # 11:25 of duty are more than a day's 7:00
        (at(11, 20, 18, 0), at(11, 23, 8, 0), "11-25 17:30"),  # no duty in it
        (at(11, 18, 17, 0), at(11, 18, 17, 20), "11-25 17:30"),  # before the first day
        (at(11, 18, 17, 0), at(11, 19, 9, 1), "11-26 17:30"),
        (at(11, 25, 17, 29), at(11, 26, 9, 0), "11-26 17:30"),  # the last minute is given back
        (at(11, 25, 17, 30), at(11, 30, 9, 0), "11-25 17:30"),  # too late to count
    ],
)
def test_a_pause_of_a_day_clock(begin, end, ends):
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), pauses=[Pause(begin, end)]).at) == ends


def test_short_pauses_share_one_day():
    pauses = [Pause(at(11, day, 10, 0), at(11, day, 11, 0)) for day in (19, 20, 23)]
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), pauses=pauses).at) == "11-26 17:30"


def test_a_pause_of_an_hour_clock_is_given_back_to_the_minute():
    sign, start = limit("ap.sign"), at(11, 20, 16, 0)
    assert wall(counted(sign, start).at) == "11-23 11:30"
    paused = counted(sign, start, pauses=[Pause(at(11, 20, 17, 7), at(11, 23, 9, 11))])
    assert wall(paused.at) == "11-23 13:34", "23 and 11 minutes of duty, over the lunch break"


def test_urgent_minutes_run_at_night():
    assert wall(counted(limit("ap.triage.urgent"), at(11, 21, 23, 50)).at) == "11-22 00:05"


def test_a_round_the_clock_unit_signs_at_night_but_closes_a_day_at_half_past_five():
    assert wall(counted(limit("ap.sign"), at(11, 20, 21, 0), office_hours="00:00-24:00").at) == "11-23 01:00"
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), office_hours="00:00-24:00").at) == "11-25 17:30"
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), office_hours="08:00-18:00").at) == "11-25 18:00"


def test_a_day_may_end_at_midnight_by_setting():
    found = counted(COMPLAINT, at(11, 18, 16, 40), day_ends="midnight")
    assert wall(found.at) == "11-26 00:00"
    assert found.words == "11月25日（周三）24:00"
    asked = Pause(at(11, 25, 20, 0), at(11, 26, 8, 0))
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), day_ends="midnight", pauses=[asked]).at) == "11-27 00:00"


@pytest.mark.parametrize(
    ("value", "start", "ends"),
    [(15, at(11, 2, 9, 0), "11-17 17:30"), (5, at(11, 16, 9, 0), "11-23 17:30"), (3, at(9, 29, 9, 0), "10-08 17:30")],
)
def test_natural_days_move_off_a_day_off(value, start, ends):
    assert wall(counted(made(value, Unit.DAYS), start).at) == ends


def test_a_natural_day_clock_paused_on_its_last_weekend():
    """Five days from Monday end on Saturday, so Monday; what was left on Sunday morning is given back whole."""
    asked = Pause(at(11, 22, 10, 0), at(11, 23, 18, 0))
    assert wall(counted(made(5, Unit.DAYS), at(11, 16, 9, 0), pauses=[asked]).at) == "11-25 17:30"


def test_an_extension():
    assert wall(counted(COMPLAINT, at(11, 18, 16, 40), extensions=[Extension(at(11, 24), 10)]).at) == "12-09 17:30"
    assert wall(counted(made(60, Unit.DAYS), at(9, 1), extensions=[Extension(at(10, 9), 30)]).at) == "11-30 17:30"
    assert (
        wall(counted(made(24, Unit.HOURS), at(11, 18, 16, 40), extensions=[Extension(at(11, 19), 2)]).at)
        == "11-23 17:30"
    )


@pytest.mark.parametrize(
    ("limit_", "start", "amber", "red"),
    [
        (COMPLAINT, at(11, 18, 16, 40), "11-24 09:00", "11-26 00:00"),
        (made(1, Unit.WORKING_DAYS), at(11, 18, 16, 40), "11-19 09:00", "11-20 00:00"),
        (made(2, Unit.WORKING_DAYS), at(11, 19, 16, 40), "11-20 09:00", "11-24 00:00"),
        (made(4, Unit.WORKING_HOURS), at(11, 20, 16, 0), "11-23 10:30", "11-23 11:30"),
        (made(24, Unit.HOURS), at(11, 20, 16, 0), "11-21 10:00", "11-21 16:00"),
        (made(15, Unit.MINUTES), at(11, 20, 16, 0), "11-20 16:11", "11-20 16:15"),
    ],
)
def test_amber_and_red(limit_, start, amber, red):
    found = counted(limit_, start)
    assert (wall(found.amber_at), wall(found.red_at)) == (amber, red)


def test_unpublished_days_make_a_promise_provisional():
    before, across = counted(COMPLAINT, at(12, 22, 9)), counted(COMPLAINT, at(12, 28, 9))
    assert not before.provisional
    assert across.provisional
    assert "公布后可能调整" in across.steps[-1]
    assert not counted(made(48, Unit.HOURS), at(12, 31, 9)).provisional, "no calendar is asked"
    assert counted(limit("ap.sign"), at(12, 31, 17, 0)).provisional


@pytest.mark.parametrize("code", ["ap.amber", "ap.pause.legal", "fb.attempts"])
def test_marks_and_open_ends_have_no_due_moment(code):
    with pytest.raises(ValueError, match="no due moment"):
        counted(limit(code), at(11, 18))


# --- on every calendar

LENGTHS = st.one_of(
    st.builds(made, st.integers(1, 12), st.just(Unit.WORKING_DAYS)),
    st.builds(made, st.integers(1, 30), st.just(Unit.DAYS)),
    st.builds(made, st.integers(1, 20), st.just(Unit.WORKING_HOURS)),
    st.builds(made, st.integers(1, 72), st.just(Unit.HOURS)),
    st.builds(made, st.integers(1, 600), st.just(Unit.MINUTES)),
)
ENDS = st.sampled_from(["close", "midnight"])
STRETCHES = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 6000)), max_size=3)


def laid_out(start, stretches) -> list[Pause]:
    """Pauses one after another: so many minutes of running, so many of standing."""
    pauses, now = [], start
    for gap, length in stretches:
        pauses.append(Pause(now + MINUTE * gap, now + MINUTE * (gap + length)))
        now = pauses[-1].end
    return pauses


@given(calendars(), LENGTHS, moments(), st.integers(0, 5000), hours(), ENDS)
def test_who_starts_later_is_due_no_earlier(calendar, limit_, start, later, duty, ends):
    first, second = (
        due(limit=limit_, start=moment, calendar=calendar, office_hours=duty, day_ends=ends)
        for moment in (start, start + MINUTE * later)
    )
    assert first.at <= second.at


@given(calendars(), LENGTHS, moments(), STRETCHES, hours(), ENDS)
def test_a_pause_never_makes_it_earlier_and_never_eats_what_was_left(calendar, limit_, start, stretches, duty, ends):
    terms = {"limit": limit_, "start": start, "calendar": calendar, "office_hours": duty, "day_ends": ends}
    before = due(**terms).at
    pauses = laid_out(start, stretches)
    for count, pause in enumerate(pauses, 1):
        after = due(**terms, pauses=pauses[:count]).at
        assert after >= before
        if pause.begin < before:
            assert after > pause.end or (after == before and not _took(terms, pause)), "running on, there is time left"
        else:
            assert after == before, "after the due moment a pause gives nothing"
        before = after


def _took(terms, pause) -> bool:
    settled = Terms.of(terms["limit"], terms["office_hours"], day_ends=terms["day_ends"])
    if not terms["limit"].unit.is_working:
        return True
    return bool(
        DutyTime(terms["calendar"], settled.hours).between(pause.begin.astimezone(CHINA), pause.end.astimezone(CHINA))
    )


@given(calendars(), st.integers(1, 8), moments(), STRETCHES, hours(), ENDS)
def test_a_day_clock_gives_its_days_and_less_than_one_more_a_pause(calendar, days, start, stretches, duty, ends):
    """Between start and due, pauses taken out, lie n days of duty or more, and less than n + 1 (with one pause)."""
    limit_, pauses = made(days, Unit.WORKING_DAYS), laid_out(start, stretches)
    found = due(limit=limit_, start=start, calendar=calendar, office_hours=duty, day_ends=ends, pauses=pauses)
    settled = Terms.of(limit_, duty, day_ends=ends).hours
    measure, end = DutyTime(calendar, settled), found.at.astimezone(CHINA)
    first = at(1, 1) + timedelta(days=(start.date() - at(1, 1).date()).days + 1)
    stood = sum((measure.between(max(p.begin, first), min(p.end, end)) for p in pauses), timedelta())
    ran = measure.between(first, end) - stood
    assume(all(not shift.is_late for shift in found.shifts))
    assert settled.a_day * days <= ran < settled.a_day * (days + max(len(pauses), 1))


@given(calendars(), st.integers(1, 20), moments(), STRETCHES, hours())
def test_an_hour_clock_gives_its_hours_to_the_minute(calendar, value, start, stretches, duty):
    limit_, pauses = made(value, Unit.WORKING_HOURS), laid_out(start, stretches)
    found = due(limit=limit_, start=start, calendar=calendar, office_hours=duty, pauses=pauses)
    measure, end = DutyTime(calendar, Terms.of(limit_, duty).hours), found.at.astimezone(CHINA)
    stood = sum((measure.between(p.begin, min(p.end, end)) for p in pauses if p.begin < end), timedelta())
    assert measure.between(start, end) - stood == timedelta(hours=value)


@given(calendars(), LENGTHS, moments(), STRETCHES, st.integers(0, 10), hours(), ENDS)
def test_a_day_clock_never_ends_on_a_day_off(calendar, limit_, start, stretches, more, duty, ends):
    extensions = [Extension(start + timedelta(days=1), more)] if more else []
    found = due(
        limit=limit_, start=start, calendar=calendar, office_hours=duty, day_ends=ends,
        pauses=laid_out(start, stretches), extensions=extensions,
    )  # fmt: skip
    if limit_.unit.is_day:
        assert calendar.is_working(day_of(found.at))
        assert calendar.is_working(day_of(found.amber_at + MINUTE))
    assert start <= found.amber_at <= found.at <= found.red_at


@given(calendars(), st.integers(1, 8), moments(), st.integers(1, 10), hours())
def test_an_extension_adds_so_many_working_days(calendar, days, start, more, duty):
    terms = {"limit": made(days, Unit.WORKING_DAYS), "start": start, "calendar": calendar, "office_hours": duty}
    before, after = due(**terms).at, due(**terms, extensions=[Extension(start, more)]).at
    assert calendar.working_days_between(day_of(before), day_of(after)) == more
