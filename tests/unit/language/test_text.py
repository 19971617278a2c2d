"""One spelling, true positions, words that begin and end where words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.language.queries.phrases import WordList
from yiwang.ground.language.queries.text import Prepared, normalise, prepare


@given(st.text())
def test_positions_stay_true(text):
    assert len(normalise(text)) == len(text)
    prepared = prepare(text)
    for view in prepared.views:
        assert [prepared.plain[i] for i in view.at] == list(view.text)
    for clause in prepared.clauses:
        assert 0 <= clause.start < clause.end <= len(text)


@given(st.text(alphabet="拿刀砍人现在，。 .去年a1"))
def test_what_is_found_is_what_was_asked(text):
    for span in WordList(["拿…刀", "砍人"]).spans(Prepared(text, normalise(text))):
        letters = [sign for sign in text[span.start : span.end] if sign.isalnum()]
        assert letters[0] + letters[-1] in ("拿刀", "砍人")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("天台", "三天台风", []),
        ("天台", "小区天台上", ["天台"]),
        ("自杀", "自杀式", []),
        ("自杀", "他自杀了", ["自杀"]),
        ("电影", "电影院门口", []),
        ("拿…刀/斧头", "拿着一把斧头", ["拿着一把斧头"]),
        ("拿…刀", "拿碗刀削面", []),
        ("#个月前", "两个月前和3个月前", ["两个月前", "3个月前"]),
        ("救命", "ＳＯＳ救 命", ["救 命"]),
        ("自殺", "自杀", ["自杀"]),
    ],
)
def test_words_not_substrings(phrase, text, found):
    assert [span.text for span in WordList([phrase]).spans(prepare(text))] == found


def test_stops_beside_lone_signs_do_not_hide_a_word_and_other_stops_part_it():
    words = WordList(["砍人"])
    assert words.spans(prepare("砍。人"))
    assert not words.spans(prepare("他要砍，人都跑了"))
