"""Other systems' tokens, from a cache that the process renews every few seconds."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from time import monotonic

from django.db.models import QuerySet

from yiwang.ground.access.models import ApiClient
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing

FRESH_SECONDS = 5.0
"""How long a process may go on with what it knows: a revoked token is refused everywhere after at most this."""
_MOST = 1000
"""Clients kept in a process; strangers' made-up codes must not fill the memory."""
PREFIX = "yw"


@dataclass(frozen=True, kw_only=True)
class Client:
    """Another body's system as the doors know it. `channel`: the one it speaks for. `rate`: requests a minute."""

    id: int
    code: str
    name: str
    channel: str
    scopes: frozenset[str]
    rate: int
    digest: str
    expires_at: datetime | None
    revoked_at: datetime | None

    def is_live(self, at: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    def may(self, scope: str) -> bool:
        """Whether its token carries the scope."""
        return scope in self.scopes


_seen: dict[str, tuple[float, Client | None]] = {}


def client(*, code: str) -> Client | None:
    """The client of a code, revoked and expired ones too, as it was at most five seconds ago; None where there is none."""
    read_at, found = _seen.get(code, (0.0, None))
    if not 0 <= monotonic() - read_at <= FRESH_SECONDS or not read_at:
        if len(_seen) >= _MOST:
            _seen.clear()
        found = _read(code)
        _seen[code] = (monotonic(), found)
    return found


def client_of_token(*, token: str) -> Client | None:
    """Whose token this is; None for one that is wrong, revoked or expired."""
    code, secret = token_parts(token)
    found = client(code=code) if secret else None
    if found is None or not compare_digest(found.digest, token_digest(code=code, secret=secret)):
        return None
    return found if found.is_live(clock.now()) else None


def token_parts(token: str) -> tuple[str, str]:
    """Code and secret of `yw_code_secret`; both empty where it cannot be one."""
    prefix, _, rest = token.partition("_")
    code, _, secret = rest.partition("_")
    is_one = (
        prefix == PREFIX and secret and code.isalnum() and code.isascii() and secret.isascii() and len(token) <= 100
    )
    return (code, secret) if is_one else ("", "")


def token_digest(*, code: str, secret: str) -> str:
    """What is kept of a token."""
    return keyed_digest(f"{code}/{secret}", purpose="api-token")


def clients() -> QuerySet[ApiClient]:
    """Every client, for the security office."""
    return ApiClient.objects.all()


def client_row(*, code: str) -> ApiClient:
    """The client's row. Missing where there is none."""
    found = ApiClient.objects.filter(code=code).first()
    if found is None:
        raise Missing("没有这个外部系统")
    return found


def forget() -> None:
    """Read afresh: after a change in this process, and between tests."""
    _seen.clear()


def _read(code: str) -> Client | None:
    row = ApiClient.objects.filter(code=code).first()
    if row is None:
        return None
    names = ("id", "code", "name", "channel", "rate", "digest", "expires_at", "revoked_at")
    return Client(scopes=frozenset(row.scopes), **{name: getattr(row, name) for name in names})
