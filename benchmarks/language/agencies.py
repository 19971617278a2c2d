"""For the police or not: 839 letters to a mayor, some forty of them answered by a police unit."""

import re

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from benchmarks.language.harness import Figure, rows
from benchmarks.language.labels import FOLDS, interval, text_of
from yiwang.ground.language import bulk
from yiwang.ground.language.queries import classifier, grouping, measuring

SEEDS = (0, 1, 2)
_POLICE = re.compile("公安|交警|派出所|警察|车管所")


def run() -> list[Figure]:
    """The area under the curve, the mean of three splits."""
    found = rows("mayor_letters.jsonl")
    texts = [text_of(row, body="text") for row in found]
    police = np.array([bool(_POLICE.search(row.get("agency") or "")) for row in found])
    groups = grouping.groups(texts)
    scores = [_split(texts, police, groups, seed) for seed in SEEDS]

    def area(at: np.ndarray) -> float:
        return float(np.mean([measuring.auc(police[at], one[at]) for one in scores]))

    return [
        Figure(
            what="for the police or not (mayor's letters), AUC", value=f"{area(np.arange(len(texts))):.3f}",
            interval=interval(groups, area), must="≥ 0.93", aim="0.96",
            how=f"{len(texts)} letters, {police.sum()} of the police; {FOLDS} folds by group, mean of {len(SEEDS)} splits",
        )
    ]  # fmt: skip


def _split(texts: list[str], police: np.ndarray, groups: np.ndarray, seed: int) -> np.ndarray:
    found, labels = np.zeros(len(texts)), np.where(police, "police", "other")
    for seen, unseen in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(texts, labels, groups):
        model = bulk.train(bulk.Lessons(texts=[texts[i] for i in seen], labels=list(labels[seen]), groups=groups[seen]))
        for place, one in zip(unseen, classifier.labels(texts=[texts[i] for i in unseen], model=model), strict=True):
            found[place] = one.confidence if one.label == "police" else 1 - one.confidence
    return found
