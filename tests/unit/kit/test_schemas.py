"""Forms as data: what is wrong is said in the form's own words; what is not asked is not kept."""

import pytest

from tests.services import FORM
from yiwang.kit import schemas

GOOD = {"name": "王小明", "id_number": "11010519491231002X", "reason": "lost", "delivery": "window", "truth": True}


def test_a_good_form_has_nothing_wrong():
    assert schemas.check(FORM, GOOD) == {}
    assert schemas.problems(FORM) == []


def test_each_fault_stands_at_its_field_in_the_forms_own_words():
    told = schemas.check(FORM, {"name": "王", "id_number": "123", "delivery": "post"})
    assert told == {
        "name": "请填身份证上的姓名，2到30个字", "id_number": "号码为18位，请逐位核对，最后一位可能是X", "reason": "请选一项",
        "address": "请写到门牌号，方便投递", "truth": "需要勾选才能提交",
    }  # fmt: skip


def test_what_is_not_asked_is_not_kept_and_not_held_against_anybody():
    values = GOOD | {"address": "短"}
    assert "address" not in schemas.shown(FORM, values) and "address" not in schemas.kept(FORM, values)
    assert schemas.check(FORM, values) == {}


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("id_checksum", "11010519491231002X", "110105194912310021"),
        ("uscc", "91350100M000100Y43", "91350100M000100Y44"),
        ("plate", "云A12345", "A12345"),
        ("mobile", "13800001234", "1380000123"),
    ],
)
def test_checks(check, right, wrong):
    schema = {"type": "object", "properties": {"x": {"title": "项", "type": "string", "x-check": check}}}
    assert schemas.check(schema, {"x": right}) == {}
    assert schemas.check(schema, {"x": wrong})["x"] == schemas.CHECKS[check][1]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "nothing"}, "不是正确的JSON Schema"),
        ({"type": "object"}, "properties"),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, "没有名称"),
        ({"type": "object", "properties": {"a": {"title": "甲", "type": "object"}}}, "显示不了"),
        ({"type": "object", "properties": {"a": {"title": "甲", "type": "array"}}}, "须在 items"),
        ({"type": "object", "properties": {"a": {"title": "甲", "type": "string", "x-check": "z"}}}, "x-check"),
        ({"type": "object", "properties": {"a": {"title": "甲", "type": "string", "x-show-if": {"b": 1}}}}, "排在前面"),
        ({"type": "object", "properties": {}, "required": ["b"]}, "不在字段里"),
    ],
)
def test_what_nobody_can_fill_in_is_said_to_who_writes_it(schema, words):
    assert words in schemas.problems(schema)[0]


def test_the_order_of_the_fields_outlives_a_database_that_sorts_them():
    written = schemas.in_order(FORM)
    sorted_ones = written | {"properties": dict(sorted(FORM["properties"].items()))}
    assert schemas.names(sorted_ones) == list(FORM["properties"]) == schemas.names(FORM)
    assert list(schemas.check(sorted_ones, {})) == ["name", "id_number", "reason", "delivery", "truth"]
    more = sorted_ones | {"properties": sorted_ones["properties"] | {"more": {"title": "多"}}}
    assert schemas.names(schemas.in_order(more))[-1] == "more"
