"""Writing very many messages that arrived long ago, by COPY: texts as `send` makes them, facts as their sending left."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from yiwang.ground.messaging.commands.outgoing import made_ready
from yiwang.ground.messaging.events import MessageDelivered, MessageSent
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel, Recipient, State
from yiwang.kit.bus import Event
from yiwang.kit.copying import copy_in, reserve
from yiwang.kit.refs import Ref

TABLES = (Message,)
_TAKEN, _ARRIVED = timedelta(seconds=2), timedelta(seconds=9)
_COLUMNS = tuple(field.attname for field in Message._meta.local_fields)


class Notice(NamedTuple):
    """A text that somebody got. `read_at`: when it was opened in the inbox."""

    at: datetime
    template: str
    to: Recipient
    subject: Ref
    params: Mapping[str, str]
    read_at: datetime | None = None


def write(*, notices: Iterable[Notice]) -> list[tuple[datetime, Event]]:
    """Write the rows of each notice, arrived; the facts of their sending with their times, for the caller to put on record.

    Somebody without a mobile number gets the row that says so, and no fact.
    """
    rows = [row for notice in notices for row in _rows(notice)]
    for key, row in zip(reserve(Message, len(rows)), rows, strict=True):
        row.pk = key
    copy_in(Message, _COLUMNS, ([getattr(row, name) for name in _COLUMNS] for row in rows))
    return [fact for row in rows for fact in _facts(row)]


def _rows(notice: Notice) -> Iterator[Message]:
    for row in made_ready(
        template=notice.template, to=notice.to, subject=notice.subject, params=notice.params, at=notice.at
    ):
        row.created_at = row.not_before = notice.at
        if row.channel == Channel.INBOX:
            row.receipt_at, row.read_at = notice.at, notice.read_at
        elif row.state != State.CANCELLED:
            row.state, row.params, row.attempts = State.DELIVERED, "", 1
            row.claimed_at = row.sent_at = notice.at + _TAKEN
            row.receipt_at = notice.at + _ARRIVED
        yield row


def _facts(row: Message) -> Iterator[tuple[datetime, Event]]:
    about = row.subject, row.pk, row.template, row.recipient_kind
    if row.sent_at and row.receipt_at:
        yield row.sent_at, MessageSent(*about)
        yield row.receipt_at, MessageDelivered(*about)
