"""Within seconds of its registration the words of a file are read closely: noted, and likenesses put on record."""

from collections.abc import Collection, Mapping

from yiwang.cases.prints import queries
from yiwang.cases.prints.events import LikenessFound
from yiwang.cases.prints.models import Due, Likeness, Print, Reading
from yiwang.cases.prints.queries import Said
from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def compare(*, by: Actor, limit: int) -> int:
    """细读: take up to so many files that wait, the oldest; how many were taken.

    Their prints are held until the end, so that a file that is being sealed meanwhile loses what is written here as well.
    """
    notes = list(Due.objects.select_for_update(skip_locked=True).order_by("id")[:limit])
    keys = {note.case_id for note in notes}
    prints = {row.pk: row for row in Print.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}
    said = queries.said(prints.keys())
    _note_readings(said)
    found = _repeats([row for row in prints.values() if row.pk in said])
    _put_on_record(by, found)
    Due.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return unchanged(len(notes))


def _note_readings(said: Mapping[int, Said]) -> None:
    Reading.objects.bulk_create(
        [
            Reading(case_id=key, at=one.at, gist=language.gist(one.content, title=one.title))
            for key, one in said.items()
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _repeats(prints: Collection[Print]) -> list[Likeness]:
    """What registration found."""
    return [
        Likeness(a_id=row.repeats_id, b_id=row.pk, score=row.likeness, how=_how(row.likeness), at=clock.now())
        for row in prints
        if row.repeats_id
    ]


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
