"""Every unit, as this process remembers it for a few seconds: what intake asks with each appeal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yiwang.ground.organisation.models import Unit
from yiwang.kit.clock import today
from yiwang.kit.memory import remembered


@dataclass(frozen=True)
class Roster:
    """The units by code, closed ones too; `standing`: those that stand today, in the order of the tree. To be read only."""

    by_code: Mapping[str, Unit]
    standing: Mapping[str, Unit]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Short names of the standing units by code."""
        return {code: unit.short_name for code, unit in self.standing.items()}

    @cached_property
    def taken_over(self) -> Mapping[int, frozenset[int]]:
        """Key of a standing unit → keys of the closed ones whose work it does today, through any number of mergers."""
        by_key = {unit.pk: unit for unit in self.by_code.values()}
        found: dict[int, set[int]] = {}
        for unit in self.by_code.values():
            seen, heir = {unit.pk}, unit
            while heir.successor_id and heir.code not in self.standing and heir.successor_id not in seen:
                heir = by_key[heir.successor_id]
                seen.add(heir.pk)
            if heir.code in self.standing and heir is not unit:
                found.setdefault(heir.pk, set()).add(unit.pk)
        return {key: frozenset(units) for key, units in found.items()}

    def supervising(self, unit_code: str) -> Unit | None:
        """As `supervising_unit`, None where there is none."""
        return self.by_code.get(".".join(unit_code.split(".")[:2]))


@remembered(until="organisation.")
def _read(day: date) -> Roster:
    """As of a day: at midnight a unit that closed is gone at once."""
    units = list(Unit.objects.order_by("code", "id"))
    return Roster({unit.code: unit for unit in units}, {unit.code: unit for unit in units if unit.is_open})


def roster() -> Roster:
    """All units, at most five seconds old: so long a unit that was closed elsewhere may still be given a file."""
    return _read(today())
