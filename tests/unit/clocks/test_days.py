from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.clocks.tables import CALENDAR, at, calendars, moments
from yiwang.ground.clocks.queries import Calendar, Hours, day_of
from yiwang.ground.clocks.queries.days import DutyTime
from yiwang.kit.errors import Invalid

OFFICE = Hours.parse("09:00-12:00,13:30-17:30")


def test_a_make_up_day_is_worked_and_a_holiday_is_not():
    assert CALENDAR.is_working(date(2026, 10, 10)), "调休上班的周六"
    assert not CALENDAR.is_working(date(2026, 10, 5)), "国庆的周一"
    assert not CALENDAR.is_provisional(date(2026, 10, 5))


def test_unpublished_days_are_provisional_in_the_table_and_beyond_it():
    assert CALENDAR.is_provisional(date(2027, 3, 1))
    assert CALENDAR.is_provisional(date(2031, 3, 3))
    assert CALENDAR.is_working(date(2031, 3, 3))
    assert not CALENDAR.is_working(date(2031, 3, 2))


def test_payload_may_hold_texts_or_json_values():
    rows = [{"date": "2026-05-09", "is_working": True, "provisional": False}, {"date": "2026-05-10", "is_working": 0}]
    found = Calendar.from_payload(rows)
    assert found.is_working(date(2026, 5, 9))
    assert not found.is_working(date(2026, 5, 10))


@pytest.mark.parametrize(
    "text", ["", "9-17", "09:00-25:00", "24:30-24:45", "12:00-09:00", "09:00-12:00,11:00-17:00", "上午"]
)
def test_hours_that_nobody_can_keep_are_refused(text):
    with pytest.raises(Invalid) as raised:
        Hours.parse(text)
    assert "09:00-12:00,13:30-17:30" in raised.value.fields["office_hours"]


@pytest.mark.parametrize("text", ["09:00-12:00,13:30-17:30", "00:00-24:00", "08:00-18:00"])
def test_hours_are_written_as_they_are_read(text):
    assert Hours.parse(text).text == text


def test_midnight_belongs_to_the_day_it_ends():
    assert day_of(at(11, 26)) == date(2026, 11, 25)
    assert day_of(at(11, 26, 0, 1)) == date(2026, 11, 26)


def test_duty_time_stops_at_noon_and_over_the_weekend():
    duty = DutyTime(CALENDAR, OFFICE)
    assert duty.between(at(11, 20, 11, 0), at(11, 23, 10, 0)) == timedelta(hours=1 + 4 + 1)
    assert duty.add(at(11, 20, 16, 30), timedelta(hours=1)) == at(11, 20, 17, 30), "not the next morning"
    assert duty.add(at(11, 20, 16, 30), timedelta(hours=2)) == at(11, 23, 10, 0)
    assert duty.take(at(11, 23, 10, 0), timedelta(hours=2)) == at(11, 20, 16, 30)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a calendar is slow to draw on a busy machine
@given(calendars(), moments(), st.integers(0, 20 * 60))
def test_adding_and_measuring_agree_to_the_minute(calendar, moment, minutes):
    duty, length = DutyTime(calendar, OFFICE), timedelta(minutes=minutes)
    end = duty.add(moment, length)
    assert duty.between(moment, end) == length
    assert duty.between(duty.take(end, length), end) == length
    if minutes:
        assert duty.between(moment, end - timedelta(minutes=1)) == length - timedelta(minutes=1), (
            "it is the first such moment"
        )


@given(calendars(), moments(), st.integers(0, 900), st.integers(0, 900))
def test_a_stretch_is_the_sum_of_its_parts(calendar, begin, first, second):
    duty = DutyTime(calendar, OFFICE)
    middle, end = begin + timedelta(minutes=first), begin + timedelta(minutes=first + second)
    assert duty.between(begin, end) == duty.between(begin, middle) + duty.between(middle, end)
