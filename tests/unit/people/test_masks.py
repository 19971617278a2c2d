import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.people import queries


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ""),
        ("榴园小区3栋201", "榴园小区****"),
        ("云州市镜川区民主路12号", "云州市镜川区民主路****"),
        ("云州市镜川区民主路１２号", "云州市镜川区民主路****"),
        ("竹溪沟村六组", "竹溪沟村****"),
        ("民主路", "民主路"),
        ("火车站对面那栋楼", "火车站对****"),
    ],
)
def test_an_address_stops_at_the_block(address, shown):
    assert queries.mask_address(address) == shown


@given(st.text(alphabet="0123456789", min_size=7, max_size=12), st.sampled_from(["", "+86", "0086", "＋８６ "]))
def test_a_number_has_one_spelling(digits, prefix):
    spoken = queries.read_phone(prefix + " ".join(digits))
    assert prefix == "" or spoken == digits
    assert queries.phone_index(spoken) == queries.phone_index(queries.read_phone(spoken))


@given(st.text(max_size=20))
def test_only_four_digits_make_a_last4(text):
    assert bool(queries.last4_index(text)) == (len(text) == 4 and text.isascii() and text.isdigit())
