"""What applications say in lists of files of every kind: rows by key, and whether one really holds the words."""

from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects

from yiwang.cases.applications.models import Application, ApplicationStep
from yiwang.cases.applications.queries.finding import KIND, rows
from yiwang.cases.applications.states import OPEN, OVER, State, StepState
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.queries import Kind, Listed, Position, Spell, Wanted
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

__all__ = ["KIND", "holding", "listing", "of_keys", "spells", "texts_of"]


def spells(case_id: int) -> list[Spell]:
    """The steps that have begun, as every kind of file says them."""
    rows = ApplicationStep.objects.filter(application=case_id, started_at__isnull=False).exclude(
        state=StepState.SKIPPED
    )
    return [
        Spell(
            name=row.name, unit=row.unit.code if row.unit else "", officer=row.officer.code if row.officer else "",
            since=row.started_at, until=row.ended_at, due_at=row.due_at,
        )
        for row in rows.select_related("unit", "officer") if row.started_at
    ]  # fmt: skip


casework.kind(
    Kind(
        code=KIND, label="办件", states=State, open=tuple(map(str, OPEN)), in_unit=tuple(map(str, OPEN)),
        over=tuple(map(str, OVER)), spells=spells,
    )
)  # fmt: skip


def of_keys(keys: Sequence[int]) -> list[Application]:
    """Applications by key, in this order, with what a row shows joined. Whoever asks has looked at sight."""
    found = rows().in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def listing(
    *, by: Actor, states: Sequence[State] = OPEN, mine: bool = False, after: Position | None, reach: Reach
) -> Listed[Application]:
    """A page of applications in these states in an officer's sight: what is open by what burns, all else newest first."""
    wanted = Wanted(kind=KIND, states=tuple(map(str, states)), is_mine=mine)
    cases = casework.narrowed(by=by, wanted=wanted)
    return casework.listed(
        by=by, cases=cases, wanted=wanted, read=of_keys, after=after, size=casework.PAGE, reach=reach
    )


def texts_of(one: Application) -> tuple[str, ...]:
    """What an application is found by beside its number: what it is about."""
    return one.case.title, one.document.name.zh, one.document.sub_item


def holding(found: Sequence[Application], sought: Sequence[str]) -> Iterable[Application]:
    """Those whose number or item really holds every part of what was typed."""
    prefetch_related_objects(list(found), "version")
    texts = {one.pk: casework.fold("\n".join((one.case.number, *texts_of(one)))) for one in found}
    return [one for one in found if all(term in texts[one.pk] for term in sought)]
