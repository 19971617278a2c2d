"""Other systems' tokens: given, renewed, taken back; and how often each may knock."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from time import monotonic

from django.db import connection

from yiwang.ground.access import policies, queries
from yiwang.ground.access.events import ClientOpened, ClientRenewed, ClientRevoked
from yiwang.ground.access.models import ApiClient
from yiwang.ground.access.queries import Client
from yiwang.ground.access.states import USUAL_SCOPES
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

USUAL_RATE = 600
"""Requests a minute: ten a second, far above a city's whole intake."""
MOST_RATE = 10_000_000
SYNC_SECONDS = 1.0
"""How often a process tells the others how many requests it has let in: by so much the limit may be overrun."""
_CODE_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
_CODE_LENGTH = 8
_SECRET_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """A client and its token; the token is shown once and kept nowhere in clear."""

    client: ApiClient
    token: str


@command
def open_client(
    *,
    by: Actor,
    name: str,
    channel: str,
    scopes: Iterable[str] = USUAL_SCOPES,
    rate: int = USUAL_RATE,
    expires_at: datetime | None = None,
) -> NewToken:
    """Let another body's system in. Invalid: no name, a scope nobody knows, a rate below one a minute."""
    policies.may_manage(by).require()
    wanted = sorted(set(scopes))
    policies.check_client(name=name, scopes=wanted, rate=rate, most=MOST_RATE, expires_at=expires_at)
    code = "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
    row = ApiClient(
        code=code, name=name.strip(), channel=channel, scopes=wanted, rate=rate, expires_at=expires_at,
        created_by=by.label,
    )  # fmt: skip
    token = _drawn(row)
    row.save(force_insert=True)
    record.write(by=by, event=ClientOpened(row.ref, row.code, row.channel, tuple(wanted), rate))
    return NewToken(client=row, token=token)


@command
def renew_client(*, by: Actor, code: str) -> NewToken:
    """A new token for the same client: the old one is refused from now on. Invalid: the client was revoked."""
    policies.may_manage(by).require()
    row = _locked(code)
    if row.revoked_at:
        raise Invalid("这个外部系统已经停用，请另建一个", code="已停用，请另建一个")
    token = _drawn(row)
    row.renewed_at = now()
    row.save(update_fields=["digest", "renewed_at"])
    record.write(by=by, event=ClientRenewed(row.ref, row.code))
    return NewToken(client=row, token=token)


@command
def revoke_client(*, by: Actor, code: str) -> ApiClient:
    """Take the token back for good; every process refuses it within five seconds."""
    policies.may_manage(by).require()
    row = _locked(code)
    if row.revoked_at:
        return unchanged(row)
    row.revoked_at = now()
    row.save(update_fields=["revoked_at"])
    record.write(by=by, event=ClientRevoked(row.ref, row.code))
    return row


@command
def note_use(*, by: Actor, client_id: int, minute: datetime, count: int) -> int:
    """Add so many requests to the client's minute; how many it has had over all processes. Bookkeeping, no fact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_apiclient SET used_at = %s, minute = %s, "
            "minute_count = CASE WHEN minute = %s THEN minute_count ELSE 0 END + %s WHERE id = %s RETURNING minute_count",
            [now(), minute, minute, count, client_id],
        )
        row = cursor.fetchone()
    return unchanged(int(row[0]) if row else count)


# --- how often: counted in memory, told to the others once a second


@dataclass
class _Tally:
    """One client's minute in this process. `known`: let in by all processes as last heard; `mine`: since then here."""

    minute: int
    known: int = 0
    mine: int = 0
    told_at: float = 0.0


_tallies: dict[int, _Tally] = {}
_lock = Lock()


def count_request(*, by: Actor, client: Client) -> int:
    """Count a request; seconds until the client may knock again, nought where this one is let in.

    The limit is one minute's of the clock and over all processes. Each process hears of the others once a second, so that
    a limit can be overrun by what arrives elsewhere within a second, and no more.
    """
    second = int(now().timestamp())
    minute, telling = second // 60, 0
    with _lock:
        tally = _tallies.get(client.id)
        if tally is None or tally.minute != minute:
            tally = _tallies[client.id] = _Tally(minute)
        if tally.known + tally.mine >= client.rate:
            return 60 - second % 60
        tally.mine += 1
        if monotonic() - tally.told_at >= SYNC_SECONDS:
            telling, tally.mine, tally.told_at = tally.mine, 0, monotonic()
            tally.known += telling
    if telling:
        all_of_them = note_use(by=by, client_id=client.id, minute=_moment(minute), count=telling)
        with _lock:
            tally.known = max(tally.known, all_of_them)
    return 0


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def _drawn(row: ApiClient) -> str:
    """A fresh token for the row, which keeps its digest."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row.digest = queries.token_digest(code=row.code, secret=secret)
    return f"{queries.PREFIX}_{row.code}_{secret}"


def _locked(code: str) -> ApiClient:
    queries.client_row(code=code)
    return ApiClient.objects.select_for_update().get(code=code)
