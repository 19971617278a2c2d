"""Many texts at once are read as each of them alone."""

import json

import numpy as np
import pytest

from yiwang.config import seed
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries.guess import Head, Model
from yiwang.ground.language.queries.vectors import Vocabulary, grams

TEXTS = [
    "鼓楼花园北门每天晚上十点以后有人摆烧烤摊",
    "",
    "   ",
    "ABC abc　ＡＢＣ\n12 34 楼上漏水，楼上漏水，楼上漏水",
    "x",
    "我想问一下户口怎么迁",
    "\U0001f600户口\U0001f600迁移",
]


@pytest.fixture(scope="module")
def model() -> Model:
    """A vocabulary of what stands in the texts, with weights by chance (the same each time)."""
    chance = np.random.default_rng(7)
    terms = sorted({gram for text in TEXTS for gram in grams(text)})[::2]
    heads = {
        name: Head(
            tuple(f"{name}{i}" for i in range(size)),
            chance.normal(size=(len(terms), size)).astype(np.float32),
            chance.normal(size=size).astype(np.float32),
            1.5,
        )
        for name, size in (("type", 4), ("category", 9))
    }
    return Model(Vocabulary.of_terms(terms, chance.uniform(1, 3, len(terms)).astype(np.float32)), heads)


def test_each_vector_is_the_same(model: Model) -> None:
    for text, (columns, values) in zip(TEXTS, model.vocabulary.vectors(TEXTS), strict=True):
        alone = dict(zip(*map(np.ndarray.tolist, model.vocabulary.vector(text)), strict=True))
        assert dict(zip(columns.tolist(), values.tolist(), strict=True)) == pytest.approx(alone, abs=1e-6)


def test_each_guess_is_the_same(model: Model) -> None:
    for text, guess in zip(TEXTS, language.classify_many(texts=TEXTS, model=model), strict=True):
        alone = language.classify(text=text, model=model)
        assert (guess.type, guess.category, guess.family) == (alone.type, alone.category, alone.family)
        assert guess.category_confidence == pytest.approx(alone.category_confidence, abs=2e-4)
        assert [choice.code for choice in guess.alternatives] == [choice.code for choice in alone.alternatives]


def test_none_at_all(model: Model) -> None:
    assert language.classify_many(texts=[], model=model) == []
    assert model.vocabulary.vectors(["", ""])[1][0].size == 0


def test_a_vocabulary_without_a_sign() -> None:
    assert [columns.size for columns, _ in Vocabulary.of_terms([], np.zeros(0, np.float32)).vectors(["户口", "x"])] == [
        0,
        0,
    ]


def _all_of(texts: list[str]) -> Vocabulary:
    terms = sorted({gram for text in texts for gram in grams(text)})
    return Vocabulary.of_terms(terms, np.ones(len(terms), np.float32))


def test_the_demos_samples_hold_no_sign_that_does_not_fit() -> None:
    texts = [json.dumps(row, ensure_ascii=False) for row in seed.sample()[:20]]
    vocabulary = _all_of(texts)
    for text, (columns, _) in zip(texts, vocabulary.vectors(texts), strict=True):
        assert {vocabulary.terms[column] for column in columns} == set(grams(text))
