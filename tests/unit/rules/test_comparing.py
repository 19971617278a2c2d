"""Readable differences of payloads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.rules.queries.comparing import ChangeKind, difference

VALUES = st.recursive(
    st.booleans() | st.integers() | st.text("ab汉", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


def spelled(old: Any, new: Any) -> list[str]:
    return [str(change) for change in difference(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["修改：a，由“1”改为“2”"]),
        ({"a": {"b": "旧"}}, {"a": {"b": "新"}}, ["修改：a › b，由“旧”改为“新”"]),
        ({"a": 1}, {"b": 2}, ["新增：b，2", "删去：a，1"]),
        ({"话": ["甲", "乙"]}, {"话": ["乙", "丙"]}, ["新增：话，丙", "删去：话，甲"]),
        (["x", "x"], ["x"], ["删去，x"]),
        ([{"id": "r1", "n": 1}, {"id": "r2"}], [{"id": "r2"}, {"id": "r1", "n": 2}], ["修改：r1 › n，由“1”改为“2”"]),
        ([{"date": "2026-01-01", "name": "元旦"}], [{"date": "2026-01-02", "name": "元旦"}],
         ['新增：2026-01-02，{"date": "2026-01-02", "name": "元旦"}',
          '删去：2026-01-01，{"date": "2026-01-01", "name": "元旦"}']),
        ([{"code": "a", "n": 1}, {"code": "a", "n": 2}], [{"code": "a", "n": 1}], ['删去，{"code": "a", "n": 2}']),
        (None, [1], ["新增，[1]"]),
    ],
)  # fmt: skip
def test_what_changed_is_said(old: Any, new: Any, said: list[str]) -> None:
    assert spelled(old, new) == said


@given(VALUES)
def test_equal_payloads_have_no_difference(value: Any) -> None:
    assert difference(value, value) == []


@given(
    st.dictionaries(st.text("ab", max_size=2), VALUES, max_size=4),
    st.dictionaries(st.text("ab", max_size=2), VALUES, max_size=4),
)
def test_both_ways_tell_the_same(old: Any, new: Any) -> None:
    there, back = difference(old, new), difference(new, old)
    turned = {
        ChangeKind.ADDED: ChangeKind.REMOVED,
        ChangeKind.REMOVED: ChangeKind.ADDED,
        ChangeKind.CHANGED: ChangeKind.CHANGED,
    }
    assert sorted((c.path, c.old, c.new, c.kind) for c in there) == sorted(
        (c.path, c.new, c.old, turned[c.kind]) for c in back
    )
