import pytest

from yiwang.ground.organisation import commands, queries
from yiwang.ground.record import queries as record
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
