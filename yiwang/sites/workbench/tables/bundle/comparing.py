"""What taking a file in would change here, part by part, before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.bundle import staff
from yiwang.sites.workbench.tables.bundle.packing import ORDER, Unpacked, unit_rows
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.told import Told, tell

LABELS = {"units.csv": "单位", "areas.csv": "片区", "places.csv": "地名"}
"""Tables that are taken whole or not at all."""
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a file. `faults`: why it cannot be taken; `warnings`: what it names and is not there; `told`: what changes.

    `left`: rows that stay out while the others go in; `waits`: rows that somebody has to approve yet.
    """

    name: str
    label: str
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    added: int = 0
    changed: int = 0
    left: tuple[str, ...] = ()
    waits: int = 0

    @property
    def is_same(self) -> bool:
        """Nothing here would change."""
        return not (self.faults or self.told or self.added or self.changed or self.left or self.waits)


def examine(found: Unpacked, names: Names) -> list[Part]:
    """Every part: tables first, then the rules in the order in which they can be taken, then what is damaged."""
    parts = [_table(name, found.tables[name]) for name in LABELS if name in found.tables]
    parts += [_staff(name, found) for name in staff.LABELS if name in found.tables]
    parts += [_rules(kind, found, names) for kind in ORDER if kind in found.rules]
    return [*parts, *(Part(name=name, label=_label(name), faults=(said,)) for name, said in found.bad)]


def _label(name: str) -> str:
    kinds = {f"rules/{kind}.json": kind.label for kind in Kind}
    return LABELS.get(name) or staff.LABELS.get(name) or kinds.get(name) or name


def _staff(name: str, found: Unpacked) -> Part:
    rows = staff.compare(name, found.tables)
    good = [one for one in rows if not one.fault]
    told, left = staff.told(name, rows), staff.faults(rows)
    return Part(
        name=name, label=staff.LABELS[name], told=tuple(told[:SHOWN]), added=sum(one.is_new for one in good),
        changed=sum(bool(one.differing) and not one.is_new for one in good), left=left, waits=sum(one.waits for one in good),
    )  # fmt: skip


def _rules(kind: Kind, found: Unpacked, names: Names) -> Part:
    payload, approved = found.rules[kind], rules.approved(kind=kind)
    old = approved.payload if approved else None
    if payload == old:
        return Part(name=f"rules/{kind}.json", label=kind.label)
    if faults := rules.faults(kind=kind, payload=payload):
        return Part(name=f"rules/{kind}.json", label=kind.label, faults=tuple(faults[:SHOWN]))
    beside = {**rules.newest(), **found.rules}
    doubts = rules.doubts(kind=kind, payload=payload, beside=beside)
    told = tell(kind, old, payload, names)
    return Part(
        name=f"rules/{kind}.json", label=kind.label, told=tuple(told[:SHOWN]), changed=len(told),
        warnings=tuple(str(one) for one in doubts[:SHOWN]),
    )  # fmt: skip


def _table(name: str, rows: Sequence[Mapping[str, str]]) -> Part:
    read: dict[str, tuple[Callable[[], Iterable[Mapping[str, str]]], tuple[str, ...]]] = {
        "units.csv": (lambda: unit_rows().values(), ("code",)),
        "areas.csv": (places.rows_of_areas, ("code",)),
        "places.csv": (places.rows_of_places, ("area", "name")),
    }
    now, key = read[name]
    known = {tuple(row[column] for column in key): dict(row) for row in now()}
    wanted = {tuple(row[column] for column in key): dict(row) for row in rows}
    added = sum(one not in known for one in wanted)
    changed = sum(one in known and known[one] != row for one, row in wanted.items())
    return Part(name=name, label=LABELS[name], added=added, changed=changed)
