"""How long `places.find` takes, as ratios of things whose cost is known: compare between machines and commits.

Usage: python -m benchmarks.studies.places_find [copies]. Needs no database: the vocabulary is built from the demo city, and from
`copies` (default 50) cities of its size with other names, to show how the time grows with the gazetteer.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")

import django

django.setup()

import rjieba  # noqa: E402 - Django stands first

from tests.unit.places.city import rows  # noqa: E402
from yiwang.ground.places import bulk  # noqa: E402
from yiwang.ground.places.queries.finding import find_in  # noqa: E402
from yiwang.ground.places.queries.vocabulary import Vocabulary, build  # noqa: E402

DEMO = Path(__file__).parents[2] / "demo"


def _vocabulary(copies: int) -> Vocabulary:
    areas, places = [], []
    for copy in range(copies):
        mark = "" if copy == 0 else chr(0x4E00 + 700 + copy)
        for row in rows("areas.csv"):
            for column, value in (("code", row["code"]), ("county_code", row["county_code"])):
                row[column] = f"{value}{mark}"
            row["name"] = f"{mark}{row['name']}"
            row["en"] = ""
            areas.append(bulk._area(row))
        by_code = {area.code: area for area in areas}
        for row in rows("gazetteer.csv"):
            row["area"], row["name"] = f"{row['area']}{mark}", f"{mark}{row['name']}"
            places.append(bulk._place(row, by_code))
    return build(areas, places)


def _texts() -> list[str]:
    lines = (DEMO / "appeals_sample.jsonl").read_text(encoding="utf-8").splitlines()
    return [f"{row['title']}\n{row['content']}" for row in map(json.loads, lines)]


def _best(act: Callable[[str], object], texts: list[str]) -> float:
    """Seconds a text, the best of five rounds."""
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for text in texts:
            act(text)
        rounds.append((time.perf_counter() - began) / len(texts))
    return min(rounds)


def _naive(vocabulary: Vocabulary) -> Callable[[str], object]:
    return lambda text: [name for name in vocabulary.meanings if name in text]


def main(copies: int) -> None:
    texts = _texts()
    small = _vocabulary(1)
    began = time.perf_counter()
    large = _vocabulary(copies)
    made = time.perf_counter() - began
    words = _best(lambda text: rjieba.cut(text, False), texts)
    find = _best(lambda text: find_in(small, text), texts)
    grown = _best(lambda text: find_in(large, text), texts)
    naive = _best(_naive(large), texts)
    print(f"spellings                         {len(small.meanings):>8} / {len(large.meanings)}")
    print(f"find ÷ cutting the text to words  {find / words:8.1f}")
    print(f"find, {copies} cities ÷ one city       {grown / find:8.2f}")
    print(f"trying every name in turn ÷ find  {naive / grown:8.1f}   ({copies} cities)")
    print(f"building {copies} cities ÷ one text     {made / find:8.0f}   ({made:.1f} s)")
    print(f"texts a second                    {1 / find:8.0f}   (this machine, now)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
