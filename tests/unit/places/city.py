"""The demo city's vocabulary, without a database."""

import csv
from functools import lru_cache
from pathlib import Path

from yiwang.ground.places.commands import tables
from yiwang.ground.places.queries.vocabulary import Vocabulary, build

DEMO = Path(__file__).parents[3] / "demo"


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache
def vocabulary() -> Vocabulary:
    areas = [tables._area(row) for row in rows("areas.csv")]
    by_code = {area.code: area for area in areas}
    return build(areas, [tables._place(row, by_code) for row in rows("gazetteer.csv")])
