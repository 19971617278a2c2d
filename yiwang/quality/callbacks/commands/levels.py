"""The second and the third level: understood by somebody else, looked after from above, signed, looked into, concluded."""

from collections.abc import Sequence

from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import OPEN
from yiwang.cases.casework import commands as casework
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import queries as asking
from yiwang.quality.asking.states import Purpose, Spare, Way
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.commands import notices
from yiwang.quality.callbacks.commands.answers import order_call
from yiwang.quality.callbacks.commands.shared import digest, done_in_time, go, note, required, taken
from yiwang.quality.callbacks.events import (
    InquiryConcluded,
    InquirySigned,
    NeedUnderstood,
    OpinionFiled,
    ReworkFollowed,
)
from yiwang.quality.callbacks.models import Loop, Opinion
from yiwang.quality.callbacks.states import LoopState, Move


@command
def understand(*, by: Actor, loop_id: int, words: str) -> Loop:
    """记下了解到的: what the citizen said is wrong, by somebody who had no hand in the file. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    hands = queries.hands_of(loop=loop)
    policies.may_understand(who, loop, hands).require()
    said = required(words, message="请写诉求人说了什么、要解决什么")
    act = note(by=by, loop=loop, move=Move.UNDERSTAND, words=said)
    done_in_time(by=by, loop=loop, kind="callback_l2_contact")
    go(by=by, loop=loop, move=Move.UNDERSTAND)
    record.write(by=by, event=NeedUnderstood(loop.case.ref, act.pk, digest(said, loop)))
    return loop


@command
def dial(*, by: Actor, loop_id: int) -> str:
    """The number to ring up, for who may listen, at an hour that allows it; the look is put on record each time.

    Refused: not theirs, not at this hour, or nobody who may be rung up.
    """
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_understand(who, loop, queries.hands_of(loop=loop)).require()
    told = queries.told_of(appeal=appeals_queries.get_by_id(case_id=loop.case_id))
    if told is None or not told.whom.recipient.phone:
        raise Refused("诉求人没有留电话。请按留下的别的方式联系，再记下了解到的")
    spared = asking.spared(
        about=told.about, recipient=told.whom.recipient, subject=loop.case.ref, purpose=Purpose.LEVEL_TWO, way=Way.PHONE,
        round=loop.round + 1,
    )  # fmt: skip
    if spared.reason is not None:
        raise Refused(f"不能打这个电话：{Spare(spared.reason).label}")
    if asking.next_ring(clock.now()) > clock.now():
        raise Refused("现在不是打电话的时间。请在能打电话的钟点再打")
    record.look(by=by, subject=loop.case.ref, fields=("phone",), purpose="二级回访电话")
    return told.whom.recipient.phone


@command
def follow_up(*, by: Actor, loop_id: int, words: str) -> Loop:
    """记下督导情况: what the supervising unit found and asked for; the first one stops its clock. Invalid: no words."""
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_follow_up(who, loop).require()
    said = required(words, message="请写督导的情况和要求")
    act = note(by=by, loop=loop, move=Move.FOLLOW_UP, words=said)
    done_in_time(by=by, loop=loop, kind="callback_l2_follow")
    go(by=by, loop=loop, move=Move.FOLLOW_UP)
    record.write(by=by, event=ReworkFollowed(loop.case.ref, act.pk, digest(said, loop)))
    return loop


@command
def sign(*, by: Actor, loop_id: int, bodies: Sequence[str], words: str = "") -> Loop:
    """签批: which bodies (codes of setting `callback_bodies`) look into it; they read the file while it lasts.

    Invalid: none, or one that is not of those.
    """
    who, loop, _ = taken(by=by, loop_id=loop_id)
    policies.may_sign(who, loop).require()
    known = queries.bodies()
    if not bodies or any(code not in known for code in bodies):
        raise Invalid("请选会同调查的部门", bodies="请至少选一个部门")
    said = words.strip()
    units = queries.body_units(list(dict.fromkeys(bodies)))
    note(by=by, loop=loop, move=Move.SIGN, words=said)
    Opinion.objects.bulk_create([Opinion(loop=loop, unit=unit, asked_at=clock.now()) for unit in units])
    casework.admit(by=by, case=loop.case, units=units)
    go(by=by, loop=loop, move=Move.SIGN)
    record.write(by=by, event=InquirySigned(loop.case.ref, tuple(unit.code for unit in units), digest(said, loop)))
    notices.tell_signed(by=by, loop=loop)
    return loop


@command
def opine(*, by: Actor, loop_id: int, words: str) -> Opinion:
    """提意见: what a body that was asked found, and what it proposes; once a body. Invalid: no words."""
    who, loop, opinions = taken(by=by, loop_id=loop_id)
    hands = queries.hands_of(loop=loop)
    policies.may_opine(who, loop, opinions, hands).require()
    said = required(words, message="请写查明的情况和意见")
    units = {grant.unit for grant in who.reach.grants}
    own = next(one for one in opinions if one.unit.code in units and one.given_at is None)
    own.words, own.officer_id, own.given_at = said, by.officer_id, clock.now()
    own.save(update_fields=["words", "officer", "given_at"])
    go(by=by, loop=loop, move=Move.OPINE)
    record.write(by=by, event=OpinionFiled(loop.case.ref, own.pk, own.unit.code, digest(said, loop)))
    if all(one.given_at for one in opinions):
        notices.tell_all_in(by=by, loop=loop)
    return own


@command
def conclude(*, by: Actor, loop_id: int, words: str) -> Loop:
    """作出结论: what is to be done; the unit answers by it. Where it has answered meanwhile, the citizen is called at once.

    Refused: a body has not spoken and its time is not over. Invalid: no words.
    """
    who, loop, opinions = taken(by=by, loop_id=loop_id)
    policies.may_conclude(who, loop, opinions).require()
    said = required(words, message="请写结论和要落实的事")
    act = note(by=by, loop=loop, move=Move.CONCLUDE, words=said)
    appeal = appeals_queries.get_by_id(case_id=loop.case_id)
    casework.dismiss(by=by, case=loop.case, until=clock.now(), units=[one.unit_id for one in opinions])
    record.write(by=by, event=InquiryConcluded(loop.case.ref, act.pk, digest(said, loop)))
    if appeal.case.state not in OPEN:
        return order_call(by=by, loop=loop, appeal=appeal, move=Move.CONCLUDE)
    go(by=by, loop=loop, move=Move.CONCLUDE, to=LoopState.REDO)
    notices.tell_concluded(by=by, loop=loop)
    return loop


@command
def call_again(*, by: Actor, loop_id: int, words: str) -> Loop:
    """已经落实，请回访: where the file is over and could not be opened again, so that no new answer comes. Invalid: no words.

    Called for already: unchanged.
    """
    who, loop, _ = taken(by=by, loop_id=loop_id)
    if loop.state == LoopState.CALL:
        return unchanged(loop)
    policies.may_call_again(who, loop).require()
    said = required(words, message="请写落实了什么")
    note(by=by, loop=loop, move=Move.CALL_AGAIN, words=said)
    appeal = appeals_queries.get_by_id(case_id=loop.case_id)
    return order_call(by=by, loop=loop, appeal=appeal, move=Move.CALL_AGAIN)
