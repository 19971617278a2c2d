"""Spellings: what is compared with what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.places.queries import spelling


@given(st.text(max_size=200))
def test_folding_keeps_most_characters_in_their_place(text):
    # lower() may lengthen a few Latin letters (İ); every Chinese text keeps its length
    han = "".join(sign for sign in text if "\u4e00" <= sign <= "\u9fff" or "\uff01" <= sign <= "\uff5e")
    assert len(spelling.fold(han)) == len(han)


def test_figures_and_full_width_compare_equal():
    assert spelling.fold("锦纺４区") == spelling.fold("锦纺四区") == spelling.fold("锦纺4区")


@pytest.mark.parametrize(
    ("name", "short"),
    [("星桥街道", "星桥"), ("白榆镇", "白榆"), ("大樟乡", "大樟"), ("乡镇", "乡镇"), ("机场路街道", "机场路")],
)
def test_area_short(name, short):
    assert spelling.area_short(name) == short


def test_tail_needs_three_characters():
    assert spelling.tail("云州市实验中学", ("云州市",)) == "实验中学"
    assert spelling.tail("星桥小学", ("星桥",)) == ""
    assert spelling.tail("星桥小学", ("",)) == ""


def test_head_needs_three_characters():
    assert spelling.head("海棠湾景区") == "海棠湾"
    assert spelling.head("南苑小区") == ""


def test_pairs_mark_the_beginning():
    assert set(spelling.pairs("星桥家")) == {"^星", "星桥", "桥家"}
