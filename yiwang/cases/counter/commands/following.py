"""What a citizen who holds number and code wishes: read, dispute, withdraw, a review. The site has checked the code."""

import json
from datetime import datetime
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
GROUNDS_LIMIT = 4000
"""Signs of the grounds of a review, as the law's room takes them."""


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
def ask_review(*, by: Actor, number: str, reason: str) -> None:
    """申请复查、复核、复议: the next instance of the law that rules this file. Asked again of the same decision: unchanged.

    Invalid: no reason. Refused: the law knows no further instance, nothing was served yet, or its time has passed.
    """
    found = public_body(number).get("lawful") or {}
    words = reason.strip()
    if not words:
        raise Invalid("请写明不服的理由", reason="请写明不服哪一点、为什么，复查、复核、复议的机关会看")
    if len(words) > GROUNDS_LIMIT:
        raise Invalid("写得太长", reason=f"写了{len(words)}字，最多{GROUNDS_LIMIT}字")
    after = found.get("next") or {}
    if not after.get("name") or datetime.fromisoformat(after["until"]) < clock.now():
        raise Refused(
            "现在不能申请：决定还没有送达，已经过了期限，或者没有下一级。有正当理由耽误期限的，请到受理窗口说明"
        )
    instance = int(after.get("instance", 0))
    post_wish(EnvelopeKind.REVIEW, number, f"review:{number}:{instance}", reason=words, instance=instance)


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
