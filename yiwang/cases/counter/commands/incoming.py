"""What a machine brings to the portal's door (a WeChat message, a text's answer, a post) crosses the border as an envelope."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from yiwang.cases.counter.models import Envelope
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.commands.incoming import TEXT_LIMIT, Letter
from yiwang.ground.messaging.states import IncomingKind, Inlet
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.work import border_command


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A message as a door read it; the door has made sure of who brought it.

    `inlet`: sms, mail, wechat, weibo or short_video. `external_id`: the other side's name of it: the same one again is the same
    message. `kind`: text, file, place, menu, follow or unfollow. `details`: codes only (a menu's key, a media id, co-ordinates).
    `sent_at`: ISO 8601 with zone, or empty. The rest is as in `messaging.Incoming`.
    """

    inlet: str
    external_id: str
    sender: str
    text: str = ""
    title: str = ""
    sender_name: str = ""
    thread: str = ""
    kind: str = IncomingKind.TEXT.value
    details: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False
    sent_at: str = ""


@border_command
def post_incoming(*, by: Actor, brought: Brought) -> None:
    """Put one message into an envelope. Brought again (inlet and external id) it changes nothing.

    ValueError: an inlet or a kind that there is not, or a moment that is none: a defect of the door.
    """
    letter_of(asdict(brought))
    told = asdict(brought) | {"text": brought.text[:TEXT_LIMIT]}
    row = Envelope(
        kind=EnvelopeKind.INCOMING, nonce=nonce_of(brought.inlet, brought.external_id), posted_at=clock.now(),
        body=json.dumps(told, ensure_ascii=False),
    )  # fmt: skip
    Envelope.objects.bulk_create([row], ignore_conflicts=True)


def nonce_of(inlet: str, external_id: str) -> str:
    """The name under which a message crosses; the other side's may hold an openid, so it is not spelled out."""
    return f"incoming:{inlet}:{keyed_digest(external_id, purpose='incoming')}"


def letter_of(told: dict[str, Any]) -> Letter:
    """What an envelope says, as the inner side keeps it."""
    sent_at = datetime.fromisoformat(told["sent_at"]) if told["sent_at"] else None
    return Letter(
        inlet=Inlet(told["inlet"]), kind=IncomingKind(told["kind"]), sent_at=sent_at,
        **{name: told[name] for name in _AS_TOLD},
    )  # fmt: skip


_AS_TOLD = ("external_id", "sender", "text", "title", "sender_name", "thread", "details", "is_public")
