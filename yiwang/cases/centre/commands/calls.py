"""What the exchange tells of calls, who sits where, and what each call came to."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.events import CallTied, CallTold, CallWrappedUp, SeatLeft, SeatTaken
from yiwang.cases.centre.models import Call, Seat
from yiwang.cases.centre.states import CallFact, WrapUp
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings
from yiwang.kit.work import command, unchanged

NOTE_SIGNS = 500
AHEAD = timedelta(minutes=5)
"""So far an exchange's clock may be ahead of ours."""
BEHIND = timedelta(days=7)
"""What an exchange kept back for longer is no news of a call."""
EXTENSION_SIGNS = 20


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing an exchange tells of a call. `number`: empty where the caller withholds it. `extension`: the set it is about;
    `officer`: login of who uses it, where the exchange knows; `unit`: code of the desk that was called, where it knows.
    """

    call_id: str
    fact: CallFact
    at: datetime
    number: str = ""
    extension: str = ""
    officer: str = ""
    unit: str = ""
    recording: str = ""


@command
def note_call(*, by: Actor, told: Told) -> Call:
    """Take what the exchange tells. Told twice it changes nothing; in any order it ends the same: moments decide.

    Refused: not a system. Invalid: a moment that cannot be, a recording's link that may not be shown here.
    """
    policies.may_tell(by).require()
    _check(told)
    first, is_new = Call.objects.get_or_create(exchange=by.id[:20], call_id=told.call_id, defaults={"came_at": told.at})
    call = Call.objects.select_for_update().get(pk=first.pk)
    changes = _changes(call, told)
    if not changes and not is_new:
        return unchanged(call)
    for name, value in changes.items():
        setattr(call, name, value)
    call.state = call.standing
    call.save()
    record.write(by=by, event=CallTold(call.ref, told.fact, call.state, call.extension))
    return call


def _check(told: Told) -> None:
    now = clock.now()
    if not now - BEHIND <= told.at <= now + AHEAD:
        raise Invalid(at="时间和我们的相差太多：不能晚于现在5分钟，也不能早于7天前，请核对交换机的时钟和时区")
    if told.unit and told.unit not in organisation.roster().by_code:
        raise Invalid(desk="没有这个单位代码，请对照单位表")
    if told.fact is CallFact.RECORDING:
        _check_link(told.recording)


def _check_link(link: str) -> None:
    """Only links to the recording servers that the IT lead has named: a page of ours must not lead elsewhere."""
    address = urlsplit(link)
    known = {host.strip().lower() for host in settings().recording_hosts.split(",") if host.strip()}
    if not known:
        raise Invalid(recording_url="还没有设置录音服务器，录音链接不收。请信息中心设置YIWANG_RECORDING_HOSTS")
    if address.scheme not in ("http", "https") or address.username or address.netloc.lower() not in known:
        raise Invalid(recording_url="这个地址不是录音服务器，请用YIWANG_RECORDING_HOSTS里的主机")


def _changes(call: Call, told: Told) -> dict[str, object]:
    """What is new in it; empty where all of it is known."""
    wanted: dict[str, object] = _moments(call, told)
    if told.number and not call.number and not call.forgotten_at:
        number = people.read_phone(told.number)
        wanted |= {"number": number, "number_index": people.phone_index(number)}
    if told.fact is CallFact.RECORDING:
        wanted["recording"] = told.recording
    wanted |= _named(call, told)
    return {name: value for name, value in wanted.items() if getattr(call, name) != value}


def _moments(call: Call, told: Told) -> dict[str, object]:
    found: dict[str, object] = {"came_at": min(call.came_at, told.at)}
    if told.fact is CallFact.ANSWERED:
        found["answered_at"] = min(filter(None, (call.answered_at, told.at)))
    elif told.fact in (CallFact.ENDED, CallFact.MISSED):
        known = None if call.is_end_unknown else call.ended_at
        found |= {"ended_at": max(filter(None, (known, told.at))), "is_end_unknown": False}
    return found


def _named(call: Call, told: Told) -> dict[str, object]:
    """Whose call it is: of who answered last (a transfer), else of the set that rang last."""
    is_answer = told.fact is CallFact.ANSWERED
    if not (told.extension or told.officer) or told.fact not in (CallFact.RINGING, CallFact.ANSWERED):
        return {"unit": _unit(told.unit)} if told.unit and call.unit is None else {}
    is_old = call.named_at is not None and told.at <= call.named_at
    if (call.answered_at and not is_answer) or (is_old and (call.answered_at or not is_answer)):
        return {}
    officer, unit = _who(told)
    return {
        "extension": told.extension[:EXTENSION_SIGNS], "officer": officer, "unit": _unit(told.unit) or unit or call.unit,
        "named_at": told.at,
    }  # fmt: skip


def _who(told: Told) -> tuple[Officer | None, Unit | None]:
    """By the login where the exchange gives one, else by who has signed in at the extension."""
    if told.officer:
        with suppress(Missing):
            officer = organisation.officer_by_code(code=told.officer)
            return officer, officer.unit
    seat = queries.sitting_at(extension=told.extension, at=told.at)
    return (seat.officer, seat.unit) if seat else (None, None)


def _unit(code: str) -> Unit | None:
    return organisation.roster().by_code.get(code) if code else None


# --- who sits where


@command
def take_seat(*, by: Actor, extension: str) -> Seat:
    """签入: from now on calls at this extension are this officer's. Seated there already: unchanged.

    Whoever sat there before, and where this officer sat before, is signed out. Invalid: no extension.
    """
    reach = organisation.reach(by=by)
    policies.may_sit(reach).require()
    wanted = extension.strip()
    if not wanted.isascii() or not wanted.isalnum() or len(wanted) > EXTENSION_SIGNS:
        raise Invalid(extension="请写话机的分机号，例如8001")
    officer = organisation.officer(id=by.officer_id or 0)
    held = list(Seat.objects.select_for_update().filter(until__isnull=True, extension=wanted))
    held += list(Seat.objects.select_for_update().filter(until__isnull=True, officer=officer).exclude(extension=wanted))
    if any(seat.extension == wanted and seat.officer_id == officer.pk for seat in held):
        return unchanged(next(seat for seat in held if seat.extension == wanted))
    for seat in held:
        _end(by, seat)
    taken = Seat.objects.create(extension=wanted, officer=officer, unit=officer.unit, since=clock.now())
    record.write(by=by, event=SeatTaken(taken.ref, wanted, officer.pk))
    return taken


@command
def leave_seat(*, by: Actor) -> Seat | None:
    """签出. Sits nowhere: unchanged."""
    seat = Seat.objects.select_for_update().filter(until__isnull=True, officer_id=by.officer_id or 0).first()
    if seat is None:
        return unchanged(None)
    _end(by, seat)
    return seat


def _end(by: Actor, seat: Seat) -> None:
    seat.until = clock.now()
    seat.save(update_fields=["until"])
    record.write(by=by, event=SeatLeft(seat.ref, seat.extension, seat.officer_id))


# --- what a call came to


@command
def wrap_up_call(*, by: Actor, call_id: int, wrap_up: WrapUp, note: str = "") -> Call:
    """话后整理: what it came to, and a word for the next who picks up. The same again: unchanged.

    Refused: somebody else's call. Conflict: they are still talking. Invalid: too long a note.
    """
    call = _taken_up(by, call_id)
    words = note.strip()
    if len(words) > NOTE_SIGNS:
        raise Invalid(note=f"备注最多{NOTE_SIGNS}字，请删去{len(words) - NOTE_SIGNS}字")
    if call.ended_at is None:
        raise Conflict("电话还没有挂断，挂断以后再整理")
    if call.wrapped_at and (call.wrap_up, call.note) == (wrap_up, words):
        return unchanged(call)

    def change() -> None:
        call.wrap_up, call.note = wrap_up, words

    return _wrapped(by, call, change)


def _wrapped(by: Actor, call: Call, change: Callable[[], None]) -> Call:
    change()
    call.wrapped_at = call.wrapped_at or clock.now()
    call.state = call.standing
    call.save(update_fields=["wrap_up", "note", "wrapped_at", "state", "subject_kind", "subject_id"])
    record.write(by=by, event=CallWrappedUp(call.ref, call.wrap_up))
    return call


@command
def tie_call(*, by: Actor, call_id: int, to: Ref, wrap_up: WrapUp) -> Call:
    """What a call became: a file (`casework.case:…`), a diversion (`centre.diversion:…`). That wraps it up.

    The same again: unchanged. A call that became two things keeps the first; the second is on record.
    """
    call = _taken_up(by, call_id)
    if (call.subject_kind, call.subject_id) == (to.kind, str(to.id)):
        return unchanged(call)
    record.write(by=by, event=CallTied(call.ref, str(to), wrap_up))
    if call.subject_kind:
        return call

    def change() -> None:
        call.subject_kind, call.subject_id, call.wrap_up = to.kind, str(to.id), wrap_up

    return _wrapped(by, call, change)


def _taken_up(by: Actor, call_id: int) -> Call:
    reach = organisation.reach(by=by)
    call = queries.lock_call(by=by, call_id=call_id, reach=reach)
    policies.may_wrap_up(by, reach, call).require()
    return call


@command
def hear_call(*, by: Actor, call_id: int, purpose: str) -> str:
    """听录音: the exchange's link, once the look is on record. Refused: not theirs to hear. Invalid: no purpose."""
    reach = organisation.reach(by=by)
    call = queries.get_call(for_=by, call_id=call_id, reach=reach)
    policies.may_hear(by, reach, call).require()
    record.look(by=by, subject=call.ref, fields=("recording",), purpose=purpose)
    return call.recording
