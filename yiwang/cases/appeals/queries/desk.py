"""What lies on the desks: one appeal, the inbox by what burns, the triage queue, approvals, alarms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet, Subquery

from yiwang.cases.appeals.models import Alarm, Appeal
from yiwang.cases.appeals.states import DUTY, IN_UNIT, State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import ANSWERED, TO_DO, Case, CaseQuerySet
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import numbers, rows, sql
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

JOINED = ("case__unit", "case__supervising_unit", "case__officer", "case__applicant", "alarm", "first_asked")


_RINGS = "SELECT 1 FROM appeals_alarm WHERE acknowledged_at IS NULL LIMIT 1"


def arranged(cases: QuerySet[Case]) -> QuerySet[Appeal]:
    """The appeals of these files, what burns on top: alarms, then by due date."""
    found = Appeal.objects.filter(case__in=cases.order_by()).select_related(*JOINED)
    return found.order_by(F("case__due_at").asc(nulls_last=True), "case_id")


def get_appeal(*, for_: Actor, number: str, reach: Reach | None = None) -> Appeal:
    """One appeal by its public number, in one statement where the reach is known. Missing: not there, or not for this reader.

    For a guest of the file (a helping unit, somebody asked for an opinion) one more; the cover then says `is_lent`.
    """
    which = {"number": numbers.read_number(number) or ""}
    if found := _first(casework.visible(by=for_, reach=reach).filter(**which)):
        return found
    found = _first(casework.lent(by=for_, reach=reach).filter(**which))
    casework.as_guest(found.case if found else None)
    return cast(Appeal, found)


def _first(cases: CaseQuerySet) -> Appeal | None:
    key = cases.select_related(None).order_by().values("pk")[:1]
    # one key, not a set: a ninth table to join, and the planner (join_collapse_limit) would read all appeals to look for it
    return Appeal.objects.select_related(*JOINED, "pushed_by").filter(pk=Subquery(key)).first()


def get_by_id(*, case_id: int) -> Appeal:
    """One appeal by key, for the house itself (jobs, reactions); one that this command has just made as it stands."""
    found = find_by_id(case_id=case_id)
    if not found:
        raise Missing
    return found


def find_by_id(*, case_id: int) -> Appeal | None:
    """As `get_by_id`; None where the file is none, or of another kind."""
    return rows.waiting(Appeal, case_id) or Appeal.objects.select_related(*JOINED).filter(pk=case_id).first()


def find_many(*, case_ids: Iterable[int]) -> dict[int, Appeal]:
    """As `find_by_id`, by key, of files that are written: four statements however many, for they share units and officers."""
    keys = sorted(set(case_ids))
    covers = Appeal.objects.select_related(*(name for name in JOINED if name not in _SHARED))
    return covers.prefetch_related(*_SHARED).in_bulk(keys) if keys else {}


_SHARED = ("case__unit", "case__supervising_unit", "case__officer")


def case_by_number(*, number: str) -> Case:
    """The cover by its public number, for the house itself: whoever asks has been checked elsewhere."""
    return casework.get_case(for_=Actor.job("appeals.lookup"), number=number)


def full_appeal(*, case: Case) -> Appeal:
    """The appeal behind a cover, with what its page needs joined."""
    return get_by_id(case_id=case.pk)


def lock_appeal(*, by: Actor, case_id: int) -> Appeal:
    """The appeal, its cover locked until the command ends."""
    case = casework.lock(by=by, case_id=case_id)
    found = Appeal.objects.select_related("alarm").filter(pk=case.pk).first()
    if not found:
        raise Missing
    found.case = case
    return found


def lock_alarmed(*, by: Actor, case_id: int) -> Appeal:
    """The appeal behind an alarm, for whoever is on duty: danger is answered first, scope is asked by the policy."""
    if not Alarm.objects.filter(appeal_id=case_id).exists():
        raise Missing
    return lock_appeal(by=Actor.job("appeals.alarm"), case_id=case_id)


def inbox(
    *, by: Actor, states: tuple[State, ...] = (*IN_UNIT, State.REGISTERED), mine: bool = False
) -> QuerySet[Appeal]:
    """Open appeals of this officer, or of all that the officer sees; what burns stands on top."""
    cases = casework.visible(by=by).filter(state__in=states)
    return arranged(cases.filter(officer_id=by.officer_id or 0) if mine else cases)


def triage_queue(*, by: Actor, reach: Reach | None = None, size: int = 50) -> list[Appeal]:
    """What waits longest for an operator, at most `size`: alarms first, then the oldest."""
    nobodys = Q(state=State.REGISTERED, unit__isnull=True)  # what lies with a superior waits for its word
    waiting = casework.visible(by=by, reach=reach).filter(TO_DO, nobodys).select_related(None)
    rung = waiting.filter(appeal__alarm__isnull=False).order_by("appeal__alarm__raised_at", "pk")
    keys = list(rung.values_list("pk", flat=True)[:size])
    quiet = waiting.filter(appeal__alarm__isnull=True).order_by("registered_at", "pk")
    keys += quiet.values_list("pk", flat=True)[: size - len(keys)] if len(keys) < size else []
    found = {appeal.pk: appeal for appeal in Appeal.objects.filter(pk__in=keys).select_related(*JOINED)}
    return [found[key] for key in keys]


def approvals(*, by: Actor) -> QuerySet[Appeal]:
    """Replies that wait for approval on either level among what this officer sees, and had no hand in."""
    cases = casework.visible(by=by).filter(TO_DO, state__in=[State.REVIEW, State.SECOND_REVIEW])
    own = Q(replies__drafted_by=by.officer_id) | Q(replies__passed_by=by.officer_id)
    return arranged(cases).exclude(pk__in=Appeal.objects.filter(own, replies__state="submitted").values("pk"))


def open_alarms(*, by: Actor, reach: Reach | None = None) -> list[Alarm]:
    """Alarms nobody has answered, of the duty desks this officer belongs to; oldest first. None of a file that is about them."""
    if not sql.run(_RINGS):  # every page asks, and nearly always none rings
        return []
    held = reach or organisation.reach(by=by)
    waiting = Alarm.objects.filter(acknowledged_at=None).select_related("appeal__case__unit", "unit")
    rings = [alarm for alarm in waiting if held.holds(*DUTY, unit=alarm.unit.code)]
    return [alarm for alarm in rings if not casework.is_about(case=alarm.appeal.case, reach=held)]


def alarm_of(*, appeal: Appeal) -> Alarm | None:
    """The alarm of an appeal, if it has one."""
    return getattr(appeal, "alarm", None)


def overdue_alarms(*, now: datetime) -> list[Alarm]:
    """Alarms whose two minutes have passed unanswered and unescalated."""
    waiting = Alarm.objects.filter(acknowledged_at=None, escalated_at=None, due_at__lte=now)
    return list(waiting.select_related("appeal__case__unit", "unit"))


def to_close(*, now: datetime, limit: int = 500) -> list[int]:
    """Keys of answered appeals whose window to dispute has passed."""
    answered = casework.every().filter(ANSWERED, state=State.REPLIED).order_by()
    past = Appeal.objects.filter(case__in=answered, dispute_until__lt=now)
    return list(past.order_by("dispute_until").values_list("pk", flat=True)[:limit])


def unit_load(*, by: Actor, reach: Reach | None = None) -> list[dict[str, Any]]:
    """Appeals below this officer, by unit: waiting, in hand, overdue; the fullest first."""
    told = {"pushed": [State.PUSHED], "handling": [State.HANDLING], "review": [State.REVIEW, State.SECOND_REVIEW]}
    return casework.load(by=by, reach=reach, kind=KIND, told=told)


@dataclass(frozen=True)
class DirectShare:
    """How many of the appeals that found a unit were pushed by the house itself (济南: at least 85 %, S5.11)."""

    direct: int
    pushed: int

    @property
    def percent(self) -> float | None:
        """In per cent, one decimal; None before anything was pushed."""
        return round(100 * self.direct / self.pushed, 1) if self.pushed else None


def direct_share(*, by: Actor, since: datetime) -> DirectShare:
    """Among what this officer sees and what was registered since then. An operator's later hand counts as not direct."""
    cases = casework.visible(by=by).filter(registered_at__gte=since, unit__isnull=False).order_by()
    found = Appeal.objects.filter(case__in=cases).order_by()
    counted = found.aggregate(direct=Count("pk", filter=Q(route="direct")), pushed=Count("pk"))
    return DirectShare(counted["direct"], counted["pushed"])
