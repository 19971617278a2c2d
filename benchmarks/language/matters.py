"""What one answer for many would spare: the share of real messages that say the same as an earlier one (issue 7, point 3)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from benchmarks.language.harness import Figure, rows
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import SAME_MATTER, Telling, same_matter

_FILES = (("messages_with_votes.jsonl", ("title", "body")), ("hotline_12345_orders.jsonl", ("title", "text")))
SEED, DRAWS = 7, 1000
_COMMON = 60
"""A mark that more messages share says nothing of one matter."""


def _firsts(texts: Sequence[str]) -> list[int]:
    """Of each text the first that says nearly the same (cosine 0.5 and more), itself where none came before; by connection."""
    parent = list(range(len(texts)))

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in language.near_pairs(texts):
        first, second = sorted((root(pair.a), root(pair.b)))
        parent[second] = first
    return [root(key) for key in range(len(texts))]


def _in_other_words(firsts: list[int], told: Sequence[Telling]) -> list[int]:
    """As `_firsts`, and what tells the same in other words goes with the likest earlier one, without chains."""
    met: dict[int, list[int]] = defaultdict(list)
    found = list(firsts)
    for key, one in enumerate(told):
        earlier = {other for mark in one.marks for other in met[mark] if len(met[mark]) <= _COMMON}
        if found[key] == key and earlier:
            best = max(earlier, key=lambda other: (same_matter(told[other], one), -other))
            if same_matter(told[best], one) >= SAME_MATTER:
                found[key] = found[best]
        else:
            found[key] = found[found[key]]
        for mark in one.marks:
            met[mark].append(key)
    return found


def _spared(sizes: np.ndarray) -> float:
    """Answers that need not be written: of each group all but one."""
    return float((sizes - 1).sum() / sizes.sum())


def _interval(sizes: np.ndarray) -> str:
    random = np.random.default_rng(SEED)
    drawn = [_spared(sizes[random.integers(0, len(sizes), len(sizes))]) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{low:.1%}–{high:.1%}"


def _figure(name: str, what: str, firsts: Sequence[int], how: str) -> Figure:
    sizes = np.array(list(Counter(firsts).values()))
    together, groups = int(sizes[sizes > 1].sum()), int((sizes > 1).sum())
    return Figure(
        what=f"一份答复办多件，可以少写的答复：{name}，{what}", value=f"{_spared(sizes):.1%}", interval=_interval(sizes),
        aim="济南：>20%（全市全年）",
        how=f"{len(firsts)}条，{groups}组共{together}条（{together / len(firsts):.1%}），每组写一份；{how}；"
        f"按组重抽{DRAWS}次，种子{SEED}",
    )  # fmt: skip


def run() -> list[Figure]:
    """Two lines a file: what repeats the words, and what also tells the same in other words."""
    found = []
    for name, (title, text) in _FILES:
        told = [Telling(str(row.get(title) or ""), str(row.get(text) or "")) for row in rows(name)]
        same = _firsts([one.title + one.content for one in told])
        found.append(_figure(name, "文字大体相同的", same, "三字串余弦≥0.5；没有训练，没有划分"))
        more = _in_other_words(same, told)
        found.append(
            _figure(name, "含换了说法的", more, f"另加同一件事的把握≥{SAME_MATTER:g}（权数见上，人没有逐组核对）")
        )
    return found
