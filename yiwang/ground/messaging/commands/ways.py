"""Which way a text to somebody who is served takes: as they came, where that reaches them still, else as they can be reached."""

from dataclasses import dataclass

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.states import Channel, Inlet, Reason, Recipient
from yiwang.kit import clock
from yiwang.kit.settings import settings


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A way, or the ground on which it is not gone. `is_free`: a chat in which anything may be said, not a set form alone."""

    channel: Channel
    reason: Reason | None = None
    is_free: bool = False


_BY_TEXT = Chosen(channel=Channel.SMS)


def way_to(*, to: Recipient, template: str) -> Chosen:
    """One way, never two: whoever left a phone and a mailbox gets the text as they came.

    A chat is free for 48 hours after their last word; later a text to their phone, a mail, or a set form of the account, in
    this order. Whoever wants no more texts (退订) gets what law demands alone. Reads nothing where a text to a phone answers
    what came by no machine: of those who want none, the sending knows.
    """
    if to.came_by is Channel.SMS and to.phone:
        return _BY_TEXT
    refused: Chosen | None = None
    for channel in dict.fromkeys((to.came_by, Channel.SMS, Channel.EMAIL, Channel.WECHAT)):
        found = _try(channel, to, template)
        if found and found.reason is None:
            return found
        refused = refused or found
    return refused or _BY_TEXT


def _try(channel: Channel, to: Recipient, template: str) -> Chosen | None:
    """What this way is worth; None where they left nothing for it."""
    if channel is Channel.SMS:
        return _BY_TEXT if to.phone else None
    if channel is Channel.EMAIL:
        return _by_mail(to, template) if to.mail else None
    return _by_wechat(to, template) if to.wechat else None


def _by_mail(to: Recipient, template: str) -> Chosen:
    if not settings().mail_smtp and to.phone:
        return Chosen(channel=Channel.EMAIL, reason=Reason.BAD_MAILBOX)
    talk = queries.conversation(inlet=Inlet.MAIL, address=to.mail)
    if talk and talk.muted_at and not policies.is_demanded(template):
        return Chosen(channel=Channel.EMAIL, reason=Reason.MUTED)
    return Chosen(channel=Channel.EMAIL)


def _by_wechat(to: Recipient, template: str) -> Chosen:
    """In the chat while it is open; a set form afterwards, where one is approved and no other way is left."""
    talk = queries.conversation(inlet=Inlet.WECHAT, address=to.wechat)
    if talk and talk.muted_at:
        return Chosen(channel=Channel.WECHAT, reason=Reason.MUTED)
    if talk and policies.is_open(talk.last_in_at, clock.now()):
        return Chosen(channel=Channel.WECHAT, is_free=True)
    has_other = to.phone or to.mail
    if has_other or not settings().wechat_notice_template:
        return Chosen(channel=Channel.WECHAT, reason=Reason.WECHAT_CLOSED)
    return Chosen(channel=Channel.WECHAT)
