"""What a citizen who holds number and code wishes: read, dispute, withdraw. The site has checked the code."""

import json
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Attempt, Envelope
from yiwang.cases.counter.queries.tracking import index_of
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import border_command

REASON_LIMIT = 1000


def post_wish(kind: EnvelopeKind, number: str, nonce: str, **body: Any) -> None:
    """A wish becomes an envelope, one a nonce: posting it again changes nothing."""
    Envelope.objects.bulk_create(
        [
            Envelope(
                kind=kind, number=number, nonce=nonce, posted_at=clock.now(), body=json.dumps(body, ensure_ascii=False)
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def public_body(number: str) -> dict[str, Any]:
    """What the holder of the code sees of this file. Missing: there is none."""
    found = queries.public_file(number=number)
    if found is None:
        raise Missing
    return found.body


@border_command
def read_reply(*, by: Actor, number: str) -> None:
    """The citizen has the answer of this round before their eyes."""
    body = public_body(number)
    if body.get("reply") and not body.get("read_at"):
        post_wish(EnvelopeKind.READ, number, f"read:{number}:{body['round']}")


@border_command
def dispute(*, by: Actor, number: str, reason: str) -> None:
    """没有解决: reopens within the window. Invalid: no reason. Refused: no answer yet, or the window has passed."""
    body = public_body(number)
    words = reason.strip()
    if not words:
        raise Invalid("请写一写哪里没有解决", reason="请写一写哪里没有解决，好让人接着办")
    if len(words) > REASON_LIMIT:
        raise Invalid("写得太长", reason=f"写了{len(words)}字，最多{REASON_LIMIT}字")
    if not body["may"]["dispute"]:
        raise Refused("现在不能说“没有解决”：还没有答复，或者已经过了期限。事情又发生的，请重新反映")
    post_wish(EnvelopeKind.DISPUTE, number, f"dispute:{number}:{body['round']}", reason=words, round=body["round"])


@border_command
def withdraw(*, by: Actor, number: str) -> None:
    """撤回: until there is an answer."""
    if not public_body(number)["may"]["withdraw"]:
        raise Refused("已经答复或者已经结束，不能再撤回")
    post_wish(EnvelopeKind.WITHDRAWAL, number, f"withdraw:{number}")


@border_command
def note_attempt(*, by: Actor, number: str, source: str) -> None:
    """A wrong number or code, from this address: counted for each of the two apart, so that no row says who asked for what."""
    at = clock.now()
    tries = [Attempt(number_index=index_of(number), at=at), Attempt(source_index=index_of(source), at=at)]
    Attempt.objects.bulk_create(tries)
