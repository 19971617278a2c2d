"""Calls to 110, eleven kinds: 558 short texts, three of the kinds with eleven rows or fewer, beside a plain machine."""

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from benchmarks.language.harness import Figure, rows
from benchmarks.language.labels import FOLDS, Outside, interval, plain
from yiwang.ground.language import bulk
from yiwang.ground.language.queries import grouping, measuring

SEEDS = (0, 1, 2)


def run() -> list[Figure]:
    """Macro-F1 and accuracy, each beside the plain machine in the same folds, the mean of three splits."""
    found = rows("police_reports.jsonl")
    texts, labels = [row["text"] for row in found], np.array([row["major"] for row in found], object)
    groups = grouping.groups(texts)
    own, other = zip(*(_split(texts, labels, groups, seed) for seed in SEEDS), strict=True)
    how = f"{len(texts)} rows, {FOLDS} folds by group and kind, mean of {len(SEEDS)} splits"
    return [
        _figure("police reports, 11 kinds, macro-F1", own, other, _f1, groups, labels, ("not 0.02 below", "0.70"), how),
        _figure("– accuracy", own, other, _accuracy, groups, labels, ("", "0.80"), how),
    ]


def _split(texts: list[str], labels: np.ndarray, groups: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    told, beside = Outside(labels, groups), np.empty(len(labels), object)
    for seen, unseen in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(
        texts, labels.astype(str), groups
    ):
        model = bulk.train(bulk.Lessons(texts=[texts[i] for i in seen], labels=list(labels[seen]), groups=groups[seen]))
        told.told(unseen, [texts[i] for i in unseen], model)
        beside[unseen] = plain(texts, labels, seen, unseen)
    return told.said, beside


def _f1(truth: np.ndarray, said: np.ndarray) -> float:
    return measuring.macro_f1(list(truth), list(said))


def _accuracy(truth: np.ndarray, said: np.ndarray) -> float:
    return float((truth == said).mean())


def _figure(
    what: str, own: tuple[np.ndarray, ...], other: tuple[np.ndarray, ...], by: object, groups: np.ndarray,
    labels: np.ndarray, asked: tuple[str, str], how: str,
) -> Figure:  # fmt: skip
    def mean(said: tuple[np.ndarray, ...], at: np.ndarray) -> float:
        return float(np.mean([by(labels[at], one[at]) for one in said]))  # type: ignore[operator]

    whole = np.arange(len(labels))
    return Figure(
        what=what, value=f"{mean(own, whole):.3f} (plain {mean(other, whole):.3f})", must=asked[0], aim=asked[1], how=how,
        interval=interval(groups, lambda at: mean(own, at)),
    )  # fmt: skip
