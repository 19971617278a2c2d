"""Enlisting officers with their accounts, changing what is kept of them, their sign-ins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.ground.access import commands as access
from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import (
    OfficerChanged,
    OfficerEnlisted,
    OfficerUnlocked,
    SignInReleased,
    SignInRenewed,
)
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

CODE = re.compile(r"^[a-z0-9]+([.-][a-z0-9]+)*$")
CHANGEABLE = ("name", "badge_no", "phone")


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What an officer needs to sign in first; shown once, kept nowhere in clear. Set-up gives a secret instead."""

    officer: Officer
    password: str = ""
    totp_secret: str = ""


@command
def enlist_officer(
    *,
    by: Actor,
    code: str,
    name: str,
    unit_code: str,
    badge_no: str,
    phone: str = "",
    encoded: str = "",
    totp_secret: str | None = None,
) -> SignIn:
    """A new officer with an account (user name = code), a one-time password and as yet no grant.

    `encoded`, `totp_secret`: from set-up only; then there is no one-time password. Invalid: code, name, badge, or a unit
    that is closed. Conflict: code or badge are taken.
    """
    policies.may_enlist_officer(by).require()
    home = queries.unit(code=unit_code)
    check(code=code, name=name, badge_no=badge_no)
    if not home.is_open and home.valid_to is not None:
        raise Invalid(unit_code="这个单位已经撤销，请选接管的单位")
    if Officer.objects.filter(code=code).exists() or queries.badge_numbers(among=[badge_no]):
        raise Conflict("这个用户名或警号已经登记过，请核对是不是同一个人")
    officer = Officer(code=code, name=name.strip(), badge_no=badge_no, phone=phone, unit=home)
    if encoded and by.is_machine:
        officer.account = access.open_account(by=by, username=code, encoded=encoded, realm="officer")
        secret = access.enrol_totp(by=by, account_id=officer.account.pk, secret=totp_secret)
        sign_in = SignIn(officer=officer, totp_secret=secret)
    else:
        opened = access.open_with_password(by=by, username=code)
        officer.account = opened.account
        sign_in = SignIn(officer=officer, password=opened.password)
    officer.save(force_insert=True)
    record.write(by=by, event=OfficerEnlisted(officer.ref, home.code))
    return sign_in


@command
def change_officer(*, by: Actor, officer_id: int, changes: Mapping[str, Any]) -> Officer:
    """Change some of `CHANGEABLE`; the user name stays for good. Unchanged where nothing differs."""
    policies.may_enlist_officer(by).require()
    if strange := set(changes) - set(CHANGEABLE):
        raise Invalid(**dict.fromkeys(strange, "这一项不能改"))
    officer = locked_officer(officer_id)
    differing = tuple(sorted(name for name, value in changes.items() if getattr(officer, name) != value))
    if not differing:
        return unchanged(officer)
    for name in differing:
        setattr(officer, name, changes[name])
    check(code=officer.code, name=officer.name, badge_no=officer.badge_no)
    if Officer.objects.filter(badge_no=officer.badge_no).exclude(pk=officer.pk).exists():
        raise Invalid(badge_no="这个警号已经有人用，请核对")
    officer.save(update_fields=differing)
    record.write(by=by, event=OfficerChanged(officer.ref, differing))
    return officer


@command
def renew_sign_in(*, by: Actor, officer_id: int) -> SignIn:
    """A new one-time password and no second factor, where phone or memory were lost; open sessions end.

    Whoever holds a grant already is let in by the security office only (`release_sign_in`): else the system office could
    sign in as anybody. Refused: for oneself. Conflict: out of service.
    """
    policies.may_renew_sign_in(by, officer_id).require()
    officer = queries.officer(id=officer_id)
    if not officer.is_active:
        raise Conflict("这个人已经停用或离任，先恢复再发登录凭据")
    is_held = bool(queries.open_posts_of(officer_id=officer_id))
    password = access.issue_password(by=by, account_id=officer.account_id, is_held=is_held)
    record.write(by=by, event=SignInRenewed(officer.ref))
    return SignIn(officer=officer, password=password)


@command
def release_sign_in(*, by: Actor, officer_id: int) -> Officer:
    """The security office has made sure who holds the renewed sign-in: it opens from now on."""
    policies.may_release_sign_in(by, officer_id).require()
    officer = queries.officer(id=officer_id)
    if officer.account.held_at is None:
        return unchanged(officer)
    access.release(by=by, account_id=officer.account_id)
    record.write(by=by, event=SignInReleased(officer.ref))
    return officer


@command
def unlock_officer(*, by: Actor, officer_id: int) -> Officer:
    """Let a locked-out officer try again at once."""
    policies.may_unlock_officer(by, officer_id).require()
    officer = queries.officer(id=officer_id)
    access.unlock(by=by, account_id=officer.account_id)
    record.write(by=by, event=OfficerUnlocked(officer.ref))
    return officer


def check(*, code: str, name: str, badge_no: str) -> None:
    """Invalid, by field, unless an officer may be called so."""
    wrong = {
        "code": "" if CODE.match(code) else "用户名用姓名拼音，例如gong.liang",
        "name": "" if name.strip() else "请写姓名",
        "badge_no": "" if badge_no.isascii() and badge_no.isalnum() else "警号只有数字和字母",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def locked_officer(officer_id: int) -> Officer:
    """The officer, held until the command ends."""
    queries.officer(id=officer_id)
    return Officer.objects.select_for_update(of=("self",)).select_related("unit", "account").get(pk=officer_id)
