"""Whom a text names: units as people call them, officers only where the word of an officer stands at the name."""

import pytest

from yiwang.ground.organisation import queries as organisation

pytestmark = pytest.mark.usefixtures("city")

UNITS = (
    ("去盐场派出所报案", ["yz.sp.yc"]),
    ("盐场所不给回执", ["yz.sp.yc"]),
    ("云州市公安局沙浦区分局盐场派出所的人", ["yz.sp.yc"]),
    ("镜川分局没人管，镜川交警大队也不管", ["yz.jc", "yz.jc.traffic"]),
    ("松屿县公安局松屿城关派出所", ["yz.sy.cg"]),
    ("车管所让我找白榆大队", ["yz.traffic.vehicle"]),
    ("局长您好，市公安局的同志辛苦了", []),
    ("学校在渡口所在地旁边", []),
)

OFFICERS = (
    ("盐场派出所的牛警官骂我", ["niu.kun"], True),
    ("民警牛坤让我找别人", ["niu.kun"], True),
    ("盐场派出所那个姓牛的民警", ["niu.kun"], True),
    ("反映到盐场派出所，第三次民警牛某说你装个监控再来", ["niu.kun"], True),
    ("盐场派出所所长收了钱", ["gong.liang"], True),
    ("盐场所的事，他们所长从来不露面", ["gong.liang"], True),
    ("警号9910062的警察动手", ["niu.kun"], True),
    ("警号 9990000 的警察动手", [], True),
    ("盐场派出所的牛坤把我的材料弄丢了", ["niu.kun"], True),
    ("镜川分局局长包庇", ["zhai.gang"], True),
    ("局长魏嵘收受贿赂", ["wei.rong"], True),
    # a citizen who is called as an officer is
    ("邻居牛坤天天半夜唱歌", [], False),
    ("我叫杨墨，住鼓楼花园，楼上太吵", [], False),
    ("物业主任牛坤不给开门", [], False),
    # spoken to, not of
    ("尊敬的魏局长，您好：小区门口乱停车", [], False),
    ("局长：我是盐场新村的住户", [], False),
    ("社区民警来过两次", [], False),
    ("教育局黄局长说的", [], False),
)


@pytest.mark.parametrize(("text", "codes"), UNITS)
def test_units_are_found_as_people_call_them(text: str, codes: list[str]) -> None:
    assert list(organisation.named(text).units) == codes


@pytest.mark.parametrize(("text", "codes", "pointed"), OFFICERS)
def test_officers_are_found_where_the_force_is_meant(text: str, codes: list[str], pointed: bool) -> None:
    found = organisation.named(text)
    assert ([person.code for person in found.officers], found.is_pointed) == (codes, pointed)


def test_what_is_called_by_its_kind_is_the_one_of_the_place() -> None:
    asked = {"station": "yz.sp.yc", "county": "yz.sp"}
    assert organisation.presumed("派出所的人说不归他们管", **asked) == ("yz.sp.yc",)
    assert organisation.presumed("交警一直不来", **asked) == ("yz.sp.traffic",)
    assert organisation.presumed("没人管", **asked) == ("yz.sp.yc",), "whose place it is"
    assert organisation.presumed("派出所的人说不归他们管", station="", county="") == ()
