"""The tripwire interrupts where there is danger now, and stays silent for the past, a film, a lecture, a "not"."""

import json
import time
from collections import Counter

import pytest

from tests.unit.language.sentences import PAGES, confusion, default_rules, interrupts, said, sentences
from yiwang.ground.language import queries as language

TRIPWIRE = [rule for rule in default_rules()["rules"] if rule["stage"] == "tripwire"]


def test_the_sentences_are_three_hundred_and_half_of_them_held_out():
    rows = sentences()
    assert len({row["text"] for row in rows}) == 300
    assert Counter(row["split"] for row in rows) == {"tune": 150, "held_out": 150}
    assert {row["gold"] for row in rows} == {*PAGES, "soft", "none"}


@pytest.mark.parametrize(("split", "precision", "recall"), [("tune", 0.97, 0.98), ("held_out", 0.90, 0.92)])
def test_floors(split, precision, recall):
    got_precision, got_recall = interrupts(confusion(sentences(split)))
    assert got_precision >= precision
    assert got_recall >= recall


def test_no_cry_for_help_of_a_suicidal_person_is_missed():
    counts = confusion(sentences())
    assert sum(n for (gold, got), n in counts.items() if gold == "self_harm" and got not in PAGES) == 0


@pytest.mark.parametrize("rule", TRIPWIRE, ids=lambda rule: rule["id"])
def test_each_rule_keeps_the_examples_that_stand_beside_it(rule):
    alone = {**default_rules(), "rules": [rule]}
    for text in rule["hits"]:
        assert language.tripwire(text=text, answers={}, rules=alone), text
    for text in rule["misses"]:
        assert said(text) not in PAGES, text


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("去年报过警，现在他又拿刀砸门", "danger"),
        ("去年报过警。他拿刀砍我是去年的事", "soft"),
        ("有。人。拿。刀。砍。人", "danger"),
        ("想 死", "self_harm"),
        ("s杀", "self_harm"),
        ("有人拿刀砍人，快來", "danger"),
        ("鎮上有人開槍", "danger"),
        ("三天台风停电了", "none"),
        ("群里在传自杀式袭击的视频", "none"),
        ("电影里有人拿刀砍人", "none"),
        ("我没有拿刀，我只是不想活了", "self_harm"),
    ],
)
def test_clauses_bounds_and_disguises(text, page):
    assert said(text) == page


def test_an_answer_is_enough():
    trip = language.tripwire(text="", answers={"danger_now": True}, rules=default_rules())
    assert trip is not None
    assert (trip.rule_id, trip.page, trip.offer[0], trip.soft) == ("T01", "danger", "110", False)
    assert language.tripwire(text="", answers={"danger_now": False}, rules=default_rules()) is None


def test_words_are_shown_as_they_were_written():
    text = "喂，有 人 拿 刀 砍 人"
    trip = language.tripwire(text=text, answers={}, rules=default_rules())
    assert trip is not None
    assert trip.spans
    assert all(text[span.start : span.end] == span.text for span in trip.spans)


def test_domestic_violence_is_offered_nothing_that_names_it():
    trip = language.tripwire(text="老公喝醉了又在打我", answers={}, rules=default_rules())
    assert trip is not None
    assert trip.page == "domestic"
    assert "家暴" not in trip.say


def test_soft_does_not_interrupt():
    trip = language.tripwire(text="去年他拿刀砍过我", answers={}, rules=default_rules())
    assert trip is not None
    assert (trip.soft, trip.page, trip.offer) == (True, "soft", ())


def test_the_public_rules_trip_alike_and_hold_nothing_else():
    public = json.loads(json.dumps(language.public_rules(default_rules())))
    assert {rule["stage"] for rule in public["rules"]} == {"tripwire"}
    assert not {"police_name", "misconduct", "informant"} & set(public["lexicons"])
    for row in sentences():
        trip = language.tripwire(text=row["text"], answers={}, rules=public)
        assert (trip.page if trip else "none") == said(row["text"])


def test_repetition_does_not_slow_the_form():
    text = "去年，拿刀砍人现在自杀" * 500
    start = time.perf_counter()
    said(text)
    assert time.perf_counter() - start < 5
