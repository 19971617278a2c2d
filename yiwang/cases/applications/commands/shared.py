"""What the moves of an application share: file locked, state changed, clocks started by the law and by the promise."""

from datetime import datetime
from typing import Any

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MOVES, Move, Outcome, State
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.queries import Due, Limit, Projection
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command

WORDS_SIGNS = 2000
PROMISE, LAW, THERE = "handle", "decide", "decide_there"
"""The two clocks that everybody sees side by side: what was promised, and what the law allows; of a file that another region
decides, its own time as well.
"""


def taken(*, by: Actor, case_id: int) -> tuple[policies.Mover, Application]:
    """The hand with its reach, and the application with its cover locked. Missing: not there, or not for this hand."""
    return policies.mover(by), queries.lock_application(by=by, case_id=case_id)


@command
def move_on(
    *, by: Actor, one: Application, move: Move, to: State | None = None, cover: dict[str, Any] | None = None, **changes: Any
) -> None:  # fmt: skip
    """Carry the move out on the cover and the application. `to`: where the table names more than one. Conflict: it
    is elsewhere.
    """
    target = to or MOVES.target(State(one.case.state), move)
    casework.settle(by=by, case=one.case, state=target, **(cover or {}))
    for name, value in changes.items():
        setattr(one, name, value)
    if changes:
        one.save(update_fields=list(changes))


def start(*, by: Actor, one: Application, kind: str, limit: Limit | None, at: datetime | None = None) -> Due | None:
    """Start one clock; nothing where there is no limit. Working days end when the unit closes, as everywhere."""
    if limit is None or not limit.unit.is_length or not limit.value:
        return None
    unit = one.case.unit
    hours = unit.office_hours if unit and not unit.is_always_on_duty else ""
    return clocks.start(by=by, subject=one.case.ref, kind=kind, limit=limit, at=at or clock.now(), hours=hours)


def end(*, by: Actor, one: Application, move: Move, outcome: Outcome) -> None:
    """It is over without a decision: every clock stops, guests leave."""
    now = clock.now()
    clocks.cancel_all(by=by, subject=one.case.ref, ground=outcome.label)
    casework.dismiss_all(by=by, case=one.case, until=now)
    move_on(by=by, one=one, move=move, cover=shown_on(None) | {"closed_at": now}, outcome=outcome, finished_at=now)


def shown_on(now: Due | Projection | None) -> dict[str, Any]:
    """The copy on the cover by which lists sort; none where nothing runs."""
    due_at = (now.at if isinstance(now, Due) else now.due_at) if now else None
    return {"due_at": due_at, "amber_at": now.amber_at if now else None}


def words_of(text: str, *, message: str, field: str = "words", most: int = WORDS_SIGNS) -> str:
    """A text that must stand, stripped. Invalid: empty, or too long."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > most:
        raise Invalid(f"最多{most}字", **{field: f"最多{most}字，请删去{len(clean) - most}字"})
    return clean


def digest_of(one: Application, *texts: str) -> str:
    """What the record keeps of a text."""
    return keyed_digest("\x00".join((str(one.pk), *texts)), purpose="record-text")
