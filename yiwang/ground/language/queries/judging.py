"""Two models before the same cases: figures by class, and how sure it is that one is the better. numpy alone, no database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from yiwang.ground.language.queries.guess import Guess, Model, classify_many

HEADS = ("type", "category")
SURE = 0.75
"""The confidence from which an answer counts as sure; the routing rules' own threshold (R91)."""
RESAMPLES = 1000
ENOUGH = 0.75
"""In what share of the resamples the new one must be the better (bureau default, no source): less than the usual 0.95, for more
lessons seldom harm, a change can be called back, and the next night judges again."""
_SLACK = 0.02
"""How much macro-F1 one of the two heads may lose where the other gains more: about one case in fifty."""


@dataclass(frozen=True, kw_only=True)
class ClassFigures:
    """One class. `mistaken_for`: what it is taken for most often when it is missed, `mistaken`: how often; empty: never."""

    code: str
    support: int
    precision: float
    recall: float
    f1: float
    mistaken_for: str = ""
    mistaken: int = 0


@dataclass(frozen=True, kw_only=True)
class HeadFigures:
    """One question on the held-out cases, old and new. `gain`: macro-F1, new less old; `low`, `high`: 90 % of the resamples.

    Macro-F1 is over the classes that the held-out cases have. `sure`: share of the new one's answers from `SURE` on;
    `sure_right`: how many of these were right.
    """

    measured: int
    accuracy_before: float
    accuracy: float
    macro_f1_before: float
    macro_f1: float
    gain: float
    low: float
    high: float
    better: float
    sure: float
    sure_right: float
    classes: list[ClassFigures]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of it. `better`: in what share of the resamples the new one had the higher macro-F1, both heads together."""

    is_better: bool
    better: float
    gain: float
    heads: dict[str, HeadFigures]

    def as_json(self) -> dict[str, Any]:
        """For the model's column `contest`."""
        return asdict(self)


@dataclass(frozen=True)
class _Judged:
    """One head: truth and what each model said as class numbers, and the group of each row."""

    classes: list[str]
    truth: np.ndarray
    before: np.ndarray
    after: np.ndarray
    sure: np.ndarray
    groups: np.ndarray


def judge(rows: Sequence[Mapping[str, Any]], *, before: Model, after: Model, seed: int = 0) -> Verdict:
    """Both models over cases that neither has seen. `rows`: `text`, `type`, `category`, `group` (rows of one are drawn together).

    The new one is better where the mean macro-F1 of the heads is higher, in at least `ENOUGH` of the paired resamples too, no
    head loses more than `_SLACK`, and it is right no less often in all. A label that is empty is not judged.
    """
    texts = [row["text"] for row in rows]
    old, new = (classify_many(texts=texts, model=model) for model in (before, after))
    judged = {name: found for name in HEADS if (found := _judged(name, rows, old, new))}
    draws = {name: _draws(one, seed) for name, one in judged.items()}
    heads = {name: _figures(one, draws[name]) for name, one in judged.items()}
    if not heads:
        return Verdict(is_better=False, better=0.0, gain=0.0, heads={})
    together = np.mean([draws[name][1] - draws[name][0] for name in heads], axis=0)
    gain = float(np.mean([one.gain for one in heads.values()]))
    better = float((together > 0).mean())
    right = sum((one.accuracy - one.accuracy_before) * one.measured for one in heads.values())
    is_better = gain > 0 and better >= ENOUGH and right >= 0 and all(one.gain >= -_SLACK for one in heads.values())
    return Verdict(is_better=is_better, better=round(better, 3), gain=round(gain, 4), heads=heads)


def _judged(name: str, rows: Sequence[Mapping[str, Any]], old: Sequence[Guess], new: Sequence[Guess]) -> _Judged | None:
    known = [i for i, row in enumerate(rows) if row[name]]
    if not known:
        return None
    truth = [str(rows[i][name]) for i in known]
    said = [[str(getattr(guesses[i], name)) for i in known] for guesses in (old, new)]
    classes = sorted({*truth, *said[0], *said[1]})
    number = {code: place for place, code in enumerate(classes)}
    groups = np.unique([str(rows[i].get("group") or f"#{i}") for i in known], return_inverse=True)[1]
    sure = np.array([getattr(new[i], f"{name}_confidence") for i in known])
    of = [np.array([number[code] for code in codes]) for codes in (truth, *said)]
    return _Judged(classes, of[0], of[1], of[2], sure, groups)


def _f1(truth: np.ndarray, said: np.ndarray, count: int, weights: np.ndarray) -> float:
    """Macro-F1 over the classes that the weighted truth has."""
    support = np.bincount(truth, weights, count)
    hits = np.bincount(truth[truth == said], weights[truth == said], count)
    total = support + np.bincount(said, weights, count)
    there = support > 0
    return float((2 * hits[there] / total[there]).mean())


def _draws(one: _Judged, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Macro-F1 of old and new over the same resamples, whole groups drawn with replacement."""
    random, count, groups = np.random.default_rng(seed), len(one.classes), int(one.groups.max()) + 1
    scores = np.zeros((2, RESAMPLES))
    for at in range(RESAMPLES):
        drawn = np.bincount(random.integers(0, groups, groups), minlength=groups)
        weights = drawn[one.groups].astype(float)
        scores[:, at] = [_f1(one.truth, said, count, weights) for said in (one.before, one.after)]
    return scores[0], scores[1]


def _figures(one: _Judged, draws: tuple[np.ndarray, np.ndarray]) -> HeadFigures:
    evenly, count = np.ones(len(one.truth)), len(one.classes)
    before, after = (_f1(one.truth, said, count, evenly) for said in (one.before, one.after))
    low, high = np.quantile(draws[1] - draws[0], [0.05, 0.95])
    right, sure = one.after == one.truth, one.sure >= SURE
    return HeadFigures(
        measured=len(one.truth),
        accuracy_before=_rounded((one.before == one.truth).mean()),
        accuracy=_rounded(right.mean()),
        macro_f1_before=_rounded(before),
        macro_f1=_rounded(after),
        gain=_rounded(after - before),
        low=_rounded(low),
        high=_rounded(high),
        better=_rounded((draws[1] > draws[0]).mean()),
        sure=_rounded(sure.mean()),
        sure_right=_rounded(right[sure].mean()) if sure.any() else 0.0,
        classes=_by_class(one),
    )


def _by_class(one: _Judged) -> list[ClassFigures]:
    """Classes that the held-out cases have, the commonest first."""
    pairs = Counter(zip(one.truth.tolist(), one.after.tolist(), strict=True))
    support, said = Counter(one.truth.tolist()), Counter(one.after.tolist())
    return [_of_class(one.classes, place, pairs, count, said[place]) for place, count in support.most_common()]


def _of_class(
    classes: Sequence[str], place: int, pairs: "Counter[tuple[int, int]]", support: int, said: int
) -> ClassFigures:
    hits = pairs[place, place]
    missed = sorted((-count, other) for (true, other), count in pairs.items() if true == place != other)
    return ClassFigures(
        code=classes[place],
        support=support,
        precision=_rounded(hits / said if said else 0.0),
        recall=_rounded(hits / support),
        f1=_rounded(2 * hits / (support + said)),
        mistaken_for=classes[missed[0][1]] if missed else "",
        mistaken=-missed[0][0] if missed else 0,
    )


def _rounded(value: Any) -> float:
    return round(float(value), 4)
