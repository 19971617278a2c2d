"""Masks show what is needed to recognise, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kit.privacy import Level, Privacy, mask_id_number, mask_name, mask_phone


def test_levels() -> None:
    privacy = Privacy(keep="结案后5年", public=("number",), personal=("name",), sensitive=("id_number",))
    assert privacy.level("number") is Level.PUBLIC
    assert privacy.level("name") is Level.PERSONAL
    assert privacy.level("id_number") is Level.SENSITIVE
    assert privacy.level("anything_else") is Level.INTERNAL


@pytest.mark.parametrize(
    ("name", "shown"), [("王小明", "王**"), ("王明", "王**"), ("买买提·阿不都", "买**"), ("王", "王**"), ("", "")]
)
def test_names(name: str, shown: str) -> None:
    """The mask does not tell how long the name is."""
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812346027", "138****6027"),
        ("03095550003", "030****0003"),
        ("5550003", "555****0003"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_phones(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.text("0123456789", min_size=8, max_size=13))
def test_a_phone_is_never_whole(phone: str) -> None:
    assert phone not in mask_phone(phone)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("430102199001011234", "4301**********1234"),
        ("43010219900101123X", "4301**********123X"),
        ("", ""),
        ("E12345678", "E1*****78"),
        ("1234", "****"),
        ("430102900101123", "4301*******1123"),
    ],
)
def test_identity_numbers(number: str, shown: str) -> None:
    assert mask_id_number(number) == shown


@given(st.text("0123456789X", min_size=1, max_size=20))
def test_most_of_an_identity_number_stays_hidden(number: str) -> None:
    assert sum(sign != "*" for sign in mask_id_number(number)) <= len(number) * 8 / 15
