"""Writes to accounts. Who may call them is checked by the room above that knows posts (organisation)."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from yiwang.ground.access import policies, queries
from yiwang.ground.access.events import (
    AccountClosed,
    AccountLocked,
    AccountOpened,
    AccountUnlocked,
    CodeRefused,
    PasswordSet,
    SignedIn,
    SignedOut,
    TotpEnrolled,
)
from yiwang.ground.access.gateways import allauth, axes
from yiwang.ground.access.models import Account
from yiwang.ground.access.states import Realm
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged


@command
def open_account(
    *, by: Actor, username: str, password: str = "", realm: str = Realm.OFFICER, encoded: str = ""
) -> Account:
    """Let somebody sign in. `encoded`: an already hashed password (`hash_password`), from set-up only.

    Invalid: the name is not plain, the password too weak. Conflict: the name is taken.
    """
    policies.may_manage(by).require()
    username = username.strip().lower()
    if not username or not username.replace(".", "").replace("-", "").isascii() or " " in username:
        raise Invalid(username="用户名只用小写字母、数字、点和横线，例如gong.liang")
    if queries.account_named(username=username):
        raise Conflict(f"用户名“{username}”已经有人用，请换一个，例如加上单位简写")
    account = Account(username=username, realm=realm)
    account.password = encoded if encoded and by.is_machine else _hashed(password, account)
    account.save(force_insert=True)
    record.write(by=by, event=AccountOpened(account.ref, realm))
    return account


def hash_password(password: str) -> str:
    """The stored form of a password; slow by design (argon2), so hash once where many accounts share one (the demo)."""
    return make_password(password)


@command
def set_password(*, by: Actor, account_id: int, password: str) -> Account:
    """A new password; every open session of the account ends."""
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    account.password, account.password_at = _hashed(password, account), now()
    account.save(update_fields=["password", "password_at"])
    record.write(by=by, event=PasswordSet(account.ref))
    return account


@command
def enrol_totp(*, by: Actor, account_id: int, secret: str | None = None) -> str:
    """Set or replace the second factor; the secret is returned once, to be shown as a QR picture.

    `secret`: base32, given by set-up alone. Codes used before stay used.
    """
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    chosen = secret or allauth.new_secret()
    if not allauth.is_secret(chosen):
        raise Invalid(factor="密钥应是至少128位的base32文字")
    Authenticator.objects.update_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": allauth.hide(chosen)}
    )
    record.write(by=by, event=TotpEnrolled(account.ref))
    return chosen


@command
def accept_code(*, by: Actor, account_id: int, code: str, ip_address: str = "") -> bool:
    """Check a TOTP code and use it up; True where it was right and fresh.

    A code is taken once: its time step must be newer than the last one taken (RFC 6238, 5.2), under a row lock, so the
    same code at two doors at once opens one. Both answers are on record.
    """
    account = _locked_row(account_id)
    secret = queries.secret_of(account_id=account_id)
    step = allauth.matching_step(secret, code) if secret and account.is_active else None
    if step is None or step <= account.totp_step:
        record.write(by=by, event=CodeRefused(account.ref, ip_address, step is not None))
        return False
    account.totp_step = step
    account.save(update_fields=["totp_step"])
    record.write(by=by, event=SignedIn(account.ref, ip_address))
    return True


@command
def note_failure(
    *, by: Actor, request: HttpRequest, username: str, ip_address: str = "", counted: bool = False
) -> bool:
    """Count a failure and put on record when it locked a known account; whether the user name is locked by now.

    `counted`: a wrong password, which axes has counted by itself; a wrong code is counted here, alike.
    """
    if not counted:
        axes.count_failure(request, username)
    account = queries.account_named(username=username)
    if account is None or not axes.has_just_locked(request):
        return unchanged(queries.is_locked(request=request, username=username))
    record.write(by=by, event=AccountLocked(account.ref, ip_address))
    return True


@command
def unlock(*, by: Actor, account_id: int) -> Account:
    """Forget the failures of the account, from every address; unchanged where there were none."""
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    if not axes.release(account.username):
        return unchanged(account)
    record.write(by=by, event=AccountUnlocked(account.ref))
    return account


@command
def close_account(*, by: Actor, account_id: int, reason: str) -> Account:
    """The account signs in no more, and is signed out everywhere."""
    policies.may_manage(by).require()
    account = _locked_row(account_id)
    if not account.is_active:
        return unchanged(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record.write(by=by, event=AccountClosed(account.ref, reason))
    return account


@command
def sign_out(*, by: Actor, account_id: int) -> Account:
    """Put on record that somebody left; ending the session is the door's."""
    account = queries.account(id=account_id)
    record.write(by=by, event=SignedOut(account.ref))
    return account


def _hashed(password: str, account: Account) -> str:
    policies.check_password(password, account)
    return make_password(password)


def _locked_row(account_id: int) -> Account:
    queries.account(id=account_id)
    return Account.objects.select_for_update().get(pk=account_id)
