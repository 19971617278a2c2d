"""Mail: the servers of the settings, the mailbox read so far, and of what file a mail speaks."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from yiwang.ground.messaging.gateways.imap import Imap
from yiwang.ground.messaging.gateways.mail import Account, Server
from yiwang.ground.messaging.gateways.smtp import Smtp
from yiwang.ground.messaging.models import Incoming, Mailbox, Message
from yiwang.ground.messaging.states import Channel, Inlet
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

_OUT_ID = re.compile(r"<([0-9a-f]{32})@")
ID_SIGNS = 150
"""Signs of a Message-ID that are kept as they are; a longer one is known by its digest alone."""


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
