"""The deputy's desk: held to it by an order, studied, or explained and ended; and the end looked at again by somebody else."""

from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import OPEN
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command
from yiwang.quality.callbacks import policies
from yiwang.quality.callbacks.commands import notices
from yiwang.quality.callbacks.commands.answers import end
from yiwang.quality.callbacks.commands.shared import digest, go, note, required, taken
from yiwang.quality.callbacks.events import ClosingDecided, EndReviewed, OrderDecided, StudyBegun, StudyReported
from yiwang.quality.callbacks.models import Loop
from yiwang.quality.callbacks.states import Ground, LoopState, Move


@command
def order(*, by: Actor, loop_id: int, words: str) -> Loop:
    """督办立项: what the unit is held to; the order itself is drawn up in the room of supervision. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_order(who, loop).require()
    return _ordered(by, loop, Move.ORDER, words)


def _ordered(by: Actor, loop: Loop, move: Move, words: str) -> Loop:
    said = required(words, message="请写督办的事项和要求")
    act = note(by=by, loop=loop, move=move, words=said)
    if move is Move.OVERTURN:
        loop.ground, loop.closed_by, loop.contest_until = "", None, None
    go(by=by, loop=loop, move=move)
    record.write(by=by, event=OrderDecided(loop.case.ref, act.pk, loop.unit.code, digest(said, loop)))
    notices.tell_ordered(by=by, loop=loop)
    return loop


@command
def study(*, by: Actor, loop_id: int, words: str) -> Loop:
    """专题研究: which question behind it is studied, by whom. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_study(who, loop).require()
    said = required(words, message="请写研究什么问题、由谁研究")
    act = note(by=by, loop=loop, move=Move.STUDY, words=said)
    go(by=by, loop=loop, move=Move.STUDY)
    record.write(by=by, event=StudyBegun(loop.case.ref, act.pk, digest(said, loop)))
    return loop


@command
def report_study(*, by: Actor, loop_id: int, words: str) -> Loop:
    """写研究结果: and then it is decided. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_report_study(who, loop).require()
    said = required(words, message="请写研究的结果")
    act = note(by=by, loop=loop, move=Move.REPORT_STUDY, words=said)
    go(by=by, loop=loop, move=Move.REPORT_STUDY)
    record.write(by=by, event=StudyReported(loop.case.ref, act.pk, digest(said, loop)))
    return loop


@command
def close(*, by: Actor, loop_id: int, ground: str, words: str) -> Loop:
    """说明理由，终结: the demand has no ground (`Ground`); the unit explains it in its answer, and with that it ends.

    Where the file is answered already, that answer is the explanation. Invalid: no ground, no words.
    """
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_close(who, loop).require()
    if ground not in frozenset(Ground):
        raise Invalid("没有选终结的理由", ground="请选是哪一种情况；说的是这项要求，不是提要求的人")
    said = required(words, message="请写怎样向诉求人说明")
    act = note(by=by, loop=loop, move=Move.CLOSE, words=said, code=ground)
    loop.ground, loop.closed_by = ground, organisation.officer(id=by.officer_id or 0)
    go(by=by, loop=loop, move=Move.CLOSE, to=LoopState.EXPLAIN)
    record.write(by=by, event=ClosingDecided(loop.case.ref, act.pk, ground, digest(said, loop)))
    return _explained(by, loop)


def _explained(by: Actor, loop: Loop) -> Loop:
    """At once where an answer stands already, else with the next one."""
    appeal = appeals_queries.get_by_id(case_id=loop.case_id)
    if appeal.case.state not in OPEN:
        return end(by=by, loop=loop, appeal=appeal)
    notices.tell_explain(by=by, loop=loop)
    return loop


@command
def uphold(*, by: Actor, loop_id: int, words: str) -> Loop:
    """维持终结: by somebody else than who closed it; explained once more, and then it is over. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_uphold(who, loop).require()
    said = required(words, message="请写复核的情况和理由")
    act = note(by=by, loop=loop, move=Move.UPHOLD, words=said)
    go(by=by, loop=loop, move=Move.UPHOLD)
    record.write(by=by, event=EndReviewed(loop.case.ref, act.pk, digest(said, loop)))
    return _explained(by, loop)


@command
def overturn(*, by: Actor, loop_id: int, words: str) -> Loop:
    """撤销终结，督办立项: the demand has its ground after all. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_overturn(who, loop).require()
    return _ordered(by, loop, Move.OVERTURN, words)
