"""Who brought it: signatures and secrets of those who may knock, checked in constant time and only while they are fresh."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FRESH_SECONDS = 300
"""A signed call is good for so long before and after its own time."""
_BLOCK = 32
"""WeChat pads to 32 bytes, not to the cipher's 16."""
_RANDOM, _LENGTH = 16, 4
PREFIX = "whsec_"


class Forged(Exception):
    """It did not come from whom it should, or not now. The word is for the log, never for the caller."""


def is_fresh(at: str, *, now: float) -> bool:
    """Whether a moment (seconds since 1970) is near enough."""
    return at.isascii() and at.isdigit() and abs(now - int(at)) <= FRESH_SECONDS


def check_key(given: str, *, secret: str) -> None:
    """A secret in the address, where the caller can do no better. Forged: it is another, or we have none."""
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise Forged("key")


def check_wechat(*, token: str, parts: Mapping[str, str], proof: str, now: float, sealed: str = "") -> None:
    """WeChat's proof: SHA-1 of token, timestamp, nonce (and the sealed body) in sorted order. Forged: wrong, or stale."""
    said = [token, parts.get("timestamp", ""), parts.get("nonce", ""), *([sealed] if sealed else [])]
    ours = hashlib.sha1("".join(sorted(said)).encode()).hexdigest()  # noqa: S324  the platform's own choice
    if not token or not hmac.compare_digest(ours, proof):
        raise Forged("signature")
    if not is_fresh(parts.get("timestamp", ""), now=now):
        raise Forged("stale")


def open_wechat(sealed: str, *, aes_key: str, app_id: str) -> bytes:
    """The message in a safe-mode body: AES-256-CBC, its key's head as IV, 16 random bytes, length, message, app id.

    Forged: another key, another account, or cut short.
    """
    try:
        key, data = base64.b64decode(f"{aes_key}="), base64.b64decode(sealed, validate=True)
        opener = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        plain = _unpadded(opener.update(data) + opener.finalize())
    except (ValueError, binascii.Error) as error:
        raise Forged("sealing") from error
    length = int.from_bytes(plain[_RANDOM : _RANDOM + _LENGTH])
    begin = _RANDOM + _LENGTH
    message, account = plain[begin : begin + length], plain[begin + length :]
    if len(message) != length or account.decode(errors="replace") != app_id:
        raise Forged("account")
    return message


def _unpadded(plain: bytes) -> bytes:
    count = plain[-1] if plain else 0
    if not 1 <= count <= _BLOCK or plain[-count:] != bytes([count]) * count:
        raise ValueError("padding")
    return plain[:-count]


def check_webhook(*, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Standard Webhooks: HMAC-SHA256 over id, timestamp and body, joined by points. Forged: wrong, stale, or no secret set."""
    name, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not secret or not name or not is_fresh(at, now=now):
        raise Forged("stale")
    key = base64.b64decode(secret.removeprefix(PREFIX))
    ours = "v1," + base64.b64encode(hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
    if not any(hmac.compare_digest(ours, theirs) for theirs in headers.get("webhook-signature", "").split()):
        raise Forged("signature")
