"""Reads of what goes to and fro with the citizen: questions, supplements, urges, and what the promise waits for."""

from yiwang.cases.appeals.models import Appeal, Question, Request
from yiwang.cases.appeals.states import QuestionState, RequestKind, RequestState
from yiwang.ground.clocks.states import Ground


def open_question(*, appeal: Appeal) -> Question | None:
    """The question that waits for the citizen, if there is one."""
    return Question.objects.filter(appeal=appeal, state=QuestionState.OPEN).select_related("asked_by").first()


def waits_for(*, appeal: Appeal) -> Ground | None:
    """What the promise waits for: a lawful pause that was granted and has not ended, an open question, or nothing."""
    granted = Request.objects.filter(
        appeal=appeal, kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None, round=appeal.case.round
    ).first()
    if granted:
        return Ground(granted.ground)
    return Ground.QUESTION if open_question(appeal=appeal) else None
