"""What the first model learns from: the sample appeals and the category table, read as the installation does."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from tests.unit.language.sentences import ROOT


def sample() -> Iterator[dict[str, Any]]:
    for line in (ROOT / "demo/appeals_sample.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold, text = row["gold"], f"{row['title']} {row['content']}"
        yield {"text": text, "type": gold["type"], "category": gold["category"], "group": gold["duplicate_group"]}


def phrases() -> Iterator[dict[str, Any]]:
    with (ROOT / "yiwang/config/defaults/categories.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["level"] == "2":
                for phrase in row["examples"].split("；"):
                    yield {"text": phrase, "type": row["default_type"], "category": row["code"], "phrase": True}
                for phrase in [row["zh"], *row["description"].split("、")]:
                    yield {"text": phrase, "type": "", "category": row["code"], "phrase": True}


def all_examples() -> list[dict[str, Any]]:
    return [*sample(), *phrases()]
