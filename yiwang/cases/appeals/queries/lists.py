"""Lists of the desk: what somebody asks for, how much lies where, and finding an appeal again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.desk import arranged
from yiwang.cases.appeals.states import IN_UNIT, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case, CaseQuerySet
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.actor import Actor

SHORTEST_WORDS = 2
"""Two Chinese characters already say something; one would find everything."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list should show. Empty asks for all; `unit` and all below it; `is_mine`: given to this officer."""

    states: tuple[State, ...] = (*IN_UNIT, State.REGISTERED)
    unit: str = ""
    line: str = ""
    is_mine: bool = False
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much lies on this officer's desk (`mine`) and on all that the officer sees (`all`), by state; open ones only.

    `to_approve`: replies that wait and that somebody else wrote. `late_mine`, `late_all`: past their due moment.
    """

    mine: dict[State, int]
    all: dict[State, int]
    late_mine: int
    late_all: int
    to_approve: int

    @property
    def open_mine(self) -> int:
        """On this desk."""
        return sum(self.mine.values())

    @property
    def open_all(self) -> int:
        """On every desk in sight."""
        return sum(self.all.values())


def listing(*, by: Actor, wanted: Wanted) -> QuerySet[Appeal]:
    """The appeals in this officer's sight that were asked for; what burns stands on top."""
    cases = casework.visible(by=by).filter(state__in=wanted.states)
    if wanted.is_mine:
        cases = cases.filter(officer_id=by.officer_id or 0)
    if wanted.unit:
        cases = cases.filter(Q(unit__code=wanted.unit) | Q(unit__code__startswith=f"{wanted.unit}."))
    if wanted.line:
        cases = cases.filter(line=wanted.line)
    return arranged(_late(cases) if wanted.is_late else cases)


def counts(*, by: Actor) -> Counts:
    """Everything a desk counts, in one statement."""
    states = (State.REGISTERED, *IN_UNIT)
    mine = Q(officer_id=by.officer_id)
    late = Q(due_at__lt=clock.now())
    own = Appeal.objects.filter(replies__state="submitted", replies__drafted_by=by.officer_id).values("pk")
    asked = {f"all_{state}": Count("pk", filter=Q(state=state)) for state in states}
    asked |= {f"mine_{state}": Count("pk", filter=mine & Q(state=state)) for state in states}
    found = (
        casework.visible(by=by)
        .filter(state__in=states)
        .order_by()
        .aggregate(
            late_all=Count("pk", filter=late),
            late_mine=Count("pk", filter=mine & late),
            to_approve=Count("pk", filter=Q(state=State.REVIEW) & ~Q(pk__in=own)),
            **asked,
        )
    )
    return Counts(
        mine={state: found[f"mine_{state}"] for state in states},
        all={state: found[f"all_{state}"] for state in states},
        late_mine=found["late_mine"], late_all=found["late_all"], to_approve=found["to_approve"],
    )  # fmt: skip


def line_load(*, by: Actor) -> list[dict[str, Any]]:
    """Below this officer, by police line: open, overdue; the fullest first."""
    rows = casework.visible(by=by).filter(state__in=[*IN_UNIT], unit__isnull=False).order_by()
    counted = rows.values("line").annotate(overdue=Count("pk", filter=Q(due_at__lt=clock.now())), total=Count("pk"))
    return [dict(row) for row in counted.order_by("-overdue", "-total", "line")]


def with_words(*, by: Actor, words: str) -> QuerySet[Appeal]:
    """Appeals in sight whose title, text or place holds the words, newest first; none for less than two signs.

    Sealed text is encrypted and is not found by its words.
    """
    sought = words.strip()
    cases = casework.visible(by=by)
    if len(sought) < SHORTEST_WORDS:
        cases = cases.none()
    text = Q(title__icontains=sought) | Q(appeal__content__icontains=sought) | Q(appeal__place__icontains=sought)
    return arranged(cases.filter(text)).order_by("-case__registered_at", "-case_id")


def of_applicants(*, by: Actor, people: list[Applicant]) -> QuerySet[Appeal]:
    """Appeals in sight that these people filed, newest first; never those whose informant is protected."""
    cases = casework.visible(by=by).filter(applicant__in=people, hides_identity=False)
    return arranged(cases).order_by("-case__registered_at", "-case_id")


def numbers_among(*, by: Actor, case_ids: list[int]) -> dict[int, str]:
    """Those of these files that exist for this reader, by key, with their numbers."""
    rows = casework.visible(by=by).filter(pk__in=case_ids).order_by()
    return dict(rows.values_list("pk", "number"))


def _late(cases: CaseQuerySet) -> QuerySet[Case]:
    return cases.filter(state__in=[*IN_UNIT, State.REGISTERED], due_at__lt=clock.now())
