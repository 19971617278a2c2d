"""Numbers people read aloud: every slip of one digit and every swap of neighbours is noticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kit import numbers

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
SERIALS = st.integers(1, 9_999_999)


def made(on: date, serial: int) -> str:
    return numbers.make_number(prefix="YZ", on=on, serial=serial)


@given(DAYS, SERIALS)
def test_what_is_made_is_read(on: date, serial: int) -> None:
    number = made(on, serial)
    assert numbers.read_number(number) == number
    for typed in (
        number.lower(),
        number.replace("-", ""),
        number.replace("-", "－"),
        f"  {number.replace('-', ' — ')} ",
    ):
        assert numbers.read_number(typed) == number


@given(DAYS, SERIALS)
def test_full_width_digits_are_read(on: date, serial: int) -> None:
    number = made(on, serial)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalnum() else sign for sign in number)
    assert numbers.read_number(wide) == number


@given(DAYS, SERIALS, st.data())
def test_one_wrong_digit_is_noticed(on: date, serial: int, data: st.DataObject) -> None:
    number = made(on, serial)
    at = data.draw(st.sampled_from([place for place, sign in enumerate(number) if sign.isdigit()]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    assert numbers.read_number(number[:at] + other + number[at + 1 :]) is None


@given(DAYS, SERIALS, st.data())
def test_two_neighbours_swapped_are_noticed(on: date, serial: int, data: st.DataObject) -> None:
    digits = made(on, serial).replace("-", "")
    places = [at for at in range(2, len(digits) - 1) if digits[at] != digits[at + 1]]
    if places:
        at = data.draw(st.sampled_from(places))
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        assert numbers.read_number(swapped) is None


def test_serials_beyond_five_digits() -> None:
    number = made(date(2026, 11, 22), 1_234_567)
    assert number.startswith("YZ2611-1234567-")
    assert numbers.read_number(number.replace("-", "")) == number


@pytest.mark.parametrize(
    "text", ["", "YZ", "YZ2611-18427", "2611-18427-3", "YZ2611-184-3", "YZ2611-18427-33x", "请看一下"]
)
def test_what_cannot_be_one(text: str) -> None:
    assert numbers.read_number(text) is None


def test_codes_are_ten_unlike_digits() -> None:
    codes = {numbers.make_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == numbers.CODE_LENGTH and code.isdigit() for code in codes)


def test_a_code_reads_however_it_was_typed() -> None:
    code = "4021965317"
    assert numbers.show_code(code) == "402 196 5317"
    for typed in ("402 196 5317", "402-196-5317", "４０２１９６５３１７", " 4021965317。"):
        assert numbers.read_code(typed) == code


def test_a_stored_code_is_bound_to_its_number() -> None:
    one = numbers.hash_code(number="YZ2611-18427-3", code="402 196 5317")
    assert one == numbers.hash_code(number="YZ2611-18427-3", code="4021965317")
    assert one != numbers.hash_code(number="YZ2611-18428-9", code="4021965317")
    assert "4021965317" not in one
