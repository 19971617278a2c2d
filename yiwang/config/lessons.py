"""What the text model learns from beside the categories' phrases: in the demo its sample appeals."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "demo" / "appeals_sample.jsonl"


def sample() -> list[dict[str, Any]]:
    """The demo's 302 sample appeals."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def of_the_demo() -> Iterator[dict[str, Any]]:
    """The sample appeals with what they are."""
    for item in sample():
        gold = item["gold"]
        group = {"group": gold["duplicate_group"]} if gold["duplicate_group"] else {}
        text = f"{item['title']} {item['content']}"
        yield {"text": text, "type": gold["type"], "category": gold["category"]} | group
