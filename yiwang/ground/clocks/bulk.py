"""Writing very many clocks at once, ledger and projection, by COPY: clocks that started and perhaps stopped."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from yiwang.ground.clocks import queries
from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries import Almanac, Moments, Terms
from yiwang.ground.clocks.states import Action, State
from yiwang.kit.copying import Json, copy_in
from yiwang.kit.refs import Ref

TABLES = (Entry, Clock)
_ENTRY = ("subject_kind", "subject_id", "kind", "round", "action", "at", "terms", "ground", "days", "actor")
_CLOCK = (
    "subject_kind", "subject_id", "kind", "round", "state", "limit", "started_at", "due_at", "amber_at", "red_at", "stopped_at",
    "is_provisional", "near_sent_at", "missed_sent_at",
)  # fmt: skip


class Run(NamedTuple):
    """One round of one clock. `by`, `stopped_by`: labels of the hands; `told_near`, `told_missed`: when the sweep told of it."""

    subject: Ref
    kind: str
    round: int
    terms: Terms
    moments: Moments
    started_at: datetime
    by: str
    stopped_at: datetime | None = None
    stopped_by: str = ""
    stop_ground: str = ""
    told_near: datetime | None = None
    told_missed: datetime | None = None


_frozen: dict[Terms, Json] = {}


def almanac() -> Almanac:
    """What `Run.moments` are taken from, by the calendar in force."""
    return Almanac(queries.calendar())


def write(*, runs: Iterable[Run]) -> int:
    """Write clocks of subjects that have none yet; how many. Pauses and extensions are for the commands.

    `queries.verify` finds nothing to object to, as long as `moments` come from `almanac` for the same terms and start.
    """
    given = list(runs)
    lines = sorted((line for run in given for line in _lines(run)), key=lambda line: line[5])
    copy_in(Entry, _ENTRY, lines)
    return copy_in(Clock, _CLOCK, map(_clock, given))


def _lines(run: Run) -> Iterator[tuple[Any, ...]]:
    key = run.subject.kind, str(run.subject.id), run.kind, run.round
    opening = Action.RESTART if run.round > 1 else Action.START
    yield (*key, opening.value, run.started_at, _kept(run.terms), "", 0, run.by)
    if run.stopped_at:
        yield (*key, Action.STOP.value, run.stopped_at, None, run.stop_ground, 0, run.stopped_by)


def _kept(terms: Terms) -> Json:
    if terms not in _frozen:
        _frozen[terms] = Json(json.dumps(queries.freeze(terms), ensure_ascii=False))
    return _frozen[terms]


def _clock(run: Run) -> tuple[Any, ...]:
    state = State.STOPPED if run.stopped_at else State.RUNNING
    return (
        run.subject.kind, str(run.subject.id), run.kind, run.round, state.value, run.terms.limit.code, run.started_at,
        run.moments.due_at, run.moments.amber_at, run.moments.red_at, run.stopped_at, run.moments.is_provisional,
        run.told_near, run.told_missed,
    )  # fmt: skip
