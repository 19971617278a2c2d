"""Within seconds of its registration the words of a file are read closely: noted, and likenesses put on record."""

from collections.abc import Collection, Mapping
from datetime import datetime

from yiwang.cases.prints import queries
from yiwang.cases.prints.events import LikenessFound
from yiwang.cases.prints.models import Due, Likeness, Print, Reading
from yiwang.cases.prints.queries import Said
from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import SAME_MATTER, Telling, same_matter
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

MOST_PROPOSED = 5
"""Earlier files that one that came in is said to be like in other words."""


@command
def compare(*, by: Actor, limit: int) -> int:
    """细读: take up to so many files that wait, the oldest; how many were taken.

    Their prints are held until the end, so that a file that is being sealed meanwhile loses what is written here as well.
    """
    notes = list(Due.objects.select_for_update(skip_locked=True).order_by("id")[:limit])
    keys = {note.case_id for note in notes}
    prints = {row.pk: row for row in Print.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}
    said = queries.said(prints.keys())
    told = {key: Telling(one.title, one.content) for key, one in said.items()}
    _note_readings(said, told)
    found = _repeats([row for row in prints.values() if row.pk in said])
    fresh = {key: said[key].at for key in said if prints[key].repeats_id is None}
    _put_on_record(by, [*found, *_in_other_words(fresh, told)])
    Due.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return unchanged(len(notes))


def _note_readings(said: Mapping[int, Said], told: Mapping[int, Telling]) -> None:
    readings = [
        Reading(case_id=key, at=one.at, gist=language.gist(one.content, title=one.title), marks=told[key].marks)
        for key, one in said.items()
    ]
    Reading.objects.bulk_create(readings, ignore_conflicts=True)


def _repeats(prints: Collection[Print]) -> list[Likeness]:
    """What registration found."""
    return [
        Likeness(a_id=row.repeats_id, b_id=row.pk, score=row.likeness, how=_how(row.likeness), at=clock.now())
        for row in prints
        if row.repeats_id
    ]


def _in_other_words(fresh: Mapping[int, datetime], told: Mapping[int, Telling]) -> list[Likeness]:
    """What tells the same matter in other words: the likest few of those that share place and matter."""
    met = {key: queries.meeting(told[key].marks, at=at, case_id=key) for key, at in fresh.items()}
    words = queries.said({other for others in met.values() for other in others})
    known = {key: Telling(one.title, one.content) for key, one in words.items()}
    found = []
    for key, others in met.items():
        alike = [_like(other, key, known[other], told[key]) for other in others if other in known]
        found += sorted((row for row in alike if row), key=lambda row: -row.score)[:MOST_PROPOSED]
    return found


def _like(first: int, later: int, one: Telling, other: Telling) -> Likeness | None:
    cosine = language.likeness(one.whole, other.whole)
    how, score = (How.SHINGLE, cosine) if cosine >= language.SAME_TEXT else (How.REPHRASED, same_matter(one, other))
    if how is How.REPHRASED and score < SAME_MATTER:
        return None
    return Likeness(a_id=first, b_id=later, score=round(100 * score), how=how, at=clock.now())


def _how(score: int) -> How:
    return How.EXACT if score == 100 else How.SHINGLE


def _put_on_record(by: Actor, found: Collection[Likeness]) -> None:
    """Those that are new, and whose other file may still be compared."""
    others = Print.objects.select_for_update(no_key=True).filter(pk__in={row.a_id for row in found}).order_by("pk")
    standing = {row.pk for row in others}
    pairs = {(row.a_id, row.b_id) for row in found}
    known = set(
        Likeness.objects.filter(b__in={b for _, b in pairs}, a__in={a for a, _ in pairs}).values_list("a_id", "b_id")
    )
    new = [row for row in found if row.a_id in standing and (row.a_id, row.b_id) not in known]
    Likeness.objects.bulk_create(new)
    for row in new:
        record.write(by=by, event=LikenessFound(Ref("casework.case", row.b_id), row.a_id, row.score, row.how))
