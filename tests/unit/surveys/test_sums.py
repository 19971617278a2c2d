"""Intervals, quotas, suppression and questionnaires: sums and shapes that need no database."""

import pytest

from yiwang.kit.errors import Invalid
from yiwang.quality.surveys import queries
from yiwang.quality.surveys.states import QuestionKind


def test_wilson_as_published():
    """Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611."""
    low, high = queries.wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    low, high = queries.wilson(0.0, 20)
    assert (round(low, 4), round(high, 4)) == (0.0, 0.1611)


def test_wilson_knows_how_many_there_are():
    wide = queries.wilson(0.6, 50)
    narrow = queries.wilson(0.6, 50, population=60)
    assert wide[0] < narrow[0] < 0.6 < narrow[1] < wide[1]
    assert queries.wilson(0.6, 60, population=60) == (0.6, 0.6)
    assert queries.wilson(0.0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("target", [1, 3, 10, 97, 500])
def test_quotas_are_in_proportion_and_whole(target):
    people = {"a": 300, "b": 150, "c": 29, "d": 21}
    given = queries.quotas(people, target)
    assert all(1 <= given[code] <= people[code] for code in people)
    assert sum(given.values()) == max(len(people), min(target, sum(people.values())))
    assert all(abs(given[code] - target * people[code] / 500) <= 1 for code in people)


def test_few_are_hidden_and_cannot_be_worked_out():
    assert queries.hidden([40, 30, 20]) == [False, False, False]
    assert queries.hidden([40, 30, 3]) == [False, True, True], "one alone is the sum less the others"
    assert queries.hidden([40, 3, 1]) == [True, True, True], "two that make four together are known to be few"
    assert queries.hidden([40, 3, 4]) == [False, True, True]
    assert queries.hidden([0, 9, 0]) == [False, False, False]
    assert queries.hidden([0, 3, 0]) == [False, True, False]


def test_a_questionnaire_is_written_line_by_line():
    found = queries.parse(queries.EXAMPLE)
    assert [one.kind for one in found] == [QuestionKind.GRADE, QuestionKind.SINGLE, QuestionKind.TEXT]
    assert [one.is_required for one in found] == [True, True, False]
    assert queries.lines([one.as_json() for one in found]) == queries.EXAMPLE
    said = queries.fitting(found, {"q1": "fairly", "q2": ["a2", "a9"], "q3": " 多开一个窗口 ", "q4": "x"})
    assert dict(said.choices) == {"q1": ["fairly"], "q2": ["a2"]} and dict(said.words) == {"q3": "多开一个窗口"}
    assert queries.fitting(found, {"q1": "six stars", "q2": None, "q3": 5}).is_empty


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "1到"), ("您满意吗", "开头"), ("单选：多久？｜一天", "选项"), ("单选：多久？｜一天｜一天", "一样"),
        ("填写：为什么？｜因为", "不写选项"),
    ],
)  # fmt: skip
def test_a_wrong_line_says_how_to_mend_it(text, why):
    with pytest.raises(Invalid) as refused:
        queries.parse(text)
    assert why in refused.value.fields["questions"]
