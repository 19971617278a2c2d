"""What the moves of a matter share: matter and file locked, the step kept, the clock that runs and its copy on the row."""

from datetime import datetime
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework import commands as casework
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.models import Matter, Step
from yiwang.cases.tracks.states import MOVES, MatterState, Move
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.queries import Due, Limit, Projection
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command

WORDS_SIGNS, LINE_SIGNS = 4000, 80


def taken(*, by: Actor, case_id: int) -> tuple[policies.Mover, Matter]:
    """The hand with its reach, and the matter with its file locked. Missing: no such file for this hand, or no matter."""
    appeal = appeals.lock_appeal(by=by, case_id=case_id)
    return policies.mover(by), queries.lock_matter(case=appeal.case)


@command
def step(*, by: Actor, matter: Matter, move: Move, words: str = "", code: str = "", days: int = 0) -> Step:
    """Keep what was done; the version of the file counts up, so that no form of before is taken."""
    casework.settle(by=by, case=matter.case)
    return Step.objects.create(
        matter=matter, level=matter.level, move=move, code=code, days=days, words=words, at=clock.now(),
        officer_id=by.officer_id,
    )  # fmt: skip


@command
def move_on(*, by: Actor, matter: Matter, move: Move, to: MatterState | None = None, **changes: Any) -> None:
    """Carry the move out on the row. `to`: where the table names more than one. Conflict: it is elsewhere by now."""
    matter.state = to or MOVES.target(MatterState(matter.state), move)
    for name, value in changes.items():
        setattr(matter, name, value)
    matter.save(update_fields=["state", "clock", "due_at", "amber_at", *changes])


def run(*, by: Actor, matter: Matter, kind: str, at: datetime | None = None) -> None:
    """Start a clock by the table's row, and show it on the matter; where the law sets none, nothing is shown."""
    found = queries.limit(matter=matter, clock=kind)
    show(matter, kind, start(by=by, matter=matter, found=found, kind=kind, at=at) if found else None)


def start(*, by: Actor, matter: Matter, found: Limit, kind: str, at: datetime | None = None) -> Due:
    """Start one clock of the matter. Working days end when the unit closes, as everywhere."""
    unit = matter.case.unit
    hours = unit.office_hours if unit and not unit.is_always_on_duty else ""
    return clocks.start(by=by, subject=matter.ref, kind=kind, limit=found, at=at or clock.now(), hours=hours)


def show(matter: Matter, kind: str, now: Due | Projection | None) -> None:
    """The copy that lists sort by; saved with the move."""
    due_at = (now.at if isinstance(now, Due) else now.due_at) if now else None
    matter.clock = kind if now else ""
    matter.due_at, matter.amber_at = due_at, now.amber_at if now else None


def at_receipt(*, by: Actor, matter: Matter, at: datetime, but: str = "") -> None:
    """Start what counts from the day it came in; the first of them is shown."""
    first, *others = [kind for kind in matter.law.at_receipt if kind != but]
    for kind in others:
        if found := queries.limit(matter=matter, clock=kind):
            start(by=by, matter=matter, found=found, kind=kind, at=at)
    run(by=by, matter=matter, kind=first, at=at)


def halt(*, by: Actor, matter: Matter, kinds: tuple[str, ...] = (), ground: str = "") -> None:
    """Stop clocks; where nothing is named, every one that runs. The row shows none until another is started."""
    if not kinds:
        clocks.cancel_all(by=by, subject=matter.ref, ground=ground or "这一步办完，停止计时")
    for kind in kinds:
        clocks.stop(by=by, subject=matter.ref, kind=kind, ground=ground)
    if not kinds or matter.clock in kinds:
        show(matter, "", None)


def words_of(text: str, *, field: str = "words", message: str, most: int = WORDS_SIGNS) -> str:
    """A text that must stand, stripped. Invalid: empty, or too long."""
    clean = text.strip()
    if not clean or len(clean) > most:
        why = f"最多{most}字，请删去{len(clean) - most}字" if clean else message
        raise Invalid(message if not clean else why, **{field: why})
    return clean


def line_of(text: str, *, field: str, message: str) -> str:
    """A name or number in one line that must stand."""
    return words_of(" ".join(text.split()), field=field, message=message, most=LINE_SIGNS)


def digest_of(matter: Matter, *texts: str) -> str:
    """What the record keeps of a text."""
    return keyed_digest("\x00".join((str(matter.case_id), *texts)), purpose="record-text")
