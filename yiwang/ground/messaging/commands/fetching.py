"""Mail fetched: one by one in the order of the folder, and the place in it moves in the very transaction that keeps the mail.

So a worker that dies between fetching and keeping has kept nothing and moved nothing, and the next look fetches it again; a mail
that was kept is never fetched for a second file. Nothing is deleted at the server, nor marked as read.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import OperationalError

from yiwang.ground.files import queries as files
from yiwang.ground.files.queries import MAX_FILES, Clean
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.commands import results
from yiwang.ground.messaging.commands.incoming import Letter, keep_incoming, sort_incoming
from yiwang.ground.messaging.gateways import mime
from yiwang.ground.messaging.gateways.base import GatewayTrouble, Unreached
from yiwang.ground.messaging.gateways.imap import Fetched, Imap, Standing
from yiwang.ground.messaging.models import Incoming, Mailbox
from yiwang.ground.messaging.states import IncomingState, Inlet, MailKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.settings import settings
from yiwang.kit.work import command, must_stand_alone, unchanged

log = logging.getLogger(__name__)

STUMBLES = 3
"""Tries of a mail that our own reading fails on; then it is kept as one that somebody must open in the mailbox."""
LOOK_BACK = timedelta(days=2)
"""How far before the last good look a folder is read again once its uids mean something else."""
UNREADABLE = "unreadable"
"""The reason of a mail that could not be read."""


def fetch_mail(*, by: Actor, limit: int = 50) -> int:
    """Take in what is new in the mailbox, at most so many; how many mails were looked at. Nought where no mailbox is set.

    Not a command but a row of them, each committed before the next: so it may not be called inside one. A server that does not
    answer is no error of ours: it stands on the page of lights.
    """
    must_stand_alone()
    try:
        folder = queries.imap()
    except ValueError:
        note_mailbox(by=by, trouble="imap_address")
        return 0
    if folder is None:
        return 0
    try:
        count = _read_on(by, folder, limit)
    except GatewayTrouble as trouble:
        note_mailbox(by=by, trouble=trouble.code)
        return 0
    note_mailbox(by=by)
    return count


def _read_on(by: Actor, folder: Imap, limit: int) -> int:
    standing = _look(folder)
    box = open_mailbox(by=by, standing=standing)
    if 0 < standing.next_uid <= box.last_uid + 1:
        return 0
    count = 0
    for uid in folder.uids(after=box.last_uid, since=box.since)[:limit]:
        fetched = folder.fetch(uid)
        try:
            take_mail(by=by, validity=standing.validity, uid=uid, fetched=fetched)
        except OperationalError:
            raise
        except Exception:
            log.exception("the mail with uid %s could not be taken in", uid)
            stumble(by=by, validity=standing.validity, uid=uid)
            break
        count += 1
    return count


def _look(folder: Imap) -> Standing:
    """A connection that was kept may have died since: a second try begins a fresh one."""
    try:
        return folder.look()
    except Unreached:
        return folder.look()


@command
def open_mailbox(*, by: Actor, standing: Standing) -> Mailbox:
    """Where to read on. A mailbox seen for the first time is read from now on: what lies there already was answered elsewhere.

    Bookkeeping, no fact for the record.
    """
    box, is_new = Mailbox.objects.select_for_update().get_or_create(name=queries.mailbox_name())
    if is_new:
        box.last_uid = max(standing.next_uid - 1, 0)
        box.since = None if standing.next_uid else clock.today()
    elif box.validity != standing.validity:
        box.last_uid, box.stuck_uid = 0, 0
        box.since = clock.local((box.ok_at or clock.now()) - LOOK_BACK).date()
    if box.validity != standing.validity:
        box.validity = standing.validity
        box.save()
    return unchanged(box)


@command
def take_mail(*, by: Actor, validity: int, uid: int, fetched: Fetched | None) -> Incoming | None:
    """Keep one mail and move on behind it. None: it was taken in before, or is gone from the folder.

    What no person wrote is set aside at once with its kind as the reason; a bounce marks our mail as not delivered.
    """
    box = Mailbox.objects.select_for_update().get(name=queries.mailbox_name())
    if box.validity != validity or uid <= box.last_uid:
        return unchanged(None)
    box.last_uid, box.stuck_uid, box.stuck_tries = uid, 0, 0
    box.save(update_fields=["last_uid", "stuck_uid", "stuck_tries"])
    if fetched is None:
        return unchanged(None)
    mail = mime.read(fetched.raw, own_address=settings().mail_address)
    row = keep_incoming(by=by, letter=_letter(mail, fetched, validity))
    if mail.kind is not MailKind.LETTER and row.state == IncomingState.WAITING:
        sort_incoming(by=by, incoming_id=row.pk, state=IncomingState.SET_ASIDE, reason=mail.kind)
    for out_id in mail.failed:
        results.note_bounced(by=by, out_id=out_id)
    return unchanged(row)  # what was new is on record by the commands inside


@command
def stumble(*, by: Actor, validity: int, uid: int) -> None:
    """A mail that our reading fails on: tried again, and after the third time laid on the desk for somebody to open it there."""
    box = Mailbox.objects.select_for_update().get(name=queries.mailbox_name())
    if box.validity != validity or uid <= box.last_uid:
        return unchanged(None)
    box.stuck_tries = box.stuck_tries + 1 if box.stuck_uid == uid else 1
    box.stuck_uid = uid
    if box.stuck_tries >= STUMBLES:
        letter = Letter(
            inlet=Inlet.MAIL, external_id=f"#{validity}.{uid}", sender="", title="有一封邮件读不出来",
            text=f"请到邮箱里打开这封信，看看是什么事（第{uid}号）。", details={"uid": uid, "validity": validity},
        )  # fmt: skip
        row = keep_incoming(by=by, letter=letter)
        sort_incoming(by=by, incoming_id=row.pk, state=IncomingState.ON_DESK, reason=UNREADABLE)
        box.last_uid, box.stuck_uid, box.stuck_tries = uid, 0, 0
    box.save()
    return unchanged(None)


@command
def note_mailbox(*, by: Actor, trouble: str = "") -> None:
    """How the last look went. Bookkeeping, no fact."""
    moment, box = clock.now(), Mailbox.objects.filter(name=queries.mailbox_name())
    if trouble:
        box.update(looked_at=moment, trouble=trouble)
    else:
        box.update(looked_at=moment, trouble="", ok_at=moment)
    return unchanged(None)


# --- a mail as a letter


def _letter(mail: mime.Mail, fetched: Fetched, validity: int) -> Letter:
    attachments, notes = _cleaned(mail.parts)
    if not fetched.is_whole:
        notes.append(f"这封邮件有{fetched.size >> 20} MB，只读了开头")
    text = "\n\n".join(filter(None, (mail.text, *(f"（{note}。原件在邮箱里）" for note in notes))))
    return Letter(
        inlet=Inlet.MAIL, external_id=queries.letter_id(mail.message_id, mail.digest), sender=mail.sender,
        sender_name=mail.sender_name, title=mail.subject, text=text, thread=" ".join(mail.thread), sent_at=mail.sent_at,
        attachments=attachments, details={"uid": fetched.uid, "validity": validity, "kind": str(mail.kind)},
    )  # fmt: skip


def _cleaned(parts: Sequence[mime.Part]) -> tuple[list[Clean], list[str]]:
    """The files that can be kept, and of each other one why not: nothing that was sent is passed over in silence."""
    kept: dict[str, Clean] = {}
    notes: list[str] = []
    for part in parts:
        if len(kept) >= MAX_FILES:
            notes.append(f"附件“{part.name[:80]}”没有收下：一次最多收{MAX_FILES}个文件")
            continue
        try:
            clean = files.clean(name=part.name, data=part.data)
        except Invalid as error:
            notes.append(f"附件“{part.name[:80]}”没有收下：{_why(error)}")
        else:
            kept[clean.sha256] = clean
    return list(kept.values()), notes


def _why(error: Invalid) -> str:
    """The cleaner's ground without its advice, which is for somebody who stands at a form."""
    return error.message.removeprefix("没有传上去：").partition("。")[0]


def reasons() -> Iterator[tuple[str, str]]:
    """Codes by which mail is set aside or laid on the desk, with what people read."""
    yield from ((kind.value, kind.label) for kind in MailKind if kind is not MailKind.LETTER)
    yield UNREADABLE, "邮件读不出来"
