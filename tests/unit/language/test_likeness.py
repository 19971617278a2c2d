"""Likeness is a cosine; a title is a clause that says something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.language.queries import likeness, likest, suggest_title


@given(st.text(), st.text())
def test_a_cosine(a, b):
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1.0000001


def test_punctuation_and_blanks_do_not_matter():
    assert likeness("楼下广场舞，太吵了！", "楼下 广场舞太吵了") == pytest.approx(1)
    assert likeness("楼下广场舞太吵了", "护照到期怎么换") == 0
    assert likeness("", "") == 0


def test_the_likest_first_and_none_below_the_bar():
    found = likest("红旗路广场舞太吵", [("a", "红旗路的广场舞太吵"), ("b", "红旗路广场舞太吵了"), ("c", "换护照")])
    assert [like.key for like in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("您好，请问孩子护照父母都要来吗？谢谢", "孩子护照父母都要来吗"),
        ("喂，警察同志你好，我家楼下的烧烤摊每天喝到两点，吵得睡不着", "我家楼下的烧烤摊每天喝到两点"),
        ("停水，三天了", "停水，三天了"),
        ("", ""),
        ("你好", ""),
        ("匿名举报：鹤鸣路58号二楼棋牌室有人赌博", "鹤鸣路58号二楼棋牌室有人赌博"),
        (
            "My wallet was stolen on bus 12 near the Drum Tower yesterday evening.",
            "My wallet was stolen on bus 12 near the Drum Tower yesterday",
        ),
        ("a" * 90, "a" * 60),
    ],
)
def test_titles(text, title):
    assert suggest_title(text) == title


@given(st.text(alphabet="我家楼下的烧烤摊，。每天喝到两点吵得睡不着护照 "))
def test_a_title_is_short_and_taken_from_the_text(text):
    title = suggest_title(text)
    assert len(title) <= 24
    assert set(title) <= set(text) | {"，"}
