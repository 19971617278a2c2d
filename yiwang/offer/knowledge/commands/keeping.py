"""What this room keeps of people, said to whoever takes it away: questions and answers that nobody published."""

from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.offer.knowledge.models import Answer
from yiwang.offer.knowledge.states import AnswerState

_SHOWN = Q(state__in=[AnswerState.PUBLISHED, AnswerState.WITHDRAWN])
"""What was published bears nobody's particulars: two persons saw to it."""
_EMPTY = dict.fromkeys(("title", "question", "answer", "reason"), "")


def _full() -> QuerySet[Answer]:
    return Answer.objects.exclude(_SHOWN).exclude(**_EMPTY)


def _due(before: datetime) -> QuerySet[Answer]:
    return _full().filter(ended_at__lt=before)


def _of(target: Target) -> QuerySet[Answer]:
    kinds = {subject.kind for subject in target.subjects}
    about = Q(pk__in=[])
    for kind in kinds:
        about |= Q(source_kind=kind, source_id__in=list(map(str, target.ids(kind))))
    return Answer.objects.filter(about).filter(~_SHOWN | ~Q(reason="")).exclude(**_EMPTY)


def _clear(clearing: Clearing) -> dict[str, int]:
    rows = Answer.objects.filter(pk__in=clearing.keys)
    count = rows.exclude(_SHOWN).update(**_EMPTY)
    return {"knowledge.Answer": count + rows.filter(_SHOWN).update(reason="")}


ANSWERS = record.keep(
    Keeper(
        name="knowledge.answer", code="knowledge.answer", label="没有公开的问答稿", models=("knowledge.Answer",), clear=_clear,
        due=_due, of=_of, about=("source_kind", "source_id"),
    )
)  # fmt: skip
