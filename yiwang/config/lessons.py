"""What the text model learns from beside the categories' phrases: sentences of every category and, in the demo, its sample."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yiwang.ground.rules import queries as rules

FIRST = Path(__file__).parent / "defaults" / "first_lessons.csv"
SAMPLE = Path(__file__).parents[2] / "demo" / "appeals_sample.jsonl"


def sample() -> list[dict[str, Any]]:
    """The demo's 302 sample appeals."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def first_lessons() -> Iterator[dict[str, Any]]:
    """How people say what belongs to a category, and how they ask, complain, report, praise (without a category): made-up
    sentences, so that a bureau without a history is read at all. They teach and are not measured; those of categories that are
    not in force are left out.
    """
    table = rules.current_if_any(kind="categories") or ()
    known = {row["code"] for row in table if row.get("retired") != "yes"} | ({""} if table else set())
    with FIRST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["category"] in known:
                yield {"text": row["text"], "type": row["type"], "category": row["category"], "phrase": True}


def of_the_demo() -> Iterator[dict[str, Any]]:
    """The sample appeals with what they are."""
    for item in sample():
        gold = item["gold"]
        group = {"group": gold["duplicate_group"]} if gold["duplicate_group"] else {}
        text = f"{item['title']}。{item['content']}"  # as `language.letter` joins them; no room can be loaded here yet
        yield {"text": text, "type": gold["type"], "category": gold["category"]} | group
