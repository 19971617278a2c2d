"""Mail handed in: claimed, sent, noted one by one, as texts are.

Nobody can ask a mail server whether it has a mail. Where the connection broke after the last word the standard has the sender try
again (RFC 5321 4.5.4.1), for a lost answer weighs more than one that comes twice; every try has the same Message-ID, by which
receiving servers know it.
"""

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands import results
from yiwang.ground.messaging.commands.guarding import may_go
from yiwang.ground.messaging.commands.outbox import DOUBTS, claim, give_back
from yiwang.ground.messaging.gateways.base import Rejected, Uncertain, Unreached
from yiwang.ground.messaging.gateways.mail import Outgoing
from yiwang.ground.messaging.gateways.smtp import Smtp
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel, Reason, State
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.kit.work import must_stand_alone

REST = timedelta(minutes=1)


def send_mails(*, by: Actor, limit: int = 50) -> int:
    """Send the mails that are due; how many the server answered for. Nought where none is set: they wait.

    Not a command but a row of them, each committed before the next: so it may not be called inside one.
    """
    must_stand_alone()
    try:
        server = queries.smtp()
    except ValueError:
        server = None
    if server is None:
        return 0
    for message in _stuck():
        results.note_refused(by=by, message=message, code=Reason.LOST, may_retry=True)
    batch = claim(by=by, limit=limit, channel=Channel.EMAIL)
    try:
        return _send_all(by, server, batch)
    finally:
        server.close()


def _send_all(by: Actor, server: Smtp, batch: Sequence[Message]) -> int:
    until, doubts, answered = time.monotonic() + policies.BATCH_SECONDS, 0, 0
    for position, message in enumerate(batch):
        if doubts >= DOUBTS or time.monotonic() > until:
            give_back(by=by, messages=batch[position:], wait=REST)
            break
        if not may_go(by=by, message=message):
            continue
        try:
            server.send(mail_of(message))
        except Rejected as no:
            results.note_refused(by=by, message=message, code=no.code, may_retry=no.may_retry)
        except Unreached:
            give_back(by=by, messages=batch[position:], wait=REST)
            break
        except Uncertain:
            doubts += 1
            continue
        else:
            results.note_taken(by=by, message_id=message.pk)
        doubts, answered = 0, answered + 1
    return answered


def mail_of(message: Message) -> Outgoing:
    """A row as the mail that it is: what was written, and below it how to answer."""
    house, said = settings(), json.loads(message.params or "{}")
    return Outgoing(
        out_id=message.out_id or "", sender=house.mail_address, sender_name=house.mail_name or house.site_name,
        to=message.address, subject=said.get("title", ""), text=f"您好：\n\n{said.get('text', '')}\n\n{_foot(said)}",
        root=(said.get("values") or {}).get("number") or queries.thread_root(subject=message.subject),
        answers=queries.answered_by(subject=message.subject, address=message.address),
    )  # fmt: skip


def _foot(said: dict[str, Any]) -> str:
    """Who writes, where to look, how to answer."""
    house, number = settings(), (said.get("values") or {}).get("number", "")
    lines = [
        "——",
        f"{house.bureau}　{house.site_name}",
        f"看办理经过：{house.public_url}/t/{number}" if number else "",
        "要补充、要回答，直接回复这封邮件，写在最上面就行。",
        f"急事请打110。也可以打{house.hotline}。",
        "不想再收到这类邮件，请回复“退订”。受理、延期和答复依法仍会告诉您。",
    ]
    return "\n".join(line for line in lines if line)


def _stuck() -> list[Message]:
    """What a worker that died, or a connection that broke, left on the way."""
    late = Message.objects.filter(
        channel=Channel.EMAIL, state=State.SENDING, claimed_at__lt=clock.now() - policies.LEASE
    )
    return list(late.order_by("claimed_at", "id")[:100])
