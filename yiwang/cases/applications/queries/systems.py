"""What another body's system reads of applications."""

from collections.abc import Sequence

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.finding import JOINED, KIND
from yiwang.cases.applications.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit.actor import Actor

_HEAD = "applications.application."
TOLD = {
    "submitted": ("item", "unit"), "correction_told": ("until",), "correction_received": (), "correction_lapsed": (),
    "accepted": ("is_silent", "due_at"), "not_accepted": (), "step_finished": ("step",), "special_started": ("kind", "days"),
    "special_ended": ("kind",), "extended": ("days",), "gap_filled": ("material",), "gap_lapsed": (), "decided": ("outcome",),
    "decision_taken_back": (), "delivered": ("how",), "result_revoked": (), "withdrawn": (),
}  # fmt: skip
"""Facts that a system is told, with the fields it is told: codes and moments, never a digest."""
FACTS = tuple(f"{_HEAD}{name}" for name in TOLD)
"""Their codes."""
messaging.tells(FACTS)


def told(*, case: Case) -> list[tuple[Entry, dict[str, object]]]:
    """The public facts of an application, oldest first, each with what is told of it; of a sealed one what and when alone."""
    found = [entry for entry in record.history(subject=case.ref) if entry.code.removeprefix(_HEAD) in TOLD]
    return [(entry, {} if case.is_kept_secret else _data(entry)) for entry in found]


def _data(entry: Entry) -> dict[str, object]:
    return {name: entry.payload.get(name) for name in TOLD[entry.code.removeprefix(_HEAD)]}


def newest(*, by: Actor, item: str, states: Sequence[State], after: int, size: int) -> list[Application]:
    """A page of the applications that exist for this reader, newest first, those below the key `after`; 0: from the beginning."""
    cases = casework.visible(by=by).filter(kind=KIND)
    if states:
        cases = cases.filter(state__in=[str(state) for state in states])
    found = Application.objects.filter(case__in=cases.order_by()).select_related(*JOINED)
    found = found.filter(item_code=item) if item else found
    found = found.filter(pk__lt=after) if after else found
    return list(found.order_by("-pk")[:size])
