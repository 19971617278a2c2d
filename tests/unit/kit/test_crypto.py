"""Encrypted values: unreadable, bound to their place, readable under an older key; blind indexes that cannot be joined."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kit import crypto
from yiwang.kit.crypto import _keys, decrypt, encrypt, keyed_digest
from yiwang.kit.settings import Settings


@given(st.binary(max_size=2000))
def test_round_trip(plain: bytes) -> None:
    sealed = encrypt(plain, bound_to="people.name")
    assert decrypt(sealed, bound_to="people.name") == plain
    if len(plain) >= 4:
        assert plain not in sealed


def test_the_same_text_never_looks_the_same() -> None:
    assert len({encrypt(b"13812346027", bound_to="a.b") for _ in range(50)}) == 50


def test_a_value_cannot_be_moved_to_another_column() -> None:
    sealed = encrypt("王小明".encode(), bound_to="people_applicant.name")
    with pytest.raises(InvalidTag):
        decrypt(sealed, bound_to="people_applicant.address")


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_changed_value_is_noticed(at: int, by: int) -> None:
    sealed = bytearray(encrypt(b"43010219900101123X" * 2, bound_to="a.b"))
    sealed[at % len(sealed)] ^= by
    with pytest.raises((InvalidTag, KeyError, UnicodeDecodeError, ValueError)):
        decrypt(bytes(sealed), bound_to="a.b")


def test_an_older_key_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = f"k1:{'11' * 32}", f"k2:{'22' * 32}"

    def keys(value: str) -> None:
        monkeypatch.setattr(crypto, "settings", lambda: Settings(data_keys=value))
        _keys.cache_clear()

    try:
        keys(old)
        sealed = encrypt(b"text", bound_to="a.b")
        keys(f"{new},{old}")
        assert decrypt(sealed, bound_to="a.b") == b"text"
        assert encrypt(b"text", bound_to="a.b")[1:3] == b"k2"
        keys(new)
        with pytest.raises(KeyError):
            decrypt(sealed, bound_to="a.b")
    finally:
        _keys.cache_clear()


def test_digests_answer_one_question_only() -> None:
    """Equal for equal values, different from column to column, never the plain hash that anybody could try out."""
    phone = keyed_digest("13812346027", purpose="phone")
    assert phone == keyed_digest("13812346027", purpose="phone")
    assert phone != keyed_digest("13812346028", purpose="phone")
    assert phone != keyed_digest("13812346027", purpose="phone-last4")
    assert len(phone) == 32
