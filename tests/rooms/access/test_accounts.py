import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from yiwang.ground.access import commands, queries
from yiwang.ground.access.gateways import allauth
from yiwang.ground.access.models import Account
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.django_db
SEED = Actor.system("tests")
PASSWORD = "tests-only-pass-phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def opened(username="niu.kun", **more):
    return commands.open_account(by=SEED, username=username, password=PASSWORD, **more)


def codes(account):
    return [entry.code for entry in record.history(subject=account.ref)]


def test_an_account_opens_with_a_hashed_password_and_a_fact():
    account = opened()
    assert account.password.startswith("argon2") and account.check_password(PASSWORD)
    assert codes(account) == ["access.account.opened"]
    assert not hasattr(account, "is_superuser")


def test_one_name_one_account_however_it_is_typed():
    opened()
    with pytest.raises(Conflict):
        opened("NIU.KUN")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account(username="Niu.Kun", realm="officer").save()
    assert queries.account_named(username="NIU.kun").username == "niu.kun"


@pytest.mark.parametrize("username", ["", "牛坤", "two words"])
def test_names_are_plain(username):
    with pytest.raises(Invalid):
        opened(username)


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123", ""])
def test_weak_passwords_are_refused_with_the_way_to_mend(password):
    with pytest.raises(Invalid) as error:
        commands.open_account(by=SEED, username="niu.kun", password=password)
    assert error.value.fields["password"]
    assert queries.account_named(username="niu.kun") is None


def test_a_hash_is_taken_from_machines_only():
    by = Actor.officer(1, "某人")
    with pytest.raises(Invalid):
        commands.open_account(by=by, username="niu.kun", encoded="!stolen")
    assert opened("other", encoded=commands.hash_password(PASSWORD)).check_password(PASSWORD)


def test_citizens_manage_no_accounts():
    account = opened()
    for act in (
        lambda by: commands.open_account(by=by, username="x", password=PASSWORD),
        lambda by: commands.set_password(by=by, account_id=account.pk, password=PASSWORD),
        lambda by: commands.enrol_totp(by=by, account_id=account.pk),
        lambda by: commands.unlock(by=by, account_id=account.pk),
        lambda by: commands.close_account(by=by, account_id=account.pk, reason=""),
    ):
        with pytest.raises(Refused):
            act(Actor.citizen())


def test_a_second_factor_is_kept_encrypted_and_can_be_replaced():
    account = opened()
    first = commands.enrol_totp(by=SEED, account_id=account.pk, secret=SECRET)
    assert first == SECRET == queries.secret_of(account_id=account.pk)
    assert SECRET not in str(Authenticator.objects.get(user=account).data)
    second = commands.enrol_totp(by=SEED, account_id=account.pk)
    assert second != first and Authenticator.objects.filter(user=account).count() == 1
    assert not commands.accept_code(by=SEED, account_id=account.pk, code=allauth.code_at(first, allauth.step_now()))
    assert "secret=" + second in queries.setup_link(account_id=account.pk, secret=second)


def test_a_second_factor_is_strong():
    account = opened()
    for secret in ("JBSWY3DP", "not base32!"):
        with pytest.raises(Invalid):
            commands.enrol_totp(by=SEED, account_id=account.pk, secret=secret)


def test_without_a_second_factor_no_code_is_right():
    account = opened()
    assert not commands.accept_code(by=SEED, account_id=account.pk, code="000000")
    assert queries.next_code(account_id=account.pk) is None


def test_the_reference_values_of_rfc_6238():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [allauth.code_at(secret, at // 30) for at in (59, 1111111109, 1234567890)] == ["287082", "081804", "005924"]


def test_a_closed_account_lets_nobody_in():
    account = opened()
    commands.enrol_totp(by=SEED, account_id=account.pk, secret=SECRET)
    for _ in range(2):
        commands.close_account(by=SEED, account_id=account.pk, reason="调离")
    assert authenticate(RequestFactory().post("/login/"), username="niu.kun", password=PASSWORD) is None
    code = queries.next_code(account_id=account.pk)
    assert not commands.accept_code(by=SEED, account_id=account.pk, code=code)
    assert codes(account).count("access.account.closed") == 1


def test_an_unlocking_without_a_lock_changes_nothing():
    account = opened()
    commands.unlock(by=SEED, account_id=account.pk)
    assert codes(account) == ["access.account.opened"]


def test_nobody_is_missing():
    with pytest.raises(Missing):
        queries.account(id=0)
    with pytest.raises(Missing):
        commands.set_password(by=SEED, account_id=0, password=PASSWORD)
