"""The 300 sentences and the default rules, and how the tripwire is scored on them."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.ground.language import queries as language

ROOT = Path(__file__).parents[3]
PAGES = ("danger", "self_harm", "domestic", "missing", "money", "discreet")


@cache
def default_rules() -> dict[str, Any]:
    return json.loads((ROOT / "yiwang/config/defaults/routing_rules.json").read_text(encoding="utf-8"))


def sentences(split: str | None = None) -> list[dict[str, str]]:
    lines = (ROOT / "tests/data/tripwire_300.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if split in (None, row["split"])]


def said(text: str) -> str:
    trip = language.tripwire(text=text, answers={}, rules=default_rules())
    return trip.page if trip else "none"


def confusion(rows: Iterable[dict[str, str]]) -> Counter[tuple[str, str]]:
    return Counter((row["gold"], said(row["text"])) for row in rows)


def interrupts(counts: Counter[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of interrupting at all, whatever the page."""
    hit = sum(n for (gold, got), n in counts.items() if gold in PAGES and got in PAGES)
    stopped = sum(n for (_, got), n in counts.items() if got in PAGES)
    meant = sum(n for (gold, _), n in counts.items() if gold in PAGES)
    return hit / stopped, hit / meant
