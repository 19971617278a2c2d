"""Answers found by what is asked: the reply to a message among all replies, and the demo's own standards; BM25 beside it.

A reply that only says that the matter was passed on answers nothing and cannot be told from its like: those that say something
are judged, all of them are told too. Near-duplicates of a reply count as it. The one number that was chosen on these messages
(`_RARE`) was chosen on the groups whose digest is even; the others are told apart.
"""

import csv
import re
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from benchmarks.language.harness import ROOT, Figure, rows
from yiwang.ground.language.queries.retrieval import MAYBE, Entry, Index, indexed, is_sure
from yiwang.ground.language.queries.text import normalise

FILE = "messages_with_replies.jsonl"
ASKED = ROOT / "benchmarks" / "language" / "asked.csv"
STANDARDS = ROOT / "demo" / "standards.csv"
SAME = 0.7
"""Cosine of three-sign sequences from which two replies are the same reply."""
SAYS = 40
"""Signs that a reply must have besides greeting, thanks, date and receipt to be one that answers."""
_FORMULA = re.compile(
    r"[“\"〈《].{0,40}?[”\"〉》]|网友|同志|您好|你好|尊敬的|\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}|感谢[^。！]{0,40}|"
    r"谢谢[^。！]{0,20}|[^，。！]{0,20}收悉|现将[^。：]{0,30}[：。]|[^，。！]{0,8}(已|将)?(转|交)[^，。！]{0,20}(处理|办理|核处|调查|研究|单位|部门)"
)
_ROUNDS, _SEED = 1000, 7
_K, _B = 1.2, 0.75
Flags = npt.NDArray[np.bool_]


def run() -> list[Figure]:
    """Five figures of replies, three of the demo's standards."""
    return [*_replies(), *_standards()]


# --- replies to messages


def _replies() -> list[Figure]:
    found = rows(FILE)
    said, asked = [row["reply"] for row in found], [f"{row['title']}。{row['body']}" for row in found]
    groups = _groups(said)
    says = np.array([len(re.sub(r"[\W_]", "", _FORMULA.sub("", text))) >= SAYS for text in said])
    fresh = np.array([sha256(str(group).encode()).digest()[0] % 2 == 1 for group in groups])
    held = indexed(Entry(key, (), text) for key, text in enumerate(said))
    scores = np.array([held.scores(text) for text in asked])
    hits, plain = _hits(scores, groups), _hits(_bm25(said, asked), groups)
    how = f"{FILE}: {len(found)} messages, each sought among all {len(found)} replies; title and text as they stand"
    few = f"the {int(says.sum())} replies of {SAYS} signs or more besides greeting, receipt, thanks and passing on"
    return [
        Figure(what="assistant: reply among the first three", value=_share(hits[says]), interval=_interval(hits, says, groups),
               must="≥ 0.8", aim="0.9", how=f"{how}; {few}; BM25 of two signs in the same run {_share(plain[says])}"),
        Figure(what="… of groups nothing was chosen on", value=_share(hits[says & fresh]),
               interval=_interval(hits, says & fresh, groups), how=f"{int((says & fresh).sum())} replies; BM25 "
               f"{_share(plain[says & fresh])}"),
        Figure(what="… every reply, those that only pass on too", value=_share(hits),
               interval=_interval(hits, says | ~says, groups),
               how=f"{len(found)} replies; BM25 {_share(plain)}; one that only passes on: {_share(hits[~says])}"),
        _knows(scores, groups, says),
    ]  # fmt: skip


def _knows(scores: npt.NDArray[np.float32], groups: npt.NDArray[np.intp], says: Flags) -> Figure:
    """The best score where the reply is there, and where it was taken away."""
    own = groups[:, None] == groups[None, :]
    there = scores.max(axis=1)[says]
    away = np.where(own, 0, scores).max(axis=1)[says]
    above = (there[:, None] > away[None, :]).mean() + 0.5 * (there[:, None] == away[None, :]).mean()
    return Figure(
        what="… tells a question with its reply from one without", value=f"AUC {above:.3f}",
        how="best score with the reply there against the best with it and its like taken away; same messages",
    )  # fmt: skip


def _hits(scores: npt.NDArray[np.float32], groups: npt.NDArray[np.intp]) -> Flags:
    first = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    hits: Flags = (groups[first] == groups[:, None]).any(axis=1)
    return hits


def _share(flags: Flags) -> str:
    return f"{flags.mean():.3f}"


def _interval(hits: Flags, chosen: Flags, groups: npt.NDArray[np.intp]) -> str:
    """95 % by drawing groups."""
    random, names = np.random.default_rng(_SEED), np.unique(groups[chosen])
    sums = np.bincount(groups[chosen], hits[chosen], minlength=groups.max() + 1)[names]
    counts = np.bincount(groups[chosen], minlength=groups.max() + 1)[names]
    draws = random.integers(0, len(names), (_ROUNDS, len(names)))
    low, high = np.quantile(sums[draws].sum(axis=1) / counts[draws].sum(axis=1), [0.025, 0.975])
    return f"{low:.3f}–{high:.3f}"


def _groups(texts: Sequence[str]) -> npt.NDArray[np.intp]:
    """Replies that are the same one, by the first of them."""
    sets = [_grams(text, 3) for text in texts]
    owners: dict[str, list[int]] = {}
    first = np.arange(len(texts))
    for place, mine in enumerate(sets):
        shared = np.bincount([other for gram in mine for other in owners.get(gram, ())], minlength=1)
        like = [o for o in np.flatnonzero(shared) if shared[o] >= SAME * (len(mine) * len(sets[o])) ** 0.5]
        if like:
            first[place] = first[like[0]]
        for gram in mine:
            owners.setdefault(gram, []).append(place)
    return first


def _grams(text: str, size: int) -> frozenset[str]:
    plain = re.sub(r"[\W_]+", "", normalise(text))
    return frozenset(plain[i : i + size] for i in range(max(len(plain) - size + 1, 1)))


def _bm25(said: Sequence[str], asked: Sequence[str]) -> npt.NDArray[np.float32]:
    """The known baseline: BM25 over sequences of two signs."""
    plain = [re.sub(r"[\W_]+", "", normalise(text)) for text in said]
    mean = float(np.mean([len(text) for text in plain]))
    postings: dict[str, dict[int, int]] = {}
    for place, text in enumerate(plain):
        for i in range(len(text) - 1):
            held = postings.setdefault(text[i : i + 2], {})
            held[place] = held.get(place, 0) + 1
    lengths = np.array([len(text) for text in plain])
    scores = np.zeros((len(asked), len(said)), np.float32)
    for row, question in enumerate(asked):
        for gram in _grams(question, 2):
            held = postings.get(gram, {})
            at, counts = np.fromiter(held.keys(), np.intp), np.fromiter(held.values(), np.float64)
            idf = np.log(1 + (len(said) - len(at) + 0.5) / (len(at) + 0.5))
            scores[row, at] += idf * counts * (_K + 1) / (counts + _K * (1 - _B + _B * lengths[at] / mean))
    return scores


# --- questions to the demo's standards


def _standards() -> list[Figure]:
    with STANDARDS.open(encoding="utf-8", newline="") as file:
        held: Index[int] = indexed(
            Entry(place, (row["question"], *row["also"].split("；")), row["answer"])
            for place, row in enumerate(csv.DictReader(file), 1)
        )
    with ASKED.open(encoding="utf-8", newline="") as file:
        every = [(row["question"], int(row["standard"])) for row in csv.DictReader(file)]
    told = every[1::2]
    found = [(held.find(question), right) for question, right in told]
    known, strange = [one for one in found if one[1]], [one for one in found if not one[1]]
    three = np.array([right in [hit.key for hit in hits if hit.score >= MAYBE] for hits, right in known])
    sure = [(hits[0].key == right) for hits, right in found if is_sure(hits) and hits[0].score >= MAYBE]
    none = np.array([not hits or hits[0].score < MAYBE for hits, _ in strange])
    named = np.array([bool(hits) and hits[0].score >= MAYBE and is_sure(hits) for hits, _ in strange])
    how = f"asked.csv, every second of {len(every)} made-up questions (the others chose the two thresholds), {{}}"
    return [
        Figure(what="assistant, demo: standard among the first three shown", value=f"{three.mean():.3f}", must="≥ 0.8", aim="0.9",
               how=how.format(f"{len(known)} that one of 22 standards answers")),
        Figure(what="… right where it says 找到了", value=f"{np.mean(sure):.3f}",
               how=how.format(f"said of {len(sure)} of {len(found)}, wrong ones and strange ones among them")),
        Figure(what="… strange question: nothing shown, or shown as unsure", value=f"{none.mean():.3f}, {(~named).mean():.3f}",
               how=how.format(f"{len(strange)} about what is no business of ours or of no standard")),
    ]  # fmt: skip
