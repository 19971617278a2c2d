"""Enlisting officers, their accounts, and letting them go."""

import re
from dataclasses import dataclass

from yiwang.ground.access import commands as access
from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import OfficerEnlisted, OfficerSuspended, OfficerUnlocked, SignInRenewed
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Permission
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

CODE = re.compile(r"^[a-z0-9]+([.-][a-z0-9]+)*$")


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What an officer needs to sign in; shown once, kept nowhere in clear."""

    officer: Officer
    totp_secret: str


@command
def enlist_officer(
    *,
    by: Actor,
    code: str,
    name: str,
    unit_code: str,
    badge_no: str,
    phone: str = "",
    password: str = "",
    encoded: str = "",
    totp_secret: str | None = None,
) -> SignIn:
    """A new officer with account (user name = code) and second factor, and as yet no grant.

    `encoded`, `totp_secret`: from set-up only. Invalid: code, name, password. Conflict: code or badge are taken.
    """
    policies.may_enlist_officer(by).require()
    home = queries.unit(code=unit_code)
    _check(code=code, name=name, badge_no=badge_no)
    if Officer.objects.filter(code=code).exists() or Officer.objects.filter(badge_no=badge_no).exists():
        raise Conflict("这个代码或警号已经登记过，请核对是不是同一个人")
    account = access.open_account(by=by, username=code, password=password, encoded=encoded, realm="officer")
    secret = access.enrol_totp(by=by, account_id=account.pk, secret=totp_secret)
    officer = Officer(account=account, code=code, name=name, badge_no=badge_no, phone=phone, unit=home)
    officer.save(force_insert=True)
    record.write(by=by, event=OfficerEnlisted(officer.ref, home.code))
    return SignIn(officer=officer, totp_secret=secret)


@command
def renew_sign_in(*, by: Actor, officer_id: int, password: str) -> SignIn:
    """A new password and a new second factor, where phone or memory were lost; open sessions end."""
    policies.may(by, Permission.MANAGE_OFFICERS).require()
    officer = queries.officer(id=officer_id)
    access.set_password(by=by, account_id=officer.account_id, password=password)
    secret = access.enrol_totp(by=by, account_id=officer.account_id)
    record.write(by=by, event=SignInRenewed(officer.ref))
    return SignIn(officer=officer, totp_secret=secret)


@command
def suspend_officer(*, by: Actor, officer_id: int, reason: str) -> Officer:
    """Let an officer go: no sign-in and no grant from this moment. What they did stays."""
    policies.may_suspend_officer(by, officer_id).require()
    queries.officer(id=officer_id)
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    if not officer.is_active:
        return unchanged(officer)
    if not reason.strip():
        raise Invalid(reason="请写原因，例如“调离”")
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    access.close_account(by=by, account_id=officer.account_id, reason=reason)
    record.write(by=by, event=OfficerSuspended(officer.ref, reason))
    return officer


@command
def unlock_officer(*, by: Actor, officer_id: int) -> Officer:
    """Let a locked-out officer try again at once."""
    policies.may_unlock_officer(by, officer_id).require()
    officer = queries.officer(id=officer_id)
    access.unlock(by=by, account_id=officer.account_id)
    record.write(by=by, event=OfficerUnlocked(officer.ref))
    return officer


def _check(*, code: str, name: str, badge_no: str) -> None:
    wrong = {
        "code": "" if CODE.match(code) else "代码用姓名拼音，例如gong.liang",
        "name": "" if name.strip() else "请写姓名",
        "badge_no": "" if badge_no.isalnum() else "警号只有数字和字母",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)
