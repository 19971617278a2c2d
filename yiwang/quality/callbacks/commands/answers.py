"""What the loop does of itself: it has people asked after an answer, hears what they say, and goes on or comes to its end."""

from datetime import timedelta

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import events as facts
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.record import commands as record
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskAnswered, AskLapsed, CallGivenUp, PersonSpared
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import BAD, Door, Grade, Purpose
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.commands import notices
from yiwang.quality.callbacks.commands.raising import Bad, raise_level
from yiwang.quality.callbacks.commands.shared import go
from yiwang.quality.callbacks.events import CallOrdered, LoopEnded, LoopLeft, LoopSettled, LoopSilent
from yiwang.quality.callbacks.models import Loop
from yiwang.quality.callbacks.states import ANSWERING, LoopLevel, LoopState, Move

CASE = "casework.case"
LEVELS = frozenset({Purpose.LEVEL_ONE, Purpose.LEVEL_TWO, Purpose.LEVEL_THREE})
CALL_WITHIN = timedelta(days=3)
"""By when a call of the second or third level is to be made (bureau default, no source); never after the answer may be
disputed no more."""
_SAID = "callbacks.said"


@command
def follow_answer(*, by: Actor, case_id: int) -> Loop | Ask | None:
    """There is an answer: of a file without a loop its citizen is asked; of one that was worked on again, somebody who had no
    hand in it calls; an end that was to be explained is one from now on. Done already, or nobody to ask: unchanged.
    """
    appeal = appeals_queries.get_by_id(case_id=case_id)
    if appeal.case.state != State.REPLIED:
        return unchanged(None)
    loop = queries.lock_of_case(by=by, case_id=case_id)
    if loop is None or loop.state == LoopState.LEFT:
        return _asked(by, appeal)
    if policies.may_end(loop):
        return end(by=by, loop=loop, appeal=appeal)
    if policies.may_follow_answer(loop):
        return order_call(by=by, loop=loop, appeal=appeal, move=Move.FOLLOW_ANSWER)
    return unchanged(loop)


def _asked(by: Actor, appeal: Appeal) -> Ask | None:
    told, case = queries.told_of(appeal=appeal), appeal.case
    asked = asking_queries.asks_of(subject=case.ref, purposes=[Purpose.LEVEL_ONE])
    if told is None or any(one.round == case.round for one in asked):
        return unchanged(None)
    return asking.plan(
        by=by, purpose=Purpose.LEVEL_ONE, subject=case.ref, round=case.round, unit=case.unit or queries.office(),
        handler=case.officer, case=case, whom=told.whom, about=told.about, params={"number": case.number},
        after=asking_queries.level_one_after(),
    )  # fmt: skip


@command
def order_call(*, by: Actor, loop: Loop, appeal: Appeal, move: Move) -> Loop:
    """Have the citizen rung up by somebody who had no hand in the file; who cannot be asked, is left in peace."""
    case = appeal.case
    if case.unit:
        loop.unit = case.unit
    go(by=by, loop=loop, move=move, to=LoopState.CALL)
    last = appeal.dispute_until or clock.now() + CALL_WITHIN
    loop.due_at = min(clock.now() + CALL_WITHIN, last)
    loop.save()
    record.write(by=by, event=CallOrdered(case.ref, loop.level, case.round))
    told = queries.told_of(appeal=appeal)
    purpose = Purpose.LEVEL_TWO if loop.level == LoopLevel.TWO else Purpose.LEVEL_THREE
    task = told and asking.call(
        by=by, purpose=purpose, subject=case.ref, round=case.round, unit=asking_queries.call_unit(loop.unit), judged=loop.unit,
        handler=case.officer, not_by=queries.former_handlers(appeal=appeal), case=case, whom=told.whom,
        about=told.about, due_at=loop.due_at, params={"number": case.number}, script=purpose,
    )  # fmt: skip
    if task is None:
        return fall_silent(by=by, case_id=case.pk) or loop
    return loop


@command
def end(*, by: Actor, loop: Loop, appeal: Appeal) -> Loop:
    """终结: the explanation is out. It may be contested for as long as an answer may be disputed, once."""
    loop.contest_until = appeal.dispute_until or clock.now()
    go(by=by, loop=loop, move=Move.END)
    record.write(by=by, event=LoopEnded(loop.case.ref, loop.ground, loop.is_contested))
    notices.tell_ended(by=by, loop=loop)
    return loop


def _case_of(event: AskAnswered | AskLapsed | CallGivenUp | PersonSpared) -> int | None:
    """The file that a question of a call-back was about; None of any other question."""
    about = Ref.parse(event.about)
    return int(about.id) if event.purpose in LEVELS and about.kind == CASE else None


@command
def take_answer(*, by: Actor, event: AskAnswered) -> Loop | None:
    """Reaction: a bad answer opens the file again, as if its citizen had said so on the portal; a good one settles the loop."""
    case_id = _case_of(event)
    if case_id is None:
        return unchanged(None)
    if event.grade not in BAD:
        return settle(by=by, case_id=case_id, grade=event.grade)
    appeal = appeals_queries.get_by_id(case_id=case_id)
    bad = Bad(round=event.round, grade=Grade(event.grade), reasons=event.reasons, door=Door(event.door))
    citizen = Actor.citizen(door=event.door)
    if appeal.case.round == event.round and appeals_policies.may_dispute(appeals_policies.mover(citizen), appeal):
        said: dict[tuple[int, int], Bad] = work.note(_SAID, dict)
        said[case_id, event.round] = bad
        reason = queries.said_why(event.grade, event.reasons, asking_queries.ask(ask_id=event.ask).words)
        appeals.dispute(by=citizen, case_id=case_id, reason=reason, round=event.round)
        return queries.of_case(case_id=case_id)
    return raise_level(by=citizen, appeal=appeal, bad=bad)


@command
def settle(*, by: Actor, case_id: int, grade: str) -> Loop | None:
    """本人认可: somebody who was called says so. Not called, or over: unchanged."""
    loop = queries.lock_of_case(by=by, case_id=case_id)
    if loop is None or not policies.may_settle(loop):
        return unchanged(loop)
    go(by=by, loop=loop, move=Move.SETTLE)
    record.write(by=by, event=LoopSettled(loop.case.ref, loop.level, grade))
    return loop


@command
def take_dispute(*, by: Actor, event: facts.AppealDisputed) -> Loop | None:
    """Reaction: 没有解决, by whatever door, is the bad answer to that round's answer, and to what was asked about it."""
    case_id, round = int(event.subject.id), event.round - 1
    said: dict[tuple[int, int], Bad] = work.note(_SAID, dict)
    bad = said.get((case_id, round))
    if bad is None:
        bad = Bad(round=round, grade=Grade.DISSATISFIED, door=Door.PORTAL)
        for purpose in sorted(LEVELS):
            if waiting := asking_queries.open_ask(subject=event.subject, purpose=Purpose(purpose), round=round):
                asking.answer(by=by, ask_id=waiting.pk, door=Door.PORTAL, grade=Grade.DISSATISFIED)
    return raise_level(by=by, appeal=appeals_queries.get_by_id(case_id=case_id), bad=bad)


@command
def take_silence(*, by: Actor, event: AskLapsed | CallGivenUp | PersonSpared) -> Loop | None:
    """Reaction: nobody answered, could be reached or may be asked: the loop ends as that, and is nobody's satisfaction."""
    case_id = _case_of(event)
    return fall_silent(by=by, case_id=case_id) if case_id is not None else unchanged(None)


@command
def fall_silent(*, by: Actor, case_id: int) -> Loop | None:
    """未回应: whoever was called did not answer, or may not be called. Not called, or over: unchanged."""
    loop = queries.lock_of_case(by=by, case_id=case_id)
    if loop is None or not policies.may_fall_silent(loop):
        return unchanged(loop)
    go(by=by, loop=loop, move=Move.FALL_SILENT)
    record.write(by=by, event=LoopSilent(loop.case.ref, loop.level))
    return loop


@command
def let_go(*, by: Actor, event: Event) -> Loop | None:
    """Reaction: the file is withdrawn, another's, secret or on a law's track: nobody is asked about it any more."""
    case_id = int(event.subject.id)
    appeal = appeals_queries.get_by_id(case_id=case_id)
    if appeal.case.state in _STAYS and queries.hands.may_be_asked(appeal.case):
        return unchanged(None)
    dropped = asking.drop_of_case(by=by, case_id=case_id)
    loop = queries.lock_of_case(by=by, case_id=case_id)
    if loop is None or not policies.may_let_go(loop):
        return loop if dropped else unchanged(loop)
    go(by=by, loop=loop, move=Move.LET_GO)
    record.write(by=by, event=LoopLeft(loop.case.ref, event.code))
    return loop


_STAYS = frozenset(State) - {State.WITHDRAWN, State.HANDED_BACK, State.MERGED, State.ON_TRACK, State.ENDED_BY_LAW}
"""A file that only got another grade and may still be asked about stays in its loop."""


@command
def take_lateness(*, by: Actor, event: DeadlineMissed) -> Loop | None:
    """Reaction: a step's time is over: whoever stands above hears it; rework that is late goes up to the third level."""
    if event.subject.kind != "callbacks.loop" or event.kind not in notices.LATE:
        return unchanged(None)
    loop = queries.by_id(loop_id=int(event.subject.id))
    if event.kind == "callback_l2_rework" and loop.state in ANSWERING and loop.level == LoopLevel.TWO:
        appeal = appeals_queries.get_by_id(case_id=loop.case_id)
        return raise_level(by=by, appeal=appeal, bad=Bad(round=loop.round, is_late=True))
    notices.tell_late(by=by, loop=loop, event=event)
    return unchanged(loop)
