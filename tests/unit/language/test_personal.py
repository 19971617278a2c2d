"""What points at a person is found in a text and put as its kind; what does not stays word for word."""

from itertools import pairwise

import pytest

from yiwang.ground.language.queries import personal, redacted
from yiwang.ground.language.states import PersonalKind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我叫王小明，电话15400012345。", "我叫〔姓名〕，电话〔电话〕。"),
        ("打 154 0001 2345 或0571-88012345", "打 〔电话〕 或〔电话〕"),
        ("身份证330106199003077777", "身份证〔证件号〕"),
        ("护照E12345678丢了", "护照〔证件号〕丢了"),
        ("车牌云A12345，还有云AD12345", "车牌〔车牌〕，还有〔车牌〕"),
        ("住在鼓楼花园3幢2单元501室，想问", "住在〔地址〕，想问"),
        ("请到中山路18号办理", "请到〔地址〕办理"),
        ("卡号6222 0212 3456 7890 123", "卡号〔号码〕"),
        ("写a.b@qq.com给我", "写〔邮箱〕给我"),
        ("李女士您好，欧阳警官接待", "〔姓名〕女士您好，〔姓名〕警官接待"),
    ],
)
def test_what_points_at_a_person(text: str, told: str) -> None:
    assert redacted(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "身份证丢了怎么补？3个工作日内办好，工本费40元，2026年11月22日起。",
        "高考期间常住人口方便办理，可拨打110、12345，马上答复。",
        "孩子出生40天了没上户口，需要带哪些材料？",
        "第三条第二款规定，16周岁以上应当申领。",
    ],
)
def test_what_points_at_nobody_stays(text: str) -> None:
    assert redacted(text) == text


def test_known_names_count_anywhere_and_what_may_stand_stays() -> None:
    text = "陈建国说，值班电话88012345，手机15400012345"
    assert redacted(text, names=("陈建国",)) == "〔姓名〕说，值班电话〔电话〕，手机〔电话〕"
    assert redacted(text, names=("陈建国",), keep=("88012345",)) == "〔姓名〕说，值班电话88012345，手机〔电话〕"


def test_what_is_found_comes_in_order_and_never_overlaps() -> None:
    text = "我叫王小明，住鼓楼花园3幢501室，电话15400012345"
    found = personal(text)
    assert [one.kind for one in found] == [PersonalKind.NAME, PersonalKind.ADDRESS, PersonalKind.PHONE]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found[0].of(text) == "王小明"


def test_a_long_text_is_read_in_no_time() -> None:
    assert redacted("鼓" * 2000 + "1" * 2000).endswith("〔号码〕")
