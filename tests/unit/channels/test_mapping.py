"""What a city's platform calls our fields: read and written by one table, and a wrong table is told apart from a right one."""

from datetime import UTC, datetime

import pytest

from yiwang.cases.channels.gateways.sandbox_words import CITY_MAPPING, PLATFORMS
from yiwang.cases.channels.queries import check_mapping, read_mapped, write_mapped
from yiwang.cases.channels.states import PARTS, Part
from yiwang.kit.errors import Invalid

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ORDER = {"order_id": "GD-1", "content": "楼下吵", "ordered_at": "2026-11-22T09:30:00+08:00"}


def test_without_a_mapping_the_contract_is_spoken():
    read = read_mapped(Part.ORDER, {}, ORDER | {"is_anonymous": False, "title": "  "})
    assert (read["order_id"], read["ordered_at"], read["is_anonymous"]) == ("GD-1", AT, False)
    assert "title" not in read, "an empty text is none"


def test_a_citys_names_codes_and_moments_are_read():
    theirs = {
        "gdbh": "GD-1", "nr": "楼下吵", "lx": "03", "pdsj": "2026-11-22 09:30:00", "sqr": {"xm": "王女士", "dh": "15400012345"},
    }  # fmt: skip
    read = read_mapped(Part.ORDER, CITY_MAPPING, theirs)
    assert (read["type"], read["ordered_at"], read["applicant_name"]) == ("complaint", AT, "王女士")
    assert read_mapped(Part.ORDER, CITY_MAPPING, theirs | {"lx": "77"})["type"] == "other", "what * says of other codes"


def test_what_the_played_city_says_is_what_our_side_reads():
    """Both halves of the sandbox's own mapping fit each other: every field of an order and a notice there and back."""
    city = PLATFORMS["12345"]
    order = {
        "order_id": "A",
        "content": "x",
        "type": "help",
        "ordered_at": AT,
        "due_at": AT,
        "applicant_phone": "15400012345",
    }
    assert read_mapped(Part.ORDER, CITY_MAPPING, city.says("order", order)) == order
    notice = {"notice_id": "L", "order_id": "A", "kind": "rating", "rating": "5", "at": AT}
    assert read_mapped(Part.NOTICE, CITY_MAPPING, city.says("notice", notice)) == notice


def test_a_report_is_written_in_their_words():
    told = {
        "report_id": "r",
        "order_id": "A",
        "kind": "result",
        "outcome": "not_supported",
        "at": AT.isoformat(),
        "text": "",
    }
    assert write_mapped(Part.REPORT, CITY_MAPPING, told) == {
        "hcbh": "r", "gdbh": "A", "hclx": "JG", "bljg": "9", "fssj": "2026-11-22 09:30:00"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"order_id": ""}, "order_id"),
        ({"content": "长" * 10_001}, "content"),
        ({"type": "shout"}, "type"),
        ({"ordered_at": "2026-11-22 09:30:00"}, "ordered_at"),
        ({"is_anonymous": "maybe"}, "is_anonymous"),
        ({"title": ["a"]}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"due_at": "0001-01-01T00:00:00+08:00"}, "due_at"),
    ],
)
def test_what_cannot_be_is_named(change, field):
    with pytest.raises(Invalid) as refused:
        read_mapped(Part.ORDER, {}, ORDER | change)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("raw", [[], "x", None, 3])
def test_what_is_no_object_is_refused(raw):
    with pytest.raises(Invalid):
        read_mapped(Part.ORDER, {}, raw)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"orders": {}},
        {"order": {"names": {}}},
        {"order": {"fields": {"no_such": "a"}}},
        {"order": {"fields": {"title": ""}}},
        {"order": {"values": {"type": {"01": "shout"}}}},
        {"report": {"values": {"kind": {"verdict": "1"}}}},
        {"paths": {"reports": "no-slash"}},
        {"paths": {"elsewhere": "/x"}},
        {"moment": "%H:%M"},
        {"taken": {"code": "0"}},
    ],
)
def test_a_wrong_mapping_is_refused(body):
    with pytest.raises(Invalid) as refused:
        check_mapping(body)
    assert refused.value.fields["body"]


def test_the_demos_mapping_holds_and_names_every_field():
    assert check_mapping(CITY_MAPPING)
    for part in Part:
        assert set(CITY_MAPPING[part.value]["fields"]) == {field.name for field in PARTS[part]}
