"""Training the text model: the only place that loads scikit-learn, so that web processes never carry it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from yiwang.ground.language import commands, queries
from yiwang.ground.language.models import TextModel
from yiwang.ground.language.queries.guess import Head, Model, dump
from yiwang.ground.language.queries.vectors import Vocabulary, grams
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

FOLDS = 5
SURE = 0.75
"""The confidence from which the figures count an answer as sure; the routing rules' own threshold (R91)."""
MOST_TERMS = 60_000
FEWEST = 2 * FOLDS
_HEADS: dict[str, dict[str, Any]] = {"type": {"C": 0.5, "class_weight": "balanced"}, "category": {"C": 1.0}}
_METHOD = "1"
"""Raised when features or settings change, so that the same examples train anew."""


Example = Mapping[str, Any]
"""A text and what it is: `text`, `type`, `category`; an empty type or category teaches the other head alone.

`group` (may be missing): texts of one matter, never split between learning and measuring. `phrase` (may be missing): true for
phrases of the category table, which teach but are not measured, since people do not write like that.
"""


def train_once(*, by: Actor, examples: Sequence[Example]) -> TextModel:
    """Fit, measure by five-fold grouped cross-validation, calibrate, and let the model serve.

    The same examples again change nothing and cost nothing. Invalid: fewer than ten examples. About two seconds for a
    thousand short examples and 127 categories, besides loading scikit-learn.
    """
    digest = examples_digest(examples)
    if len(examples) < FEWEST:
        raise Invalid(f"样本太少：至少要{FEWEST}条才能训练")
    if queries.is_trained_on(digest):
        return queries.in_service()
    model, metrics = fit(examples)
    blob = dump(model)
    return commands.keep_model(by=by, blob=blob, examples=len(examples), examples_digest=digest, metrics=metrics)


def examples_digest(examples: Sequence[Example]) -> str:
    """What was learnt from, and how, in 64 hex signs."""
    rows = sorted(json.dumps(dict(example), sort_keys=True, ensure_ascii=False) for example in examples)
    return hashlib.sha256("\n".join([_METHOD, *rows]).encode()).hexdigest()


def fit(examples: Sequence[Example]) -> tuple[Model, dict[str, Any]]:
    """A model and what cross-validation says of it, without touching the database."""
    vectorizer = _vectorizer()
    matrix = vectorizer.fit_transform([example["text"] for example in examples])
    vocabulary = Vocabulary([str(t) for t in vectorizer.get_feature_names_out()], vectorizer.idf_.astype(np.float32))
    heads, metrics = {}, {}
    for name in _HEADS:
        warmth, metrics[name] = _measure(name, examples)
        taught = [i for i, example in enumerate(examples) if example[name]]
        labels = [examples[i][name] for i in taught]
        machine = _machine(name).fit(matrix[taught], labels)
        heads[name] = _head(machine, warmth)
    return Model(vocabulary, heads), metrics


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=2, max_features=MOST_TERMS, dtype=np.float32)


def _machine(name: str) -> LinearSVC:
    return LinearSVC(random_state=0, **_HEADS[name])


def _head(machine: LinearSVC, warmth: float) -> Head:
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    classes = tuple(str(c) for c in machine.classes_)
    return Head(classes, weights.astype(np.float32), bias.astype(np.float32), warmth)


def _measure(name: str, examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """The warmth that makes confidences true, and the figures, both on examples the fold had not seen."""
    taught = [i for i, e in enumerate(examples) if e[name]]
    real = [i for i in taught if not examples[i].get("phrase")]
    if len(real) < FEWEST:
        real = taught
    other = sorted(set(taught) - set(real))
    groups = [examples[i].get("group") or f"#{i}" for i in real]
    rows: list[tuple[str, Sequence[str], np.ndarray]] = []
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=0).split(real, groups=groups):
        rows += _fold(name, examples, [*(real[i] for i in seen), *other], [real[i] for i in unseen])
    return _warmth(rows), _figures(rows, _warmth(rows))


def _fold(
    name: str, examples: Sequence[Example], seen: list[int], unseen: list[int]
) -> list[tuple[str, Sequence[str], np.ndarray]]:
    vectorizer = _vectorizer()
    matrix = vectorizer.fit_transform([examples[i]["text"] for i in seen])
    machine = _machine(name).fit(matrix, [examples[i][name] for i in seen])
    scores = machine.decision_function(vectorizer.transform([examples[i]["text"] for i in unseen]))
    if scores.ndim == 1:
        scores = np.stack([-scores, scores], axis=1)
    pairs = zip(unseen, scores, strict=True)
    return [(examples[i][name], list(machine.classes_), row) for i, row in pairs]


def _shares(scores: np.ndarray, warmth: float) -> np.ndarray:
    powers = np.exp((scores - scores.max()) * warmth)
    return powers / powers.sum()


def _warmth(rows: Sequence[tuple[str, Sequence[str], np.ndarray]]) -> float:
    """Temperature scaling: the factor with the least surprise at the true answers, where the fold knew them."""
    known = [(classes.index(true), scores) for true, classes, scores in rows if true in classes]
    tried = np.geomspace(0.5, 30, 60)
    surprise = [-sum(np.log(_shares(s, w)[k] + 1e-12) for k, s in known) for w in tried]
    return float(tried[int(np.argmin(surprise))])


def _figures(rows: Sequence[tuple[str, Sequence[str], np.ndarray]], warmth: float) -> dict[str, float]:
    """Accuracy, macro-F1, the true answer among the first three, how often it was sure and then right, and the expected
    calibration error over ten bins.
    """
    true = [row[0] for row in rows]
    said = [classes[int(np.argmax(scores))] for _, classes, scores in rows]
    three = [t in [classes[k] for k in np.argsort(-scores)[:3]] for t, classes, scores in rows]
    sure = np.array([_shares(scores, warmth).max() for *_, scores in rows])
    right = np.array([t == s for t, s in zip(true, said, strict=True)])
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    gate = sure >= SURE
    return {
        "measured": len(rows),
        "sure_share": round(float(gate.mean()), 4),
        "sure_accuracy": round(float(right[gate].mean()), 4) if gate.any() else 0.0,
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(float(f1_score(true, said, average="macro", zero_division=0)), 4),
        "top_3": round(float(np.mean(three)), 4),
        "calibration_error": round(float(error), 4),
        "warmth": round(warmth, 3),
    }
