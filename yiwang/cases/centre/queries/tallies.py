"""Figures by day and channel: as they are kept, as a recount gives them, and as everybody may read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Exists, OuterRef, Sum
from django.db.models.functions import Cast

from yiwang.cases.appeals.queries import tallies as appeals
from yiwang.cases.appeals.queries.tallies import Cell
from yiwang.cases.applications.queries import tallies as applications
from yiwang.cases.centre.models import Call, Diversion, Tally
from yiwang.cases.centre.models.tallies import FIGURES, OF_APPEALS
from yiwang.cases.centre.states import DiversionState, DivertTo
from yiwang.kit import clock
from yiwang.kit.clock import CHINA

BY_CALL = "hotline"
"""Where something was diverted on a call and no file was kept of it."""
Figures = Mapping[str, int]
"""By the names of `FIGURES`; what is 0 may be missing."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A cell whose kept figures are not those of a recount."""

    cell: Cell
    kept: Figures
    found: Figures


def recount(*, first: date, last: date) -> dict[Cell, dict[str, int]]:
    """The figures of these days (both included) from the files, replies, decisions, clocks and diversions themselves."""
    since, until = _begin(first), _begin(last + timedelta(days=1))
    found: dict[Cell, dict[str, int]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    for cell, counted in appeals.counted(since=since, until=until).items():
        found[cell].update({name: getattr(counted, name) for name in appeals.NAMES})
    for key, figures in applications.counted(since=since, until=until).items():
        found[Cell(*key)].update(figures)
    for cell in _diverted(since, until):
        found[cell]["diverted"] += 1
    return dict(found)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=CHINA)


def _diverted(since: datetime, until: datetime) -> Iterable[Cell]:
    rows = Diversion.objects.filter(at__gte=since, at__lt=until).exclude(state=DiversionState.UNDONE).order_by()
    calls = Call.objects.filter(subject_kind="centre.diversion", subject_id=Cast(OuterRef("pk"), CharField()))
    asked = rows.values_list("at", "to", "case__channel", "case__confidentiality", Exists(calls))
    for at, to, channel, confidentiality, by_call in asked:
        way = channel if channel is not None else BY_CALL if by_call else ""
        yield Cell(clock.local(at).date(), way, confidentiality == "sealed" or DivertTo(to).is_sealed)


def kept(*, first: date, last: date) -> dict[Cell, dict[str, int]]:
    """The figures of these days as they are kept."""
    rows = Tally.objects.filter(day__gte=first, day__lte=last).order_by()
    return {Cell(row.day, row.channel, row.is_sealed): {name: getattr(row, name) for name in FIGURES} for row in rows}


def compare(*, first: date, last: date) -> list[Difference]:
    """Where what is kept differs from a recount, by day and channel."""
    stand, found = kept(first=first, last=last), recount(first=first, last=last)
    return [
        Difference(cell=cell, kept=stand.get(cell, {}), found=found.get(cell, {}))
        for cell in sorted(stand.keys() | found.keys())
        if stand.get(cell) != found.get(cell)
    ]


def days_kept() -> tuple[date, date] | None:
    """The first and the last day that were counted."""
    days = Tally.objects.order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    return (first, last) if first and last else None


def days_to_count(*, whole: bool = False) -> tuple[date, date] | None:
    """What a job counts now: from the last day that was counted, or from yesterday, to today; `whole`: from the first file on.

    None: nothing has come yet.
    """
    today = clock.today()
    known = None if whole else days_kept()
    first = min(known[1], today - timedelta(days=1)) if known else appeals.first_day()
    return (first, today) if first else None


_SUMS = [Sum(name) for name in FIGURES]


def by_channel(*, first: date, last: date) -> dict[str, dict[str, int]]:
    """The figures of these days by channel; one statement. Sealed files are in none of them, whoever asks: an inspector may be
    whom one is about, and two figures of different readers tell by their difference.
    """
    rows = Tally.objects.filter(day__gte=first, day__lte=last, is_sealed=False).order_by()
    return {
        channel: dict(zip(FIGURES, sums, strict=True))
        for channel, *sums in rows.values_list("channel").annotate(*_SUMS)
    }


def by_month(*, first: date, last: date) -> dict[tuple[int, int], dict[str, dict[str, int]]]:
    """Open figures of appeals of these days by (year, month) and channel; sealed files are not in them. One statement."""
    found: dict[tuple[int, int], dict[str, dict[str, int]]] = defaultdict(dict)
    rows = Tally.objects.filter(day__gte=first, day__lte=last, is_sealed=False).order_by()
    of_appeals = [Sum(name) for name in OF_APPEALS]
    for year, month, channel, *sums in rows.values_list("day__year", "day__month", "channel").annotate(*of_appeals):
        if any(sums):
            found[year, month][channel] = dict(zip(OF_APPEALS, sums, strict=True))
    return dict(found)
