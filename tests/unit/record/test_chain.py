"""The arithmetic of the chain, without a database."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.record.queries import chain
from yiwang.ground.record.states import Finding
from yiwang.kit.refs import Ref

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("ab汉字"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_settling_is_stable_and_survives_json(value: object) -> None:
    settled = chain.settle(value)
    assert chain.settle(settled) == settled
    assert json.loads(chain.canonical(settled)) == settled


def test_canonical_json_has_one_spelling() -> None:
    assert chain.canonical({"乙": 1, "a": [True, None]}) == '{"a":[true,null],"乙":1}'.encode()


@pytest.mark.parametrize(
    ("value", "settled"),
    [(1e20, 10**20), (2.0, 2), (-0.0, 0), (0.5, 0.5), ((1, 2), [1, 2]), (Ref("a.b", 3), "a.b:3"), ({1: 2}, {"1": 2}),
     (Decimal("1.50"), "1.50"), (datetime(2026, 5, 1, tzinfo=UTC), "2026-05-01T00:00:00+00:00")],
)  # fmt: skip
def test_values_settle_as_jsonb_gives_them_back(value: object, settled: object) -> None:
    assert chain.settle(value) == settled
    assert type(chain.settle(value)) is type(settled)


def test_a_moment_is_the_same_in_every_zone() -> None:
    at = datetime(2026, 5, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert chain.moment(at) == chain.moment(at.astimezone(UTC)) == "2026-05-01T00:00:00.000000+00:00"


@given(st.text("ab汉", max_size=4), st.text("ab汉", max_size=4))
def test_parts_cannot_be_shifted_into_each_other(one: str, other: str) -> None:
    assert (chain.sha256(one, other) == chain.sha256(one + other, "")) is (other == "")


def test_a_digest_of_a_personal_text_needs_its_salt() -> None:
    salt = chain.new_salt()
    assert chain.digest(text="张三", salt=salt) == chain.digest(text="张三", salt=salt)
    assert chain.digest(text="张三", salt=salt) != chain.digest(text="张三", salt=chain.new_salt())
    with pytest.raises(ValueError, match="salt"):
        chain.digest(text="张三", salt="")


def test_a_signature_belongs_to_its_digest_and_key() -> None:
    digest, key = chain.sha256("x"), chain.public_key()
    signature = chain.sign(digest)
    assert chain.is_signed(digest=digest, signature=signature, key=key)
    assert not chain.is_signed(digest=chain.sha256("y"), signature=signature, key=key)
    assert not chain.is_signed(digest=digest, signature=signature, key="00" * 32)
    assert not chain.is_signed(digest=digest, signature="zz", key=key)


def test_every_finding_has_its_chinese_name() -> None:
    assert len({finding.label for finding in Finding}) == len(Finding)
