"""First answers: the same form or the same request sent again gets what the first one got, and changes nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import connection

from yiwang.ground.access.models import FirstAnswer, KeptAnswer
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

ANSWERS_KEPT = timedelta(days=7)
"""Longer than anybody leaves a form open; a repeated form after that is caught by its version."""
REQUESTS_KEPT = timedelta(hours=24)
"""How long a system may repeat a request with the same Idempotency-Key."""
_IN_FLIGHT = "同一个Idempotency-Key的请求还在处理，请过几秒再发，会得到它的结果"
_OTHER_REQUEST = "这个Idempotency-Key已经用在另一个请求上，请给新的请求换一个键"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a system was answered, byte for byte. `is_replay`: it is the first answer once more."""

    status: int
    body: bytes
    is_replay: bool = False


@command
def once(*, by: Actor, key: str, act: Callable[[], str]) -> str:
    """Carry out a form's act once; the same form sent again, even at the same moment, gets the first answer's address.

    `key`: the form's own number. `act` runs inside this transaction and calls the command that records the fact; where it
    raises, nothing is kept and the form may be sent again.
    """
    row, is_first = FirstAnswer.objects.get_or_create(actor_id=by.id, key=key)
    if is_first:
        FirstAnswer.objects.filter(actor_id=by.id, at__lt=now() - ANSWERS_KEPT).delete()
        row.path = act()
        row.save(update_fields=["path"])
    return unchanged(row.path)


@command
def answer_once(*, by: Actor, client_id: int, key: str, request: bytes, act: Callable[[], Answer]) -> Answer:
    """Carry out a system's request once; sent again within a day it gets the first answer, byte for byte.

    `request`: what tells one request from another (method, path, body). `act` runs inside this transaction; where it
    raises, nothing is kept and the key is free again. Conflict: the first one is still under way. Invalid: the key was
    used for another request.
    """
    index = keyed_digest(f"{client_id}/{key}", purpose="idempotency-key")
    digest = hashlib.sha256(request).hexdigest()
    _hold(index)
    kept = KeptAnswer.objects.filter(key=index).first()
    if kept and kept.at > now() - REQUESTS_KEPT:
        if kept.request_digest != digest:
            raise Invalid(_OTHER_REQUEST, **{"Idempotency-Key": _OTHER_REQUEST})
        return unchanged(Answer(status=kept.status, body=kept.body, is_replay=True))
    answer = act()
    KeptAnswer.objects.filter(key=index).delete() if kept else None
    KeptAnswer.objects.create(
        client_id=client_id, key=index, request_digest=digest, status=answer.status, body=answer.body
    )
    return unchanged(replace(answer, is_replay=False))


@command
def forget_answers(*, by: Actor) -> int:
    """Erase what is past its time; how many. Bookkeeping: what was answered is on record as what was done."""
    return unchanged(KeptAnswer.objects.filter(at__lt=now() - REQUESTS_KEPT).delete()[0])


def _hold(index: str) -> None:
    """Keep the key until the transaction ends. Conflict: a twin of this request holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"access.answer/{index}"])
        if not cursor.fetchone()[0]:
            raise Conflict(_IN_FLIGHT)
