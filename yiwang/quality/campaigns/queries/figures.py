"""Before and during: files of a campaign's kind in as many whole weeks, beside all others of the same areas.

The change is the ratio of two counts over equal time, divided by the same ratio of the other files of the areas (so that a
quiet month is not taken for a success), with a 95 % interval on the logarithm: variance 1/(a+½) + 1/(b+½) + 1/(c+½) + 1/(d+½)
(Woolf 1955; Haldane 1956 and Anscombe 1956 for the halves). Where the interval holds 1, nothing can be said.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import exp, log, sqrt
from typing import Any

from django.db.models import Count

from yiwang.cases.casework import queries as casework
from yiwang.kit.clock import CHINA
from yiwang.quality.campaigns.models import Campaign
from yiwang.quality.campaigns.queries.rule import Rule, may_stand, rule_of

MOST_WEEKS = 13
"""A quarter is compared with the quarter before it at most."""
LEAST = 10
"""Files before and during together below which nothing is said: an interval that wide helps nobody."""
_YEAR = timedelta(days=364)
"""Fifty-two weeks: the same days of the week."""
_Z = 1.96
_WEEK = timedelta(days=7)


class Verdict(StrEnum):
    """What the figures allow to be said."""

    YOUNG = "young"
    FEW = "few"
    LESS = "less"
    MORE = "more"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "young": "还不满一周，不比", "few": "件数太少，不能比", "less": "比整治前少了", "more": "比整治前多了",
            "unsure": "看不出变化",
        }[self]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Window:
    """Whole weeks from `first`, not including `last`, with the files of the kind and all others of the areas."""

    name: str
    first: str
    last: str
    files: int = 0
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A change: during divided by before, beside the others; 1 is no change. `low`, `high`: of 95 %."""

    ratio: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`weeks`: how many are compared; `windows`: before, during, after it ended, and the same two a year earlier where known."""

    weeks: int
    windows: tuple[Window, ...]
    pair: Pair | None

    def as_json(self) -> dict[str, Any]:
        """As a campaign keeps them."""
        return asdict(self)

    def window(self, name: str) -> Window | None:
        """One of them by its name."""
        return next((one for one in self.windows if one.name == name), None)


def figures_of(said: Mapping[str, Any]) -> Figures | None:
    """What a campaign kept; None before anything was counted."""
    if not said:
        return None
    pair = said.get("pair")
    return Figures(
        weeks=said["weeks"], windows=tuple(Window(**one) for one in said["windows"]),
        pair=Pair(**{**pair, "verdict": Verdict(pair["verdict"])}) if pair else None,
    )  # fmt: skip


def weeks_of(*, campaign: Campaign, today: date) -> int:
    """Whole weeks of the campaign that are over today, at most `MOST_WEEKS`."""
    end = min(today, campaign.ends_on + timedelta(days=1))
    return max(min((end - campaign.starts_on).days // 7, MOST_WEEKS), 0)


def tally(*, campaign: Campaign, today: date) -> Figures:
    """Count every window of a campaign: a statement each."""
    weeks, rule, start = weeks_of(campaign=campaign, today=today), rule_of(campaign), campaign.starts_on
    if not weeks:
        before = _counted(rule, "before", start - _WEEK, start)
        return Figures(weeks=0, windows=(before,), pair=None)
    length = weeks * _WEEK
    spans = [("before", start - length, start), ("during", start, start + length)]
    after = campaign.ends_on + timedelta(days=1)
    if today >= after + length:
        spans.append(("after", after, after + length))
    if _begun() and _begun() <= start - length - _YEAR:
        spans += [(f"{name}_last_year", first - _YEAR, last - _YEAR) for name, first, last in spans[:2]]
    windows = tuple(_counted(rule, *span) for span in spans)
    return Figures(weeks=weeks, windows=windows, pair=judge(windows[0], windows[1]))


def _counted(rule: Rule, name: str, first: date, last: date) -> Window:
    cases = may_stand(casework.every().filter(registered_at__gte=_at(first), registered_at__lt=_at(last)))
    found = cases.filter(rule.where()).order_by().aggregate(all=Count("pk"), files=Count("pk", filter=rule.as_q()))
    files = int(found["files"])
    return Window(
        name=name, first=first.isoformat(), last=last.isoformat(), files=files, others=int(found["all"]) - files
    )  # fmt: skip


def _begun() -> date:
    """The day of the first file of the house; today's where there is none."""
    first = casework.every().order_by("registered_at", "pk").values_list("registered_at", flat=True).first()
    return first.astimezone(CHINA).date() if first else date.max


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def judge(before: Window, during: Window) -> Pair:
    """Of two windows of equal length. Nothing is said of fewer than `LEAST` files in both together."""
    a, b, c, d = (n + 0.5 for n in (during.files, before.files, during.others, before.others))
    middle, spread = log(a / b) - log(c / d), _Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    low, high = exp(middle - spread), exp(middle + spread)
    return Pair(
        ratio=round(exp(middle), 2),
        low=round(low, 2),
        high=round(high, 2),
        verdict=_verdict(before.files + during.files, low, high),
    )


def _verdict(files: int, low: float, high: float) -> Verdict:
    if files < LEAST:
        return Verdict.FEW
    if high < 1:
        return Verdict.LESS
    return Verdict.MORE if low > 1 else Verdict.UNSURE
