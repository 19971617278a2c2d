"""Who knocks at the exchange: signature, moment, random string; a refusal is counted and says no more than it must."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.models import Partner
from yiwang.cases.channels.states import REFUSALS
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError
from yiwang.sites.api.once import JSON
from yiwang.sites.api.problems import Problem
from yiwang.sites.api.refusals import of_house, of_problem

CHALLENGE = {"WWW-Authenticate": 'YW-HMAC-SHA256 realm="yiwang"'}
_SAID = {
    "unsigned": "要带X-YW-Timestamp、X-YW-Nonce（16到64位）和X-YW-Signature三个头。",
    "stale": "X-YW-Timestamp和我们的时间相差超过5分钟，请校准时钟后重新签名。",
    "forged": "签名不对，请核对密钥、请求路径（含查询串）和请求体的每一个字节。",
    "replayed": "X-YW-Nonce已经用过，请每次换一个。",
    "off": "签名不对，请核对密钥、请求路径（含查询串）和请求体的每一个字节。",
    "unknown": "签名不对，请核对密钥、请求路径（含查询串）和请求体的每一个字节。",
}
"""A stranger, and a platform that is switched off, learn no more than that they do not fit."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A platform that was let in."""

    partner: Partner
    actor: Actor


View = Callable[..., HttpResponse]


def for_partner(method: str) -> Callable[[View], View]:
    """A view for one method, called with the platform that signed the request; every refusal is problem+json."""

    def gate(view: View) -> View:
        @wraps(view)
        def ask(request: HttpRequest, code: str, **named: Any) -> HttpResponse:
            if request.method != method:
                return of_problem(request, Problem(405, headers={"Allow": method}))
            try:
                return view(request, _let_in(request, code), **named)
            except Problem as problem:
                return of_problem(request, problem)
            except HouseError as error:
                return of_house(request, error)

        return csrf_exempt(ask)

    return gate


def body_of(request: HttpRequest) -> Any:
    """The JSON of a request. Problem: 415 for anything else, 400 where it cannot be read."""
    if request.content_type != "application/json":
        raise Problem(415)
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Problem(400) from error


def answer(values: dict[str, Any], status: int = 200) -> HttpResponse:
    """What a platform is answered."""
    return HttpResponse(json.dumps(values, ensure_ascii=False), status=status, content_type=JSON)


def _let_in(request: HttpRequest, code: str) -> Caller:
    """The platform. Problem: 401, counted."""
    partner = queries.partner_or_none(code=code)
    knock = queries.read_knock(
        method=request.method or "", path=request.get_full_path(), headers=dict(request.headers), body=request.body
    )
    by = Actor.system(f"partner:{code}"[:40], door="exchange")
    why = queries.refusal_of(partner=partner, knock=knock)
    if not why and partner and not commands.spend_nonce(by=by, partner_id=partner.pk, value=knock.nonce):
        why = "replayed"
    if why or partner is None:
        commands.note_refusal(by=by, code=code, why=why)
        assert why in REFUSALS
        raise Problem(401, _SAID[why], headers=CHALLENGE)
    return Caller(partner=partner, actor=queries.house_for(partner))
