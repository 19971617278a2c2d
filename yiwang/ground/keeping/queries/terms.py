"""The table of terms (ruleset `retention`): how long what is kept, from when, on what ground."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yiwang.ground.keeping.states import TermUnit
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock

KIND = "retention"
_YEAR_DAYS = 365
"""For comparing a term with the least that is allowed; ends are counted by the calendar."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One row. `counted_from`, `basis`: for people."""

    code: str
    label: str
    value: int
    unit: TermUnit
    counted_from: str
    basis: str

    @property
    def days(self) -> int:
        """About how long."""
        return self.value if self.unit is TermUnit.DAYS else self.value * _YEAR_DAYS

    @property
    def said(self) -> str:
        """10年, 365天."""
        return f"{self.value}{self.unit.label}"

    def over(self, now: datetime) -> datetime:
        """What began before this moment has served its term. Years are years of the calendar; 29 February ends with the month."""
        if self.unit is TermUnit.DAYS:
            return now - timedelta(days=self.value)
        wall = clock.local(now)
        last = 28 if (wall.month, wall.day) == (2, 29) else wall.day
        return wall.replace(year=wall.year - self.value, day=last)


def _read(payload: Iterable[dict[str, Any]]) -> dict[str, Term]:
    """Every row by its code."""
    return {
        row["code"]: Term(
            code=row["code"], label=row["label"], value=int(row["value"]), unit=TermUnit(row["unit"]),
            counted_from=row["counted_from"], basis=row["basis"],
        )
        for row in payload
    }  # fmt: skip


terms = rules.parsed(KIND)(_read)


def basis(*, code: str) -> str:
    """What the ledger says of a batch by its term: `messaging.message@2`."""
    return f"{code}@{rules.version(kind=KIND)}"


@rules.shape(KIND)
def _faults(payload: Any) -> Iterable[str]:
    """Every keeper has its row, and none is shorter than the law allows."""
    found = _read(payload)
    for term in found.values():
        if term.value < 1:
            yield f"“{term.label}”的期限至少是1{term.unit.label}"
        if not term.basis.strip():
            yield f"“{term.label}”没有写依据"
    for keeper in record.keepers():
        if not keeper.code:
            continue
        if keeper.code not in found:
            yield f"少了“{keeper.label}”（{keeper.code}）这一行，没有期限就永远不会到期"
        elif found[keeper.code].days < keeper.least_days:
            yield f"“{keeper.label}”最短要保管{keeper.least_days}天，现在写的是{found[keeper.code].said}"
