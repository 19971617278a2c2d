"""Explanations of lateness: one, those of a file, those that wait for this reader; by when a new deadline ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Due, Limit
from yiwang.ground.clocks.states import Unit as Measure
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.states import OWING, WAITING, ExplanationState

SHOWN = 100
EXPLAIN, DEADLINE = "overdue_explain", "new_deadline"
"""The two clocks of an explanation: until when it is owed, and the new deadline it gives."""
KIND = "supervision.explanation"
_RELATED = ("case__unit", "case__officer", "case__applicant", "unit", "supervising_unit", "written_by", "decided_by")
_NONE = "没有这份超期说明，或不在您的范围内"


def explanation(*, by: Actor, reach: Reach, id: int) -> Explanation:
    """One whose file is in this reader's sight. Missing: there is none."""
    found = Explanation.objects.select_related(*_RELATED).filter(pk=id).first()
    if found is None or not casework.visible(by=by, reach=reach).filter(pk=found.case_id).exists():
        raise Missing(_NONE)
    return found


def case_of_explanation(*, id: int) -> int:
    """The key of the file it is about. Missing: there is none."""
    found = Explanation.objects.filter(pk=id).values_list("case_id", flat=True).first()
    if found is None:
        raise Missing(_NONE)
    return found


def lock_explanation(*, id: int) -> Explanation:
    """One, locked until the command ends; who holds it holds its file."""
    rows = Explanation.objects.select_for_update(of=("self",)).select_related(*_RELATED)
    found = rows.filter(pk=id).first()
    if found is None:
        raise Missing(_NONE)
    return found


def explanations_of(*, case_id: int) -> list[Explanation]:
    """All of a file, the newest first."""
    return list(Explanation.objects.filter(case_id=case_id).select_related(*_RELATED))


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many wait: to be written, to be decided, and late themselves."""

    owed: int
    submitted: int
    late: int


def _in_sight(by: Actor, reach: Reach) -> "QuerySet[Explanation]":
    """Of units over which a post of the reader stands, or of files on the reader's own desk; never a file out of sight."""
    within = Q(case__officer=by.officer_id or 0) | organisation.lying_in(reach.scopes())
    seen = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    return Explanation.objects.filter(within, case__in=seen)


def waiting(*, by: Actor, reach: Reach) -> Waiting:
    """The figures of what waits in this reader's sight; one statement."""
    late = Q(state__in=OWING, owed_by__lt=clock.now())
    row = _in_sight(by, reach).filter(state__in=WAITING).order_by().aggregate(
        owed=Count("pk", filter=Q(state__in=OWING)), late=Count("pk", filter=late),
        submitted=Count("pk", filter=Q(state=ExplanationState.SUBMITTED)),
    )  # fmt: skip
    return Waiting(**row)


def explanations(*, by: Actor, reach: Reach, state: str = "") -> list[Explanation]:
    """Those in sight: `owed` to be written, `submitted` to be decided, `accepted` the latest done; else all that wait."""
    wanted = {
        "owed": Q(state__in=OWING), "submitted": Q(state=ExplanationState.SUBMITTED),
        "accepted": Q(state=ExplanationState.ACCEPTED),
    }.get(state, Q(state__in=WAITING))  # fmt: skip
    order = ("-decided_at", "-pk") if state == "accepted" else ("owed_by", "pk")
    return list(_in_sight(by, reach).filter(wanted).select_related(*_RELATED).order_by(*order)[:SHOWN])


def deadline(*, day: date) -> tuple[Limit, Due]:
    """The clock of a new deadline that ends with this day, counted from now; the day is to come."""
    base = Limit(code="sv.late", clock=DEADLINE, subject="supervision", value=1, unit=Measure.DAYS, binding="local")
    limit = replace(base, value=(day - clock.today()).days)
    return limit, clocks.quote(limit=limit)


def deadline_days(*, most: int) -> list[date]:
    """The next working days that a new deadline may fall on."""
    calendar, day, found = clocks.calendar(), clock.today(), list[date]()
    while len(found) < most:
        day += timedelta(days=1)
        if calendar.is_working(day):
            found.append(day)
    return found


def is_working(day: date) -> bool:
    """Whether it is worked on this day."""
    return clocks.calendar().is_working(day)


def known(*, pairs: "set[tuple[int, datetime]]") -> set[tuple[int, datetime]]:
    """Those of these missed moments of files that an explanation stands for already."""
    rows = Explanation.objects.filter(case__in={key for key, _ in pairs}, missed_at__in={at for _, at in pairs})
    return set(rows.order_by().values_list("case_id", "missed_at"))


def waiting_of(*, case_id: int) -> "QuerySet[Explanation]":
    """Those of a file that somebody must still do something about, to be changed."""
    rows = Explanation.objects.select_for_update(of=("self",)).filter(case=case_id, state__in=WAITING)
    return rows.select_related("case", "unit")


def files_of_explanations(*, ids: list[int]) -> dict[int, int]:
    """Key of the file by key of the explanation."""
    return dict(Explanation.objects.filter(pk__in=ids).order_by().values_list("pk", "case_id"))
