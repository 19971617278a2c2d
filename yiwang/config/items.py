"""The catalogue a house begins with: twelve items with their sub-items; in the demo with its city's units, places and phones."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.offer.catalog import commands
from yiwang.offer.catalog.commands import Ready

BY: Final = Actor.system("seed")
ITEMS: Final = Path(__file__).parent / "defaults" / "items"
GUIDES: Final = Path(__file__).parent / "defaults" / "guides.jsonl"
CODES, PLACES = "item_codes.csv", "item_places.csv"
_OF_THE_GUIDE: Final = ("place", "consult_phone", "complaint_phone")
ANY: Final = "*"

Shipped = dict[str, Any]


def defaults() -> list[Shipped]:
    """The shipped items, main items before their sub-items."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(ITEMS.glob("*.json"))]
    return sorted(found, key=lambda one: (bool(one.get("parent")), one["code"]))


def guides() -> Iterator[Shipped]:
    """The shipped guides: names, days, materials of real items, without a place or a phone."""
    with GUIDES.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def lay(*, city: Path | None = None) -> None:
    """Lay what is shipped, published from the first of the year; run again it changes nothing.

    `city`: the folder of the demo's tables; without one the bureau fills in codes, places and phones, and has no guides of
    another province.
    """
    dressed = Dressing.of(city) if city else None
    found = [(one, "items") for one in defaults()]
    found += [(one, "guides.jsonl") for one in guides()] if city else []
    readies = [
        Ready.of(dressed.put_on(one) if dressed else one, origin=f"{source}：{one['code']}") for one, source in found
    ]
    commands.lay(by=BY, items=readies, since=clock.today().replace(month=1, day=1), renew=False)


class Dressing:
    """What the demo's city adds: codes by item; unit, officer, place and phones by line and kind of unit, `*` for any."""

    def __init__(self, codes: Mapping[str, dict[str, str]], places: Mapping[tuple[str, str], dict[str, str]]) -> None:
        self._codes, self._places = codes, places

    @classmethod
    def of(cls, folder: Path) -> "Dressing":
        """From the tables in this folder."""
        codes = {row.pop("code"): row for row in _rows(folder / CODES)}
        return cls(codes, {(row["line"], row["unit_kind"]): row for row in _rows(folder / PLACES)})

    def put_on(self, one: Shipped) -> Shipped:
        """The item as the city has it; what it has of its own stays."""
        line = one["line"]
        where = self._places.get((line, one.get("unit_kind", ""))) or self._places.get((line, ANY)) or {}
        guide = {name: where[name] for name in _OF_THE_GUIDE if where.get(name)} | one.get("guide", {})
        who = {name: where.get(name, "") for name in ("unit", "officer")}
        return {**one, **who, "guide": guide, "codes": self._codes.get(one["code"]) or one.get("codes", {})}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
