"""Times and lengths of time in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kit import clock
from yiwang.sites.ui import words


def china(day: int, hour: int = 0, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=clock.CHINA)


NOW = china(24, 15, 30)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (china(26, 17, 30), "11月26日（周四）17:30"),
        (china(26, 17, 30).astimezone(UTC), "11月26日（周四）17:30"),
        (china(1, 0, 5, month=1, year=2027), "2027年1月1日（周五）00:05"),
        (date(2026, 11, 29), "11月29日（周日）"),
    ],
)
def test_moment_in_chinese(value, text):
    assert words.moment(value, today=NOW.date()) == text


def test_moment_in_english_always_has_the_year():
    with translation.override("en"):
        assert words.moment(china(26, 17, 30), today=NOW.date()) == "Thu 26 Nov 2026, 17:30"
        assert words.left(NOW + timedelta(hours=1, minutes=1), now=NOW) == "1 hour left"
        assert words.left(NOW - timedelta(days=2, hours=1), now=NOW) == "2 days overdue"
        assert words.near(NOW.replace(hour=9, minute=12), now=NOW) == "Today 09:12"


@pytest.mark.parametrize(
    ("due", "workdays", "text"),
    [
        (NOW + timedelta(minutes=20), None, "剩20分钟"),
        (NOW + timedelta(hours=2, minutes=59), 1, "剩2小时"),
        (china(24, 20, 0), None, "今天20:00"),
        (china(25, 17, 30), 2, "明天17:30"),
        (china(27, 17, 30), 3, "剩3个工作日"),
        (china(30, 17, 30), None, "剩6天"),
        (NOW, None, "超期1分钟"),
        (NOW - timedelta(hours=3), None, "超期3小时"),
        (NOW - timedelta(days=1, hours=23), 0, "超期1天"),
    ],
)
def test_left(due, workdays, text):
    assert words.left(due, now=NOW, workdays=workdays) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (NOW - timedelta(seconds=20), "刚刚"),
        (NOW - timedelta(minutes=3), "3分钟前"),
        (NOW - timedelta(hours=2), "2小时前"),
        (china(23, 9, 12), "昨天09:12"),
        (china(18, 16, 40), "11月18日（周三）16:40"),
    ],
)
def test_ago(at, text):
    assert words.ago(at, now=NOW) == text


@given(st.timedeltas(min_value=timedelta(minutes=-60 * 24 * 400), max_value=timedelta(days=400)))
def test_left_says_overdue_exactly_when_it_is(distance):
    text = words.left(NOW + distance, now=NOW)
    assert text.startswith("超期") == (distance <= timedelta(0))
