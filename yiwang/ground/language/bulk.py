"""Training text models: the only place that loads scikit-learn, so that web processes never carry it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from yiwang.ground.language import commands, queries
from yiwang.ground.language.models import TextModel
from yiwang.ground.language.queries import measuring, vectors
from yiwang.ground.language.queries.classifier import LABEL, LARGEST, Head, Model, confidence, dump, shares
from yiwang.ground.language.queries.vectors import Floats, Vocabulary
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

FOLDS = 5
SURE = 0.75
"""The confidence from which the figures count an answer as sure; the routing rules' own threshold (R91)."""
MOST_TERMS = 60_000
"""Sequences of the house's own model, whose type head goes to the portal."""
FEWEST = 2 * FOLDS
_METHOD = "3"
"""Raised when features or settings change, so that the same examples train anew."""
_CHUNK = 1000
_ABSENT = 1.0
"""How far below the worst score of a text a class stands that its fold never saw."""


Example = Mapping[str, Any]
"""A text and what it is: `text`, `type`, `category`; an empty type or category teaches the other head alone.

`group` (may be missing): texts of one matter, never split between learning and measuring. `phrase` (may be missing): true for
phrases of the category table, which teach but are not measured, since people do not write like that. `weight` (may be missing):
how many examples it counts for in learning, 1 where nothing is said.
"""


@dataclass(frozen=True)
class Recipe:
    """How a machine is taught. `boosted`: sequences count for more that speak for one class (naive Bayes' log-ratios, NB-SVM)."""

    C: float
    balanced: bool = True
    boosted: bool = False


_HEADS = {"type": Recipe(0.5), "category": Recipe(1.0, balanced=False)}
RECIPES = (Recipe(1.0), Recipe(0.3, boosted=True))
"""What `train` tries on files, and the mean of both, which is again one table; the best macro-F1 on unseen folds is taken. Two
labels are taught by the first: the second tells few of one kind from many of another worse (area under the curve 0.04 less)."""
_RARE = 2.0
"""With two labels a sequence weighs by its inverse document frequency to this power: few rows of one kind are told by rare words
(area under the curve 0.939 beside 0.928 on a mayor's letters; 1 to 3 were tried)."""
MANY = 2000
"""From so many texts on a sequence must stand in three of them: better by 0.004 on the public set, and half the size. Of fewer
texts sequences of one or two signs are learnt from one alone: better by 0.005 on small sets."""
_SMOOTH = 0.3


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """What `train` learns from. `groups`: a number a text; rows of one are never split between learning and measuring."""

    texts: Sequence[str]
    labels: Sequence[str]
    groups: np.ndarray


@dataclass(frozen=True)
class _Least:
    """In how many texts a sequence must stand: of one or two signs, and of three, which may be somebody's name."""

    short: int
    long: int

    def of(self, keys: vectors.Keys) -> np.ndarray:
        """One number a sequence."""
        return np.where(vectors.sizes(keys) > 2, self.long, self.short)


@dataclass(frozen=True)
class _Machine:
    classes: list[str]
    weights: Floats
    bias: Floats

    def scores(self, matrix: sparse.csr_matrix) -> Floats:
        found: Floats = np.asarray(matrix @ self.weights + self.bias, np.float32)
        return found


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
    """The house's model of two heads and what cross-validation says of it, without touching the database."""
    counted = _Counted.of([example["text"] for example in examples], most=MOST_TERMS, least=_Least(1, 2))
    matrix, idf = counted.weighed(np.arange(len(examples)))
    weights = np.array([float(example.get("weight", 1)) for example in examples])
    heads, metrics = {}, {}
    for name, recipe in _HEADS.items():
        scored = _out_of_fold(_question(name, examples), counted, recipe, weights)
        factor = measuring.warmth(scored.scores, scored.truth)
        metrics[name] = _figures(scored, factor)
        taught = np.array([i for i, e in enumerate(examples) if e[name]])
        machine = _machine(recipe, matrix[taught], [examples[i][name] for i in taught], weights[taught])
        heads[name] = Head(tuple(machine.classes), machine.weights, machine.bias, factor)
    return Model(Vocabulary(counted.keys, idf), heads), metrics


def train(lessons: Lessons, *, precision: float = 0.98, told: Any = lambda _: None) -> Model:
    """A model of one question: the better of two recipes, its confidence and its threshold measured on folds it had not seen.

    The same lessons give the same bytes. `precision`: how often an answer must be right that stands without a person's look.
    `told(1)` is called after each fold of each recipe. Invalid: fewer than two labels, or too few groups to measure on.
    """
    classes = sorted(set(lessons.labels))
    if len(classes) < 2:
        raise Invalid("至少要有两个不同的标签才能训练")
    if len(np.unique(lessons.groups)) < FEWEST:
        raise Invalid(f"样本太少：去掉重复的以后至少要{FEWEST}条才能训练")
    least = _Least(3, 3) if len(lessons.texts) >= MANY else _Least(1, 2)
    is_two = len(classes) == 2
    counted = _Counted.of(
        lessons.texts, most=LARGEST // (16 + 2 * len(classes)), least=least, power=_RARE if is_two else 1.0
    )
    number = {name: place for place, name in enumerate(classes)}
    truth = np.array([number[name] for name in lessons.labels])
    question = _Question(classes, truth, np.arange(len(truth)), np.zeros(0, np.intp), lessons.groups)
    even = np.ones(len(truth))
    tried: list[tuple[Sequence[Recipe], _Scored]] = [
        ((recipe,), _out_of_fold(question, counted, recipe, even, told)) for recipe in RECIPES[: 1 if is_two else 2]
    ]
    if not is_two:
        tried.append((RECIPES, _Scored(classes, truth, np.mean([one.scores for _, one in tried], axis=0))))
    recipes, scored = max(tried, key=lambda one: _macro_f1(one[1]))
    right = scored.scores.argmax(axis=1) == scored.truth
    sure = measuring.sureness(scored.scores, right)
    matrix, idf = counted.weighed(np.arange(len(truth)))
    machines = [_machine(recipe, matrix, list(lessons.labels), even) for recipe in recipes]
    weights: Floats = np.mean([one.weights for one in machines], axis=0)
    bias: Floats = np.mean([one.bias for one in machines], axis=0)
    head = Head(tuple(classes), weights, bias, measuring.warmth(scored.scores, scored.truth), sure)
    said = np.array([confidence(head, row) for row in scored.scores])
    about = {
        "threshold": round(measuring.threshold(right, said, precision=precision), 6), "precision": precision,
        "recipe": [asdict(recipe) for recipe in recipes],
        "rows": len(truth), "groups": len(np.unique(lessons.groups)), "folds": FOLDS,
        "measured": {
            "accuracy": round(float(right.mean()), 4), "macro_f1": round(_macro_f1(scored), 4),
            "coverage": measuring.coverage(right, said), "calibration_error": measuring.calibration(right, said)["error"],
        },
    }  # fmt: skip
    return Model(Vocabulary(counted.keys, idf), {LABEL: head}, about=about)


@dataclass(frozen=True)
class _Counted:
    """How often each sequence stands in each text; sequences that stand in too few texts (`least`) are left out."""

    keys: vectors.Keys
    counts: sparse.csr_matrix
    least: "_Least"
    power: float = 1.0
    """Of the inverse document frequency."""

    @classmethod
    def of(cls, texts: Sequence[str], *, most: int, least: "_Least", power: float = 1.0) -> "_Counted":
        found, often = np.zeros(0, np.int64), np.zeros(0, np.int64)
        for chunk in _chunks(texts):
            more = np.concatenate([np.zeros(0, np.int64), *map(vectors.distinct, chunk)])
            found, place = np.unique(np.concatenate((found, more)), return_inverse=True)
            often = np.bincount(place, np.concatenate((often, np.ones(len(more)))), len(found)).astype(np.int64)
        chosen = np.flatnonzero(often >= least.of(found))
        chosen = chosen[np.argsort(-often[chosen], kind="stable")[:most]]
        vocabulary = Vocabulary.of_keys(found[chosen], np.ones(len(chosen), np.float32))
        parts = [cls._part(vocabulary, chunk) for chunk in _chunks(texts)]
        return cls(vocabulary.keys, sparse.vstack(parts, format="csr"), least, power)

    @staticmethod
    def _part(vocabulary: Vocabulary, texts: Sequence[str]) -> sparse.csr_matrix:
        owners, columns, counts = vocabulary.counts(texts)
        values = np.minimum(counts, 255).astype(np.float32)
        return sparse.csr_matrix((values, (owners, columns)), shape=(len(texts), len(vocabulary)))

    def weighed(self, taught: np.ndarray) -> tuple[sparse.csr_matrix, Floats]:
        """The texts as a vocabulary learnt from `taught` weighs them, as `Vocabulary.vector` does, and its idf."""
        often = np.bincount(self.counts[taught].indices, minlength=len(self.keys))
        rarity = (np.log((1 + len(taught)) / (1 + often)) + 1) ** self.power
        idf = np.where(often >= self.least.of(self.keys), rarity, 0).astype(np.float32)
        matrix = self.counts.copy()
        matrix.data = (1 + np.log(matrix.data)) * idf[matrix.indices]
        rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        matrix.data *= vectors.block_factors(matrix.data, 2 * rows + (self.keys < 0)[matrix.indices], matrix.shape[0])
        return matrix, idf


@dataclass(frozen=True)
class _Question:
    """`truth`: a class number a text, −1 for none. `real` are measured, `beside` only teach; `groups`: one a real text."""

    classes: list[str]
    truth: np.ndarray
    real: np.ndarray
    beside: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True)
class _Scored:
    """The texts that were measured: their true class, and the scores of a machine that had not seen their group."""

    classes: list[str]
    truth: np.ndarray
    scores: Floats


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[first : first + _CHUNK] for first in range(0, len(texts), _CHUNK))


def _question(name: str, examples: Sequence[Example]) -> _Question:
    classes = sorted({e[name] for e in examples if e[name]})
    number = {code: place for place, code in enumerate(classes)}
    truth = np.array([number.get(e[name], -1) for e in examples])
    taught = np.flatnonzero(truth >= 0)
    is_phrase = np.array([bool(examples[i].get("phrase")) for i in taught.tolist()], np.bool_)
    real = taught[~is_phrase] if (~is_phrase).sum() >= FEWEST else taught
    names = [str(examples[i].get("group") or f"#{i}") for i in real]
    groups = np.unique(names, return_inverse=True)[1]
    return _Question(classes, truth, real, np.setdiff1d(taught, real), groups)


def _out_of_fold(
    asked: _Question, counted: _Counted, recipe: Recipe, weights: np.ndarray, told: Any = lambda _: None
) -> _Scored:
    scores = np.zeros((len(asked.real), len(asked.classes)), np.float32)
    splits = GroupKFold(FOLDS, shuffle=True, random_state=0).split(asked.real, groups=asked.groups)
    for seen, unseen in splits:
        taught = np.concatenate((asked.real[seen], asked.beside))
        matrix, _ = counted.weighed(taught)
        labels = [asked.classes[asked.truth[i]] for i in taught]
        machine = _machine(recipe, matrix[taught], labels, weights[taught])
        found = machine.scores(matrix[asked.real[unseen]])
        block = np.repeat(found.min(axis=1, keepdims=True) - _ABSENT, len(asked.classes), axis=1)
        block[:, [asked.classes.index(name) for name in machine.classes]] = found
        scores[unseen] = block
        told(1)
    return _Scored(asked.classes, asked.truth[asked.real], scores)


def _machine(recipe: Recipe, matrix: sparse.csr_matrix, labels: Sequence[str], weights: np.ndarray) -> _Machine:
    """A linear support-vector machine, one class against the rest."""
    classes = sorted(set(labels))
    if len(classes) == 1:
        return _Machine(classes, np.zeros((matrix.shape[1], 1), np.float32), np.zeros(1, np.float32))
    boost = _boost(matrix, labels, classes) if recipe.boosted else np.ones(matrix.shape[1], np.float32)
    svc = LinearSVC(C=recipe.C, class_weight="balanced" if recipe.balanced else None, random_state=0)
    svc.fit(matrix @ sparse.diags(boost) if recipe.boosted else matrix, labels, sample_weight=weights)
    coefficients, bias = svc.coef_ * boost, svc.intercept_
    if len(classes) == 2:
        coefficients, bias = np.vstack([-coefficients[0], coefficients[0]]), np.array([-bias[0], bias[0]])
    table = np.ascontiguousarray(coefficients.T.astype(np.float32))
    return _Machine([str(name) for name in svc.classes_], table, bias.astype(np.float32))


def _boost(matrix: sparse.csr_matrix, labels: Sequence[str], classes: Sequence[str]) -> Floats:
    """How strongly a sequence speaks for or against the class it says most of: the largest log-ratio of its weights."""
    place = np.searchsorted(np.array(classes), np.array(labels))
    pick = sparse.csr_matrix((np.ones(len(labels), np.float32), (place, np.arange(len(labels)))))
    sums = np.asarray((pick @ matrix).todense(), np.float64) + _SMOOTH * matrix.sum() / matrix.shape[1]
    rest = sums.sum(axis=0) - sums
    ratios = np.log(sums / sums.sum(axis=1, keepdims=True)) - np.log(rest / rest.sum(axis=1, keepdims=True))
    found: Floats = np.abs(ratios).max(axis=0).astype(np.float32)
    return found


def _macro_f1(scored: _Scored) -> float:
    names = np.array(scored.classes, object)
    return measuring.macro_f1(list(names[scored.truth]), list(names[scored.scores.argmax(axis=1)]))


def _figures(scored: _Scored, factor: float) -> dict[str, float]:
    """Accuracy, macro-F1, the true answer among the first three, how often it was sure and then right, and the expected
    calibration error over ten bins.
    """
    said = scored.scores.argmax(axis=1)
    sure = shares(scored.scores * factor).max(axis=1)
    right = said == scored.truth
    three = (np.argsort(-scored.scores, axis=1)[:, :3] == scored.truth[:, None]).any(axis=1)
    gate = sure >= SURE
    return {
        "measured": len(right),
        "sure_share": round(float(gate.mean()), 4),
        "sure_accuracy": round(float(right[gate].mean()), 4) if gate.any() else 0.0,
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(_macro_f1(scored), 4),
        "top_3": round(float(three.mean()), 4),
        "calibration_error": measuring.calibration(right, sure)["error"],
        "warmth": round(factor, 3),
    }
