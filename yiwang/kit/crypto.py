"""Secrecy behind one interface: encrypted columns with key ids, keyed digests for looking up what is encrypted."""

import base64
import hmac
import secrets
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from yiwang.kit.settings import settings

_NONCE = 12


@lru_cache
def _keys() -> dict[str, AESGCM]:
    pairs = (pair.split(":", 1) for pair in settings().data_keys.split(","))
    return {name: AESGCM(bytes.fromhex(value)) for name, value in pairs}


def encrypt(plain: bytes, *, bound_to: str) -> bytes:
    """AES-256-GCM under the newest key; `bound_to` (table.column) keeps a value from being moved elsewhere."""
    name = next(iter(_keys()))
    nonce = secrets.token_bytes(_NONCE)
    return b"%c%s%s%s" % (len(name), name.encode(), nonce, _keys()[name].encrypt(nonce, plain, bound_to.encode()))


def decrypt(sealed: bytes, *, bound_to: str) -> bytes:
    """What `encrypt` hid. Raises `InvalidTag` where it was changed or belongs elsewhere, `KeyError` for a lost key."""
    size = sealed[0]
    name, rest = sealed[1 : 1 + size].decode(), sealed[1 + size :]
    return _keys()[name].decrypt(rest[:_NONCE], rest[_NONCE:], bound_to.encode())


def keyed_digest(value: str, *, purpose: str) -> str:
    """A blind index: the same value gives the same 32 hex signs, and without the key nobody can try values out."""
    key = bytes.fromhex(settings().index_key)
    return hmac.digest(key, f"{purpose}\x00{value}".encode(), "sha256").hex()[:32]


class _EncryptedField(models.BinaryField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Shared by the encrypted columns."""

    def _bound(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"


class EncryptedTextField(_EncryptedField):
    """Text that the database sees only encrypted. It cannot be searched; keep a `keyed_digest` beside it for that."""

    def _check_str_default_value(self) -> list[Any]:
        """Django warns of text defaults on binary columns; here the text is encrypted on its way in."""
        return []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations see an ordinary field of this class."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, path, args, kwargs

    def sealed(self, value: Any) -> bytes:
        """What is kept of a text; the empty one stays empty."""
        return encrypt(str(value).encode(), bound_to=self._bound()) if value else b""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Encrypt on the way in."""
        return super().get_db_prep_value(self.sealed(value), connection, prepared)

    def from_db_value(self, value: Any, *_: Any) -> str:
        """Decrypt on the way out."""
        return decrypt(bytes(value), bound_to=self._bound()).decode() if value else ""

    def to_python(self, value: Any) -> str:
        """Text, always."""
        return str(value or "")

    def value_to_string(self, obj: Any) -> str:
        """As dumped by serializers: the plain text (never used on the wire)."""
        return str(self.value_from_object(obj))


_MARK = "\x02"
"""What a kept value of a `SealableTextField` begins with where it is encrypted: nobody can type it."""


class Secret(str):
    """A text that a `SealableTextField` keeps encrypted whatever row it belongs to: for rows written without an instance."""

    __slots__ = ()


class SealableTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text that is clear in the database, and encrypted where the row belongs to something kept secret.

    `sealed_if`: the way from a row to what says so (`appeal.case.is_kept_secret`). Read, it is always the plain text. What is
    encrypted cannot be found by its value. Rows that stand when the answer changes are saved again by who changes it.
    """

    def __init__(self, *args: Any, sealed_if: str = "", **kwargs: Any) -> None:
        self.sealed_if = sealed_if
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """As it will be kept: secret where the row's own thing is."""
        value = super().pre_save(model_instance, add)
        return Secret(value) if value and self._is_secret(model_instance) else value

    def _is_secret(self, row: Any) -> bool:
        for name in self.sealed_if.split(".") if self.sealed_if else ():
            row = getattr(row, name)
        return bool(self.sealed_if) and bool(row)

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what is secret; and what only looks as if it were."""
        value = super().get_prep_value(value)
        if not value or not (isinstance(value, Secret) or value.startswith(_MARK)):
            return value
        hidden = encrypt(str(value).encode(), bound_to=f"{self.model._meta.db_table}.{self.column}")
        return _MARK + base64.b64encode(hidden).decode()

    def to_python(self, value: Any) -> Any:
        """Text, secret or not."""
        return value if value is None or isinstance(value, str) else str(value)

    def from_db_value(self, value: Any, *_: Any) -> Any:
        """The plain text."""
        if not value or not value.startswith(_MARK):
            return value
        hidden = base64.b64decode(value[len(_MARK) :])
        return decrypt(hidden, bound_to=f"{self.model._meta.db_table}.{self.column}").decode()


def sealable(model: type[models.Model]) -> list[str]:
    """Names of a model's sealable texts: saved again, they are kept as the row's own thing wants by now."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealableTextField)]


class EncryptedBytesField(_EncryptedField):
    """Bytes (a photo, a document) that the database sees only encrypted."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Encrypt on the way in."""
        sealed = encrypt(bytes(value), bound_to=self._bound()) if value else b""
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, *_: Any) -> bytes:
        """Decrypt on the way out."""
        return decrypt(bytes(value), bound_to=self._bound()) if value else b""
