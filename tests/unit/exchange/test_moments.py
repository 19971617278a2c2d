"""Dates as they come: read where they are clear, refused with a way out where they are not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kit.clock import CHINA
from yiwang.sites.exchange.moments import Order, order_of, read

DAY = datetime(2019, 4, 5, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "at", "has_hour"),
    [
        ("2019-04-05", DAY, False),
        ("2019/4/5", DAY, False),
        ("2019.4.5", DAY, False),
        ("2019年4月5日", DAY, False),
        ("２０１９－０４－０５", DAY, False),
        ("20190405", DAY, False),
        ("43560", DAY, False),
        ("2019/4/5 9:49:42", DAY + timedelta(hours=9, minutes=49, seconds=42), True),
        ("2019-04-05T09:49:42.123", DAY + timedelta(hours=9, minutes=49, seconds=42), True),
        ("2019年4月5日 下午3时5分", DAY + timedelta(hours=15, minutes=5), True),
        ("2019年4月5日上午9点", DAY + timedelta(hours=9), True),
        ("20190405153000", DAY + timedelta(hours=15, minutes=30), True),
        ("2019-04-05T01:00:00Z", datetime(2019, 4, 5, 1, tzinfo=UTC), True),
        ("2019-04-05 09:00:00+08:00", DAY + timedelta(hours=9), True),
        ("1554425382000", datetime.fromtimestamp(1554425382, UTC), True),
        ("13/4/2019", DAY + timedelta(days=8), False),
        ("4/13/2019", DAY + timedelta(days=8), False),
    ],
)
def test_what_is_clear(text, at, has_hour):
    found = read(text)
    assert found is not None and (found.at, found.has_hour) == (at, has_hour)


@pytest.mark.parametrize("empty", ["", "  ", "-", "无", "null", "NaN", "0000-00-00"])
def test_nothing_is_nothing(empty):
    assert read(empty) is None


def test_a_workbooks_own_date_is_of_our_zone():
    found = read(datetime(2019, 4, 5))
    assert found is not None and found.at == DAY and not found.has_hour


def test_the_order_of_a_column_decides():
    assert read("04/05/2019", Order.MONTH).at == DAY
    assert read("05/04/2019", Order.DAY).at == DAY
    with pytest.raises(ValueError, match="哪个是月"):
        read("04/05/2019")


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["12/31/2016", "01/02/2016"], Order.MONTH),
        (["31/12/2016"], Order.DAY),
        (["31/12/2016", "12/31/2016"], Order.BOTH),
        (["01/02/2016", "2016-12-31", ""], Order.UNKNOWN),
    ],
)
def test_a_column_shows_its_order(column, order):
    assert order_of(column) is order


@pytest.mark.parametrize(
    "bad", ["去年夏天", "2019-13-01", "2019-02-30", "2019", "12:30", "2999-01-01", "1900-01-01", "3/1"]
)
def test_what_cannot_be_is_refused_with_a_way_out(bad):
    with pytest.raises(ValueError, match="日期"):
        read(bad)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2025, 12, 31)))
def test_what_we_write_we_read(at):
    there = at.replace(microsecond=0, tzinfo=CHINA)
    for text in (
        there.strftime("%Y-%m-%d %H:%M:%S"),
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02}:{at.second:02}",
    ):
        found = read(text)
        assert found is not None and found.at == there
