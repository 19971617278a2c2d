"""约回拨: a promised call is made, tried, and ended."""

import re
from datetime import datetime, timedelta

from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.commands.calls import tie_call
from yiwang.cases.centre.events import CallBackEnded, CallBackPromised, CallBackTried
from yiwang.cases.centre.models import CallBack, CallBackTry
from yiwang.cases.centre.queries import get_call
from yiwang.cases.centre.states import CallBackState, CallState, TryOutcome, WrapUp
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

WHAT_SIGNS, NAME_SIGNS, NOTE_SIGNS = 300, 40, 300
LONGEST = timedelta(days=30)
"""What is to be done later than that is no call-back but a file (bureau default)."""
_NUMBER = re.compile(r"\d{7,15}")


@command
def promise_call_back(
    *, by: Actor, number: str, due_at: datetime, what: str, name: str = "", call_id: int = 0, is_mine: bool = True
) -> CallBack:
    """约回拨. `is_mine`: this officer will call, else whoever of the desk is free. `call_id`: the call it comes from.

    Promised for that call already: unchanged. Invalid: no number, no reason, a moment that is over or far away.
    """
    reach = organisation.reach(by=by)
    policies.may_sit(reach).require()
    call = get_call(for_=by, call_id=call_id, reach=reach) if call_id else None
    plain = people.read_phone(number) or (people.read_phone(call.number) if call else "")
    _check(plain, due_at, what, name)
    if call and (known := call.call_backs.filter(state=CallBackState.WAITING).first()):
        return unchanged(known)
    officer = organisation.officer(id=by.officer_id or 0)
    made = CallBack.objects.create(
        call=call, number=plain, number_index=people.phone_index(plain), name=name.strip(), what=what.strip(),
        unit=(call.unit if call and call.unit else officer.unit), officer=officer if is_mine else None, due_at=due_at,
        made_by=officer, made_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=CallBackPromised(made.ref, due_at.isoformat(), str(call.ref) if call else ""))
    if call and not call.subject_kind and (call.state != CallState.TALKING or call.officer_id == by.officer_id):
        tie_call(by=by, call_id=call.pk, to=made.ref, wrap_up=WrapUp.CALL_BACK)
    return made


def _check(number: str, due_at: datetime, what: str, name: str) -> None:
    wrong: dict[str, str] = {}
    if not _NUMBER.fullmatch(number):
        wrong["number"] = "请写7到15位的电话号码"
    if not what.strip():
        wrong["what"] = "请写为什么回拨，接班的同事要看得懂"
    elif len(what.strip()) > WHAT_SIGNS:
        wrong["what"] = f"最多{WHAT_SIGNS}字，请写短一些"
    if len(name.strip()) > NAME_SIGNS:
        wrong["name"] = f"最多{NAME_SIGNS}字"
    now = clock.now()
    if due_at <= now:
        wrong["due_at"] = "约的时间已经过了，请往后约"
    elif due_at > now + LONGEST:
        wrong["due_at"] = "最晚约到30天以后；更久的事请登记成件"
    if wrong:
        raise Invalid(**wrong)


@command
def note_try(*, by: Actor, key: int, outcome: TryOutcome, note: str = "", next_at: datetime | None = None) -> CallBack:
    """记一次回拨. Reached, or the number is wrong: it is over. Else it waits on, until `next_at` where that is said.

    Conflict: it is over already. Invalid: a next moment that cannot be.
    """
    held = _held(by, key)
    if held.state != CallBackState.WAITING:
        raise Conflict("这个回拨已经了结，请刷新看看")
    if len(note.strip()) > NOTE_SIGNS:
        raise Invalid(note=f"最多{NOTE_SIGNS}字")
    officer = organisation.officer(id=by.officer_id or 0)
    CallBackTry.objects.create(
        call_back=held, officer=officer, at=clock.now(), outcome=outcome, note=note.strip()
    )  # fmt: skip
    record.write(by=by, event=CallBackTried(held.ref, outcome))
    if outcome in (TryOutcome.REACHED, TryOutcome.WRONG):
        over = CallBackState.DONE if outcome is TryOutcome.REACHED else CallBackState.GIVEN_UP
        return _ended(by, held, over)
    if next_at is not None:
        _check(held.number, next_at, held.what, held.name)
        held.due_at = next_at
        held.save(update_fields=["due_at"])
    return held


@command
def give_up_call_back(*, by: Actor, key: int) -> CallBack:
    """联系不上: after enough tries. Given up already: unchanged. Refused: too few tries."""
    held = _held(by, key)
    if held.state == CallBackState.GIVEN_UP:
        return unchanged(held)
    policies.may_give_up(held, held.tries.count()).require()
    return _ended(by, held, CallBackState.GIVEN_UP)


@command
def cancel_call_back(*, by: Actor, key: int) -> CallBack:
    """不用回拨: they called again, or it has been seen to. Cancelled already: unchanged. Conflict: it is over otherwise."""
    held = _held(by, key)
    if held.state == CallBackState.CANCELLED:
        return unchanged(held)
    if held.state != CallBackState.WAITING:
        raise Conflict("这个回拨已经了结，请刷新看看")
    return _ended(by, held, CallBackState.CANCELLED)


def _held(by: Actor, key: int) -> CallBack:
    reach = organisation.reach(by=by)
    policies.may_sit(reach).require()
    return queries.lock_call_back(by=by, key=key, reach=reach)


def _ended(by: Actor, held: CallBack, state: CallBackState) -> CallBack:
    held.state, held.ended_at = state, clock.now()
    held.save(update_fields=["state", "ended_at"])
    record.write(by=by, event=CallBackEnded(held.ref, state))
    return held
