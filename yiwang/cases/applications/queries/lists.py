"""What applications say in lists of files of every kind: rows by key, and whether one really holds the words."""

from collections.abc import Iterable, Sequence

from yiwang.cases.applications.models import Application, ApplicationStep
from yiwang.cases.applications.queries.finding import JOINED, KIND
from yiwang.cases.applications.states import OPEN, State, StepState
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.queries import Kind, Spell

__all__ = ["KIND", "holding", "of_keys", "spells", "texts_of"]


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
        over=(State.FINISHED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED), spells=spells,
    )
)  # fmt: skip


def of_keys(keys: Sequence[int]) -> list[Application]:
    """Applications by key, in this order, with what a row shows joined. Whoever asks has looked at sight."""
    found = Application.objects.select_related(*JOINED).in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def texts_of(one: Application) -> tuple[str, ...]:
    """What an application is found by beside its number: what it is about."""
    return one.case.title, one.document.name.zh, one.document.sub_item


def holding(rows: Sequence[Application], sought: Sequence[str]) -> Iterable[Application]:
    """Those whose number or item really holds every part of what was typed."""
    texts = {one.pk: casework.fold("\n".join((one.case.number, *texts_of(one)))) for one in rows}
    return [one for one in rows if all(term in texts[one.pk] for term in sought)]
