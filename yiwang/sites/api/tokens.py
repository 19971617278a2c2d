"""Who knocks: the bearer token, its scopes, and how often."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from yiwang.ground.access import commands, queries
from yiwang.ground.access.queries import Client
from yiwang.ground.access.states import Scope
from yiwang.kit.actor import Actor
from yiwang.sites.api.problems import Problem
from yiwang.sites.api.refusals import CHALLENGE


class ApiRequest(HttpRequest):
    """A request as the operations see it."""

    client: Client
    actor: Actor
    request_id: str


class Bearer(HttpBearer):
    """`Authorization: Bearer yw_…`, carrying one scope."""

    openapi_bearerFormat = "yw_<code>_<secret>"  # noqa: N815  (OpenAPI's own spelling)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The client, who may go on. Problem: 401, 429, 403."""
        client = queries.client_of_token(token=token)
        if client is None:
            raise Problem(401, headers=CHALLENGE)
        asking = cast(ApiRequest, request)
        asking.client = client
        asking.actor = Actor.client(client.code, client.name, request_id=getattr(request, "request_id", ""))
        if wait := commands.count_request(by=asking.actor, client=client):
            raise Problem(429, headers={"Retry-After": str(wait)})
        if not client.may(self.scope):
            raise Problem(403, f"令牌没有“{self.scope.label}”（{self.scope.value}）的权限，请向发放单位申请。")
        return client
