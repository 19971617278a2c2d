"""How the two sides know each other: HMAC-SHA256 over method, path, moment, a random string and the body's digest."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FRESH_SECONDS = 300
"""So far the two clocks may disagree, and so long a message may be on its way."""
_NONCE = (16, 64)
_SECRET_BYTES = 32
PREFIX = "ywx_"
TIMESTAMP, NONCE, SIGNATURE = "x-yw-timestamp", "x-yw-nonce", "x-yw-signature"


@dataclass(frozen=True, kw_only=True)
class Knock:
    """A request as it is signed. `path`: with its query, as it stands in the request line."""

    method: str
    path: str
    timestamp: str
    nonce: str
    signature: str
    body: bytes

    @classmethod
    def of(cls, *, method: str, path: str, headers: Mapping[str, str], body: bytes) -> "Knock":
        """From a request; header names as they come."""
        said = {name.lower(): value for name, value in headers.items()}
        return cls(
            method=method, path=path, timestamp=said.get(TIMESTAMP, ""), nonce=said.get(NONCE, ""),
            signature=said.get(SIGNATURE, ""), body=body,
        )  # fmt: skip


def new_secret() -> str:
    """A shared secret: `ywx_` and base64 of 32 random bytes."""
    return PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(_SECRET_BYTES)).decode().rstrip("=")


def signature(*, secret: str, method: str, path: str, timestamp: str, nonce: str, body: bytes) -> str:
    """`v1=` and the hexadecimal HMAC-SHA256 over the five lines."""
    lines = "\n".join((method.upper(), path, timestamp, nonce, hashlib.sha256(body).hexdigest()))
    return "v1=" + hmac.new(secret.encode(), lines.encode(), hashlib.sha256).hexdigest()


def headers_for(*, secret: str, method: str, path: str, body: bytes, at: int) -> dict[str, str]:
    """What goes with a request of ours; `at`: seconds since 1970."""
    nonce = secrets.token_hex(16)
    signed = signature(secret=secret, method=method, path=path, timestamp=str(at), nonce=nonce, body=body)
    return {TIMESTAMP: str(at), NONCE: nonce, SIGNATURE: signed}


def fault_of(knock: Knock, *, keys: Sequence[str], now: float) -> str:
    """Why it cannot be let in, as a code of `states.REFUSALS`; empty where it is fresh and signed by one of the secrets."""
    is_shaped = knock.timestamp.isdecimal() and len(knock.timestamp) <= 12 and knock.nonce.isascii()
    if not is_shaped or not _NONCE[0] <= len(knock.nonce) <= _NONCE[1] or not knock.signature.isascii():
        return "unsigned"
    ours = [
        signature(
            secret=key, method=knock.method, path=knock.path, timestamp=knock.timestamp, nonce=knock.nonce, body=knock.body
        )
        for key in keys
    ]  # fmt: skip
    if not any([hmac.compare_digest(one, knock.signature) for one in ours]):  # noqa: C419 - all, so that time tells nothing
        return "forged"
    return "stale" if abs(now - int(knock.timestamp)) > FRESH_SECONDS else ""


def demo_secret(house_key: str, code: str) -> str:
    """The secret that the demo's played platform shares with us: made from this installation's key, so both processes know it."""
    return PREFIX + hashlib.sha256(f"{house_key}/partner/{code}".encode()).hexdigest()
