"""One-time passwords given out, a password of one's own, the first code, an account that comes back."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from yiwang.ground.access import policies, queries
from yiwang.ground.access.commands.accounts import enrol_totp, open_account
from yiwang.ground.access.events import (
    AccountReleased,
    AccountReopened,
    CodeRefused,
    PasswordChosen,
    PasswordIssued,
    SignedIn,
)
from yiwang.ground.access.gateways import allauth
from yiwang.ground.access.models import Account
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

ONE_TIME_DAYS = 7
"""How long a one-time password opens: long enough to hand it over in person, too short to be found in a drawer."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A new account with the one-time password that opens it first; kept nowhere in clear."""

    account: Account
    password: str


@command
def open_with_password(*, by: Actor, username: str) -> Opened:
    """An account of the officers' realm with a one-time password. Invalid, Conflict: as `open_account`."""
    password = queries.new_password()
    account = open_account(by=by, username=username, password=password)
    account.temporary_until = now() + timedelta(days=ONE_TIME_DAYS)
    account.save(update_fields=["temporary_until"])
    record.write(by=by, event=PasswordIssued(account.ref, account.temporary_until.isoformat(), False))
    return Opened(account=account, password=password)


@command
def issue_password(*, by: Actor, account_id: int, is_held: bool = False) -> str:
    """A one-time password for `ONE_TIME_DAYS`, returned once; it opens the choice of an own one and nothing else.

    The second factor before it is forgotten: whoever signs in first scans a new one. Open sessions end. `is_held`: it opens
    only after `release`, because the account may do something already.
    """
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    password = queries.new_password()
    account.password, account.password_at = make_password(password), now()
    account.temporary_until = now() + timedelta(days=ONE_TIME_DAYS)
    account.held_at = now() if is_held else None
    account.save(update_fields=["password", "password_at", "temporary_until", "held_at"])
    Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()
    record.write(by=by, event=PasswordIssued(account.ref, account.temporary_until.isoformat(), is_held))
    return password


@command
def release(*, by: Actor, account_id: int) -> Account:
    """Let a renewed sign-in in; unchanged where none waits."""
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    if account.held_at is None:
        return unchanged(account)
    account.held_at = None
    account.save(update_fields=["held_at"])
    record.write(by=by, event=AccountReleased(account.ref))
    return account


@command
def choose_password(*, by: Actor, account_id: int, password: str, present: str | None = None) -> Account:
    """The holder's own password; other sessions end. `present`: the one so far, where the holder is signed in already.

    Invalid: the present one is wrong, the new one is weak or the one so far.
    """
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    if present is not None and not account.check_password(present):
        raise Invalid("现在的密码不对", present="现在的密码不对，请再看看大小写")
    if account.check_password(password):
        raise Invalid("新密码和现在的一样", password="新密码要和现在的不一样")  # noqa: S106  a field of the form
    policies.check_password(password, account)
    account.password, account.password_at, account.temporary_until = make_password(password), now(), None
    account.save(update_fields=["password", "password_at", "temporary_until"])
    record.write(by=by, event=PasswordChosen(account.ref))
    return account


@command
def enrol_own(*, by: Actor, account_id: int, secret: str, code: str, ip_address: str = "") -> bool:
    """Take the second factor that the holder just scanned, proved by a code of it, and sign in by that code.

    False: the code is not of this secret. Conflict: there is a second factor already, which only the offices replace.
    """
    account = _locked_row(account_id)
    if queries.has_second_factor(account_id=account_id):
        raise Conflict("这个账号已经绑定过动态口令，请直接登录")
    step = allauth.matching_step(secret, code) if account.is_active and allauth.is_secret(secret) else None
    if step is None:
        record.write(by=by, event=CodeRefused(account.ref, ip_address, False))
        return False
    enrol_totp(by=by, account_id=account_id, secret=secret)
    Account.objects.filter(pk=account_id).update(totp_step=step)
    record.write(by=by, event=SignedIn(account.ref, ip_address))
    return True


@command
def reopen_account(*, by: Actor, account_id: int) -> Account:
    """The account signs in again, with the password and the second factor it had."""
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    if account.is_active:
        return unchanged(account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    record.write(by=by, event=AccountReopened(account.ref))
    return account


def _locked_row(account_id: int) -> Account:
    queries.account(id=account_id)
    return Account.objects.select_for_update().get(pk=account_id)
