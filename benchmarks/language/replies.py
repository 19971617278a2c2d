"""The reply check: does it tell complete replies better than length alone? On replies that a person marked, and on made ones."""

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.language import harness
from benchmarks.language.harness import Figure
from yiwang.ground.language.queries.completeness import WEIGHTS, Seen, counted, odds, read

Row = dict[str, Any]
Scores = npt.NDArray[np.float64]
MARKED = Path(__file__).with_name("replies_marked.json")
SEED, FOLDS, DRAWS, MADE = 7, 5, 1000, 400
ALIKE = 0.35
"""Two replies are about as long as each other where the logarithms of their lengths differ by less."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
_FILLER = (
    "您反映的问题我们高度重视，已转交相关部门处理，将进一步加强协调，积极推进，有关情况将及时反馈，感谢您的理解和支持。"
)


def run() -> list[Figure]:
    """The figures."""
    rows = harness.rows("messages_with_replies.jsonl")
    return [*_marked(rows), *_made(rows)]


def _seen(row: Row, reply: str | None = None) -> Seen:
    return read(f"{row['title']}。{row['body']}", row["reply"] if reply is None else reply)


def auc(truth: npt.NDArray[np.bool_], scores: Scores) -> float:
    """Share of pairs (one complete, one not) in which the complete one has more; ties count half."""
    more = scores[truth][:, None] - scores[~truth][None, :]
    return float(((more > 0) + 0.5 * (more == 0)).mean())


def _alike(truth: npt.NDArray[np.bool_], scores: Scores, length: Scores) -> float:
    """The same over pairs that are about as long as each other."""
    near = np.abs(np.log(length[truth])[:, None] - np.log(length[~truth])[None, :]) < ALIKE
    more = (scores[truth][:, None] - scores[~truth][None, :])[near]
    return float(((more > 0) + 0.5 * (more == 0)).mean())


def _unseen(cases: Sequence[Seen], truth: npt.NDArray[np.bool_], groups: Sequence[str]) -> Scores:
    """Each reply scored by weights that were fitted without its fold; near-duplicates stay together."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    names = [name for name in vars(WEIGHTS) if name != "bias"]
    table = np.array([[counted(one)[name] for name in names] for one in cases])
    table = (table - table.mean(0)) / table.std(0)
    found = np.zeros(len(cases))
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(table, truth, groups):
        fitted = LogisticRegression(C=0.1).fit(table[train], truth[train])
        found[test] = fitted.decision_function(table[test])
    return found


def _interval(groups: Sequence[str], measure: Callable[[npt.NDArray[np.int64]], float]) -> str:
    """95 %, by drawing groups with replacement."""
    kinds = sorted(set(groups))
    places = {kind: [at for at, one in enumerate(groups) if one == kind] for kind in kinds}
    rng = np.random.default_rng(SEED)
    drawn = [
        measure(np.array([at for kind in rng.choice(kinds, len(kinds)) for at in places[kind]])) for _ in range(DRAWS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{low:.3f}–{high:.3f}"


def _marked(rows: Sequence[Row]) -> list[Figure]:
    marks = json.loads(MARKED.read_text(encoding="utf-8"))
    keys = sorted((*marks["complete"], *marks["lacking"]))
    complete = set(marks["complete"])
    truth = np.array([key in complete for key in keys])
    groups = [str(rows[key]["group"]) for key in keys]
    cases = [_seen(rows[key]) for key in keys]
    length = np.array([float(len(rows[key]["reply"])) for key in keys])
    unseen, ours = _unseen(cases, truth, groups), np.array([odds(one) for one in cases])
    how = f"{len(keys)} rows of messages_with_replies marked by one person, {int(truth.sum())} complete; seed {SEED}"

    def against(scores: Scores) -> Callable[[npt.NDArray[np.int64]], float]:
        return lambda at: auc(truth[at], scores[at]) - auc(truth[at], length[at])

    return [
        Figure(
            what="reply check: AUC of completeness, length alone",
            value=f"{auc(truth, unseen):.3f}, {auc(truth, length):.3f}",
            interval=_interval(groups, lambda at: auc(truth[at], unseen[at])), must="beats length alone",
            how=f"{how}; weights fitted in {FOLDS} grouped folds, each reply scored unseen (as shipped: {auc(truth, ours):.3f})",
        ),
        Figure(
            what="reply check: what it is better than length by",
            value=f"{auc(truth, unseen) - auc(truth, length):+.3f}", interval=_interval(groups, against(unseen)),
            must="> 0", how="the same, drawn together",
        ),
        Figure(
            what="reply check: AUC among replies about as long as each other, length alone",
            value=f"{_alike(truth, unseen, length):.3f}, {_alike(truth, length, length):.3f}",
            how=f"the same; pairs whose lengths differ by less than a factor {np.exp(ALIKE):.2f}",
        ),
    ]  # fmt: skip


def _made(rows: Sequence[Row]) -> list[Figure]:
    """Replies spoilt without becoming shorter: length alone tells nothing of them."""
    marks = json.loads(MARKED.read_text(encoding="utf-8"))
    known = {*marks["complete"], *marks["lacking"]}
    rng = random.Random(SEED)
    keys = [at for at, row in enumerate(rows) if at not in known and len(row["reply"]) >= 150]
    chosen = rng.sample(keys, MADE)
    whole = [odds(_seen(rows[key])) for key in chosen]
    hollow = [odds(_seen(rows[key], _hollowed(rows[key]["reply"], rng))) for key in chosen]
    other = [
        odds(_seen(rows[key], rows[next_]["reply"])) for key, next_ in zip(chosen, chosen[1:] + chosen[:1], strict=True)
    ]
    truth = np.array([True] * MADE + [False] * MADE)
    how = f"{MADE} other replies of 150 signs and more; seed {SEED}; AUC of length is 0.5 by making"
    told = float(np.mean([a > b for a, b in zip(whole, hollow, strict=True)]))
    return [
        Figure(
            what="reply check: AUC, half of the sentences put as officialese of the same length",
            value=f"{auc(truth, np.array(whole + hollow)):.3f}", must="> 0.5",
            how=f"{how}; the whole one is above its own hollow one in {told:.0%}",
        ),
        Figure(
            what="reply check: AUC, the reply to another letter", value=f"{auc(truth, np.array(whole + other)):.3f}",
            must="> 0.5", how=how,
        ),
    ]  # fmt: skip


def _hollowed(reply: str, rng: random.Random) -> str:
    """Half of the sentences replaced, each by filling of its own length."""
    sentences = [hit[0] for hit in _SENTENCE.finditer(reply)]
    gone = set(rng.sample(range(len(sentences)), (len(sentences) + 1) // 2))
    return "".join(
        (_FILLER * (len(one) // len(_FILLER) + 1))[: len(one)] if at in gone else one
        for at, one in enumerate(sentences)
    )
