"""What was told in a dialogue becomes a file: once, with its pictures, and every message of it belongs to the file."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.channels.commands.carrying import citizen
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.queries.chat import Draft
from yiwang.cases.channels.states import Why, chat
from yiwang.ground.files import queries as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Unavailable
from yiwang.kit.work import command, unchanged

NEW_A_DAY = 5
"""New files of one account a day; each takes half a dozen messages, and what comes after a person reads first."""
_BECAME = frozenset({IncomingState.TAKEN, IncomingState.JOINED})


def file_dialogue(*, by: Actor, incoming: Incoming, draft: Draft, known: Sequence[Appeal]) -> None:
    """Register what was told; the receipt goes back into the chat. Danger rings at once and waits for no picture.

    `known`: the sender's files. Unavailable: a picture is still on its way from the platform; tried again it will be here.
    """
    submission = appeals.heeded(_submission(incoming, draft))
    if not draft.is_complete and not submission.is_urgent:
        raise Unavailable("照片还没有取到，马上再试")
    since = clock.now() - timedelta(days=1)
    if not submission.is_urgent and sum(one.case.registered_at > since for one in known) >= NEW_A_DAY:
        messaging.say(by=by, openid=incoming.sender, text=chat.TOO_MANY, subject=incoming.ref)
        messaging.sort_incoming(by=by, incoming_id=incoming.pk, state=IncomingState.ON_DESK, reason=Why.FLOOD)
        return
    case = appeals.register(by=citizen(incoming), submission=submission)
    if submission.is_urgent:
        words = chat.alarm(str(submission.tripwire.get("page", "")))
        messaging.say(by=by, openid=incoming.sender, text=words, subject=case.ref, is_urgent=True)
    for row in draft.rows:
        if row.pk != incoming.pk:
            messaging.sort_incoming(
                by=by, incoming_id=row.pk, state=IncomingState.JOINED, about=case.ref, reason=row.reason
            )
    messaging.sort_incoming(
        by=by, incoming_id=incoming.pk, state=IncomingState.TAKEN, about=case.ref, reason=Why.REGISTERED
    )


@command
def add_late_files(*, by: Actor, incoming_id: int) -> Incoming:
    """Pictures that came from the platform after their message had become a file's: they are added to it.

    Those that the file has already, by content, are not added again; so run twice it changes nothing.
    """
    row = messaging_queries.incoming(incoming_id=incoming_id)
    about = row.subject
    if row.state not in _BECAME or about is None or about.kind != "casework.case":
        return unchanged(row)
    late = [one for one in senders.brought(row) if files.same_content(subject=about, sha256=one.sha256) is None]
    if not late:
        return unchanged(row)
    appeals.supplement(
        by=citizen(row), case_id=int(about.id), key=f"incoming-files:{row.pk}", text="", attachments=late
    )
    return row


def _submission(incoming: Incoming, draft: Draft) -> Submission:
    account = senders.account_of(Inlet.WECHAT, incoming.sender)
    return Submission(
        key=f"incoming:{incoming.pk}", party=Party(phone=draft.phone, account=account),
        told=Told(channel=Inlet.WECHAT.register_channel, content=draft.matter, place=draft.place),
        attachments=_distinct(clean for row in draft.files for clean in senders.brought(row)),
    )  # fmt: skip


def _distinct(found: Iterable[Clean]) -> list[Clean]:
    """Each content once: the same picture is often sent twice."""
    return list({clean.sha256: clean for clean in found}.values())
