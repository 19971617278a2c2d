"""Pictures, speech and videos that a message only names: fetched by the worker, cleaned, and hung on the message."""

from collections.abc import Sequence

from yiwang.ground.files import commands as files
from yiwang.ground.files import queries as file_queries
from yiwang.ground.files.queries import Clean
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.events import IncomingFilesCame
from yiwang.ground.messaging.gateways.base import GatewayTrouble, Rejected
from yiwang.ground.messaging.gateways.wechat import WeChat
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, must_stand_alone, unchanged

_GONE = "附件没能取到：对方平台已不提供"


def fetch_media(*, by: Actor, limit: int = 50) -> int:
    """Fetch what is named and not here yet; how many are settled. Not a command but a row of them, each committed by itself.

    What the platform does not answer for waits for the next run, for as long as the platform keeps it.
    """
    must_stand_alone()
    account = queries.wechat()
    if account is None:
        return 0
    settled = 0
    for row in queries.media_to_fetch(limit=limit):
        try:
            _fetch_one(by, account, row)
        except GatewayTrouble:
            break
        settled += 1
    return settled


def _fetch_one(by: Actor, account: WeChat, row: Incoming) -> None:
    """Raises a GatewayTrouble after which it is worth asking again."""
    try:
        found = account.media(media_id=str(row.details["media_id"]))
        cleaned = [file_queries.clean(name=found.name, data=found.data)]
    except Rejected as no:
        if no.may_retry:
            raise
        hang_files(by=by, incoming_id=row.pk, attachments=[], trouble=_GONE)
    except Invalid as no:
        hang_files(by=by, incoming_id=row.pk, attachments=[], trouble=f"附件{no.message.rstrip('。')}")
    else:
        hang_files(by=by, incoming_id=row.pk, attachments=cleaned)


@command
def hang_files(*, by: Actor, incoming_id: int, attachments: Sequence[Clean], trouble: str = "") -> Incoming:
    """Hang what was fetched on its message, once. `trouble`: why there is nothing; it is written below the words."""
    row = queries.lock_incoming(incoming_id=incoming_id)
    if "media" in row.details:
        return unchanged(row)
    for clean in attachments:
        files.keep(by=by, subject=row.ref, clean=clean, label="来信附件")
    row.details = row.details | {"media": "here" if attachments else "lost"}
    row.text = f"{row.text}\n（{trouble}）".strip() if trouble else row.text
    row.save(update_fields=["details", "text"])
    record.write(by=by, event=IncomingFilesCame(row.ref, len(attachments)))
    return row
