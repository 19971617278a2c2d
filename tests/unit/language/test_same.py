"""The quick ways say what the plain ones would: over all sample appeals and sentences, word for word and rule for rule."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.unit.language.examples import all_examples, sample
from tests.unit.language.sentences import default_rules
from yiwang.ground.language import bulk
from yiwang.ground.language.queries import Facts, classify, judge
from yiwang.ground.language.queries import rules as rules_module
from yiwang.ground.language.queries.guess import Choice, Model, _best_words, _ranked
from yiwang.ground.language.queries.phrases import WordList
from yiwang.ground.language.queries.rules import _OPERATORS, _Compiler
from yiwang.ground.language.queries.text import Prepared, normalise
from yiwang.ground.language.queries.vectors import grams_at

ODD = [
    "", "a", "狗", "拿。刀。捅。人", "３天台风，跳楼价！", "想 死……", "１１０ 12110 😀",
    "ｋｎｉｆｅ 三年前 去年报过警，现在又打起来了",
]  # fmt: skip
TEXTS = [*(row["text"] for row in sample()), *ODD]


def plainly(words: WordList, text: Prepared) -> set[tuple[int, int]]:
    """Each phrase tried on each view."""
    found = set()
    for view, phrase in product(text.views, words.phrases):
        found |= {(view.at[start], view.at[end - 1] + 1) for start, end in phrase.found_in(view)}
    return found


def test_no_phrase_is_overlooked() -> None:
    compiler = _Compiler(default_rules())
    compiler.stages()
    lists = list(compiler._lists.values())
    assert len(lists) > 20
    for text in TEXTS:
        prepared = Prepared(text, normalise(text))
        for words in lists:
            places = [(span.start, span.end) for span in words._find(prepared)]
            assert places == sorted(plainly(words, prepared)), (text, [phrase.source for phrase in words.phrases][:3])


def test_a_list_off_the_shelf_has_nothing_to_find() -> None:
    compiler = _Compiler(
        default_rules() | {"lexicons": default_rules()["lexicons"] | {"tests": ["狗", "…刀", "打/殴"]}}
    )
    compiler.stages()
    odd = compiler.word_list(["@tests"])
    lists, found = list(compiler._lists.values()), 0
    for text in TEXTS:
        prepared = Prepared(text, normalise(text))
        likely = compiler.shelf.likely(prepared)
        assert all(words in likely for words in lists if words._find(prepared)), text
        found += len(lists) - len(likely)
        assert (odd in likely) or not odd._find(prepared)
    assert found > len(TEXTS)


@pytest.mark.parametrize("phrase", ["#年前", "拿/持…刀", "a", "…刀", "打/殴", "狗"])
def test_odd_phrases_are_not_overlooked_either(phrase: str) -> None:
    words = WordList([phrase])
    for text in [*TEXTS[:50], "三年前他拿着一把刀打人，a狗，持菜刀"]:
        prepared = Prepared(text, normalise(text))
        assert {(span.start, span.end) for span in words._find(prepared)} == plainly(words, prepared)


def slowly(leaf: dict[str, Any]) -> Any:
    """A comparison as it is written: the fact by its name, the operator by its."""
    name, operator = leaf["field"], next(o for o in leaf if o in _OPERATORS)
    return lambda facts: (_OPERATORS[operator](facts.value(name), leaf[operator]), ())


def test_rules_are_judged_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    payload, again = default_rules(), default_rules()
    categories = sorted({row["category"] for row in sample()})
    quick = [_judged(payload, text, category) for text, category in zip(TEXTS, categories * 9, strict=False)]
    monkeypatch.setattr(rules_module, "_comparison", slowly)
    monkeypatch.setattr(rules_module, "_compares", lambda when: False)
    assert quick == [_judged(again, text, category) for text, category in zip(TEXTS, categories * 9, strict=False)]
    assert any(any(stage) for stage in quick)


def _judged(rules: dict[str, Any], text: str, category: str) -> list[list[Any]]:
    facts = Facts(text=text, category=category, type="complaint", channel="web", area="jc-gq", handling_level="station")
    stages = ("tripwire", "seal", "divert", "priority", "route")
    return [[(hit.rule_id, hit.words) for hit in judge(rules=rules, stage=stage, facts=facts)] for stage in stages]


def test_a_guess_and_its_words_are_what_the_plain_sums_give() -> None:
    model, _ = bulk.fit(all_examples())
    for text in TEXTS:
        guess = classify(text=text, model=model)
        columns, values = model.vocabulary.vector(text)
        ranked = {name: _ranked(head, head.probabilities(columns, values)) for name, head in model.heads.items()}
        assert (guess.category, guess.category_confidence) == ranked["category"][0]
        assert (guess.type, guess.type_confidence) == ranked["type"][0]
        family, share = max(families(ranked["category"]).items(), key=lambda pair: pair[1])
        assert guess.family == family and guess.family_confidence == pytest.approx(min(share, 1), abs=0.005), (
            "of rounded shares"
        )
        assert list(guess.alternatives) == ranked["category"][: len(guess.alternatives)]
        assert list(guess.spans) == sorted(_best_words(text, worth(text, model, guess.category)))


def families(categories: list[Choice]) -> dict[str, float]:
    """The shares of a family's categories, summed one by one."""
    sums: dict[str, float] = {}
    for choice in categories:
        name = choice.code.partition(".")[0]
        sums[name] = sums.get(name, 0.0) + choice.confidence
    return sums


def worth(text: str, model: Model, code: str) -> Any:
    """Sign by sign, as the sum is defined."""
    head = model.heads["category"]
    columns, values = model.vocabulary.vector(text)
    block = head.weights[columns]
    gains = (block[:, head.classes.index(code)] - block.mean(axis=1)) * values
    known = dict(zip(columns.tolist(), gains.tolist(), strict=True))
    column_of = {model.vocabulary.terms[column]: column for column in known}
    sums = np.zeros(len(text))
    for start, gram in grams_at(text):
        column = column_of.get(gram)
        if column is not None:
            sums[start : start + len(gram)] += known[column] / len(gram)
    return sums
