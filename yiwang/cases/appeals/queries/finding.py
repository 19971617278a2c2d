"""Finding appeals again by words: newest first, a page at a time, each looked at once more before it is shown."""

from collections.abc import Sequence

from yiwang.cases.appeals.models import Appeal, Origin, Reply, ReplyState
from yiwang.cases.appeals.queries.lists import Wanted, narrowed, of_keys
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.queries import PAGE, Listed, Position
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

ANYWHERE = Wanted(states=())
"""Whatever its state."""


def with_words(
    *, by: Actor, words: str, wanted: Wanted = ANYWHERE, after: Position | None = None, size: int = PAGE,
    reach: Reach | None = None,
) -> Listed[Appeal]:  # fmt: skip
    """A page of the appeals in sight whose number, title, text or place holds the words; of old ones the answer too.

    Sealed text is encrypted and is not found by its words. `wanted`: further conditions.
    """
    return casework.with_words(
        words=words, cases=narrowed(by=by, wanted=wanted), read=of_keys, holding=holding, after=after, size=size,
        reach=reach or organisation.reach(by=by),
    )  # fmt: skip


def holding(rows: Sequence[Appeal], sought: Sequence[str]) -> list[Appeal]:
    """Those whose text really holds it all; answers and senders of old files are read only where the letter does not."""
    texts = {appeal.pk: casework.fold(_letter(appeal)) for appeal in rows}
    unsure = [key for key, text in texts.items() if not all(term in text for term in sought)]
    more = _answers(unsure) if unsure else {}
    return [
        appeal
        for appeal in rows
        if all(term in f"{texts[appeal.pk]}\n{more.get(appeal.pk, '')}" for term in sought)
    ]  # fmt: skip


def _letter(appeal: Appeal) -> str:
    case = appeal.case
    return "\n".join((case.number, case.external_id, case.title, appeal.content, appeal.place))


def _answers(keys: Sequence[int]) -> dict[int, str]:
    texts: dict[int, str] = {}
    answered = (
        Reply.objects.filter(appeal__in=keys, state=ReplyState.APPROVED).order_by().values_list("appeal_id", "text")
    )
    for key, text in [*answered, *Origin.objects.filter(appeal__in=keys).order_by().values_list("appeal_id", "agency")]:
        texts[key] = f"{texts.get(key, '')}\n{casework.fold(text)}"
    return texts


def unindexed(*, limit: int) -> list[Appeal]:
    """Appeals without a row of words, oldest first; sealed ones too, whose row is empty."""
    return list(Appeal.objects.filter(case__search_text=None).select_related("case").order_by("pk")[:limit])


def texts_of(appeal: Appeal) -> tuple[str, ...]:
    """What an appeal is found by beside its number and title."""
    return appeal.content, appeal.place
