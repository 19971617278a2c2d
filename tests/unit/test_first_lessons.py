"""What a bureau without a history begins with: sentences of every category, and of every type; none of the sample's."""

import csv
from collections import Counter
from dataclasses import replace

from yiwang.cases.appeals.queries.kinds import typed
from yiwang.cases.appeals.states import TYPES
from yiwang.config.lessons import FIRST, sample
from yiwang.config.seed import DEFAULTS, rows
from yiwang.ground.language.queries import Choice, Guess


def test_every_category_is_spoken_of_and_no_sentence_is_of_the_sample():
    with FIRST.open(encoding="utf-8", newline="") as file:
        lessons = list(csv.DictReader(file))
    leaves = {row["code"] for row in rows(DEFAULTS / "categories.csv") if row["level"] == "2"}
    spoken = Counter(row["category"] for row in lessons)
    assert leaves == set(spoken) - {""} and min(spoken.values()) >= 3
    assert {row["type"] for row in lessons} == TYPES
    told = {
        part.strip() for item in sample() for part in item["content"].replace("？", "。").split("。") if len(part) > 8
    }
    assert not told & {row["text"] for row in lessons}


def test_a_type_is_read_together_with_what_people_want_of_the_category(monkeypatch):
    class Leaf:
        default_type = "report"

    monkeypatch.setattr("yiwang.cases.appeals.queries.kinds.category", lambda code: Leaf)
    unsure, sure = (Guess("help", p, "a.b", 0.9, "a", 0.9, (Choice("a.b", 0.9),), (), ()) for p in (0.3, 0.97))
    assert typed(unsure).type == "report" and typed(sure).type == "help"
    assert 0 < typed(unsure).type_confidence < 1


def test_the_second_likeliest_type_counts_and_so_does_a_turn_of_speech(monkeypatch):
    class Leaf:
        default_type = "complaint"

    monkeypatch.setattr("yiwang.cases.appeals.queries.kinds.category", lambda code: Leaf)
    bare = Guess("report", 0.45, "a.b", 0.9, "a", 0.9, (Choice("a.b", 0.9),), (), ())
    near = replace(bare, types=(Choice("report", 0.45), Choice("complaint", 0.40), Choice("help", 0.15)))
    assert typed(near).type == "complaint" and typed(near).type_confidence > typed(bare).type_confidence
    even = replace(bare, types=(Choice("help", 0.5), Choice("report", 0.5)))
    assert typed(even, "楼道里有人晕倒，快来").type == "help" and typed(even, "给你们一条线索").type == "report"


def test_the_type_tells_the_category_something(monkeypatch):
    class Leaf:
        def __init__(self, code):
            self.default_type = code.partition(".")[0]

    monkeypatch.setattr("yiwang.cases.appeals.queries.kinds.category", Leaf)
    choices = (Choice("consult.a", 0.5), Choice("praise.b", 0.4))
    types = (Choice("praise", 0.9), Choice("consult", 0.1))
    guess = Guess("praise", 0.9, "consult.a", 0.5, "consult", 0.5, choices, (), (), types)
    read = typed(guess)
    assert read.category == "praise.b" == read.alternatives[0].code
    assert abs(sum(choice.confidence for choice in read.alternatives) - 0.9) < 0.001
