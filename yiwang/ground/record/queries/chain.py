"""Pure arithmetic of the chain: canonical JSON, digests, signatures."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

FORM = 1
"""Version of the hashed form; a later form gets a new number and the old stays verifiable."""


def settle(value: Any) -> Any:
    """The value as a jsonb column gives it back, so that what is hashed on writing is what is hashed on verifying.

    jsonb spells numbers in its own way (1e20 comes back as an integer), so whole floats become integers here.
    TypeError or ValueError: something JSON cannot hold, a defect of the caller.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _number(value)
    return _composite(value)


def _composite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_text(str(key)): settle(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [settle(item) for item in value]
    if isinstance(value, Ref | Decimal):
        return str(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"an event cannot carry a {type(value).__name__}")


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("an event cannot carry a NUL sign")
    value.encode()  # a lone surrogate raises here, not in the database
    return str(value)


def _number(value: float) -> int | float:
    if not isfinite(value):
        raise ValueError("an event cannot carry an infinite number")
    return int(Decimal(repr(value))) if value.is_integer() else value


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def moment(at: datetime) -> str:
    """One spelling of a time: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def sha256(*parts: Any) -> str:
    """SHA-256 of the canonical JSON of the parts, in hex."""
    return hashlib.sha256(canonical([FORM, *parts])).hexdigest()


def fingerprint(value: Any) -> str:
    """SHA-256 of any JSON value without personal text; the same before and after a jsonb column."""
    return sha256("value", settle(value))


def event_hash(row: Any) -> str:
    """The hash of a fact (a model row, or anything with its columns): all columns but the key, and `prev_hash`."""
    about = (row.subject_kind, row.subject_id, row.seq, row.code, row.payload)
    return sha256("event", *about, *_hand(row), moment(row.at), row.prev_hash)


def look_digest(row: Any) -> str:
    """The digest of a row of the access log."""
    return sha256("look", row.subject_kind, row.subject_id, row.fields, row.purpose, *_hand(row), moment(row.at))


def deletion_digest(row: Any) -> str:
    """The digest of a row of the deletion ledger."""
    about = (row.keeper, row.cause, row.basis, row.ground, row.counts, row.keys_digest)
    return sha256("deletion", *about, *_hand(row), moment(row.at))


def _hand(row: Any) -> tuple[str, ...]:
    return (row.actor_kind, row.actor_id, row.actor_label, row.on_behalf_of, row.door, row.request_id)


def root_of(heads: Sequence[Sequence[Any]]) -> str:
    """The digest of a checkpoint's list of heads."""
    return sha256("heads", heads)


def checkpoint_digest(row: Any) -> str:
    """What is signed: number, time, the digest before it, root, key."""
    return sha256("checkpoint", row.seq, moment(row.at), row.previous, row.root, row.public_key)


def new_salt() -> str:
    """A salt for `digest`: 32 hex signs. It stands beside the text in the owning room and is erased with it."""
    return secrets.token_hex(16)


def digest(*, text: str, salt: str) -> str:
    """What an event may carry of a personal text, under a name ending in `_digest`: 64 hex signs.

    The salt must never stand in an event: once text and salt are erased nobody can try values out (a phone number has
    only 10^10 of them). ValueError: no salt.
    """
    if len(salt) < 16:
        raise ValueError("a personal text needs a salt of at least 16 signs")
    return sha256("text", salt, text)


@lru_cache
def _signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings().checkpoint_key))


def public_key() -> str:
    """The raw Ed25519 public key of this installation, 64 hex signs; hand it to whoever verifies from outside."""
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return _signer().public_key().public_bytes(*raw).hex()


def sign(digest_: str) -> str:
    """Ed25519 over the digest's 32 bytes, 128 hex signs."""
    return _signer().sign(bytes.fromhex(digest_)).hex()


def is_signed(*, digest: str, signature: str, key: str) -> bool:
    """Does the signature belong to digest and key? False also where either is not even hex."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True
