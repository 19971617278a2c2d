"""抽样: who of those served is asked: by rows of a table, seeded by day, so that the same day drawn again is the same sample."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.quality.served.models import Service

ONCE_IN = timedelta(days=30)
"""One person is asked of their own accord at most once within it, whatever they came for."""
WHOLE = 100
ANY = "*"
_SIGNS = 12
"""Hex signs of the lot: forty-eight bits are enough to tell a hundredth of a per cent."""
_NUMBERS = {"share": (0.0, 100.0), "delay_hours": (0.0, 240.0), "within_days": (1.0, 30.0)}


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """抽样规则: one row. `share`: per cent of those it fits. `delay`: how long after the service they are asked; `within`: what
    was longer ago is not asked about any more. `feed` `*`, `item` or `unit` empty: any; item and unit mean all below them too.
    """

    code: str
    feed: str
    share: float
    delay: timedelta
    within: timedelta
    item: str = ""
    unit: str = ""

    def fits(self, service: Service) -> bool:
        """Whether it speaks of such a service."""
        return (
            self.feed in (ANY, service.feed.code)
            and _is_below(service.item, self.item)
            and _is_below(service.unit.code, self.unit)
        )

    @property
    def narrowness(self) -> tuple[int, int, bool]:
        """How narrowly it says whom it means: item, unit, feed."""
        return len(self.item), len(self.unit), self.feed != ANY

    def draws(self, service: Service) -> bool:
        """Whether the lot of its day falls on this service."""
        return lot(service) < self.share / WHOLE


def _is_below(said: str, wanted: str) -> bool:
    return not wanted or said == wanted or said.startswith(f"{wanted}.")


def lot(service: Service) -> float:
    """The lot of a service, from 0 up to 1: by the day it was rendered and its own number, keyed, so that nobody who feeds us
    can reckon beforehand who will be asked.
    """
    day = clock.local(service.served_at).date().isoformat()
    drawn = keyed_digest(f"{day}/{service.feed.code}/{service.key}", purpose="served-sampling")
    return int(str(drawn)[:_SIGNS], 16) / 16**_SIGNS


@rules.parsed(Kind.SAMPLING)
def _rows(payload: Any) -> tuple[Sampling, ...]:
    return tuple(
        Sampling(
            code=row["code"], feed=row.get("feed") or ANY, item=row.get("item", ""), unit=row.get("unit", ""),
            share=float(row["share"]), delay=timedelta(hours=float(row["delay_hours"])),
            within=timedelta(days=float(row["within_days"])),
        )
        for row in payload if row.get("is_on") != "no"
    )  # fmt: skip


def rules_of_sampling() -> tuple[Sampling, ...]:
    """The rows that are switched on, in the order of the table; none before the table was installed."""
    return _rows() if rules.current_if_any(kind=Kind.SAMPLING) is not None else ()


def rule_for(service: Service) -> Sampling | None:
    """The narrowest row that fits: of an item before of a unit before of a feed, of the same the first; None: nobody is asked
    about such a service.
    """
    return max((row for row in rules_of_sampling() if row.fits(service)), key=lambda row: row.narrowness, default=None)


@rules.shape(Kind.SAMPLING)
def _faults(payload: Any) -> Iterator[str]:
    codes = [row["code"] for row in payload]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{code}：这个代码出现了不止一次，请删去一条"
    for row in payload:
        for name, (least, most) in _NUMBERS.items():
            if not _is_between(row.get(name), least, most):
                yield f"{row['code']}：{name}要是{least:g}到{most:g}之间的数"


def _is_between(said: Any, least: float, most: float) -> bool:
    try:
        return least <= float(said) <= most
    except (TypeError, ValueError):
        return False
