"""A trained model is data: it comes back from its bytes the same, needs no scikit-learn, and says what led it."""

import os
import subprocess
import sys

import numpy as np
import pytest

from tests.unit.language.examples import all_examples
from yiwang.ground.language import bulk
from yiwang.ground.language.queries import classify, guess_type, is_readable, load_public_model, public_model
from yiwang.ground.language.queries.guess import dump, load

PREDICT = """
import sys, django
django.setup()
from yiwang.ground.language import commands, queries
from yiwang.ground.language.queries.guess import load
guess = queries.classify(text="楼下广场舞太吵了", model=load(open(sys.argv[1], "rb").read()))
print(guess.category, sorted({"sklearn", "scipy", "pandas"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def trained():
    return bulk.fit(all_examples())


def test_floors_of_cross_validation(trained):
    _, metrics = trained
    assert metrics["category"]["accuracy"] >= 0.55
    assert metrics["category"]["top_3"] >= 0.70
    assert metrics["type"]["accuracy"] >= 0.58
    assert metrics["category"]["sure_accuracy"] >= 0.85
    assert metrics["type"]["calibration_error"] <= 0.15
    assert metrics["type"]["measured"] == 302


def test_it_comes_back_from_its_bytes(trained):
    model, _ = trained
    blob = dump(model)
    again = load(blob)
    for text in ("孩子护照父母都要来吗", "感谢民警帮我找回手机", ""):
        assert classify(text=text, model=again).category == classify(text=text, model=model).category
    assert dump(again) == blob
    assert is_readable(blob)


@pytest.mark.parametrize("blob", [b"", b"junk", b"PK\x05\x06" + bytes(18)])
def test_other_bytes_are_no_model(blob):
    assert not is_readable(blob)


def test_pickled_arrays_are_refused(tmp_path):
    path = tmp_path / "evil.npz"
    np.savez(path, **{"type.weights": np.array([{"a": 1}], dtype=object), "terms": np.zeros(1, np.uint8)})
    assert not is_readable(path.read_bytes())


def test_the_words_that_led_to_it_stand_in_the_text(trained):
    model, _ = trained
    text = "小区广场舞音箱开到半夜，孩子没法睡"
    guess = classify(text=text, model=model)
    assert guess.category == "neighbour.noise"
    assert guess.family == "neighbour"
    assert {"广场", "音箱"} <= set(guess.words)
    assert 1 <= len(guess.spans) <= 5
    assert all(text[span.start : span.end] == span.text for span in guess.spans)


def test_confidences_are_ordered_and_never_certain(trained):
    model, _ = trained
    guess = classify(text="派出所不给回执，推给别的所", model=model)
    shares = [choice.confidence for choice in guess.alternatives]
    assert guess.alternatives[0] == (guess.category, guess.category_confidence)
    assert shares == sorted(shares, reverse=True)
    assert 0 < shares[0] <= 0.98
    assert guess.family_confidence >= guess.category_confidence


def test_the_public_model_knows_types_alone(trained):
    model, _ = trained
    public = load_public_model(public_model(model))
    assert set(public.heads) == {"type"}
    single = {
        term
        for term, idf in zip(model.vocabulary.terms, model.vocabulary.idf, strict=True)
        if idf == model.vocabulary.idf.max()
    }
    assert single and set(public.vocabulary.terms) == set(model.vocabulary.terms) - single
    text = "请问身份证丢了怎么补"
    guess = classify(text=text, model=public)
    assert (guess.type, guess.category) == ("consult", "")
    assert guess_type(text=text, model=public) == (guess.type, guess.type_confidence)


def test_predicting_loads_no_scikit_learn(trained, tmp_path):
    model, _ = trained
    path = tmp_path / "model.npz"
    path.write_bytes(dump(model))
    run = subprocess.run(
        [sys.executable, "-c", PREDICT, str(path)], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert run.stdout.split() == ["neighbour.noise", "[]"]
