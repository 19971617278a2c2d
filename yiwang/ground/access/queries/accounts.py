"""Reads of accounts, their locks and their second factors."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from yiwang.ground.access.gateways import allauth, axes
from yiwang.ground.access.models import Account
from yiwang.kit.errors import Missing


@dataclass(frozen=True, kw_only=True)
class LockedAccount:
    """An account that failed too often; `account_id` None: nobody has that name."""

    account_id: int | None
    username: str
    ip_address: str
    failures: int
    until: datetime


def account(*, id: int) -> Account:
    """An account by key. Missing where there is none."""
    found = Account.objects.filter(pk=id).first()
    if found is None:
        raise Missing("没有这个账号")
    return found


def account_named(*, username: str) -> Account | None:
    """The account of a user name, however its letters were typed."""
    return Account.objects.filter(username__iexact=username).first()


def locked() -> list[LockedAccount]:
    """Every lock that holds now, the newest first."""
    locks = axes.locks()
    known = {row.username: row.pk for row in Account.objects.filter(username__in={lock.username for lock in locks})}
    return [
        LockedAccount(
            account_id=known.get(lock.username),
            username=lock.username,
            ip_address=lock.ip_address,
            failures=lock.failures,
            until=lock.until,
        )
        for lock in locks
    ]


def is_locked(*, request: HttpRequest, username: str) -> bool:
    """Whether this user name may not try from this address now."""
    return axes.is_locked(request, username)


def has_second_factor(*, account_id: int) -> bool:
    """Whether a TOTP secret is set."""
    return Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists()


def secret_of(*, account_id: int) -> str | None:
    """The TOTP secret, in clear: for checking a code and for the demo's code list, never for a page else."""
    row = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).first()
    return allauth.reveal(row.data) if row else None


def next_code(*, account_id: int) -> str | None:
    """A code that opens now: the present one, or the next where the present was just used. For the demo and tests."""
    secret = secret_of(account_id=account_id)
    if secret is None:
        return None
    step = max(allauth.step_now(), min(account(id=account_id).totp_step, allauth.step_now()) + 1)
    return allauth.code_at(secret, step)


def setup_link(*, account_id: int, secret: str) -> str:
    """The `otpauth://` address for the phone of whoever holds the account."""
    return allauth.setup_link(secret, account(id=account_id).username)
