"""How well answers fit the truth: accuracy, F1, figures a class, coverage, calibration, and the threshold of standing alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from yiwang.ground.language.queries.classifier import (
    LABEL,
    Model,
    Sureness,
    confidence,
    scores,
    shares,
    standing,
)
from yiwang.ground.language.queries.vectors import Floats

COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9, 1.0)
BINS = 10
_NEVER = 2.0
_STEPS = 60
_LEAST_SLOPE = 0.05
STEEP = 8.0
"""How fast a class's own score turns from no to yes (`classifier.standing`). 3 to 12 were tried on the public set of seven
labels: from 5 on the surest four fifths are right in 0.971 to 0.973, by the lead alone in 0.968."""


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the classes' F1, over every class that is true or said somewhere."""
    found = [one["f1"] for one in by_class(truth, said).values()]
    return float(np.mean(found)) if found else 0.0


def by_class(truth: Sequence[str], said: Sequence[str]) -> dict[str, dict[str, float]]:
    """Support, precision, recall and F1 of each class, by name."""
    true, answers = np.array(truth, object), np.array(said, object)
    found = {}
    for name in sorted({*truth, *said}):
        support, given = int((true == name).sum()), int((answers == name).sum())
        hits = int(((true == name) & (answers == name)).sum())
        found[name] = {
            "support": support,
            "precision": round(hits / given, 4) if given else 0.0,
            "recall": round(hits / support, 4) if support else 0.0,
            "f1": round(2 * hits / (support + given), 4) if support + given else 0.0,
        }
    return found


def coverage(right: np.ndarray, sure: np.ndarray, at: Sequence[float] = COVERAGES) -> list[dict[str, float]]:
    """How often the surest part of the answers is right, for each share of them, and the confidence it goes down to."""
    order = np.argsort(-sure, kind="stable")
    counts = [max(round(len(right) * part), 1) for part in at if len(right)]
    return [
        {
            "coverage": part,
            "rows": count,
            "accuracy": round(float(right[order[:count]].mean()), 4),
            "confidence": round(float(sure[order[count - 1]]), 4),
        }
        for part, count in zip(at, counts, strict=False)
    ]


def calibration(right: np.ndarray, sure: np.ndarray) -> dict[str, Any]:
    """Said and true share by tenths of confidence, and their mean distance (expected calibration error)."""
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [
        {
            "from": place / BINS,
            "rows": int((places == place).sum()),
            "said": round(float(sure[places == place].mean()), 4),
            "right": round(float(right[places == place].mean()), 4),
        }
        for place in sorted(set(places.tolist()))
    ]
    error = sum(abs(one["said"] - one["right"]) * one["rows"] for one in bins) / max(len(right), 1)
    return {"error": round(float(error), 4), "bins": bins}


def auc(positive: np.ndarray, score: np.ndarray) -> float:
    """How often a positive stands above a negative, ties counting half; 0.5 where there is only one kind."""
    ranks = _ranks(score)
    count, others = int(positive.sum()), int((~positive).sum())
    if not count or not others:
        return 0.5
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def _ranks(score: np.ndarray) -> np.ndarray:
    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: np.ndarray = ((ends - counts + 1 + ends) / 2)[place]
    return ranks


def warmth(found: Floats, truth: np.ndarray) -> float:
    """Temperature scaling: the factor with the least surprise at the true classes (numbers of columns; −1: not among them)."""
    known = truth >= 0
    if not known.any():
        return 1.0
    rows, tried = np.flatnonzero(known), np.geomspace(0.5, 30, _STEPS)
    surprise = [
        -np.log(shares(found[rows] * factor)[np.arange(len(rows)), truth[rows]] + 1e-12).sum() for factor in tried
    ]
    return float(tried[int(np.argmin(surprise))])


def sureness(found: Floats, right: np.ndarray) -> Sureness:
    """Logistic regression of "was right" on the standing, by Newton's steps. With two classes no lead means even chances."""
    ahead, is_two = standing(found, STEEP), found.shape[1] == 2
    columns = np.stack([ahead, np.zeros_like(ahead) if is_two else np.ones_like(ahead)], axis=1)
    fitted = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-np.clip(columns @ fitted, -30, 30)))
        slope = columns.T @ (right - said) - 1e-3 * fitted
        bend = (columns * (said * (1 - said))[:, None]).T @ columns + 1e-3 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        fitted = fitted + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return Sureness(round(max(float(fitted[0]), _LEAST_SLOPE), 6), round(float(fitted[1]), 6), STEEP)


def threshold(right: np.ndarray, sure: np.ndarray, *, precision: float) -> float:
    """The lowest confidence from which answers are right this often, the luck of the draw taken off (one standard error, Wilson).

    Above 1 where no part of them is good enough, or there are too few to tell.
    """
    order = np.argsort(-sure, kind="stable")
    counts = np.arange(1, len(right) + 1)
    share = np.cumsum(right[order]) / counts
    least = (share + 1 / (2 * counts) - np.sqrt(share * (1 - share) / counts + 1 / (4 * counts**2))) / (1 + 1 / counts)
    ends = np.append(sure[order][1:] < sure[order][:-1], True) if len(right) else np.zeros(0, bool)
    good = np.flatnonzero((least >= precision) & ends)
    return float(sure[order[good[-1]]]) if len(good) else _NEVER


def judged(*, truth: Sequence[str], texts: Sequence[str], model: Model) -> dict[str, Any]:
    """A model of one question over texts whose labels are known; labels it never learnt count as missed.

    `auc` of a class: how well its score above the best other one tells it from the rest; nothing where it stands alone.
    """
    head = model.heads[LABEL]
    found = scores(texts=texts, model=model)
    said = [head.classes[place] for place in found.argmax(axis=1)]
    sure = np.array([confidence(head, row) for row in found])
    right = np.array([one == other for one, other in zip(truth, said, strict=True)], np.bool_)
    classes = by_class(truth, said)
    for name, one in classes.items():
        is_it = np.array([other == name for other in truth], np.bool_)
        if name in head.classes and 0 < is_it.sum() < len(is_it):
            one["auc"] = round(auc(is_it, _above_others(found, head.classes.index(name))), 4)
    may = sure >= float(model.about.get("threshold", _NEVER))
    return {
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(macro_f1(truth, said), 4),
        "auto": {
            "coverage": round(float(may.mean()), 4),
            "accuracy": round(float(right[may].mean()), 4) if may.any() else None,
        },
        "per_class": classes,
        "coverage": coverage(right, sure),
        "calibration": calibration(right, sure),
    }


def _above_others(found: Floats, place: int) -> Floats:
    rest: Floats = np.delete(found, place, axis=1).max(axis=1)
    return found[:, place] - rest
