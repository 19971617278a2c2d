"""What one answer for many would spare: the share of real messages that say the same as another (issue 7, point 3)."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from benchmarks.language.harness import Figure, rows
from yiwang.ground.language import queries as language

_FILES = (("messages_with_votes.jsonl", ("title", "body")), ("hotline_12345_orders.jsonl", ("title", "text")))
SEED, DRAWS = 7, 1000


def _groups(texts: Sequence[str]) -> list[int]:
    """Sizes of what is connected by pairs of cosine 0.5 and more; a text like no other is a group of one."""
    parent = list(range(len(texts)))

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in language.near_pairs(texts):
        parent[root(pair.a)] = root(pair.b)
    return list(Counter(root(key) for key in range(len(texts))).values())


def _spared(sizes: np.ndarray) -> float:
    """Answers that need not be written: of each group all but one."""
    return float((sizes - 1).sum() / sizes.sum())


def _interval(sizes: np.ndarray) -> str:
    random = np.random.default_rng(SEED)
    drawn = [_spared(sizes[random.integers(0, len(sizes), len(sizes))]) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{low:.1%}–{high:.1%}"


def run() -> list[Figure]:
    """One line a file: messages in groups of two and more, and answers spared where each group is answered once."""
    found = []
    for name, fields in _FILES:
        sizes = np.array(_groups(["".join(str(row.get(field) or "") for field in fields) for row in rows(name)]))
        together = int(sizes[sizes > 1].sum())
        found.append(
            Figure(
                what=f"一份答复办多件：{name}里同组（≥2条）的消息", value=f"{together / sizes.sum():.1%}", interval="",
                how=f"{sizes.sum()}条，{int((sizes > 1).sum())}组，三字串余弦≥0.5连成组；没有训练，没有划分",
            )
        )  # fmt: skip
        found.append(
            Figure(
                what=f"一份答复办多件：{name}里可以少写的答复", value=f"{_spared(sizes):.1%}", interval=_interval(sizes),
                aim="济南：>20%（全市、全年、含换了说法的）", how=f"每组只写一份；按组重抽{DRAWS}次，种子{SEED}",
            )
        )  # fmt: skip
    return found
