"""Other bodies' systems: the security office lets them in, gives them a new token, and shuts the door again."""

from collections.abc import Iterable
from datetime import datetime

from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as access_queries
from yiwang.ground.access.commands import NewToken
from yiwang.ground.access.models import ApiClient
from yiwang.ground.access.states import USUAL_SCOPES
from yiwang.ground.organisation import policies
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

USUAL_RATE = 600
"""Requests a minute: ten a second, far above a city's whole intake."""


@command
def admit_system(
    *,
    by: Actor,
    name: str,
    channel: str,
    scopes: Iterable[str] = USUAL_SCOPES,
    rate: int = USUAL_RATE,
    expires_at: datetime | None = None,
) -> NewToken:
    """Let another body's system in, for one channel; its token is returned once.

    Refused: not the security office. Invalid: a channel, scope or rate that cannot be, no name.
    """
    policies.may_manage_systems(by).require()
    if channel not in {row["code"] for row in rules.current(kind="channels")}:
        raise Invalid(channel=f"没有代码为“{channel}”的渠道，请从渠道表里选")
    return access.open_client(by=by, name=name, channel=channel, scopes=scopes, rate=rate, expires_at=expires_at)


@command
def renew_system(*, by: Actor, code: str) -> NewToken:
    """A new token for the same system, returned once; the old one is refused from now on."""
    policies.may_manage_systems(by).require()
    return access.renew_client(by=by, code=code)


@command
def dismiss_system(*, by: Actor, code: str) -> ApiClient:
    """Its token is refused from now on, for good. What it filed stays."""
    policies.may_manage_systems(by).require()
    before = access_queries.client_row(code=code)
    return unchanged(before) if before.revoked_at else access.revoke_client(by=by, code=code)
