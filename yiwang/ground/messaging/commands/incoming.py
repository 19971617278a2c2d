"""来信: what machines bring in is kept at once, once, before anybody asks what it means; then it finds its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.events import IncomingKept, IncomingSorted
from yiwang.ground.messaging.models import Conversation, Incoming, Message
from yiwang.ground.messaging.states import CITIZEN, SAID, UNREAD, Channel, IncomingKind, IncomingState, Inlet
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

TEXT_LIMIT = 20_000
"""Signs of one message that are kept; who writes more means it as a file."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message as a machine brings it; the fields are those of `models.Incoming`."""

    inlet: Inlet
    external_id: str
    sender: str
    text: str = ""
    title: str = ""
    sender_name: str = ""
    thread: str = ""
    kind: IncomingKind = IncomingKind.TEXT
    details: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False
    sent_at: datetime | None = None
    attachments: Sequence[Clean] = ()


@command
def keep_incoming(*, by: Actor, letter: Letter) -> Incoming:
    """Keep a message from outside with its files. The same one again (inlet and external id) changes nothing.

    The wiring has it sorted. What the sender typed is never turned away here: empty and strange ones are kept too.
    """
    at = clock.now()
    row, is_new = Incoming.objects.get_or_create(
        inlet=letter.inlet,
        external_id=letter.external_id[:200],
        defaults={
            "kind": letter.kind, "sender": letter.sender, "sender_index": queries.sender_index(letter.inlet, letter.sender),
            "sender_name": letter.sender_name[:80], "title": letter.title[:300], "text": letter.text[:TEXT_LIMIT],
            "thread": letter.thread, "details": letter.details, "is_public": letter.is_public, "sent_at": letter.sent_at,
            "came_at": at, "next_try_at": at,
        },
    )  # fmt: skip
    if not is_new:
        return unchanged(row)
    for clean in letter.attachments:
        files.keep(by=by, subject=row.ref, clean=clean, label="来信附件")
    _met(row.inlet, letter.sender, **({"last_in_at": at} if letter.kind in SAID else {}))
    record.write(by=by, event=IncomingKept(row.ref, row.inlet, row.kind))
    return row


@command
def sort_incoming(
    *, by: Actor, incoming_id: int, state: IncomingState, about: Ref | None = None, reason: str = "", asked: str = ""
) -> Incoming:
    """Note what became of a message. `reason`: a code of the room that sorted it. `asked`: what was asked back (a code).

    The same outcome again changes nothing. What was answered as a part of a dialogue may become, or belong to, a file
    (`about`) later. Conflict: it was sorted otherwise meanwhile. Missing: no such message.
    """
    row = queries.lock_incoming(incoming_id=incoming_id)
    subject = (about.kind, str(about.id)) if about else ("", "")
    if row.state == state and (row.subject_kind, row.subject_id) == subject:
        return unchanged(row)
    is_late = row.state == IncomingState.ANSWERED and about is not None
    if row.state not in UNREAD and not is_late:
        raise Conflict("这条来信已经处理过了，请刷新看看")
    row.state, row.reason, row.sorted_at, row.sorted_by, row.trouble = state, reason, clock.now(), by.label, ""
    row.subject_kind, row.subject_id = subject
    row.save(update_fields=["state", "reason", "sorted_at", "sorted_by", "trouble", "subject_kind", "subject_id"])
    talk: dict[str, Any] = {"asked": asked, "asked_at": clock.now() if asked else None}
    if about:
        talk |= {"about_kind": about.kind, "about_id": str(about.id)}
    _met(row.inlet, row.sender, **talk)
    record.write(by=by, event=IncomingSorted(row.ref, str(state), str(about) if about else "", reason))
    return row


_INLETS = {Channel.SMS: Inlet.SMS, Channel.EMAIL: Inlet.MAIL, Channel.WECHAT: Inlet.WECHAT}


def spoke_to(message: Message) -> None:
    """We wrote to somebody who has written to us by this way: when, and of what file, so that a short answer is understood.

    Bookkeeping within the command that notes the sending. Whoever never wrote has no conversation, and gets none by it.
    """
    inlet = _INLETS.get(Channel(message.channel))
    if inlet is None or message.recipient_kind != CITIZEN or not message.address:
        return
    talks = Conversation.objects.filter(inlet=inlet, address_index=queries.sender_index(inlet, message.address))
    about = {"about_kind": message.subject_kind, "about_id": message.subject_id}
    talks.update(last_out_at=clock.now(), **({} if message.subject_kind == Incoming.KIND else about))


def _met(inlet: str, address: str, **changes: Any) -> None:
    """The conversation with a sender, begun or gone on."""
    index = queries.sender_index(Inlet(inlet), address)
    Conversation.objects.update_or_create(
        inlet=inlet, address_index=index, defaults=changes, create_defaults={**changes, "address": address}
    )
