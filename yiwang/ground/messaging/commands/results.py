"""What came of a message: each noted on its own, under the row's lock, and only once."""

from datetime import timedelta

from yiwang.ground.messaging import policies
from yiwang.ground.messaging.commands.incoming import spoke_to
from yiwang.ground.messaging.events import MessageDelivered, MessageFailed, MessageSent
from yiwang.ground.messaging.gateways.base import Fate, Found
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import WAITING, Channel, Rank, Reason, State
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def note_taken(*, by: Actor, message_id: int, ref: str = "") -> Message:
    """The gateway took it. Also where it was put back meanwhile: then it must not go again."""
    message = _locked(message_id)
    if message.state in (State.SENT, State.DELIVERED) or message.error_code == Reason.BOUNCED:
        return unchanged(message)  # a bounce may be read before its sending is noted
    _take(by, message, ref)
    message.save()
    return message


@command
def note_posted(*, by: Actor, message_id: int) -> Message:
    """It stands in the group: the app said so, and there is no other receipt."""
    message = _locked(message_id)
    if State(message.state).is_final:
        return unchanged(message)
    message.sent_at = message.receipt_at = clock.now()
    message.error_code = ""
    _close(message, State.DELIVERED)
    record.write(by=by, event=MessageDelivered(*_facts(message)))
    spoke_to(message)
    message.save()
    return message


@command
def note_doubt(*, by: Actor, message_id: int) -> Message:
    """The app did not answer, or the worker died: it may stand in the group, nobody can ask, so it is never said again."""
    message = _locked(message_id)
    if message.state != State.SENDING:
        return unchanged(message)
    _fail(by, message, State.UNKNOWN, Reason.NO_ANSWER)
    message.save()
    return message


@command
def note_found(*, by: Actor, message_id: int, found: Found) -> Message:
    """What the gateway knows of it: taken, and perhaps its receipt."""
    message = _locked(message_id)
    if message.state == State.DELIVERED or (State(message.state).is_final and found.fate is Fate.WAITING):
        return unchanged(message)
    is_news = message.state != State.SENT
    if is_news:
        _take(by, message, message.gateway_ref)
    if found.fate is Fate.DELIVERED:
        _close(message, State.DELIVERED)
        message.receipt_at = found.at or clock.now()
        record.write(by=by, event=MessageDelivered(*_facts(message)))
    elif found.fate is Fate.FAILED:
        _fail(by, message, State.FAILED, found.error_code or "unknown")
    elif not is_news:
        return _look_later(by, message)
    message.save()
    return message


@command
def note_withheld(*, by: Actor, message_id: int, reason: str) -> Message:
    """It was not handed over, for a ground of ours (an unsafe number); it will not be tried again."""
    message = _locked(message_id)
    if State(message.state).is_final:
        return unchanged(message)
    _fail(by, message, State.CANCELLED, reason)
    message.save()
    return message


@command
def note_refused(*, by: Actor, message: Message, code: str, may_retry: bool) -> Message:
    """The gateway did not take it, or knows nothing of it. Later again, or failed: a code is never sent twice.

    `message`: as the caller read it; where another worker has claimed it since, this news is old and changes nothing.
    The wait between tries is bookkeeping; only the end of all patience is a fact.
    """
    seen, message = message, _locked(message.pk)
    if message.state not in (State.SENDING, State.SENT) or message.claimed_at != seen.claimed_at:
        return unchanged(message)
    wait = policies.patience(message.attempts)
    if message.is_code or not may_retry or wait is None:
        _fail(by, message, State.FAILED, _ground(message, code, may_retry=may_retry))
        message.save()
        return message
    return unchanged(_again(message, code, wait))


@command
def note_bounced(*, by: Actor, out_id: str) -> Message | None:
    """A mail of ours came back, by our name of it, perhaps while it waited for another try after a doubt.

    None: there is none such. What was known to have failed stays as it is.
    """
    message = Message.objects.select_for_update().filter(channel=Channel.EMAIL, out_id=out_id).first()
    if message is None or State(message.state).is_final or not message.attempts:
        return unchanged(message)
    _fail(by, message, State.FAILED, Reason.BOUNCED)
    message.save()
    return message


@command
def look_again(*, by: Actor, message_id: int) -> Message:
    """No receipt yet: ask later; after three days nobody will ever know."""
    message = _locked(message_id)
    return _look_later(by, message) if message.state == State.SENT else unchanged(message)


@command
def expire_codes(*, by: Actor) -> int:
    """Codes that could not be sent in their five minutes have failed; how many."""
    late = Message.objects.filter(rank=Rank.CODE, state__in=WAITING, expires_at__lte=clock.now())
    rows = list(late.select_for_update(skip_locked=True)[:1000])
    for message in rows:
        _fail(by, message, State.FAILED, Reason.EXPIRED)
        message.save()
    return len(rows) if rows else unchanged(0)


def _locked(message_id: int) -> Message:
    return Message.objects.select_for_update().get(pk=message_id)


def _take(by: Actor, message: Message, ref: str) -> None:
    message.state, message.gateway_ref, message.error_code = State.SENT, ref, ""
    message.sent_at = clock.now()
    if message.channel == Channel.SMS:
        message.next_look_at = policies.next_look(message.sent_at, message.sent_at)
    else:  # nobody can be asked what became of it, and nothing sends it again
        message.params = ""
    record.write(by=by, event=MessageSent(*_facts(message)))
    spoke_to(message)


def _again(message: Message, code: str, wait: timedelta) -> Message:
    at = policies.earliest(clock.now() + wait, heeds_quiet=message.heeds_quiet)
    message.state, message.not_before, message.error_code = State.QUEUED, at, code
    message.save()
    return message


def _look_later(by: Actor, message: Message) -> Message:
    now = clock.now()
    message.next_look_at = policies.next_look(message.sent_at or now, now)
    if message.next_look_at is None:
        _fail(by, message, State.UNKNOWN, Reason.NO_RECEIPT)
        message.save()
        return message
    message.save(update_fields=["next_look_at"])
    return unchanged(message)


def _ground(message: Message, code: str, *, may_retry: bool) -> str:
    if message.is_code and code == Reason.LOST:
        return Reason.CODE_NOT_RESENT
    return Reason.TOO_MANY_TRIES if may_retry and not message.is_code else code


def _fail(by: Actor, message: Message, state: State, reason: str) -> None:
    _close(message, state)
    message.error_code = reason
    record.write(by=by, event=MessageFailed(*_facts(message), str(reason)))


def _close(message: Message, state: State) -> None:
    """Nothing more will be sent: what only the gateway needed is erased."""
    message.state, message.params, message.next_look_at = state, "", None


def _facts(message: Message) -> tuple[Ref, int, str, str]:
    return message.subject, message.pk, message.template, message.recipient_kind
