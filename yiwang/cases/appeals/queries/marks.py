"""What a row of a list says beside its state, read in the statement that reads the row."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from yiwang.cases.appeals.models import Question, Request, Return
from yiwang.cases.appeals.states import QuestionState, RequestKind, RequestState

_REQUESTS = Request.objects.filter(appeal=OuterRef("pk")).order_by()
MARKS: dict[str, Any] = {
    "asked_for": Subquery(_REQUESTS.filter(state=RequestState.WAITING).values("kind")[:1]),
    "paused_on": Subquery(
        _REQUESTS.filter(kind=RequestKind.PAUSE, state=RequestState.GRANTED, ended_at=None).values("ground")[:1]
    ),
    "times_returned": Subquery(Return.objects.filter(appeal=OuterRef("pk")).order_by("-number").values("number")[:1]),
    "question_waits": Exists(Question.objects.filter(appeal=OuterRef("pk"), state=QuestionState.OPEN)),
}
"""Which request waits (`RequestKind`), on what ground the promise waits, how often it was given back, whether a question waits
for the citizen; empty where not. Rooms above add theirs (`mark`)."""


def mark(name: str, said: Exists) -> None:
    """Register what a room above has to say of a row: whether something of its own stands for this appeal (`OuterRef("pk")`)."""
    MARKS[name] = said
