"""Lists of the desk: what somebody asks for, how much lies where, and finding an appeal again."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.desk import JOINED, arranged
from yiwang.cases.appeals.queries.marks import MARKS
from yiwang.cases.appeals.queries.orders import had_a_hand, second_for
from yiwang.cases.appeals.queries.requests import asked_for
from yiwang.cases.appeals.queries.whose import undecided_among
from yiwang.cases.appeals.states import APPROVERS, DESK, DUTY, IN_UNIT, OPEN, State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, CaseQuerySet
from yiwang.cases.casework.queries import PAGE, Kind, Listed, Position
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.actor import Actor

COUNTED = 100
"""Nobody is helped by an exact figure above this: a hundred stands for "99 and more", and costs the same in any house."""


casework.kind(
    Kind(
        code=KIND, label="诉求", states=State, open=tuple(map(str, OPEN)), in_unit=tuple(map(str, IN_UNIT)),
        over=(State.CLOSED, State.WITHDRAWN), aside=(State.ARCHIVED,),
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wanted(casework.Wanted):
    """As for every kind of file, and what only an appeal has: its type and category."""

    kind: str = KIND
    states: tuple[str, ...] = OPEN
    type: str = ""
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much lies on this officer's desk (`mine`) and on all that the officer sees (`all`), by state; open ones only.

    No figure is above `COUNTED`, which means as many or more. `to_approve`: replies that wait and that somebody else wrote.
    `late_mine`, `late_all`: past their due moment.
    """

    mine: dict[State, int]
    all: dict[State, int]
    late_mine: int
    late_all: int
    to_approve: int
    others_mine: dict[str, int] = field(default_factory=dict)
    others_all: dict[str, int] = field(default_factory=dict)
    """The same of files of other kinds, by their own states."""

    @property
    def open_mine(self) -> int:
        """On this desk."""
        return min(sum((*self.mine.values(), *self.others_mine.values())), COUNTED)

    @property
    def open_all(self) -> int:
        """On every desk in sight."""
        return min(sum((*self.all.values(), *self.others_all.values())), COUNTED)


def narrowed(*, by: Actor, wanted: Wanted) -> CaseQuerySet:
    """The files that are asked for, in nobody's sight yet."""
    asked = {"appeal__type": wanted.type, "appeal__category": wanted.category}
    return casework.narrowed(by=by, wanted=wanted).filter(**{name: value for name, value in asked.items() if value})


def listing(
    *, by: Actor, wanted: Wanted, after: Position | None = None, size: int = PAGE, reach: Reach | None = None
) -> Listed[Appeal]:
    """A page of the appeals in this officer's sight that were asked for.

    What is open by what burns, all else newest first. `reach`: the officer's, where it was read already.
    """
    return casework.listed(
        by=by, cases=narrowed(by=by, wanted=wanted), wanted=wanted, read=of_keys, after=after, size=size,
        reach=reach or organisation.reach(by=by),
    )  # fmt: skip


def approving(
    *, by: Actor, after: Position | None = None, size: int = PAGE, reach: Reach | None = None
) -> Listed[Appeal]:  # fmt: skip
    """A page of the replies that wait for approval among what this officer sees, and had no hand in; what burns on top.

    On the second level only those where one of the officer's grants is the second.
    """
    held = reach or organisation.reach(by=by)
    waiting = casework.every().visible_to(held).filter(TO_DO, state=State.REVIEW).exclude(pk__in=_own(by))
    second = second_for(by=by, reach=held)
    both = (
        [*casework.by_due(waiting, after, size + 1), *casework.by_due(second, after, size + 1)]
        if _has_second(held)
        else None
    )
    keys = casework.by_due(waiting, after, size + 1) if both is None else _merged(both, size + 1)
    return casework.page_of(keys, of_keys, size, at="due_at")


def _has_second(reach: Reach) -> bool:
    return bool(reach.roles & frozenset(APPROVERS))


def _merged(keys: Sequence[int], size: int) -> list[int]:
    """Keys of two lists in the order of one."""
    found = casework.every().filter(pk__in=keys).order_by(F("due_at").asc(nulls_last=True), "pk")
    return list(found.values_list("pk", flat=True)[:size])


def _own(by: Actor) -> QuerySet[Appeal, Any]:
    """Appeals whose waiting reply this very hand wrote or has passed up."""
    return had_a_hand(by)


def of_keys(keys: Sequence[int]) -> list[Appeal]:
    """Appeals by key, in this order, with what a row shows joined. Whoever asks has looked at sight."""
    wanted = Appeal.objects.filter(pk__in=list(keys)).select_related(*JOINED).annotate(**MARKS)
    found = {appeal.pk: appeal for appeal in wanted}
    return [found[key] for key in keys if key in found]


def counts(*, by: Actor, reach: Reach | None = None) -> Counts:
    """Everything a desk counts, in one statement, no figure further than `COUNTED`."""
    held = reach or organisation.reach(by=by)
    hand = replace(by, request_id="")
    found = casework.figures(
        asked=_counting(copy(held), hand), now=clock.now()
    )  # the copy: of a reach that was read late, itself
    return Counts(
        mine={state: found.mine.get(state, 0) for state in (State.REGISTERED, *IN_UNIT)},
        all={state: found.all.get(state, 0) for state in (State.REGISTERED, *IN_UNIT)},
        late_mine=found.late_mine, late_all=found.late_all, to_approve=found.waiting,
        others_mine={state: found.mine.get(state, 0) for state in _others()},
        others_all={state: found.all.get(state, 0) for state in _others()},
    )  # fmt: skip


def _others() -> list[str]:
    """The open states of files of other kinds."""
    return [state for one in casework.kinds() if one.code != KIND for state in one.open]


@lru_cache(maxsize=1024)
def _counting(reach: Reach, by: Actor) -> casework.Counting:
    """What every page of this hand asks; it depends on nothing but the hand and its reach."""
    # what nobody has yet lies with no unit: only desks and duty see it, and for nobody else all open files are read to find none
    states = OPEN if reach.is_machine or reach.roles & {*DESK, *DUTY} else IN_UNIT
    asked = casework.Question(
        states=[*states, *_others()], waiting=State.REVIEW, apart=_own(by), up_to=COUNTED,
        **_waiting_beside(by, reach),
    )  # fmt: skip
    return casework.counting(reach=reach, officer_id=by.officer_id or 0, asked=asked)


def _waiting_beside(by: Actor, reach: Reach) -> dict[str, Any]:
    """What waits for this hand besides replies: on the second level, more time asked for, and whose it is."""
    if not _has_second(reach) or reach.is_machine:
        return {}
    return {
        "beside": [second_for(by=by, reach=reach)],
        "among": [asked_for(by=by, reach=reach), undecided_among(reach=reach)],
    }


def line_load(*, by: Actor, reach: Reach | None = None) -> list[dict[str, Any]]:
    """Appeals below this officer, by police line: open, overdue; the fullest first."""
    return casework.load(by=by, reach=reach, kind=KIND, group=casework.BY_LINE)


def of_applicants(*, by: Actor, people: Iterable[Applicant]) -> QuerySet[Appeal]:
    """Appeals in sight that these people filed, newest first; never those whose informant is protected."""
    return arranged(casework.of_people(by=by, people=people)).order_by("-case__registered_at", "-case_id")


def numbers_among(*, by: Actor, case_ids: list[int]) -> dict[int, str]:
    """Those of these files that exist for this reader, by key, with their numbers."""
    reach = organisation.reach(by=by)
    rows = casework.visible(by=by, reach=reach).filter(pk__in=case_ids).order_by()
    found: dict[int, str] = dict(rows.values_list("pk", "number"))
    if left := [key for key in case_ids if key not in found]:
        found |= dict(casework.lent(by=by, reach=reach).filter(pk__in=left).order_by().values_list("pk", "number"))
    return found


def numbers_told(*, by: Actor, numbers: Iterable[str]) -> frozenset[str]:
    """Those of these numbers that may stand on a page of this reader's: of files that are not sealed and not kept from them,
    wherever those lie, and of sealed ones that exist for them.
    """
    reach = organisation.reach(by=by)
    asked = casework.every().filter(number__in=sorted(numbers)).order_by()
    open_ones = asked.touchable_by(reach).exclude(confidentiality=Confidentiality.SEALED)
    return frozenset(
        asked.visible_to(reach).values_list("number", flat=True).union(open_ones.values_list("number", flat=True))
    )
