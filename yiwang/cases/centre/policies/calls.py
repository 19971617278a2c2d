"""Who sits at the desk, who may say what became of a call, and who may hear it again."""

from yiwang.cases.appeals.states import DESK
from yiwang.cases.centre.models import Call, CallBack
from yiwang.cases.centre.states import ENOUGH_TRIES, HEARERS, CallBackState, CallState
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict

NOT_AT_THE_DESK = Verdict("您的岗位不接服务中心的电话", "需要时请系统管理员提请受理员岗位")


def may_sit(reach: Reach) -> Verdict:
    """Operators and their leads."""
    return ALLOWED if reach.roles.intersection(DESK) else NOT_AT_THE_DESK


def may_tell(by: Actor) -> Verdict:
    """What happens on the line is told by the exchange's system, or by the house; the door has asked for its token."""
    is_machine = by.is_machine or by.kind is ActorKind.CLIENT
    return ALLOWED if is_machine else Verdict("来电只由话务系统推送")


def may_wrap_up(by: Actor, reach: Reach, call: Call) -> Verdict:
    """Anybody of the desk in whose sight the call is; of an answered one only who answered it, or the lead."""
    if not may_sit(reach):
        return NOT_AT_THE_DESK
    is_own = call.officer_id in (None, by.officer_id) or call.state == CallState.MISSED
    if is_own or Role.TRIAGE_LEAD in reach.roles or by.is_machine:
        return ALLOWED
    return Verdict("这个电话是别人接的", "请接电话的同事整理，或请受理组长代办")


def may_hear(by: Actor, reach: Reach, call: Call) -> Verdict:
    """Who answered it; the desk's lead, supervision and inspection over its unit."""
    if not call.recording:
        return Verdict("这个电话没有录音")
    if call.officer_id is not None and call.officer_id == by.officer_id:
        return ALLOWED
    unit = call.unit.code if call.unit else None
    return ALLOWED if reach.holds(*HEARERS, unit=unit) else Verdict("录音只有接电话的人、受理组长、督办和督察能听")


def may_give_up(call_back: CallBack, tries: int) -> Verdict:
    """联系不上: only after enough tries that came to nothing."""
    if call_back.state != CallBackState.WAITING:
        return Verdict("这个回拨已经了结")
    left = ENOUGH_TRIES - tries
    return ALLOWED if left <= 0 else Verdict(f"还要再试{left}次才能记为联系不上", "换个时间再打")
