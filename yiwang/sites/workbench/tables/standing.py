"""Where a table stands: the sheet that is being changed, or the version in force; its rows, and which of them differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.ground.record.queries import fingerprint
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.models import Ruleset, Sheet
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.tables.table import Row, Table


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A table as the page shows it. `before`: the rows of the version in force, by key."""

    table: Table
    sheet: Sheet | None
    approved: Ruleset | None
    rows: list[Row]
    before: Mapping[str, Row]

    @classmethod
    def of(cls, table: Table) -> "Standing":
        """Two queries."""
        sheet, approved = rules.sheet(kind=table.kind), rules.approved(kind=table.kind)
        payload = sheet.payload if sheet else approved.payload if approved else None
        return cls(
            table=table, sheet=sheet, approved=approved,
            rows=rules.rows_of(kind=table.kind, payload=payload, part=table.part),
            before=rules.by_key(kind=table.kind, payload=approved.payload if approved else None, part=table.part),
        )  # fmt: skip

    @property
    def payload(self) -> Any:
        """The whole kind, as it is being changed."""
        return self.sheet.payload if self.sheet else self.approved.payload if self.approved else None

    @property
    def is_behind(self) -> bool:
        """Another version was approved since the sheet began."""
        return bool(self.sheet and self.approved and self.sheet.base_version != self.approved.version)

    @property
    def keys(self) -> set[str]:
        """The keys of its rows."""
        return {self.table.key_of(row) for row in self.rows}

    def row(self, key: str) -> Row:
        """One row. Missing: it is not there."""
        for row in self.rows:
            if self.table.key_of(row) == key:
                return row
        raise Missing

    def is_in_force(self, key: str) -> bool:
        """Whether the version in force has this row."""
        return key in self.before

    def change_of(self, row: Mapping[str, Any]) -> str:
        """新增, 改过, or empty where it is as in force."""
        old = self.before.get(self.table.key_of(row))
        if old is None:
            return "新增" if self.approved else ""
        return "改过" if old != row else ""

    @property
    def changed(self) -> int:
        """How many rows the sheet changes, those it drops among them."""
        if not self.sheet:
            return 0
        gone = len(self.before.keys() - self.keys)
        return gone + sum(bool(self.change_of(row)) for row in self.rows)


def was(row: Mapping[str, Any]) -> str:
    """What a form remembers of the row it showed."""
    return fingerprint(dict(row))
