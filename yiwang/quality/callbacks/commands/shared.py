"""What the steps of a loop share: the loop as it is held, its clocks, a step's words, and where a move leads."""

from datetime import datetime

from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals.policies import Mover
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.states import Ground as Why
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.models import Act, Loop, Opinion
from yiwang.quality.callbacks.states import MOVES, LoopState, Move

WORDS_SIGNS = 2000
CLOCKS: dict[LoopState, tuple[str, ...]] = {
    LoopState.UNDERSTAND: ("callback_l2_contact", "callback_l2_rework", "callback_l2_follow"),
    LoopState.SIGN: ("callback_l3_sign",),
    LoopState.JOINT: ("callback_l3_handle",),
    LoopState.FINAL: ("callback_final",),
    LoopState.STUDY: ("callback_study",),
    LoopState.REVIEW: ("callback_review",),
}
"""What begins to count where a loop comes (time_limits.csv, fb.*)."""
_COUNTS_ON = frozenset({LoopState.REWORK, LoopState.REDO})
"""Where it goes without anything that counts coming to an end."""


def taken(*, by: Actor, loop_id: int) -> tuple[Mover, Loop, list[Opinion]]:
    """The hand with its reach, and the loop it may read, held. Missing: not there, or not in its sight."""
    who = appeals_policies.mover(by)
    loop = queries.lock(loop_id=loop_id)
    opinions = queries.opinions_of(loop=loop)
    if not policies.may_read(who, loop, opinions):
        raise Missing("没有这一件回访，或不在您的范围内")
    return who, loop, opinions


@command
def go(*, by: Actor, loop: Loop, move: Move, to: LoopState | None = None) -> None:
    """Carry a move out: where it leads, what stops and what begins to count. Conflict: the loop is elsewhere by now."""
    row = MOVES[move]
    target = MOVES.target(LoopState(loop.state), move)
    target = to if to is not None and to in (row.to, *row.others) else target
    if target != loop.state:
        enter(by=by, loop=loop, state=target)
    loop.changed_at = clock.now()
    loop.save()


def enter(*, by: Actor, loop: Loop, state: LoopState) -> None:
    """The loop is there from now on; saved by who calls."""
    loop.state, loop.changed_at = state, clock.now()
    if state in _COUNTS_ON:
        loop.due_at = _next_due(loop)
        return
    clocks.cancel_all(by=by, subject=loop.ref, ground=Why.DONE)
    loop.due_at = _start(by, loop, CLOCKS.get(state, ()))


def _start(by: Actor, loop: Loop, kinds: tuple[str, ...]) -> datetime | None:
    """Start these clocks by the bureau's table; when the first of them is due."""
    limits = [(kind, clocks_queries.limit_for(clock=kind, subject_kind="feedback")) for kind in kinds]
    return min(
        (
            clocks.start(by=by, subject=loop.ref, kind=kind, limit=limit, at=clock.now()).at
            for kind, limit in limits
            if limit
        ),
        default=None,
    )


def done_in_time(*, by: Actor, loop: Loop, kind: str) -> None:
    """One of its clocks has what it waited for; the next one says by when from here on."""
    clocks.stop(by=by, subject=loop.ref, kind=kind, ground=Why.DONE)
    loop.due_at = _next_due(loop)


def _next_due(loop: Loop) -> datetime | None:
    views = clocks_queries.clocks_of(subjects=[loop.ref]).get(loop.ref, {})
    return min((view.due_at for view in views.values() if view.due_at and not view.stopped_at), default=None)


@command
def note(*, by: Actor, loop: Loop, move: Move, words: str, code: str = "") -> Act:
    """Keep what somebody wrote at a step."""
    return Act.objects.create(
        loop=loop, move=move, level=loop.level, officer_id=by.officer_id or 0, words=words, code=code, at=clock.now()
    )


def required(text: str, *, field: str = "words", message: str) -> str:
    """A text that must stand, stripped. Invalid: empty, or above two thousand signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > WORDS_SIGNS:
        more = f"最多{WORDS_SIGNS}字，请删去{len(clean) - WORDS_SIGNS}字"
        raise Invalid(more, **{field: more})
    return clean


def digest(text: str, loop: Loop) -> str:
    """What the record keeps of words."""
    return keyed_digest(f"{loop.pk}\x00{text}", purpose="record-text") if text else ""
