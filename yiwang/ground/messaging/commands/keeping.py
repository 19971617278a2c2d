"""What this room keeps of people, said to whoever takes it away: messages, what came in, conversations, deliveries."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.ground.files import commands as files
from yiwang.ground.files import queries as files_queries
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.models import Conversation, Delivery, Incoming, Message
from yiwang.ground.messaging.states import ON_THE_WAY, UNREAD, WAITING, Inlet, Reason, State
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit.crypto import keyed_digest

_BLANK = {"address": "", "address_index": "", "body": "", "params": ""}
_UNREAD_BLANK = {
    "sender": "",
    "sender_index": "",
    "sender_name": "",
    "title": "",
    "text": "",
    "thread": "",
    "details": {},
}
_SUBJECT = ("subject_kind", "subject_id")


def _about(target: Target) -> Q:
    """Rows about the things of a target."""
    found = Q(pk__in=[])
    for kind in {subject.kind for subject in target.subjects}:
        found |= Q(subject_kind=kind, subject_id__in=list(map(str, target.ids(kind))))
    return found


def _spared(target: Target) -> Q:
    """Rows about things that stay."""
    found = Q(pk__in=[])
    for kind in {subject.kind for subject in target.spared}:
        found |= Q(subject_kind=kind, subject_id__in=list(map(str, target.spared_ids(kind))))
    return found


def _full_messages() -> QuerySet[Message]:
    return Message.objects.exclude(**_BLANK)


def _messages_due(before: datetime) -> QuerySet[Message]:
    return _full_messages().filter(created_at__lt=before)


def _messages_of(target: Target) -> QuerySet[Message]:
    wanted = _about(target) | Q(address_index__in=sorted(target.digests))
    return _full_messages().filter(wanted).exclude(_spared(target))


def _clear_messages(clearing: Clearing) -> dict[str, int]:
    """What still waits to go does not go any more: its words are gone."""
    rows = Message.objects.filter(pk__in=clearing.keys)
    rows.filter(state__in=(*WAITING, State.GATHERED)).update(state=State.CANCELLED, error_code=Reason.ERASED)
    return {"messaging.Message": rows.update(**_BLANK)}


def _full_incoming() -> QuerySet[Incoming]:
    return Incoming.objects.exclude(sender_index="", sender="", text="")


def _incoming_due(before: datetime) -> QuerySet[Incoming]:
    return _full_incoming().filter(came_at__lt=before).exclude(state__in=UNREAD)


def _incoming_of(target: Target) -> QuerySet[Incoming]:
    wanted = _about(target) | Q(sender_index__in=sorted(target.digests))
    return _full_incoming().filter(wanted).exclude(state__in=UNREAD).exclude(_spared(target))


def _clear_incoming(clearing: Clearing) -> dict[str, int]:
    rows = Incoming.objects.filter(pk__in=clearing.keys)
    found = [file for row in rows for file in files_queries.of(subject=row.ref)]
    for file in found:
        files.remove(by=clearing.by, file_id=file.pk, reason="erased")
    return {"messaging.Incoming": rows.update(**_UNREAD_BLANK), "files.StoredFile": len(found)}


def _talks_due(before: datetime) -> QuerySet[Conversation]:
    """Not those of senders who want no messages: that must be known."""
    return Conversation.objects.filter(last_in_at__lt=before, muted_at=None).exclude(last_out_at__gte=before)


def _talks_of(target: Target) -> QuerySet[Conversation]:
    return Conversation.objects.filter(address_index__in=sorted(target.digests), muted_at=None)


def _clear_talks(clearing: Clearing) -> dict[str, int]:
    return {"messaging.Conversation": Conversation.objects.filter(pk__in=clearing.keys).delete()[0]}


def _deliveries_due(before: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(created_at__lt=before).exclude(state__in=ON_THE_WAY)


def _deliveries_of(target: Target) -> QuerySet[Delivery]:
    return Delivery.objects.filter(_about(target)).exclude(state__in=ON_THE_WAY)


def _clear_deliveries(clearing: Clearing) -> dict[str, int]:
    return {"messaging.Delivery": Delivery.objects.filter(pk__in=clearing.keys).delete()[0]}


def _digests(address: str) -> list[str]:
    """As messages and senders are found."""
    number = queries.read_phone(address) or address.strip()
    plain = {number, address.strip(), address.strip().lower(), address.partition(":")[2].strip()} - {""}
    return [
        *(keyed_digest(one, purpose="messaging-address") for one in plain),
        *(queries.sender_index(inlet, one) for inlet in Inlet for one in plain),
    ]


def _keeper(**what: Any) -> Keeper:
    return record.keep(Keeper(**what))


MESSAGES = _keeper(
    name="messaging.message", code="messaging.message", label="发出的消息", models=("messaging.Message",),
    clear=_clear_messages, due=_messages_due, of=_messages_of, about=_SUBJECT, digests=_digests,
)  # fmt: skip
INCOMING = _keeper(
    name="messaging.incoming", code="messaging.incoming", label="收到的消息", models=("messaging.Incoming",),
    clear=_clear_incoming, due=_incoming_due, of=_incoming_of, about=_SUBJECT,
)  # fmt: skip
TALKS = _keeper(
    name="messaging.conversation", code="messaging.conversation", label="往来", models=("messaging.Conversation",),
    clear=_clear_talks, due=_talks_due, of=_talks_of,
)  # fmt: skip
DELIVERIES = _keeper(
    name="messaging.delivery", code="messaging.delivery", label="推送记录", models=("messaging.Delivery",),
    clear=_clear_deliveries, due=_deliveries_due, of=_deliveries_of, about=_SUBJECT,
)  # fmt: skip
record.spare("到期30天后由asking.forget删除", "messaging.Expectation")
record.spare("外部系统的密钥和机器人的地址，不是个人信息；停用后保留三年供审计", "messaging.Hook", "messaging.Robot")
