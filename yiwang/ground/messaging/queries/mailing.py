"""Mail: the servers of the settings, the mailbox read so far, and of what file a mail speaks."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.db.models import Count, Min, Q

from yiwang.ground.messaging.gateways.imap import Imap
from yiwang.ground.messaging.gateways.mail import Account, Server, reaches
from yiwang.ground.messaging.gateways.smtp import Smtp
from yiwang.ground.messaging.models import Incoming, Mailbox, Message
from yiwang.ground.messaging.states import WAITING, Channel, Inlet, Reason, State
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

_OUT_ID = re.compile(r"<([0-9a-f]{32})@")
ID_SIGNS = 150
"""Signs of a Message-ID that are kept as they are; a longer one is known by its digest alone."""


@dataclass(frozen=True, kw_only=True)
class MailboxState:
    """Mail in figures. `ok_seconds`: since the mailbox was last read (None: never); `trouble`: why not the last time."""

    ok_seconds: int | None
    trouble: str
    waiting: int
    oldest_seconds: int
    bounced_today: int


_TROUBLES = {
    "imap_unreached": "连不上", "imap_refused": "账号或授权码不对", "imap_folder": "没有这个文件夹", "imap_search": "不让检索",
    "imap_address": "地址写得不对",
}  # fmt: skip


def smtp() -> Smtp | None:
    """Where mail is handed in; None where the settings name nothing, and mails wait. ValueError: they name it wrongly."""
    house = settings()
    if not (house.mail_smtp and house.mail_address):
        return None
    return _smtp(house.mail_smtp, house.mail_user or house.mail_address, house.mail_password)


def imap() -> Imap | None:
    """Where mail is fetched; None where the settings name nothing. ValueError: they name it wrongly."""
    house = settings()
    if not (house.mail_imap and house.mail_address):
        return None
    return _imap(house.mail_imap, house.mail_user or house.mail_address, house.mail_password, house.mail_folder)


def mailbox_name() -> str:
    """The name of the mailbox of the settings: folder, account and server."""
    house = settings()
    return f"{house.mail_folder}/{house.mail_user or house.mail_address}@{urlsplit(house.mail_imap).netloc}"[:200]


def mailbox() -> Mailbox | None:
    """How far it was read; None: never yet, or none is set."""
    return Mailbox.objects.filter(name=mailbox_name()).first() if settings().mail_imap else None


def mailbox_state() -> MailboxState | None:
    """How mail is doing, for `doctor` and the page of lights; None where no mailbox is set."""
    house, moment = settings(), clock.now()
    if not house.mail_address or not (house.mail_imap or house.mail_smtp):
        return None
    box = mailbox()
    ready = Q(state__in=WAITING, not_before__lte=moment)
    day = Q(state=State.FAILED, error_code=Reason.BOUNCED, created_at__gte=moment - timedelta(days=1))
    found = Message.objects.filter(ready | day, channel=Channel.EMAIL).aggregate(
        waiting=Count("id", filter=ready), oldest=Min("not_before", filter=ready), bounced=Count("id", filter=day)
    )
    return MailboxState(
        ok_seconds=int((moment - box.ok_at).total_seconds()) if box and box.ok_at else None,
        trouble=_TROUBLES.get(box.trouble, box.trouble) if box else "",
        waiting=found["waiting"],
        oldest_seconds=int((moment - found["oldest"]).total_seconds()) if found["oldest"] else 0,
        bounced_today=found["bounced"],
    )


def mail_trouble() -> tuple[str, str] | None:
    """What is wrong with the servers of the settings and how to mend it; None: both answer the call."""
    house = settings()
    for name, address in (("YIWANG_MAIL_IMAP", house.mail_imap), ("YIWANG_MAIL_SMTP", house.mail_smtp)):
        try:
            server = Server.read(address)
        except ValueError as error:
            return f"{name}写得不对", str(error)
        if not reaches(server):
            return f"{server.host}:{server.port} 连不上", "请检查地址、防火墙与服务器"
    return None


def letter_id(message_id: str, digest: str) -> str:
    """Our name of a mail that came: its Message-ID, if it has one, and a digest of what it says.

    Both, for some programs give one id to several mails, and anybody may write one that is known.
    """
    return f"{message_id if len(message_id) <= ID_SIGNS else ''}#{digest}"


def message_id_of(row: Incoming) -> str:
    """The Message-ID of a mail that came, with its brackets; empty where it had none."""
    return row.external_id.rpartition("#")[0]


def thread_subject(*, thread: str) -> Ref | None:
    """What our mail was about that a mail answers, by the ids it names (nearest first); None: none of them is ours.

    Our ids cannot be guessed, but whoever was passed such a mail knows it: look at the sender before anything is told.
    """
    known = _OUT_ID.findall(thread)
    found = {row.out_id: row.subject for row in Message.objects.filter(channel=Channel.EMAIL, out_id__in=known)}
    return next((found[one] for one in known if one in found), None)


def answered_by(*, subject: Ref, address: str) -> str:
    """The Message-ID of the newest mail of this mailbox that belongs to a file; empty where none came."""
    rows = Incoming.objects.filter(inlet=Inlet.MAIL, subject_kind=subject.kind, subject_id=str(subject.id))
    row = next((row for row in rows.order_by("-id")[:20] if row.sender.lower() == address.lower()), None)
    return message_id_of(row) if row else ""


def thread_root(*, subject: Ref) -> str:
    """A name of a file that a reader's mail program keeps its mails together by, and that tells nothing."""
    return f"{keyed_digest(str(subject), purpose='mail-thread')}.file"


@lru_cache(maxsize=2)
def _smtp(address: str, user: str, password: str) -> Smtp:
    return Smtp(Account(server=Server.read(address), user=user, password=password))


@lru_cache(maxsize=2)
def _imap(address: str, user: str, password: str, folder: str) -> Imap:
    return Imap(Account(server=Server.read(address), user=user, password=password), folder=folder)
