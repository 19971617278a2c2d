"""What was sent about a file, what lies in an inbox, and how the outbox is doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Min, Q, QuerySet

from yiwang.ground.messaging.gateways.aliyun import AliyunSms
from yiwang.ground.messaging.gateways.base import SmsGateway
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, WAITING, Channel, Inlet, Reason, Recipient, State
from yiwang.ground.organisation.models import Officer
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.privacy import mask_phone
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

INBOX_ROWS = 100
_HANDED_OVER = "已发出"
"""A mail or a chat message that was taken: nobody tells that it was read, only where it could not be delivered."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as a page shows it: the address masked, secret values as signs. `why`: the ground, where it was not sent."""

    id: int
    subject: Ref
    template: str
    channel: str
    channel_label: str
    recipient_kind: str
    address: str
    body: str
    state: State
    state_label: str
    why: str
    not_before: datetime
    created_at: datetime
    sent_at: datetime | None
    receipt_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Health:
    """The outbox in figures. `oldest_seconds`: since when the oldest message that could go waits (0: none does)."""

    has_gateway: bool
    oldest_seconds: int
    waiting: int
    held: int
    sending: int
    awaiting_receipt: int
    failed_today: int
    unknown_today: int


def of(*, subject: Ref) -> list[Shown]:
    """Everything sent, or meant to be sent, about a subject; oldest first."""
    rows = Message.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).order_by("created_at", "id")
    return [_shown(row) for row in rows]


def inbox(*, officer_id: int, unread_only: bool = False, page: int = 1) -> list[Shown]:
    """An officer's messages, newest first: `INBOX_ROWS` of them from this page on, and one more where there are more."""
    rows, before = _inbox(officer_id), (page - 1) * INBOX_ROWS
    rows = (rows.filter(read_at=None) if unread_only else rows).order_by("-id")
    return [_shown(row) for row in rows[before : before + INBOX_ROWS + 1]]


def count_by_template(*, since: datetime, until: datetime) -> dict[str, int]:
    """How many messages of each template were written in a period; one statement."""
    rows = Message.objects.filter(created_at__gte=since, created_at__lt=until).order_by()
    return dict(rows.values_list("template").annotate(many=Count("id")))


def unread_count(*, officer_id: int) -> int:
    """How many the officer has not opened."""
    return _inbox(officer_id).filter(read_at=None).count()


def health() -> Health:
    """How the outbox is doing, for `doctor` and the figures."""
    moment = clock.now()
    day = moment - timedelta(days=1)
    ready = Q(state__in=WAITING, not_before__lte=moment)
    found = Message.objects.aggregate(
        oldest=Min("not_before", filter=ready),
        waiting=Count("id", filter=ready),
        held=Count("id", filter=Q(state__in=WAITING, not_before__gt=moment)),
        sending=Count("id", filter=Q(state=State.SENDING)),
        awaiting_receipt=Count("id", filter=Q(state=State.SENT, channel=Channel.SMS)),
        failed_today=Count("id", filter=Q(state=State.FAILED, created_at__gte=day)),
        unknown_today=Count("id", filter=Q(state=State.UNKNOWN, created_at__gte=day)),
    )
    oldest = found.pop("oldest")
    seconds = int((moment - oldest).total_seconds()) if oldest else 0
    return Health(has_gateway=bool(settings().sms_endpoint), oldest_seconds=seconds, **found)


def officers_told(*, subject: Ref) -> list[int]:
    """Keys of the officers in whose inboxes something about a subject lies, or to whom a text about it is still to go."""
    about = Message.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)).exclude(
        recipient_kind=CITIZEN
    )
    told = (
        about.exclude(channel=Channel.WORK_APP)
        .exclude(recipient_id="")
        .order_by()
        .values_list("recipient_id", flat=True)
    )
    return sorted({int(key) for key in told if key.isdigit()})


def gateway() -> SmsGateway | None:
    """The SMS gateway of the settings; None where none is set, and messages wait."""
    house = settings()
    if not house.sms_endpoint:
        return None
    return _client(house.sms_endpoint, house.sms_access_key_id, house.sms_access_key_secret)


def to_officer(*, officer: Officer, kind: str = "officer") -> Recipient:
    """An officer as a recipient; `kind` says in what part (unit_head, supervisor, duty_officer …)."""
    return Recipient(kind=kind, id=officer.pk, phone=officer.phone, name=officer.name)


def to_applicant(*, applicant: Applicant, language: str = "zh", came_by: Channel = Channel.SMS) -> Recipient:
    """An applicant as a recipient. `came_by`: the way the matter came (`states.way_back`), which the answer goes first."""
    platform, _, account = applicant.account.partition(":")
    return Recipient(
        kind=CITIZEN, id=applicant.pk, phone=applicant.phone, name=applicant.name, language=language,
        mail=applicant.mail, wechat=account if platform == Inlet.WECHAT else "", came_by=came_by,
    )  # fmt: skip


@lru_cache(maxsize=4)
def _client(endpoint: str, key_id: str, key_secret: str) -> AliyunSms:
    return AliyunSms(endpoint=endpoint, key_id=key_id, key_secret=key_secret)


def _inbox(officer_id: int) -> QuerySet[Message]:
    return Message.objects.filter(channel=Channel.INBOX, recipient_id=str(officer_id)).exclude(recipient_kind=CITIZEN)


def _shown(row: Message) -> Shown:
    state = State(row.state)
    return Shown(
        id=row.pk,
        subject=row.subject,
        template=row.template,
        channel=row.channel,
        channel_label=Channel(row.channel).label,
        recipient_kind=row.recipient_kind,
        address=_masked(row),
        body=row.body,
        state=state,
        state_label=_HANDED_OVER if row.channel != Channel.SMS and state is State.SENT else state.label,
        why=_why(row.error_code),
        not_before=row.not_before,
        created_at=row.created_at,
        sent_at=row.sent_at,
        receipt_at=row.receipt_at,
        read_at=row.read_at,
    )


def _masked(row: Message) -> str:
    if row.channel == Channel.EMAIL:
        return people.mask_mail(row.address)
    return (
        people.mask_account(f"{row.channel}:{row.address}")
        if row.channel == Channel.WECHAT
        else mask_phone(row.address)
    )


def _why(code: str) -> str:
    """In words: ours, else the gateway's code as it stands."""
    return Reason(code).label if code in list(Reason) else f"运营商退回：{code}" if code else ""
