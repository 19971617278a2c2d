"""Figures of docs/tripwire.md: the 300 sentences by page, and alarms per 1,000 ordinary messages where such data is at hand.

Run: DJANGO_SETTINGS_MODULE=yiwang.config.settings [REAL_MESSAGES=folder] python -m benchmarks.studies.language_tripwire
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

django.setup()

from tests.unit.language.sentences import PAGES, confusion, interrupts, said, sentences  # noqa: E402

FIELDS = ("title", "body", "text")


def share(hit: int, of: int) -> str:
    return f"{hit / of:.2f} ({hit}/{of})" if of else "–"


def by_page(split: str) -> None:
    counts = confusion(sentences(split))
    precision, recall = interrupts(counts)
    print(f"\n{split}: interrupts at all: precision {precision:.3f}, recall {recall:.3f}")
    for page in (*PAGES, "soft", "none"):
        right = counts[page, page]
        got = sum(n for (_, said_), n in counts.items() if said_ == page)
        gold = sum(n for (gold_, _), n in counts.items() if gold_ == page)
        stopped = sum(n for (gold_, said_), n in counts.items() if gold_ == page and said_ in PAGES)
        print(f"| {page} | {share(right, got)} | {share(right, gold)} | {stopped}/{gold} |")


def texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield "\n".join(row[name] for name in FIELDS if row.get(name))


def in_life(folder: Path) -> None:
    patterns = ("messages_*.jsonl", "*letters.jsonl", "*board_messages.jsonl", "police_reports.jsonl")
    files = sorted(path for pattern in patterns for path in folder.glob(pattern))
    if not files:
        print(f"\nno real messages under {folder}: alarms in life not counted")
    for path in files:
        counts = Counter(map(said, texts(path)))
        total = counts.total()
        hard = sum(counts[page] for page in PAGES)
        print(f"| {path.stem} | {total} | {hard / total * 1000:.1f} | {counts['soft'] / total * 1000:.1f} |")


if __name__ == "__main__":
    for half in ("tune", "held_out"):
        by_page(half)
    in_life(Path(os.environ.get("REAL_MESSAGES", "real-messages")))
