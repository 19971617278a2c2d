"""Reads for the way in: a fresh one-time password, a fresh secret, whether the one given is still good."""

import secrets

from yiwang.ground.access.gateways import allauth, axes
from yiwang.ground.access.models import Account
from yiwang.kit import clock

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""No 0/o, 1/i/l, no u: the password is read from paper."""
_GROUPS, _GROUP = 3, 4


def new_password() -> str:
    """A password to hand over on paper, `7k4m-92qx-hn3p`: 12 of 30 signs, 58 bits."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def has_lapsed(account: Account) -> bool:
    """Whether its one-time password was not used in time."""
    return account.temporary_until is not None and account.temporary_until < clock.now()


def new_secret() -> str:
    """A fresh secret for a second factor, base32."""
    return allauth.new_secret()


def hidden(secret: str) -> str:
    """The secret encrypted, to be kept between two pages of the first sign-in."""
    return allauth.hide(secret)["secret"]


def shown(hidden_secret: str) -> str:
    """What `hidden` hid."""
    return allauth.reveal({"secret": hidden_secret})


def locked_names() -> frozenset[str]:
    """User names that are locked somewhere now."""
    return frozenset(lock.username for lock in axes.locks())
