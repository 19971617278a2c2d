"""Quiet hours, patience, and how often a phone may ask."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.messaging import policies
from yiwang.ground.messaging.policies import sending
from yiwang.kit.clock import CHINA

moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda m: m.replace(tzinfo=UTC))


@given(moments)
def test_the_earliest_moment_is_soon_awake_and_settled(moment: datetime) -> None:
    goes = policies.earliest(moment, heeds_quiet=True)
    assert moment <= goes <= moment + timedelta(hours=12)
    assert not policies.is_quiet(goes)
    assert policies.earliest(goes, heeds_quiet=True) == goes
    assert goes == moment or goes.astimezone(CHINA).time() == time(9)


@given(moments)
def test_who_heeds_no_quiet_goes_at_once(moment: datetime) -> None:
    assert policies.earliest(moment, heeds_quiet=False) == moment


@given(st.integers(1, 20))
def test_patience_grows_and_ends(attempts: int) -> None:
    now, later = policies.patience(attempts), policies.patience(attempts + 1)
    assert later is None or (now is not None and now < later)
    assert (now is None) == (attempts > len(policies.PATIENCE))


@given(st.lists(st.integers(0, 90_000), max_size=12))
def test_asking_after_the_wait_it_names_is_allowed(ages: list[int]) -> None:
    now = datetime(2026, 11, 24, 2, tzinfo=UTC)
    asked = [now - timedelta(seconds=age) for age in ages]
    for span, limit in policies.CODE_LIMITS:
        within = [at for at in asked if at > now - span]
        if len(within) >= limit:
            assert not policies.may_send_code(asked_at=asked, now=now)
    longest = max(policies._wait(asked, span, limit, now) for span, limit in policies.CODE_LIMITS)
    assert policies.may_send_code(asked_at=asked, now=now + longest)


def test_waits_in_words_are_never_too_short() -> None:
    waits = [0.2, 59, 60, 61, 90, 91, 3600, 5400, 5401, 86400]
    assert [policies.in_words(timedelta(seconds=s)) for s in waits] == [
        "1秒", "59秒", "60秒", "61秒", "90秒", "2分钟", "60分钟", "90分钟", "2小时", "24小时",
    ]  # fmt: skip


def test_a_look_that_found_nothing_never_meets_a_late_send() -> None:
    """The lease outlasts a batch plus its slowest last answer: look-up, send and look-up at eleven seconds each."""
    assert policies.LEASE.total_seconds() > policies.BATCH_SECONDS + 9 * 11


def test_receipts_are_asked_for_less_and_less() -> None:
    sent = datetime(2026, 11, 24, 2, tzinfo=UTC)
    at, looks = sent, []
    while next_at := policies.next_look(sent, at):
        looks.append(next_at - sent)
        at = next_at
    assert tuple(looks) == policies.LOOKS and policies.LOST_AFTER in looks


@pytest.mark.parametrize(
    ("hours", "at", "quiet"),
    [
        ("", time(23, 30), False), ("21:00-08:00", time(21), True), ("21:00-08:00", time(8), False),
        ("12:00-14:00", time(13), True), ("12:00-14:00", time(23), False),
    ],
)  # fmt: skip
def test_a_bureau_says_when_its_people_sleep(monkeypatch, hours, at, quiet):
    monkeypatch.setattr(sending, "settings", lambda: SimpleNamespace(quiet_hours=hours))
    moment = datetime.combine(date(2026, 11, 23), at, tzinfo=CHINA)
    assert sending.is_quiet(moment) is quiet
    assert sending.earliest(moment, heeds_quiet=True) >= moment
    assert (sending.earliest(moment, heeds_quiet=True) == moment) is not quiet
