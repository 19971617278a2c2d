"""Reads of what goes to and fro with the citizen: questions, supplements, urges, and what the promise waits for."""

from datetime import datetime, timedelta

from yiwang.cases.appeals.models import Appeal, Question, Request, Supplement, Urge
from yiwang.cases.appeals.queries.acts import acts_of
from yiwang.cases.appeals.states import QuestionState, RequestKind, RequestState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Ground
from yiwang.kit import clock

REMIND_AFTER = timedelta(days=3)
"""When the citizen is reminded, once (time_limits.csv ap.askback: 第3日提醒一次); at the hour at which it was asked."""


def open_question(*, appeal: Appeal) -> Question | None:
    """The question that waits for the citizen, if there is one."""
    return Question.objects.filter(appeal=appeal, state=QuestionState.OPEN).select_related("asked_by").first()


def question(*, appeal: Appeal, id: int) -> Question | None:
    """One question of this appeal."""
    return Question.objects.filter(appeal=appeal, pk=id).select_related("asked_by").first()


def supplement(*, appeal: Appeal, id: int) -> Supplement | None:
    """One supplement of this appeal."""
    return Supplement.objects.filter(appeal=appeal, pk=id).first()


def supplement_of(*, key: str) -> Supplement | None:
    """What was added under this key of its sending."""
    return Supplement.objects.filter(key=key).select_related("appeal").first()


def urge_of(*, appeal: Appeal) -> Urge | None:
    """The newest urge, of whatever round."""
    return Urge.objects.filter(appeal=appeal).first()


def urge_count(*, appeal: Appeal) -> int:
    """How often it was urged in this round."""
    return Urge.objects.filter(appeal=appeal, round=appeal.case.round).count()


def ask_limit(*, appeal: Appeal) -> Limit | None:
    """How long an answer to a question is waited for, in days (ap.askback)."""
    return clocks.limit_for(
        clock="ask_back_answer", type=appeal.type, category=appeal.category, channel=appeal.case.channel,
        priority=appeal.case.priority, began=appeal.case.began,
    )  # fmt: skip


def days_to_ask(*, appeal: Appeal) -> int:
    """How many days a question may still be waited for in this round.

    The promise waits five days a round in all (ap.pause), not five days a question: asking again must not stretch it.
    """
    limit = ask_limit(appeal=appeal)
    now, longest = clock.now(), limit.value if limit else 0
    waited = [
        (one.ended_at or now) - one.asked_at for one in acts_of(appeal).questions if one.round == appeal.case.round
    ]
    return int((timedelta(days=longest) - sum(waited, timedelta())) / timedelta(days=1))


def questions_over(*, now: datetime) -> list[int]:
    """Keys of the appeals whose question nobody answered in time."""
    over = Question.objects.filter(state=QuestionState.OPEN, due_at__lte=now)
    return list(over.order_by("due_at", "id").values_list("appeal_id", flat=True))


def questions_to_remind(*, now: datetime) -> list[int]:
    """Keys of the appeals whose citizen is to be reminded: asked three days ago, still open, not reminded yet."""
    waiting = Question.objects.filter(state=QuestionState.OPEN, reminded_at=None, asked_at__lte=now - REMIND_AFTER)
    return list(waiting.filter(due_at__gt=now).order_by("due_at", "id").values_list("appeal_id", flat=True))


def waits_for(*, appeal: Appeal) -> Ground | None:
    """What the promise waits for: a lawful pause that was granted and has not ended, an open question, or nothing."""
    granted = Request.objects.filter(
        appeal=appeal, kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None, round=appeal.case.round
    ).first()
    if granted:
        return Ground(granted.ground)
    return Ground.QUESTION if open_question(appeal=appeal) else None
