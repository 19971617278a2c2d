"""Near-duplicates: the command against the exact definition, its time and memory, and the same matter in other words.

Silver pairs: binary cosine of sequences of three signs of title and body, at least 0.5, counted here a second time by other code.
Other words: 200 pairs of cosine 0.3 to 0.5 that a person read (`duplicates_read.csv`: file, row numbers, whether one matter).
"""

import csv
import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.language.harness import Figure, rows
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Telling

SILVER = ("messages_labelled", "messages_with_votes", "messages_with_replies", "hotline_12345_orders")
READ = Path(__file__).with_name("duplicates_read.csv")
FOLDS, SEED, DRAWS, MANY = 10, 7, 1000, 100_000
PRECISION = 0.8
Scores = npt.NDArray[np.float64]


def run() -> list[Figure]:
    """Silver pairs, a hundred thousand rows, other words beside the cosine alone, what an intake pays."""
    return [_silver(), _many(), *_other_words(), _impression()]


def _title_and_text(name: str) -> list[tuple[str, str]]:
    return [(row.get("title") or "", row.get("body") or row.get("text") or "") for row in rows(f"{name}.jsonl")]


# --- the exact definition


def _by_hand(texts: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs by the definition: an index of the sequences themselves, every meeting counted."""
    sets = [{text[at : at + 3] for at in range(len(text) - 2)} for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    found = set()
    for number, said in enumerate(sets):
        met = Counter(other for gram in said for other in holders[gram])
        found |= {
            (other, number) for other, count in met.items() if count >= 0.5 * sqrt(len(said) * len(sets[other])) - 1e-9
        }
        for gram in said:
            holders[gram].append(number)
    return found


def _silver() -> Figure:
    right = found = expected = 0
    for name in SILVER:
        texts = [title + text for title, text in _title_and_text(name)]
        ours, wanted = {(one.a, one.b) for one in language.near_pairs(texts)}, _by_hand(texts)
        right, found, expected = right + len(ours & wanted), found + len(ours), expected + len(wanted)
    return Figure(
        what="duplicates, silver pairs: recall / precision", value=f"{right / expected:.3f} / {right / found:.3f}",
        must="≥ 0.95 / ≥ 0.95", how=f"{expected:,} pairs of {len(SILVER)} files, counted again by other code; the join is exact",
    )  # fmt: skip


# --- a hundred thousand rows


def _many() -> Figure:
    """The command itself, as a process of its own."""
    random, said = Random(SEED), [title + text for name in SILVER for title, text in _title_and_text(name)]
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "letters.jsonl", Path(folder) / "pairs.jsonl"
        with file.open("w", encoding="utf-8") as letters:
            for _ in range(MANY):
                text = _mixed(random.choice(said), random.choice(said))
                letters.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        began = time.monotonic()
        asked = ["language", "duplicates", str(file), "--text", "text", "--out", str(out)]
        subprocess.run([sys.executable, "-m", "yiwang.config.cli", *asked], check=True, capture_output=True)
        seconds, count = time.monotonic() - began, sum(1 for _ in out.open(encoding="utf-8"))
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Figure(
        what=f"duplicates among {MANY:,} letters, the whole command", value=f"{seconds:.0f} s, {megabytes:.0f} MB",
        how=f"halves of real messages put together at random (seed {SEED}), {count:,} pairs; one core",
    )  # fmt: skip


def _mixed(one: str, other: str) -> str:
    return one[: len(one) // 2] + other[len(other) // 2 :]


# --- the same matter in other words


def _read() -> tuple[list[tuple[Telling, Telling]], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The pairs that were read, what they are, and the group of each: pairs that share a letter go together."""
    with READ.open(encoding="utf-8") as file:
        read = [(row["file"], int(row["a"]), int(row["b"]), int(row["same"])) for row in csv.DictReader(file)]
    said = {name: _title_and_text(name) for name in {row[0] for row in read}}
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(key: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for name, a, b, _ in read:
        parent[root((name, a))] = root((name, b))
    groups = {key: at for at, key in enumerate(sorted({root((name, a)) for name, a, _, _ in read}))}
    pairs = [(Telling(*said[name][a]), Telling(*said[name][b])) for name, a, b, _ in read]
    return pairs, np.array([row[3] for row in read]), np.array([groups[root((name, a))] for name, a, _, _ in read])


def _other_words() -> list[Figure]:
    pairs, same, groups = _read()
    found = [language.traits(one, other) for one, other in pairs]
    known = np.array([list(one.values()) for one in found])
    ours = np.zeros(len(same))
    for train, test in GroupKFold(FOLDS).split(known, same, groups):
        judge = make_pipeline(StandardScaler(), LogisticRegression(C=0.1)).fit(known[train], same[train])
        ours[test] = judge.predict_proba(known[test])[:, 1]
    alone = np.array([language.likeness(one.title + one.content, other.title + other.content) for one, other in pairs])
    how = (
        f"{len(same)} pairs of cosine 0.3–0.5 read by a person ({int(same.sum())} one matter); weights learnt on other "
        f"groups ({FOLDS} folds, {len(set(groups))} groups), seed {SEED}"
    )
    return [
        _recall("same matter in other words: recall at precision 0.8", ours, same, groups, how),
        _recall("beside it: the cosine alone", alone, same, groups, "the same pairs"),
        _recall("at precision 0.95", ours, same, groups, "the same pairs", 0.95),
        _recall("beside it: the cosine alone", alone, same, groups, "the same pairs", 0.95),
    ]


def _recall(
    what: str, scores: Scores, same: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], how: str,
    precision: float = PRECISION,
) -> Figure:  # fmt: skip
    value = recall_at(scores, same, precision)
    return Figure(
        what=what, value=f"{value:.3f}", interval=_interval(lambda at: recall_at(scores[at], same[at], precision), groups),
        must="beside a baseline", how=how,
    )  # fmt: skip


def recall_at(scores: Scores, same: npt.NDArray[np.int64], precision: float) -> float:
    """The most of what is the same that a threshold finds without falling below this precision."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    fits = right / np.arange(1, len(same) + 1) >= precision
    return float(right[fits].max() / max(same.sum(), 1)) if fits.any() else 0.0


def _interval(measure: Callable[[npt.NDArray[np.int64]], float], groups: npt.NDArray[np.int64]) -> str:
    random, of = np.random.default_rng(SEED), [np.flatnonzero(groups == key) for key in np.unique(groups)]
    drawn = [measure(np.concatenate([of[at] for at in random.integers(0, len(of), len(of))])) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{low:.3f}–{high:.3f}"


# --- what an intake pays before it asks the database


def _impression() -> Figure:
    texts = [text for name in SILVER for _, text in _title_and_text(name) if text]
    began = time.process_time()
    for text in texts:
        language.impression(text)
    spent = (time.process_time() - began) / len(texts) * 1000
    return Figure(
        what="what a text leaves at intake, CPU", value=f"{spent:.2f} ms", must="≤ 1.5 ms with the look-up", aim="0.5 ms",
        how=f"{len(texts):,} messages of {sum(map(len, texts)) // len(texts)} signs; the look-up: `make bench ONLY=lookup`",
    )  # fmt: skip
