"""Idempotency-Key: the same request again gets the first answer, byte for byte."""

from collections.abc import Callable
from typing import Annotated

from django.http import HttpResponse
from ninja import Header

from yiwang.ground.access import commands
from yiwang.ground.access.commands import Answer
from yiwang.sites.api.tokens import ApiRequest

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="同一请求重发时带同一个键：24小时内得到第一次的回答，一字不差 · repeats get the first answer for 24 hours",
    ),
]  # fmt: skip
JSON = "application/json; charset=utf-8"


def answered(request: ApiRequest, key: str | None, act: Callable[[], Answer]) -> HttpResponse:
    """Carry out a request and answer; under a key at most once. Only what was done is kept, a refusal never."""
    if key is None:
        answer = act()
    else:
        said = b"\n".join((request.method.encode() if request.method else b"", request.path.encode(), request.body))
        answer = commands.answer_once(by=request.actor, client_id=request.client.id, key=key, request=said, act=act)
    response = HttpResponse(answer.body, status=answer.status, content_type=JSON)
    if answer.is_replay:
        response.headers["Idempotency-Replayed"] = "true"
    return response
