"""升级: a bad answer, or rework that came too late, takes the loop one level up; the first one begins it."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.appeals.models import Appeal
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.commands import notices
from yiwang.quality.callbacks.commands.shared import enter, go
from yiwang.quality.callbacks.events import EndContested, LoopRaised
from yiwang.quality.callbacks.models import Loop, Turn
from yiwang.quality.callbacks.queries.hands import may_be_asked
from yiwang.quality.callbacks.states import LoopLevel, LoopState, Move

_ENTRY = {
    LoopLevel.TWO: LoopState.UNDERSTAND, LoopLevel.THREE: LoopState.SIGN, LoopLevel.FINAL: LoopState.FINAL,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A bad answer: to the answer of which round, how bad, why, at which door. `is_late`: none, but the unit's time is over."""

    round: int
    grade: Grade | None = None
    reasons: Sequence[str] = ()
    door: Door | None = None
    is_late: bool = False


@command
def raise_level(*, by: Actor, appeal: Appeal, bad: Bad) -> Loop | None:
    """One level up, or the first one. This round's bad answer is known already, or nobody is called back about such a file:
    unchanged.
    """
    case = appeal.case
    if not may_be_asked(case):
        return unchanged(None)
    loop = queries.lock_of_case(by=by, case_id=case.pk)
    if loop is None:
        loop = _begun(appeal, bad)
        return _raised(by, loop, bad, LoopLevel.TWO)
    if not bad.is_late and loop.turns.filter(round=bad.round, is_late=False).exists():
        return unchanged(loop)
    if loop.state == LoopState.ENDED:
        return contest(by=by, loop=loop, bad=bad)
    loop.round = bad.round
    level = LoopLevel(loop.level)
    if loop.state == LoopState.LEFT:
        return _raised(by, loop, bad, LoopLevel.TWO)
    if not policies.may_raise_level(loop):
        return _kept(by, loop, bad)
    return _raised(by, loop, bad, level.next)


def _begun(appeal: Appeal, bad: Bad) -> Loop:
    case, now = appeal.case, clock.now()
    unit = case.unit or queries.office()
    above = case.supervising_unit or organisation.supervising_unit(unit_code=unit.code)
    return Loop.objects.create(
        case=case, round=bad.round, unit=unit, supervising_unit=above, opened_at=now, changed_at=now
    )


def _turn(loop: Loop, bad: Bad) -> None:
    Turn.objects.create(
        loop=loop, round=bad.round, level=loop.level, grade=bad.grade or "", reasons=list(bad.reasons),
        door=bad.door or "", is_late=bad.is_late, at=clock.now(),
    )  # fmt: skip


def _raised(by: Actor, loop: Loop, bad: Bad, level: LoopLevel) -> Loop:
    loop.level = level
    if loop.case.unit:
        loop.unit = loop.case.unit
    enter(by=by, loop=loop, state=_ENTRY[level])
    loop.save()
    _turn(loop, bad)
    _write(by, loop, bad)
    tell = {
        LoopLevel.TWO: notices.tell_level_two, LoopLevel.THREE: notices.tell_sign, LoopLevel.FINAL: notices.tell_final,
    }[level]  # fmt: skip
    tell(by=by, loop=loop)
    return loop


def _kept(by: Actor, loop: Loop, bad: Bad) -> Loop:
    """Somebody above is on it already: it is kept, and changes nothing of whose turn it is."""
    loop.changed_at = clock.now()
    loop.save()
    _turn(loop, bad)
    _write(by, loop, bad)
    return loop


def _write(by: Actor, loop: Loop, bad: Bad) -> None:
    event = LoopRaised(loop.case.ref, loop.level, bad.round, bad.grade or "", tuple(bad.reasons), bad.is_late)
    record.write(by=by, event=event)


@command
def contest(*, by: Actor, loop: Loop, bad: Bad) -> Loop:
    """对终结有异议: once, in time, looked at by somebody else; else unchanged."""
    if not policies.may_contest(loop):
        return unchanged(loop)
    loop.round, loop.is_contested = bad.round, True
    go(by=by, loop=loop, move=Move.CONTEST)
    _turn(loop, bad)
    record.write(by=by, event=EndContested(loop.case.ref, bad.round))
    notices.tell_contested(by=by, loop=loop)
    return loop
