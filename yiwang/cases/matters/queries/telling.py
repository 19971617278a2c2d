"""What whoever writes of a known thing may read at once: that it is known, who is on it, until when, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.appeals.models import Reply
from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.matters.models import Matter, Member
from yiwang.cases.matters.states import LIVE, MatterState
from yiwang.cases.prints import queries as prints
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.memory import remembered

FOLLOWING = (State.REGISTERED, State.PUSHED, State.HANDLING)
"""Where a file is that may still be put beside others."""
MOST_ALIKE = 100
FEWEST_TOLD = 5
"""Fewer people than these are never counted for anybody outside: who knows one of three could guess the others."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """How far a matter is, for the citizen of one file. Nothing here points at another file or person.

    `is_member`: the file gets its own answer with the others; else it only says the same. `people`: 0 below `FEWEST_TOLD`.
    `answer`: the approved one, where there is one that everybody may read.
    """

    is_member: bool
    unit: Unit | None
    due_at: datetime | None
    is_open: bool
    state: State
    people: int
    answer: Reply | None


def told(*, matter_id: int) -> list[int]:
    """Keys of the files whose citizens read how far a matter is: those in it, and those that say the same."""
    own = list(Member.objects.filter(matter=matter_id, left_at=None).order_by("id").values_list("case", flat=True))
    return list(dict.fromkeys((*own, *_saying_the_same(own))))


def _saying_the_same(keys: Sequence[int]) -> list[int]:
    """Files that repeat one of these, or that one of these repeats, or that repeat the same first one. Two statements."""
    firsts = prints.prints_of(case_ids=keys).filter(repeats__isnull=False).values_list("repeats", flat=True)
    met = [*keys, *(first for first in firsts if first is not None)]
    return list(dict.fromkeys((*met, *prints.repeating(case_ids=met))))


def alike(*, by: Actor, matter: Matter, reach: Reach | None = None) -> list[Case]:
    """Open files in this reader's sight that say the same as one of the matter's and are in no matter yet, newest first."""
    own = Member.objects.filter(matter=matter, left_at=None).values_list("case", flat=True)
    keys = _saying_the_same(list(own))
    inside = Member.objects.filter(case__in=keys, left_at=None).values("case")
    cases = casework.visible(by=by, reach=reach).filter(pk__in=keys, state__in=FOLLOWING).exclude(pk__in=inside)
    return list(cases.order_by("-registered_at", "-id")[:MOST_ALIKE])


def known(*, case: Case) -> Known | None:
    """What to tell the citizen of this file; None where it is like no other.

    Two statements where it is in no matter; none where nothing is, which is remembered for five seconds.
    """
    if not _is_any():
        return None
    if key := _matter_of([case.pk]):
        return of_matter(matter_id=key, is_member=True)
    firsts = [hit.case_id for hit in prints.found_at_intake(case_id=case.pk)] if case.state in OPEN else []
    key = _matter_of([*firsts, *prints.repeating(case_ids=firsts)]) if firsts else None
    return of_matter(matter_id=key, is_member=False) if key else None


@remembered(until="matters.")
def _is_any() -> bool:
    """Whether anything is worked on together at all: of a bureau that does not, nothing more is asked with each file."""
    return Member.objects.filter(left_at=None).exists()


def _matter_of(keys: Sequence[int]) -> int | None:
    found = Member.objects.filter(case__in=keys, left_at=None).order_by("id")
    return found.values_list("matter", flat=True).first()


def of_matter(*, matter_id: int, is_member: bool) -> Known | None:
    """How far a matter is; None where it is over."""
    found = Matter.objects.filter(pk=matter_id, state__in=LIVE).select_related("main__unit", "answer").first()
    if found is None:
        return None
    main, state = found.main, State(found.main.state)
    people = Member.objects.filter(matter=found, left_at=None).count()
    is_answered = found.state == MatterState.ANSWERED
    return Known(
        is_member=is_member, unit=main.unit, due_at=main.due_at, is_open=state in OPEN, state=state,
        people=people if people >= FEWEST_TOLD else 0, answer=found.answer if is_answered else None,
    )  # fmt: skip
