"""The letter between the two networks: signed by its sender, its content sealed, read by nobody before the signature holds.

    YWR1 | length of the head (4 bytes) | head (JSON) | sealed content | Ed25519 signature (64 bytes)

Each side signs with a key of its own and knows the other's public half only, so neither can speak for the other. The content is
compressed and sealed by AES-256-GCM under a key both sides share, bound to side, epoch and number of its batch.
"""

import base64
import hashlib
import json
import secrets
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Item = Mapping[str, Any]
"""One thing carried: `kind`, `key` (number, nonce or name: items of one key keep their order) and what belongs to it."""

MAGIC = b"YWR1"
SIGNATURE = 64
_NONCE = 12
_LONGEST = 256 << 20
"""Bytes that one letter's content may unfold to: more than any batch we make, and no bomb."""


class Unreadable(Exception):
    """A letter that does not pass; `why` is said in the list of refusals."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Keys:
    """One side's: its own signing seed, the other side's public key, the shared sealing key; all hex, 32 bytes each."""

    own: str
    peer: str
    seal: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Head and sealed content. `number` 0: no batch, only how things stand. `stamp`: milliseconds, rising with each letter.

    `ack_*`: the newest batch of the reader's that the writer holds. `keys`: fingerprint of the index key, which both sides must
    share. `waiting`, `oldest_at`: what the writer still has for the reader.
    """

    side: str
    stamp: int
    epoch: int
    number: int = 0
    previous: str = ""
    ack_epoch: int = 0
    ack_number: int = 0
    ack_digest: str = ""
    keys: str = ""
    waiting: int = 0
    oldest_at: str | None = None
    sealed: bytes = field(default=b"", repr=False)

    @property
    def digest(self) -> str:
        """The batch's place in the chain."""
        return digest_of(self.epoch, self.number, self.previous, self.sealed)


def digest_of(epoch: int, number: int, previous: str, sealed: bytes) -> str:
    """SHA-256 over a batch and the digest of the one before it, 64 hex signs."""
    return hashlib.sha256(f"{epoch}/{number}/{previous}/".encode() + sealed).hexdigest()


def public_key(seed: str) -> str:
    """The public half of a signing seed, hex."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).public_key().public_bytes_raw().hex()


def write(letter: Letter, keys: Keys) -> bytes:
    """The letter as it crosses."""
    head = json.dumps({name: value for name, value in asdict(letter).items() if name != "sealed"}).encode()
    whole = MAGIC + struct.pack(">I", len(head)) + head + letter.sealed
    return whole + Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys.own)).sign(whole)


def read(raw: bytes, keys: Keys, *, sender: str) -> Letter:
    """A letter whose signature holds. Unreadable: cut short, forged, or another side's."""
    if len(raw) < len(MAGIC) + 4 + SIGNATURE or not raw.startswith(MAGIC):
        raise Unreadable("残缺或不是本系统的文件")
    whole, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys.peer)).verify(signature, whole)
    except InvalidSignature:
        raise Unreadable("签名不符（伪造、残缺，或两边的密钥没有配对）") from None
    start = len(MAGIC) + 4
    length = struct.unpack(">I", whole[len(MAGIC) : start])[0]
    try:
        letter = Letter(**json.loads(whole[start : start + length]), sealed=whole[start + length :])
    except (ValueError, TypeError):
        raise Unreadable("写法不认识（两边的版本不同？）") from None
    if letter.side != sender:
        raise Unreadable("不是另一侧写的")
    return letter


def seal(items: Sequence[Item], keys: Keys, *, side: str, epoch: int, number: int) -> bytes:
    """Items, compressed and sealed; bytes in them travel as text."""
    plain = zlib.compress(json.dumps(items, ensure_ascii=False, default=_text).encode(), 1)
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(bytes.fromhex(keys.seal)).encrypt(nonce, plain, f"{side}/{epoch}/{number}".encode())


def unseal(letter: Letter, keys: Keys) -> list[dict[str, Any]]:
    """The items of a letter. Unreadable: sealed with another key, or for another place in the row."""
    bound = f"{letter.side}/{letter.epoch}/{letter.number}".encode()
    try:
        plain = AESGCM(bytes.fromhex(keys.seal)).decrypt(letter.sealed[:_NONCE], letter.sealed[_NONCE:], bound)
        unfolding = zlib.decompressobj()
        text = unfolding.decompress(plain, _LONGEST)
        if unfolding.unconsumed_tail:
            raise Unreadable("内容过大")
        items: list[dict[str, Any]] = json.loads(text)
    except (InvalidTag, zlib.error, ValueError):
        raise Unreadable("内容打不开（两边的封装密钥不同？）") from None
    return items


def data(text: str) -> bytes:
    """Bytes out of an item."""
    return base64.b64decode(text)


def _text(value: Any) -> str:
    """What JSON has no word for: bytes."""
    return base64.b64encode(bytes(value)).decode()
