"""Other systems' tokens, as the process remembers them for a few seconds: a revoked one is refused everywhere after five."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.db.models import QuerySet

from yiwang.ground.access.models import ApiClient
from yiwang.kit import clock, memory
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing

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


def client(*, code: str) -> Client | None:
    """The client of a code, revoked and expired ones too; None where there is none. No query within five seconds."""
    return _client(code)


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


@memory.remembered(until="access.client.")
def _client(code: str) -> Client | None:
    row = ApiClient.objects.filter(code=code).first()
    if row is None:
        return None
    names = ("id", "code", "name", "channel", "rate", "digest", "expires_at", "revoked_at")
    return Client(scopes=frozenset(row.scopes), **{name: getattr(row, name) for name in names})
