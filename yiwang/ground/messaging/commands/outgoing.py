"""What is to be sent: texts made ready at once, rows written when the outermost command ends."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.letters import by_letter
from yiwang.ground.messaging.commands.ways import way_to
from yiwang.ground.messaging.events import CodeAsked
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, Channel, Rank, Reason, Recipient, State
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs, rows, work
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command

CODE_TEMPLATE = "ap.code"


def send(
    *,
    by: Actor,
    template: str,
    to: Recipient,
    subject: Ref,
    params: Mapping[str, str],
    at: datetime | None = None,
    urgent: bool = False,
    words: str = "",
) -> None:
    """Have a text sent to somebody about a subject; it is written with all else when the outermost command ends.

    `params`: every variable of the template; more may be given. `at`: not before then. `urgent`: at any hour and before
    others, as the templates marked so always are. `words`: what a mail or a chat says below the text, an answer in full; a
    text to a phone leaves it out. Who serves also finds it in the inbox; who is served gets it one way (`ways.way_to`).
    Somebody who cannot be reached gets a row that says why. Raises `queries.TemplateDefect` where the caller is wrong.
    """
    for row in made_ready(template=template, to=to, subject=subject, params=params, at=at, urgent=urgent, words=words):
        work.buffer("messaging", row)


def made_ready(
    *,
    template: str,
    to: Recipient,
    subject: Ref,
    params: Mapping[str, str],
    at: datetime | None = None,
    urgent: bool = False,
    words: str = "",
) -> list[Message]:
    """The rows that `send` writes, one for each way the text takes; not written yet."""
    chosen = queries.template(code=template)
    text = queries.render(template=chosen, params=params, language=to.language)
    is_urgent = urgent or chosen.urgent
    if chosen.channel is Channel.SMS and not to.is_staff:
        way = way_to(to=to, template=template)
        row = row_by(way.channel, template=chosen, text=text, to=to, subject=subject, at=at, urgent=is_urgent)
        if way.channel is not Channel.SMS:
            by_letter(row, way, to=to, template=chosen, text=text, words=words)
        return [row]
    return [
        row_by(channel, template=chosen, text=text, to=to, subject=subject, at=at, urgent=is_urgent)
        for channel in _channels(chosen.channel, to)
    ]


def row_by(
    channel: Channel, *, template: queries.Template, text: queries.Text, to: Recipient, subject: Ref,
    at: datetime | None = None, urgent: bool = False, node: str = "",
) -> Message:  # fmt: skip
    """One text on one way, not written yet. `node`: of a step's notice, which step."""
    is_calling = channel in (Channel.SMS, Channel.WORK_APP, Channel.WECHAT)
    heeds_quiet = template.heeds_quiet and not urgent and is_calling
    row = fresh(
        Message,
        **_about(subject, to),
        template=template.code,
        language=to.language,
        channel=channel,
        body=text.body if channel in (Channel.SMS, Channel.PAGE) else _unsigned(text.body),
        rank=Rank.URGENT if urgent else Rank.ORDINARY,
        heeds_quiet=heeds_quiet,
        not_before=policies.earliest(at or clock.now(), heeds_quiet=heeds_quiet),
        node=node,
    )
    if channel is Channel.SMS:
        _addressed(row, to, template, text)
    elif is_calling or channel is Channel.EMAIL:
        row.state = State.HELD if heeds_quiet and policies.is_quiet(clock.now()) else State.QUEUED
    else:
        _shown(row)
    return row


@command
def send_code(*, by: Actor, phone: str, code: str, subject: Ref) -> Message:
    """Send a verification code. It goes before everything else, once, and never after five minutes.

    Invalid: not a mobile number. Refused: the phone asked too often; the sentence says when to try again.
    """
    number = queries.read_phone(phone)
    if not number or not queries.is_mobile(number):
        raise Invalid(phone="请填写11位手机号，验证码只能发到手机上")
    index, moment = _index(number), clock.now()
    _one_at_a_time(index)
    policies.may_send_code(asked_at=_codes_since_yesterday(index, moment), now=moment).require()
    chosen = queries.template(code=CODE_TEMPLATE)
    text = queries.render(template=chosen, params={"code": code})
    row = fresh(
        Message,
        **_about(subject, Recipient(kind=CITIZEN)),
        template=chosen.code,
        channel=Channel.SMS,
        body=text.body,
        rank=Rank.CODE,
        not_before=moment,
        expires_at=moment + policies.CODE_LIFE,
    )
    _addressed(row, Recipient(kind=CITIZEN, phone=number), chosen, text)
    row.save(force_insert=True)
    jobs.enqueue("messaging.drain")
    record.write(by=by, event=CodeAsked(subject, phone_index=index))
    return row


@work.flusher("messaging", order=30)
def _flush(messages: list[Message]) -> None:
    """Written with all other new rows. One wake-up where something is urgent; the worker finds other texts within a second.

    Nobody looks each second for what goes to a group: that wakes its own job.
    """
    for message in messages:
        rows.add(message)
    queued = [message for message in messages if message.state == State.QUEUED]
    if any(message.channel == Channel.WORK_APP for message in queued):
        jobs.enqueue("messaging.post")
    if any(message.rank <= Rank.URGENT and message.channel != Channel.WORK_APP for message in queued):
        jobs.enqueue("messaging.drain")


def _channels(channel: Channel, to: Recipient) -> list[Channel]:
    """A text to a phone also lies in the inbox of who serves, and there alone where no phone is known."""
    if channel is Channel.SMS and to.is_staff:
        return [Channel.INBOX, Channel.SMS] if to.phone else [Channel.INBOX]
    return [channel]


def _about(subject: Ref, to: Recipient) -> dict[str, str]:
    return {
        "subject_kind": subject.kind,
        "subject_id": str(subject.id),
        "recipient_kind": to.kind,
        "recipient_id": str(to.id),
    }


def _addressed(row: Message, to: Recipient, template: queries.Template, text: queries.Text) -> None:
    """Give the row what the gateway needs; where no text message can reach the recipient, say why instead."""
    number = queries.read_phone(to.phone) if to.phone else None
    if not number or not queries.is_mobile(number):
        row.state = State.CANCELLED
        row.error_code = Reason.LAND_LINE if number else Reason.BAD_ADDRESS if to.phone else Reason.NO_ADDRESS
        return
    row.state = State.HELD if row.heeds_quiet and policies.is_quiet(clock.now()) else State.QUEUED
    row.address, row.address_index = number, _index(number)
    row.params = json.dumps(text.params, ensure_ascii=False)
    row.segments, row.out_id = text.segments, uuid4().hex
    row.provider_code = template.provider_code(row.language)


def _shown(row: Message) -> None:
    """An inbox and a page deliver by being looked at."""
    row.state, row.receipt_at = State.DELIVERED, clock.now()


def _unsigned(text: str) -> str:
    return text.partition("】")[2] if text.startswith("【") else text


def _index(number: str) -> str:
    return keyed_digest(number, purpose="messaging-address")


def _one_at_a_time(index: str) -> None:
    """Two askings for one phone cannot both see the place that is free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"messaging.code/{index}"])


def _codes_since_yesterday(index: str, moment: datetime) -> list[datetime]:
    asked = Message.objects.filter(rank=Rank.CODE, address_index=index, created_at__gt=moment - timedelta(days=1))
    return list(asked.values_list("created_at", flat=True))
