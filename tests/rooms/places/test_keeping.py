"""Areas and places kept one by one; from a day on another station serves an area."""

from datetime import date

import pytest
import time_machine

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import commands, jobs, queries
from yiwang.ground.places.models import Handover
from yiwang.ground.record import queries as record
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel("2026-11-23T10:00:00+08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def by(city):
    return city.officer("gu.ningxin")


def facts(kind, key):
    return [entry.code.removeprefix("places.") for entry in record.history(subject=Ref(kind, key))]


def test_an_area_is_added_and_found_by_its_other_names(by):
    commands.add_area(by=by, code="jc-hx", name="河西街道", like="jc-gq", station_code="yz.jc.gq", aliases=["河西新村"])
    (hit,) = queries.find(text="河西新村门口的路灯坏了")
    assert (hit.area_code, hit.station_code) == ("jc-hx", "yz.jc.gq")
    assert queries.suggest(q="河西新村")[0].area_code == "jc-hx"
    assert facts("places.area", "jc-hx") == ["area.added"]


def test_names_stand_once_a_county(by):
    with pytest.raises(Invalid) as wrong:
        commands.add_area(by=by, code="jc-x", name="鼓前街道", like="jc-gq", station_code="yz.jc.gq")
    assert "name" in wrong.value.fields
    with pytest.raises(Invalid) as wrong:
        commands.add_area(by=by, code="jc-gq", name="新街道", like="jc-gq", station_code="yz.jc.gq")
    assert "code" in wrong.value.fields


def test_a_retired_area_is_neither_offered_nor_found_and_old_files_keep_it(by):
    commands.retire_area(by=by, code="jc-wj")
    assert "jc-wj" not in {area.code for area in queries.areas()}
    assert not [hit for hit in queries.find(text="文津街道有人占道") if hit.area_code == "jc-wj"]
    assert not [hit for hit in queries.suggest(q="文津") if hit.area_code == "jc-wj"]
    assert queries.area(code="jc-wj").name == "文津街道"
    commands.retire_area(by=by, code="jc-wj")
    commands.retire_area(by=by, code="jc-wj", is_retired=False)
    assert queries.find(text="文津街道有人占道")[0].area_code == "jc-wj"
    assert facts("places.area", "jc-wj") == ["area.retired", "area.retired"]


def test_a_station_takes_over_today_with_the_areas_places(by, city):
    own = queries.places_in(area_code="jc-gq")[0]
    commands.hand_over(by=by, area_code="jc-gq", to_station="yz.jc.wj", note="辖区调整通知")
    area = queries.area(code="jc-gq")
    assert (area.station_code, area.county_unit_code) == ("yz.jc.wj", "yz.jc")
    assert queries.place(id=own.pk).station_code == "yz.jc.wj"
    assert facts("places.area", "jc-gq") == ["handover.planned", "area.handed_over"]
    appeal = city.registered(told={"area_code": "jc-gq"})
    assert appeal.case.unit == organisation.unit(code="yz.jc.wj")


def test_a_day_to_come_waits_and_is_carried_out_once(by, _day):
    commands.hand_over(by=by, area_code="jc-gq", to_station="yz.jc.wj", valid_from=date(2026, 12, 1))
    jobs.turn_over(timestamp=0)
    assert queries.area(code="jc-gq").station_code == "yz.jc.gq"
    _day.move_to("2026-12-01T00:03:00+08:00")
    jobs.turn_over(timestamp=0)
    jobs.turn_over(timestamp=0)
    assert queries.area(code="jc-gq").station_code == "yz.jc.wj"
    assert facts("places.area", "jc-gq") == ["handover.planned", "area.handed_over"]


def test_what_is_planned_can_be_called_off_and_what_is_done_cannot(by):
    planned = commands.hand_over(by=by, area_code="jc-gq", to_station="yz.jc.wj", valid_from=date(2026, 12, 1))
    commands.call_off(by=by, handover_id=planned.pk)
    assert not Handover.objects.exists()
    done = commands.hand_over(by=by, area_code="jc-gq", to_station="yz.jc.wj")
    with pytest.raises(Conflict):
        commands.call_off(by=by, handover_id=done.pk)


@pytest.mark.parametrize(
    ("station", "day", "field"),
    [("yz.jc.gq", None, "to_station"), ("yz.jc.wj", date(2026, 11, 1), "valid_from")],
)
def test_a_handover_that_makes_no_sense_is_refused(by, station, day, field):
    with pytest.raises(Invalid) as wrong:
        commands.hand_over(by=by, area_code="jc-gq", to_station=station, valid_from=day)
    assert field in wrong.value.fields


def test_a_place_is_added_changed_and_retired(by):
    place = commands.add_place(by=by, name="云梯书店", kind="venue", area_code="jc-gq", aliases=["老书店"])
    assert queries.find(text="云梯书店门口")[0].name == "云梯书店"
    commands.change_place(by=by, place_id=place.pk, name="云梯书城", kind="mall", area_code="jc-gq", aliases=["老书店"])
    assert queries.find(text="老书店门口")[0].name == "云梯书城"
    commands.change_place(by=by, place_id=place.pk, name="云梯书城", kind="mall", area_code="jc-gq", aliases=["老书店"])
    commands.retire_place(by=by, place_id=place.pk)
    assert not queries.find(text="云梯书城门口")
    assert facts("places.place", place.pk) == ["place.added", "place.changed", "place.retired"]
    with pytest.raises(Invalid):
        commands.add_place(by=by, name="云梯书城", kind="mall", area_code="jc-gq")


def test_the_tables_read_back_as_they_are_written(by):
    commands.retire_place(by=by, place_id=queries.every_place(text="柳巷口")[0].pk)
    commands.change_area(
        by=by, code="jc-gq", name="鼓前街道", name_en="Guqian", population=62000, aliases=["老鼓楼"], note=""
    )
    areas, places = queries.rows_of_areas(), queries.rows_of_places()
    assert not commands.load_areas(by=by, rows=areas)
    assert not commands.load_gazetteer(by=by, rows=places, is_complete=True)


def test_bad_rows_are_told_and_good_ones_kept(by):
    rows = [
        {"name": "新桥", "kind": "桥梁码头", "area": "jc-gq"},
        {"name": "", "kind": "road", "area": "jc-gq"},
        {"name": "东路", "kind": "road", "area": "nowhere"},
        {"name": "西路", "kind": "火星", "area": "jc-gq"},
        {"name": "新桥", "kind": "bridge", "area": "jc-gq"},
    ]
    found = queries.examine_gazetteer(rows=rows)
    assert [row["name"] for row in found.good] == ["新桥"]
    assert [(fault.line, fault.said[:6]) for fault in found.bad] == [
        (3, "“name”"), (4, "没有“now"), (5, "没有“火星”"), (6, "前面已经有同")
    ]  # fmt: skip
    assert commands.load_gazetteer(by=by, rows=found.good).added == 1
