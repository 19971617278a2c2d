"""Where two answers give other figures."""

import pytest

from yiwang.ground.language.queries import contradictions

STANDARD = (
    "本人补领，工本费40元，20日内领证；临时身份证有效期三个月。十六岁以下由监护人陪同。"
    "2026年11月1日起，居民身份证法第十二条。"
)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("工本费四十元，二十日内领证。", []),
        ("工本费40块，20天内领证，三个月有效。", []),
        ("十五日内领证。", [("日", ("15",), ("20",))]),
        ("工本费20元，15个自然日内领证。", [("元", ("20",), ("40",)), ("日", ("15",), ("20",))]),
        ("15个工作日内领证。", []),  # the standard says nothing of working days
        ("请11月26日来，2025年办的，找第3条，9:30开门。", []),
        ("有效期两个月。", [("月", ("2",), ("3",))]),
        ("", []),
    ],
)
def test_figures_of_one_kind_are_compared(answer, found):
    told = [(one.what, one.said, one.should) for one in contradictions(standard=STANDARD, answer=answer)]
    assert told == found
