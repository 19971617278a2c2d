import pytest

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, queries
from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused


def test_a_unit_finds_its_place_and_its_short_name(units):
    station = queries.unit(code="yz.sp.yc")
    assert (station.level, station.parent.code, station.short_name) == (3, "yz.sp", "盐场派出所")
    assert queries.unit(code="yz.sp").short_name == "沙浦区分局"
    assert [entry.code for entry in record.history(subject=station.ref)] == ["organisation.unit.founded"]


def test_a_code_is_used_once(system_office):
    with pytest.raises(Conflict):
        commands.found_unit(by=system_office, code="yz.sp.yc", name="另一个所", kind="station")


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "nonsense"), ("office_hours", "9点到5点"), ("name", " "), ("lines", ())]
)
def test_what_cannot_be_is_named_by_field(system_office, field, value):
    given = {"code": "yz.sp.xx", "name": "新所", "kind": "station"} | {field: value}
    with pytest.raises(Invalid) as error:
        commands.found_unit(by=system_office, **given)
    assert set(error.value.fields) == {field}


def test_no_unit_hangs_in_the_air(system_office):
    with pytest.raises(Missing):
        commands.found_unit(by=system_office, code="yz.nowhere.yc", name="新所", kind="station")


def test_only_the_system_office_founds_changes_and_closes(security_office):
    with pytest.raises(Refused):
        commands.found_unit(by=security_office, code="yz.sp.xx", name="新所", kind="station")
    with pytest.raises(Refused):
        commands.change_unit(by=security_office, code="yz.sp.yc", changes={"duty_phone": "1"})
    with pytest.raises(Refused):
        commands.close_unit(by=security_office, code="yz.sp.yc", successor="yz.sp.gq")


def test_a_change_is_recorded_by_the_names_of_its_fields(system_office):
    changes = {"duty_phone": "0309-5550061", "name": queries.unit(code="yz.sp.yc").name}
    unit = commands.change_unit(by=system_office, code="yz.sp.yc", changes=changes)
    assert record.history(subject=unit.ref)[-1].payload == {"unit": "yz.sp.yc", "fields": ["duty_phone"]}
    commands.change_unit(by=system_office, code="yz.sp.yc", changes=changes)
    assert len(record.history(subject=unit.ref)) == 2


def test_a_unit_does_not_close_into_itself(system_office):
    with pytest.raises(Invalid):
        commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.yc")


def test_the_tree_below_knows_codes_that_begin_alike(units):
    assert [unit.code for unit in queries.units_under(code="yz.sp")] == ["yz.sp", "yz.sp.gq", "yz.sp.yc"]
    assert queries.supervising_unit(unit_code="yz.sp.yc").code == "yz.sp"
    assert queries.supervising_unit(unit_code="yz").code == "yz"


@pytest.fixture
def retired_line(units):
    """海警 is retired; a unit and a grant have it still."""
    rows = [{"code": "coast", "zh": "海警", "en": "", "duty": "", "source": ""},
            {"code": "river", "zh": "水上", "en": "", "duty": "", "source": ""}]  # fmt: skip
    rules.install(by=bureau.SEED, kind="police_lines", payload=rows)
    commands.change_unit(by=bureau.SEED, code="yz.sp.yc", changes={"lines": ["coast"]})
    post = bureau.grant(bureau.enlist("he.qi"), "handler", lines=["coast"])
    rules.install(by=bureau.SEED, kind="police_lines", payload=[{**rows[0], "retired": "yes"}, rows[1]])
    rules_queries.forget()
    return post


def test_a_retired_line_is_given_to_nobody_and_taken_from_nobody(retired_line):
    acts = [
        lambda: commands.found_unit(by=bureau.SEED, code="yz.sp.xx", name="新所", kind="station", lines=["coast"]),
        lambda: commands.change_unit(by=bureau.SEED, code="yz.sp.gq", changes={"lines": ["river", "coast"]}),
        lambda: bureau.grant(bureau.enlist("he.ba"), "handler", lines=["coast"]),
    ]
    for act in acts:
        with pytest.raises(Invalid) as error:
            act()
        assert error.value.fields == {"lines": "警种“海警”已停用，请改选在用的警种"}
    assert "海警" in commands.faults_in_units(
        rows=[{"code": "yz.sp.xx", "name": "新所", "kind": "station", "lines": "coast"}]
    )[1]  # fmt: skip
    both = commands.change_unit(by=bureau.SEED, code="yz.sp.yc", changes={"lines": ["coast", "river"], "note": "x"})
    assert both.lines == ["coast", "river"]
    moved = commands.move_officer(
        by=bureau.SEED, officer_id=retired_line.officer_id, unit_code="yz.sp.gq", again=[retired_line.pk]
    )
    assert [post.lines for post in queries.posts_of(officer_id=moved.pk) if post.state == "proposed"] == [["coast"]]
