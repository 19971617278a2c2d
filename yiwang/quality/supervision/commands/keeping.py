"""What this room keeps of people's words, said to whoever takes it away: explanations of a file, and notes of its cards."""

from django.db.models import QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.quality.supervision.models import Card, Explanation

_CASE = "casework.case"


def _explanations_of(target: Target) -> QuerySet[Explanation]:
    return Explanation.objects.filter(case__in=target.ids(_CASE)).exclude(reason="")


def _clear_explanations(clearing: Clearing) -> dict[str, int]:
    rows = Explanation.objects.filter(pk__in=clearing.keys)
    return {"supervision.Explanation": rows.update(words="", told="", why="")}


def _cards_of(target: Target) -> QuerySet[Card]:
    return Card.objects.filter(case__in=target.ids(_CASE)).exclude(note="")


def _clear_cards(clearing: Clearing) -> dict[str, int]:
    return {"supervision.Card": Card.objects.filter(pk__in=clearing.keys).update(note="")}


record.keep(
    Keeper(
        name="supervision.explanation", label="超期说明里的话", models=("supervision.Explanation",),
        clear=_clear_explanations, of=_explanations_of,
    )
)  # fmt: skip
record.keep(
    Keeper(
        name="supervision.card", label="撤牌时写的情况", models=("supervision.Card",), clear=_clear_cards, of=_cards_of
    )
)
record.spare("预警单写的是单位的措施和结果，没有诉求人", "supervision.Alert")
