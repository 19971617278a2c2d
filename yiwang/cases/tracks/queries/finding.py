"""Matters, their steps and papers: one by its file, lists as far as the reader sees the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Max, Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.tracks.models import Deed, Matter, Step
from yiwang.cases.tracks.states import LIVE, DeedKind, MatterState, Move
from yiwang.kit import clock, sql
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

_SERIES = 0x595A
"""The first half of the advisory locks under which papers of a kind and year are numbered, one after another."""
_NONE = "这一件不在法定途径上"


def matter_of(*, case: Case) -> Matter | None:
    """The matter of a file that the reader holds already; None where it is an appeal (again)."""
    found = Matter.objects.filter(case=case).exclude(state=MatterState.DROPPED).first()
    if found:
        found.case = case
    return found


def whole(*, case: Case) -> Matter | None:
    """The same with steps and papers, in three statements, for its page and its public view."""
    found = Matter.objects.prefetch_related("steps__officer", "deeds__file").filter(case=case)
    one = found.exclude(state=MatterState.DROPPED).first()
    if one:
        one.case = case
    return one


def lock_matter(*, case: Case) -> Matter:
    """The matter, locked until the command ends. Missing: there is none. Who holds it holds its file."""
    found = Matter.objects.select_for_update().filter(case=case).exclude(state=MatterState.DROPPED).first()
    if found is None:
        raise Missing(_NONE)
    found.case = case
    return found


def case_of(*, matter_id: int) -> int:
    """The key of the file of a matter. Missing: there is none."""
    found = Matter.objects.filter(pk=matter_id).values_list("case_id", flat=True).first()
    if found is None:
        raise Missing(_NONE)
    return found


def steps_of(*, matter: Matter, move: Move | None = None) -> list[Step]:
    """What was done, in order; of one move where it is named."""
    found = Step.objects.select_related("officer").filter(matter=matter)
    return list(found.filter(move=move) if move else found)


def was_asked_to_correct(*, matter: Matter) -> bool:
    """一次性告知: a second time is not allowed."""
    return Step.objects.filter(matter=matter, move=Move.ASK_CORRECTION).exists()


def deeds_of(*, matter: Matter) -> list[Deed]:
    """Its papers, in the order in which they were made."""
    return list(Deed.objects.select_related("file", "issued_by").filter(matter=matter))


def deed(*, matter: Matter, deed_id: int, lock: bool = False) -> Deed:
    """One paper of this matter. Missing: none of its own."""
    found = Deed.objects.filter(matter=matter, pk=deed_id)
    one = (found.select_for_update() if lock else found).first()
    if one is None:
        raise Missing("没有这份文书")
    return one


LAPSING: Mapping[str, MatterState] = {
    "review_request": MatterState.SERVED, "recheck_request": MatterState.SERVED, "correction_wait": MatterState.CORRECTING,
    "third_party": MatterState.SUSPENDED,
}  # fmt: skip
"""Clocks of others than ourselves, and where a matter stands while one runs: when it is over, the law says what follows."""


def lapsed(*, most: int = 500) -> list[int]:
    """Keys of files whose matter waits for somebody whose last day is over, the oldest first."""
    found = Matter.objects.filter(clock__in=LAPSING, due_at__lt=_today()).order_by("due_at", "id")
    return [row.case_id for row in found[:most] if LAPSING[row.clock] == row.state]


def is_over(*, matter: Matter) -> bool:
    """Whether such a last day has passed: the next day has begun."""
    is_waiting = LAPSING.get(matter.clock) == matter.state
    return is_waiting and matter.due_at is not None and matter.due_at < _today()


def _today() -> datetime:
    return datetime.combine(clock.today(), time.min, clock.CHINA)


def series(*, kind: DeedKind, year: int) -> None:
    """Hold the numbers of a kind and year until the command ends: they have no gaps and none stands twice."""
    sql.hold_series(_SERIES, year * 100 + list(DeedKind).index(kind))


def next_serial(*, kind: DeedKind, year: int) -> int:
    """The number that follows the last one of a kind and year. Who asks holds the `series`."""
    last: int | None = Deed.objects.filter(kind=kind, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What of the matters is asked for. `track`, `states`: empty for all that are not over. `is_mine`: given to the reader."""

    track: str = ""
    states: tuple[MatterState, ...] = ()
    unit: str = ""
    is_mine: bool = False


def matters(*, by: Actor, listed: Listed | None = None) -> QuerySet[Matter]:
    """Matters of the files that exist for this reader, what is due first; with file, unit and officer joined."""
    asked = listed or Listed()
    seen = casework.visible(by=by).order_by().select_related(None)
    if asked.unit:
        seen = seen.filter(casework.under(unit=asked.unit))
    if asked.is_mine:
        seen = seen.filter(officer=by.officer_id or 0)
    found = Matter.objects.filter(case__in=seen.values("pk"), state__in=asked.states or LIVE)
    found = found.filter(track=asked.track) if asked.track else found
    return found.select_related("case__unit", "case__officer", "case__applicant")


def figures(*, by: Actor) -> Sequence[tuple[str, int]]:
    """How many that are not over there are in sight, by track; for the tabs of the desk."""
    found = matters(by=by).select_related(None).order_by().values("track").annotate(n=Count("pk", filter=Q()))
    return sorted((row["track"], row["n"]) for row in found)
