"""An uploaded table between its preview and its taking: carried by the page, signed and packed; nothing is kept here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from yiwang.ground.rules import queries as rules
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row

SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The rows that would be taken. `is_complete`: rows not among them go."""

    rows: Sequence[Row]
    is_complete: bool

    def payload(self, standing: Standing) -> Any:
        """The kind as it would be with these rows."""
        table = standing.table
        fresh = {table.key_of(row): row for row in self.rows}
        kept = [fresh.pop(table.key_of(row), None if self.is_complete else row) for row in standing.rows]
        rows = [*(row for row in kept if row is not None), *fresh.values()]
        return rules.with_rows(kind=table.kind, payload=standing.payload, rows=rows, part=table.part)


def remember(pending: Pending, slug: str) -> str:
    """The pending rows as a signed text for a hidden field."""
    packed = {"rows": list(pending.rows), "is_complete": pending.is_complete}
    return signing.dumps(packed, salt=f"tables.{slug}", compress=True)


def pending_of(token: str, slug: str) -> Pending:
    """What `remember` packed. BadSignature: changed, of another table, or older than an hour."""
    packed = signing.loads(token, salt=f"tables.{slug}", max_age=SECONDS)
    return Pending(rows=packed["rows"], is_complete=packed["is_complete"])
