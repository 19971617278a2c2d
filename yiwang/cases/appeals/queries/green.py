"""绿色通道: matters that go first between two dates, as the exam candidates' identity cards (S3.21; ap.handle.green)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.ground.rules import queries as rules
from yiwang.kit import clock


@dataclass(frozen=True, kw_only=True)
class GreenChannel:
    """One channel. `since`, `until`: its first and last day. `category`: a leaf, or a family with all below it."""

    code: str
    name: str
    category: str
    since: date
    until: date

    def is_open(self, on: date) -> bool:
        """Whether it is open that day."""
        return self.since <= on <= self.until

    def takes(self, category: str) -> bool:
        """Whether a matter of this category goes through it."""
        return category == self.category or category.startswith(f"{self.category}.")


@rules.parsed("green_channels")
def _channels(payload: Any) -> tuple[GreenChannel, ...]:
    return tuple(
        GreenChannel(
            code=row["code"], name=row["name"], category=row["category"], since=date.fromisoformat(row["from"]),
            until=date.fromisoformat(row["to"]),
        )
        for row in payload if row.get("mode", "") in ("", "green")
    )  # fmt: skip


def green_channels() -> Sequence[GreenChannel]:
    """Every channel that was set, open or not; none before the table was installed. Remembered as long as it is in force."""
    return _channels() if rules.current_if_any(kind="green_channels") is not None else ()


def is_green(*, category: str) -> bool:
    """Whether a matter of this category goes first today."""
    today = clock.today()
    return any(one.is_open(today) and one.takes(category) for one in green_channels())
