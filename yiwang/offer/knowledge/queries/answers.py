"""Reads of answers on their way to the public, of those that are there, and of patrols."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge.models import Answer, Patrol
from yiwang.offer.knowledge.states import DESK, EDITORS, EVERY_LINE, HEADS, OWN_UNIT, PUBLISHERS, TASKS, AnswerState

PAGE = 50
JOINED = ("unit", "redacted_by", "published_by", "ended_by")


def in_sight(reach: Reach) -> Q:
    """Of answers: those this hand may move at all."""
    seen = Q(pk__in=[])
    for grant in reach.grants:
        if grant.roles.intersection(OWN_UNIT):
            seen |= Q(unit_id=grant.unit_id)
        if grant.roles.intersection(HEADS):
            seen |= Q(unit_id__in=sorted(grant.unit_ids))
        if grant.roles.intersection({*EDITORS, *PUBLISHERS} - {*OWN_UNIT, *HEADS}):
            is_all = bool(grant.lines & EVERY_LINE) or bool(grant.roles.intersection(DESK))
            seen |= Q(unit_id__in=sorted(grant.scope_ids)) & (Q() if is_all else Q(line__in=sorted(grant.lines)))
    return seen


def _seen(by: Actor, reach: Reach | None) -> QuerySet[Answer]:
    if by.is_machine:
        return Answer.objects.select_related(*JOINED)
    return Answer.objects.select_related(*JOINED).filter(in_sight(reach or organisation.reach(by=by)))


def get_answer(*, for_: Actor, answer_id: int, reach: Reach | None = None) -> Answer:
    """One answer. Missing: not there, or not for this reader."""
    found = _seen(for_, reach).filter(pk=answer_id).first()
    if found is None:
        raise Missing("没有这条问答，或者不归您办")
    return found


def lock_answer(*, by: Actor, answer_id: int, reach: Reach | None = None) -> Answer:
    """As `get_answer`, locked until the command ends."""
    found = _seen(by, reach).filter(pk=answer_id).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing("没有这条问答，或者不归您办")
    return found


def of_source(*, source: Ref, lock: bool = False) -> Answer | None:
    """The answer to this thing, if it was ever offered."""
    rows = Answer.objects.filter(source_kind=source.kind, source_id=str(source.id)).select_related("unit")
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def by_id(*, answer_id: int) -> Answer:
    """One answer for the house itself."""
    return Answer.objects.select_related(*JOINED).get(pk=answer_id)


def answers(
    *, by: Actor, states: Sequence[AnswerState] = TASKS, words: str = "", page: int = 1, reach: Reach | None = None
) -> list[Answer]:
    """A page of the answers in sight in these states, one more than fits where there are more.

    Tasks by what is due first, all else newest first. `words`: each must stand in title, question, answer or number.
    """
    found = _seen(by, reach).filter(state__in=states)
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(question__icontains=word)
            | Q(answer__icontains=word)
            | Q(number__icontains=word)
        )
    if set(states) - set(TASKS):
        found = found.order_by("-published_at", "-ended_at", "-id")
    start = (max(page, 1) - 1) * PAGE
    return list(found[start : start + PAGE + 1])


def task_count(*, by: Actor, reach: Reach | None = None, most: int = 100) -> int:
    """How many wait for somebody, counted up to `most`."""
    return _seen(by, reach).filter(state__in=TASKS).order_by()[:most].count()


def to_review(*, by: Actor, reach: Reach | None = None) -> list[Answer]:
    """Published answers whose year is over, oldest first; at most a page."""
    over = _seen(by, reach).filter(state=AnswerState.PUBLISHED, review_on__lte=clock.today())
    return list(over.order_by("review_on", "id")[:PAGE])


def published(*, after: int = 0, size: int = 500) -> list[Answer]:
    """Everything that is public, by key, for the counter."""
    return list(
        Answer.objects.filter(state=AnswerState.PUBLISHED, pk__gt=after).select_related("unit").order_by("pk")[:size]
    )


def patrols_of(*, units: Iterable[str], since: date) -> list[Patrol]:
    """The patrols of these units since that day, newest first."""
    rows = Patrol.objects.filter(unit__code__in=list(units), day__gte=since)
    return list(rows.select_related("unit", "by").order_by("-day", "-at", "-id"))
