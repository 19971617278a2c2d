"""Finding appeals again by words: newest first, a page at a time, each looked at once more before it is shown."""

from collections.abc import Sequence

from yiwang.cases.appeals.models import Appeal, Origin, Reply, ReplyState
from yiwang.cases.appeals.queries.lists import PAGE, Listed, Wanted, narrowed, of_keys
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.queries import Position
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

SHORTEST_WORDS = 2
"""Two Chinese characters already say something; one would find everything."""
ANYWHERE = Wanted(states=())
"""Whatever its state."""
_ROUNDS = 5
"""How often a page is filled up where the index gave files that hold all the pairs of characters and not the words."""


def terms(words: str) -> list[str]:
    """What was typed, as it is looked for: each part between spaces must be found."""
    return casework.fold(words).split()


def can_be_found(words: str) -> bool:
    """Whether there is anything to look for: two characters side by side, a word, a figure."""
    return len("".join(terms(words))) >= SHORTEST_WORDS and bool(casework.tokens(words))


def with_words(
    *, by: Actor, words: str, wanted: Wanted = ANYWHERE, after: Position | None = None, size: int = PAGE,
    reach: Reach | None = None,
) -> Listed:  # fmt: skip
    """A page of the appeals in sight whose number, title, text or place holds the words; of old ones the answer too.

    Sealed text is encrypted and is not found by its words. `wanted`: further conditions.
    """
    if not can_be_found(words):
        return Listed(rows=[])
    held, tokens = reach or organisation.reach(by=by), casework.tokens(words)
    cases = narrowed(by=by, wanted=wanted)
    found: list[Appeal] = []
    for _ in range(_ROUNDS):
        room = size + 1 - len(found)
        hits = casework.having(
            cases=cases, within=casework.every(), reach=held, tokens=tokens, before=after, size=room
        )  # fmt: skip
        rows = of_keys(hits.keys)
        found += _holding(rows, terms(words))
        if len(found) > size or len(hits.keys) < room:
            return _page(found, size, hits.seen_to)
        after = _place(rows[-1]) if rows else hits.seen_to
        if after is None:
            break
    return _page(found, size, after)


def _page(found: Sequence[Appeal], size: int, end: Position | None) -> Listed:
    if len(found) > size:
        return Listed(rows=list(found[:size]), more=_place(found[size - 1]))
    return Listed(rows=list(found), more=end, seen_to=end.at if end else None)


def _place(appeal: Appeal) -> Position:
    return Position(appeal.case.registered_at, appeal.pk)


def _holding(rows: Sequence[Appeal], sought: Sequence[str]) -> list[Appeal]:
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
