"""Twice a day: what was gathered for somebody goes in one message."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Q

from yiwang.ground.messaging import queries
from yiwang.ground.messaging.commands.outgoing import row_by
from yiwang.ground.messaging.commands.watching import TO_ROBOT
from yiwang.ground.messaging.events import DigestSent
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel, Node, Reason, Recipient, State
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import work
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

DIGEST = "nt.digest"


def send_digests(*, by: Actor) -> int:
    """Send every officer and every group one message about what was gathered for them; how many messages.

    Each on its own, so that one that fails holds up nobody else.
    """
    waiting = Message.objects.filter(state=State.GATHERED).order_by("channel", "recipient_id")
    whom = waiting.values_list("channel", "recipient_id").distinct()
    return sum(send_digest(by=by, channel=channel, recipient_id=recipient) for channel, recipient in list(whom))


@command
def send_digest(*, by: Actor, channel: str, recipient_id: str) -> int:
    """One officer's texts, or one group's; 1, or 0 where nothing was left to tell or nobody serves there any more."""
    mine = Q(state=State.GATHERED, channel=channel, recipient_id=recipient_id)
    rows = list(Message.objects.filter(mine).order_by("id").select_for_update())
    if not rows:
        return unchanged(0)
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.CANCELLED, error_code=Reason.IN_DIGEST, params=""
    )
    to, subject = _whom(Channel(channel), int(recipient_id))
    record.write(by=by, event=DigestSent(subject, count=len(rows)))
    if to is None:
        return 0
    chosen = queries.template(code=DIGEST)
    text = queries.render(template=chosen, params={"count": str(len(rows)), "list": in_words(rows)})
    work.buffer("messaging", row_by(Channel(channel), template=chosen, text=text, to=to, subject=subject))
    return 1


def in_words(rows: Sequence[Message]) -> str:
    """签收3、答复2."""
    counted = Counter(row.node for row in rows)
    return "、".join(f"{node.label}{counted[node]}" for node in Node if counted[node])


def _whom(channel: Channel, key: int) -> tuple[Recipient | None, Ref]:
    """Whom the digest is for, and what it is about; None for the first where they are gone."""
    if channel is Channel.WORK_APP:
        robot = queries.robot(id=key)
        return (None if robot.stopped_at else Recipient(kind=TO_ROBOT, id=key)), robot.ref
    officer = organisation.officer(id=key)
    return (queries.to_officer(officer=officer) if officer.is_active else None), officer.ref
