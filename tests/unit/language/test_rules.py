"""Conditions, order, stop; and rules that cannot be judged are refused."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.unit.language.sentences import ROOT, default_rules
from yiwang.ground.language.queries import Facts, check, judge
from yiwang.kit.errors import Invalid


def ruleset(*whens: Any, stops: frozenset[int] = frozenset(), **more: Any) -> dict[str, Any]:
    rules = [
        {"id": f"R{i}", "stage": "route", "order": i, "name": "", "when": when, "then": {}, "stop": i in stops}
        for i, when in enumerate(whens)
    ]
    return {"lexicons": {"dogs": ["狗", "犬"], "late": ["半夜"]}, "rules": rules, **more}


def ids(rules: dict[str, Any], facts: Facts) -> list[str]:
    return [hit.rule_id for hit in judge(rules=rules, stage="route", facts=facts)]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"always": True}, True),
        ({"field": "type", "is": "report"}, True),
        ({"field": "type", "in": ["consult", "praise"]}, False),
        ({"field": "category", "under": "neighbour"}, True),
        ({"field": "category", "under": "neigh"}, False),
        ({"field": "area", "exists": False}, True),
        ({"field": "age", "lt": 18}, False),
        ({"field": "duplicate.score", "ge": 0.8}, True),
        ({"field": "duplicate.age_days", "le": 90}, False),
        ({"field": "model.unit.confidence", "ge": 0.75}, True),
        ({"field": "calendar", "is": "gaokao_window"}, True),
        ({"field": "style", "in": ["elder", "disabled"]}, True),
        ({"field": "category.handling_level", "is": "station"}, True),
        ({"field": "category.hide_identity", "is": True}, False),
        ({"field": "answer.want_12389", "is": True}, True),
        ({"field": "text.length", "le": 5}, False),
        ({"not": {"field": "type", "is": "report"}}, False),
        ({"all": [{"field": "text", "has_any": ["@dogs"]}, {"any": [{"field": "text", "has_any": ["@late"]}]}]}, True),
        ({"field": "text", "has_any": ["天台"]}, False),
    ],
)
def test_every_operator(when, holds):
    facts = Facts(
        text="三天台风，邻居的狗半夜叫", type="report", category="neighbour.noise", handling_level="station",
        answers={"want_12389": True}, calendar=frozenset({"gaokao_window"}), duplicate={"score": 0.8},
        model={"unit": {"confidence": 0.9}}, style=frozenset({"elder"}),
    )  # fmt: skip
    assert ids(ruleset(when), facts) == (["R0"] if holds else [])


def test_order_and_stop():
    rules = ruleset({"always": True}, {"always": True}, {"always": True}, stops=frozenset({1}))
    rules["rules"].reverse()
    assert ids(rules, Facts()) == ["R0", "R1"]


def test_a_hit_carries_its_words_with_their_places():
    rules = ruleset({"all": [{"field": "text", "has_any": ["@dogs"]}, {"field": "text", "has_any": ["@late"]}]})
    (hit,) = judge(rules=rules, stage="route", facts=Facts(text="半夜有狗"))
    assert [(s.start, s.end, s.text) for s in hit.spans] == [(0, 2, "半夜"), (3, 4, "狗")]
    assert hit.words == ("半夜", "狗")


def test_nearness_in_clauses():
    rules = ruleset({"field": "text", "has_any": ["@dogs"], "with": ["@late"], "within": 1})
    assert ids(rules, Facts(text="半夜，有狗")) == ["R0"]
    assert ids(rules, Facts(text="半夜，下雨，有狗")) == []


@pytest.mark.parametrize(
    ("reach", "text", "holds"),
    [
        ("before", "没有狗", False),
        ("before", "没有看到狗", False),
        ("before", "没有猫，只有狗", True),
        ("clause", "以前有狗", False),
        ("clause", "以前，有狗", True),
        ("sentence", "以前，有狗", False),
        ("sentence", "以前，现在有狗", True),
        ("sentence", "以前。有狗", True),
        ("text", "有狗。以前", False),
        ("over", "狗不理包子", False),
        ("over", "狗不理包子店门口有狗", True),
    ],
)
def test_how_far_an_exclusion_reaches(reach, text, holds):
    rules = ruleset({"field": "text", "has_any": ["狗"], "unless": ["@ex"]})
    rules["lexicons"]["ex"] = ["没有", "以前", "狗不理"]
    rules["exclusions"] = {"ex": {"reach": reach, "fillers": ["看到"], "ended_by": ["现在"]}}
    assert ids(rules, Facts(text=text)) == (["R0"] if holds else [])


@pytest.mark.parametrize(
    "when",
    [
        {"field": "weather", "is": "rain"},
        {"field": "type", "like": "x"},
        {"field": "text", "has_any": ["@cats"]},
        {"is": "report"},
    ],
)
def test_a_rule_that_cannot_be_judged_is_named(when):
    with pytest.raises(Invalid, match="R0"):
        check(ruleset(when))


def test_the_defaults_can_be_judged_and_grade_what_they_must():
    """A complaint about police has a grade, whichever (`tests/rooms/appeals/test_grading.py` says which)."""
    check(default_rules())
    lines = (ROOT / "demo/appeals_sample.jsonl").read_text(encoding="utf-8").splitlines()
    counts: Counter[tuple[bool, bool]] = Counter()
    for row in map(json.loads, lines):
        facts = Facts(text=row["content"], type=row["gold"]["type"], category=row["gold"]["category"])
        hits = judge(rules=default_rules(), stage="seal", facts=facts)
        counts[row["gold"]["category"].startswith("conduct."), any(hit.then.get("grade") for hit in hits)] += 1
    assert counts[True, False] == 0
    assert counts[True, True] > 10


def test_the_sentences_that_a_rule_of_grades_names_are_hit_and_missed():
    payload = default_rules()
    for rule in (rule for rule in payload["rules"] if rule["stage"] == "seal"):
        alone = {**payload, "rules": [rule]}
        for sentence, holds in [*((one, True) for one in rule["hits"]), *((one, False) for one in rule["misses"])]:
            struck = judge(rules=alone, stage="seal", facts=Facts(text=sentence, type="complaint"))
            assert bool(struck) == holds, (rule["id"], sentence)
