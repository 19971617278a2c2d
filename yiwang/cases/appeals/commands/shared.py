"""What the moves of an appeal share: the locked appeal, the change of state, the digest of a text."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover, mover
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.states import Priority
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.clocks.states import State as ClockState
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.work import note


def taken_up(*, by: Actor, case_id: int) -> tuple[Mover, Appeal]:
    """The hand with its reach, and the appeal with its cover locked."""
    return mover(by), queries.lock_appeal(by=by, case_id=case_id)


def move(*, by: Actor, appeal: Appeal, by_move: Move, **changes: Any) -> None:
    """Carry the move out on the cover. Conflict: the appeal is in another state by now."""
    case = appeal.case
    target = MOVES.target(State(case.state), by_move)
    casework.settle(by=by, case=case, state=target, **changes)


def start_clock(
    *,
    by: Actor,
    appeal: Appeal,
    name: str,
    at: datetime | None = None,
    is_urgent: bool = False,
    round: int | None = None,
) -> None:
    """Start one of the inner clocks by the table's row for this appeal; nothing where the table has none.

    Working hours run within the unit's duty hours; for a unit that never closes within the bureau's ordinary ones, so that
    "four working hours" does not end at four in the morning. What is urgent has its own rows in minutes, round the clock.
    `round`: the next one, unless it is named (see `clocks.start`).
    """
    case = appeal.case
    limit = clocks_queries.limit_for(
        clock=name, type=appeal.type, category=appeal.category, channel=case.channel,
        priority=Priority.URGENT if is_urgent else case.priority, began=case.began,
    )  # fmt: skip
    if limit:
        hours = case.unit.office_hours if case.unit and not case.unit.is_always_on_duty else ""
        clocks.start(by=by, subject=case.ref, kind=name, limit=limit, at=at or clock.now(), hours=hours, round=round)


Ending = Callable[[Actor, Appeal], None]
_ENDINGS: list[Ending] = []
_FILE_ENDINGS: list[Ending] = []


def ends_open_business(ending: Ending) -> Ending:
    """Register how one kind of open business (a question, a request, a part, a consultation) ends with its file or its round.

    It may find nothing open; it ends its own row and its own clock and writes its own fact. The promise is not its matter.
    """
    _ENDINGS.append(ending)
    return ending


def ends_with_file(ending: Ending) -> Ending:
    """As `ends_open_business`, for what goes on where the file only leaves its unit: whose it is may be the very matter."""
    _FILE_ENDINGS.append(ending)
    return ending


def answered_together() -> set[int]:
    """Keys of the files that this very command answers with another's answer: what is done with it once is not done again."""
    return note("appeals.answered_together", set)


Check = Callable[[Appeal, str], None]
_CHECKS: list[Check] = []


def checks_reply(check: Check) -> Check:
    """Register what a room above asks of the words of a reply that goes to be approved; it raises `Invalid` (field `text`)."""
    _CHECKS.append(check)
    return check


def check_reply(*, appeal: Appeal, text: str) -> None:
    """Ask all that."""
    for check in _CHECKS:
        check(appeal, text)


def end_open_business(*, by: Actor, appeal: Appeal, counts_on: bool = False) -> None:
    """End what is open about the appeal beside its own state, because the file or its round ends, or it leaves its unit.

    `counts_on`: the promise goes on all the same (it went back to the desk), so it counts again where it waited; else the
    caller stops its clocks.
    """
    for ending in _ENDINGS if counts_on else (*_ENDINGS, *_FILE_ENDINGS):
        ending(by, appeal)
    if counts_on:
        count_on(by=by, appeal=appeal, ground=Ground.OVER)


def wait(*, by: Actor, appeal: Appeal, ground: Ground, max_days: int = 0) -> None:
    """The promise does not count while this lasts; the cover follows. Where it waits for something else, nothing changes."""
    now = clocks.pause(by=by, subject=appeal.case.ref, kind="handle", ground=ground, max_days=max_days)
    casework.settle(by=by, case=appeal.case, due_at=now.due_at, amber_at=now.amber_at)


def count_on(*, by: Actor, appeal: Appeal, ground: Ground) -> None:
    """What the promise waited for is over (its row says so already): it counts again, unless it still waits for something else.

    Then the ledger says from here on what that is. Nothing happens where it does not wait.
    """
    case = appeal.case
    now = clocks_queries.promise(subject=case.ref)
    if now is None or now.state is not ClockState.PAUSED:
        return
    now = clocks.resume(by=by, subject=case.ref, kind="handle", ground=ground)
    if still := queries.waits_for(appeal=appeal):
        now = clocks.pause(by=by, subject=case.ref, kind="handle", ground=still)
    casework.settle(by=by, case=case, due_at=now.due_at, amber_at=now.amber_at)


def dispute_window(began: datetime) -> timedelta:
    """How long an answer may be disputed (time_limits.csv ap.reopen), of a file that began then."""
    limit = clocks_queries.limit_for(
        clock="dispute_window", type="*", category="*", channel="*", priority="*", began=began
    )
    return timedelta(days=limit.value if limit else 15)


def text_digest(text: str, *, salt: object) -> str:
    """What the record keeps of a personal text: a keyed digest, so that the text can be erased and still be checked."""
    return keyed_digest(f"{salt}\x00{text}", purpose="record-text")


def required(text: str, *, field: str, message: str, limit: int = 2000) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字，现在有{len(clean)}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def follow_clock(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved the promise; the cover keeps the same moment as the ledger."""
    if event.subject.kind != "casework.case" or event.kind != "handle":
        return
    case = casework_queries.lock(by=Actor.job("appeals.clock"), case_id=int(event.subject.id))
    if event.round == case.round:
        casework.settle(by=by, case=case, due_at=event.due_at, amber_at=event.amber_at)
