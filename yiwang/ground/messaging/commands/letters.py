"""A text as a mail or a chat message: with room for the answer itself, and a title."""

import json
import re
from uuid import uuid4

from yiwang.ground.messaging import queries
from yiwang.ground.messaging.commands.ways import Chosen
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel, Recipient, State
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.settings import settings

_LINK = re.compile(r"\s*(https?://[!-~]+)\s*")


def by_letter(
    row: Message, way: Chosen, *, to: Recipient, template: queries.Template, text: queries.Text, words: str
) -> None:
    """Fill a row for the way of a mail or of a chat: whole values wait in `params` until it has gone, as of any text.

    `params` is JSON: `title`, `text` (all of it), `values` (by name, for a set form), `is_free` (a chat that was open when it was
    written). Where the way is not gone the row says why.
    """
    row.body = _with(row.body, words)
    if way.reason:
        row.state, row.error_code = State.CANCELLED, way.reason
        return
    row.address = to.mail if way.channel is Channel.EMAIL else to.wechat
    row.address_index = keyed_digest(row.address, purpose="messaging-address")
    row.out_id = uuid4().hex
    whole = text.whole.partition("】")[2] if text.whole.startswith("【") else text.whole
    said = {
        "title": title_of(template, text.params), "text": _with(whole, words), "values": text.params, "is_free": way.is_free,
    }  # fmt: skip
    row.params = json.dumps(said, ensure_ascii=False)


def title_of(template: queries.Template, values: dict[str, str]) -> str:
    """`【云州公安】答复 YZ2611-18427-3`: what it is about, and which file."""
    return f"【{settings().sms_sign_name}】{template.event} {values.get('number', '')}".strip()


def _with(text: str, words: str) -> str:
    """The text with room around its links, which programs make out by it, and the words below."""
    roomy = _LINK.sub(r" \1 ", text).strip()
    return f"{roomy}\n\n{words}" if words else roomy
