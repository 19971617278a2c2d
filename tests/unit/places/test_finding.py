"""Places named in passing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.places.city import DEMO, vocabulary
from yiwang.ground.places.queries.finding import find_in
from yiwang.ground.places.states import Kind


def found(text):
    return find_in(vocabulary(), text)


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        ("星桥那边万象小区天天吵", "星桥街道", "wh-xq"),
        ("学林公寓3单元有人砸门", "学林公寓", "wh-dx"),
        ("锦纺４区楼道里充电", "锦纺四区", "sp-jf"),
        ("码头2路江边", "码头二路", "jc-dk"),
        ("我在一院停车场被人划车了", "云州市第一人民医院", "jc-gq"),
        ("实验中学门口堵成一锅粥", "云州市实验中学", "jc-wj"),
        ("海棠湾停车场车窗被砸", "海棠湾景区", "sy-ht"),
        ("桐岭那边的人民医院收费乱", "桐岭县人民医院", "tl-cg"),
        ("我在望鹤区星桥街道办门口", "星桥街道", "wh-xq"),
        ("I live near Xingqiao, please help", "星桥街道", "wh-xq"),
        ("一家五口在礁门渡口，船停了", "礁门镇", "sy-jm"),
        ("去盐场派出所报案", "盐场街道", "sp-yc"),
    ],
)
def test_the_best_hit(text, name, area):
    best = found(text)[0]
    assert (best.name, best.area_code) == (name, area)
    assert text[best.start : best.end] == best.matched


@pytest.mark.parametrize(
    "text",
    [
        "高三中午放学以后",  # 三中
        "院里有一院子草",  # 一院
        "请和园林局说一声",  # 和园
        "大樟树下乘凉",  # 大樟
        "海棠花开了",  # 海棠
        "第三中队的人",  # 三中
        "县人民医院不给转诊",  # two counties have one, none is named
        "我要补办身份证，多少钱",
        "",
        "星",
    ],
)
def test_no_place_is_heard_where_none_is_named(text):
    assert found(text) == []


def test_a_county_alone_has_no_area():
    (hit,) = found("我户口是镜川的，人在外地")
    assert (hit.kind, hit.area_code, hit.station_code, hit.county_unit_code) == (Kind.COUNTY, None, None, "yz.jc")
    assert (hit.matched, hit.start, hit.end) == ("镜川", 4, 6)


def test_place_before_area_before_county():
    hits = found("沙浦区盐场街道利民公寓")
    assert [hit.kind for hit in hits] == [Kind.ESTATE, Kind.AREA] or [hit.kind for hit in hits] == [
        Kind.ESTATE,
        Kind.AREA,
        Kind.COUNTY,
    ]
    assert {hit.area_code for hit in hits if hit.area_code} == {"sp-yc"}


def test_the_area_named_more_often_leads():
    hits = found("我户口在云州大学，现住云栖里，星桥的云栖里刚交房")
    assert hits[0].name == "云栖里"
    assert hits[0].mentions == 2


def test_house_number_behind_a_place():
    assert found("南苑小区4栋1楼麻将馆")[0].house == "4栋1楼"
    assert found("利民公寓A座502室")[0].house == "A座502室"
    assert found("文津路17号，快来")[0].house == "17号"


def test_shortened_and_everyday_names_are_marked():
    assert not found("机场绕路多收了38块")[0].is_sure
    assert not found("安置区水塔上有人")[0].is_sure
    assert found("白榆安置区水塔上有人")[0].is_sure


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"星桥云湖一二三中院镜川区第高 4４A号栋\n", "松屿", "人民医院", "云湖公园", "桐岭", "İ"]),
        max_size=30,
    )
)
def test_spans_always_fit(pieces):
    text = "".join(pieces)
    for hit in found(text):
        assert text[hit.start : hit.end] == hit.matched
        assert hit.mentions >= 1


def test_the_sample_of_appeals():
    """Figures of docs/places.md: 139 of 302 name a place, 135 of the best hits lie in the gold area."""
    lines = (DEMO / "appeals_sample.jsonl").read_text(encoding="utf-8").splitlines()
    guessed = right = 0
    for row in map(json.loads, lines):
        best = next((hit for hit in found(f"{row['title']}\n{row['content']}") if hit.area_code), None)
        guessed += best is not None
        right += best is not None and best.area_code == row["gold"]["area"]
    assert guessed >= 137
    assert right / guessed >= 0.96
