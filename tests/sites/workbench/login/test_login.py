from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from tests.rooms.organisation import bureau
from yiwang.config import seed
from yiwang.ground.access import commands as access
from yiwang.ground.access import queries
from yiwang.ground.access.gateways import allauth
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.record import queries as record
from yiwang.kit.settings import settings
from yiwang.sites.workbench.login import pages

LOGIN, CODE = "/login/", "/login/code/"
WRONG = {"login": "niu.kun", "password": "not the password"}
RIGHT = {"login": "niu.kun", "password": bureau.PASSWORD}


@pytest.fixture
def officer(staff):
    return staff("niu.kun", "system_admin", unit="yz.tech", scope="yz")


def is_in(client):
    return "_auth_user_id" in client.session


def codes(officer):
    return [entry.code.rpartition(".")[2] for entry in record.history(subject=officer.account.ref)]


def code_of(officer):
    return queries.next_code(account_id=officer.account_id)


def test_password_then_code_opens(client, officer):
    first = client.post(LOGIN, RIGHT | {"next": "/offices/officers/"})
    assert (first.status_code, first["Location"], is_in(client)) == (302, CODE, False)
    assert client.get("/offices/officers/").status_code == 302
    second = client.post(CODE, {"code": code_of(officer)})
    assert (second.status_code, second["Location"], is_in(client)) == (302, "/offices/officers/", True)
    assert client.get("/offices/officers/").status_code == 200
    assert codes(officer)[-1] == "signed_in"


def test_a_wrong_code_opens_nothing_and_goes_on_record(client, officer):
    client.post(LOGIN, RIGHT)
    right = code_of(officer)
    answer = client.post(CODE, {"code": f"{(int(right) + 1) % 10**6:06}"})
    assert (answer.status_code, is_in(client)) == (200, False)
    assert "不对" in answer.content.decode()
    assert codes(officer)[-1] == "code_refused"


def test_a_code_is_taken_once(client, officer):
    code = code_of(officer)
    client.post(LOGIN, RIGHT)
    client.post(CODE, {"code": code})
    client.post("/logout/")
    assert not is_in(client)
    client.post(LOGIN, RIGHT)
    answer = client.post(CODE, {"code": code})
    assert (answer.status_code, is_in(client)) == (200, False)
    assert record.history(subject=officer.account.ref)[-1].payload["was_replay"] is True


def test_an_older_code_is_refused_after_a_newer_one(officer):
    secret, step = queries.secret_of(account_id=officer.account_id), allauth.step_now()
    given = {"by": bureau.SEED, "account_id": officer.account_id}
    assert access.accept_code(**given, code=allauth.code_at(secret, step))
    assert not access.accept_code(**given, code=allauth.code_at(secret, step - 1))
    assert not access.accept_code(**given, code=allauth.code_at(secret, step + 5))
    assert access.accept_code(**given, code=allauth.code_at(secret, step + 1))


def test_five_wrong_passwords_lock_from_one_address_and_the_security_office_unlocks(client, officer, staff):
    for _ in range(4):
        assert client.post(LOGIN, WRONG).status_code == 200
    assert client.post(LOGIN, WRONG).status_code == 429
    assert client.post(LOGIN, RIGHT).status_code == 429
    assert codes(officer).count("locked") == 1
    assert client.post(LOGIN, RIGHT, REMOTE_ADDR="10.0.0.9")["Location"] == CODE
    (lock,) = queries.locked()
    assert (lock.username, lock.account_id, lock.ip_address, lock.failures) == (
        "niu.kun",
        officer.account_id,
        "127.0.0.1",
        5,
    )
    client.cookies.clear()
    by = bureau.serving("cheng.bo", "security_admin", unit="yz.tech", scope="yz")
    organisation.unlock_officer(by=by, officer_id=officer.pk)
    assert queries.locked() == []
    assert client.post(LOGIN, RIGHT)["Location"] == CODE
    assert "unlocked" in codes(officer)


def test_capitals_and_spaces_buy_no_further_tries(client, officer):
    for name in ("niu.kun", "NIU.KUN", " Niu.kun ", "niu.KUN"):
        assert client.post(LOGIN, WRONG | {"login": name}).status_code == 200
    assert client.post(LOGIN, WRONG | {"login": "nIu.kun"}).status_code == 429
    assert client.post(LOGIN, RIGHT | {"login": "NiU.kun"}).status_code == 429


def test_the_lock_opens_by_itself(client, officer):
    for _ in range(5):
        client.post(LOGIN, WRONG)
    with time_machine.travel(queries.locked()[0].until + timedelta(seconds=1), tick=False):
        assert queries.locked() == []
        assert client.post(LOGIN, RIGHT)["Location"] == CODE


def test_wrong_codes_count_like_wrong_passwords(client, officer):
    client.post(LOGIN, RIGHT)
    for turn in range(4):
        assert client.post(CODE, {"code": f"00000{turn}"}).status_code == 200
    assert client.post(CODE, {"code": "000005"}).status_code == 429
    assert codes(officer).count("locked") == 1
    assert client.post(CODE, {"code": code_of(officer)}).status_code == 302
    assert not is_in(client)
    assert client.post(LOGIN, RIGHT).status_code == 429


def test_neither_name_nor_lock_tells_who_exists(client, officer):
    known = client.post(LOGIN, WRONG).content.decode()
    unknown = client.post(LOGIN, WRONG | {"login": "no.body"}).content.decode()
    strip = lambda page: page.split('<form method="post"')[0].replace("no.body", "").replace("niu.kun", "")  # noqa: E731
    assert strip(known) == strip(unknown)
    for _ in range(4):
        client.post(LOGIN, WRONG | {"login": "no.body"})
    assert client.post(LOGIN, WRONG | {"login": "no.body"}).status_code == 429


def test_no_second_factor_no_way_in(client, officer):
    bare = access.open_account(by=bureau.SEED, username="bare", password=bureau.PASSWORD, realm="system")
    answer = client.post(LOGIN, {"login": "bare", "password": bureau.PASSWORD}, follow=True)
    assert "还没有动态口令" in answer.content.decode()
    assert not is_in(client)
    assert client.get(CODE).status_code == 302
    assert bare.totp_step == 0


def test_the_code_page_alone_leads_back(client, db):
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": "123456"})["Location"] == LOGIN


def test_a_suspended_officer_is_out_at_once(client, officer, staff):
    staff("second.one", "system_admin", unit="yz.tech", scope="yz")
    client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/offices/officers/").status_code == 200
    organisation.suspend_officer(by=bureau.SEED, officer_id=officer.pk, reason="调离")
    assert client.get("/offices/officers/").status_code == 302
    assert client.post(LOGIN, RIGHT).status_code == 200
    assert client.get("/offices/officers/").status_code == 302


def test_a_new_password_ends_open_sessions(client, officer):
    client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
    access.set_password(by=bureau.SEED, account_id=officer.account_id, password="another long enough one")
    assert client.get("/offices/officers/").status_code == 302


def test_an_account_without_an_officer_is_a_stranger(client, db):
    account = access.open_account(by=bureau.SEED, username="some.api", password=bureau.PASSWORD, realm="system")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/offices/officers/").status_code == 302


def test_next_leads_nowhere_else(client, officer):
    client.post(LOGIN, RIGHT | {"next": "https://evil.example/"})
    answer = client.post(CODE, {"code": code_of(officer)})
    assert answer["Location"] == "/"


def test_neither_password_nor_secret_nor_code_is_kept_in_clear(client, officer):
    client.post(LOGIN, WRONG)
    client.post(LOGIN, RIGHT)
    code = "987321"
    client.post(CODE, {"code": code})
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert bureau.SECRET not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(post_data, '') FROM axes_accessattempt")
        kept = cursor.fetchone()[0]
    assert WRONG["password"] not in kept and bureau.PASSWORD not in kept and code not in kept


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setattr(pages, "settings", lambda: settings().model_copy(update={"demo": True}))


@pytest.fixture
def persona(staff):
    return staff("gu.ningxin", "system_admin", unit="yz.tech", scope="yz")


def test_nothing_of_the_demo_shows_elsewhere(client, persona):
    for url in (LOGIN, f"{LOGIN}?as=gu.ningxin"):
        page = client.get(url).content.decode()
        assert pages.DEMO_PASSWORD not in page and "gu.ningxin" not in page and "演示" not in page
        assert code_of(persona) not in page
    assert pages.personas() == []
    client.post(LOGIN, {"login": "gu.ningxin", "password": bureau.PASSWORD})
    assert code_of(persona) not in client.get(CODE).content.decode()


def test_the_demo_shows_personas_with_codes_that_open(client, persona, demo):
    page = client.get(LOGIN).content.decode()
    assert code_of(persona) in page and persona.name in page and pages.DEMO_PASSWORD not in page
    filled = client.get(f"{LOGIN}?as=gu.ningxin").content.decode()
    assert pages.DEMO_PASSWORD in filled and 'value="gu.ningxin"' in filled
    assert pages.DEMO_PASSWORD not in client.get(f"{LOGIN}?as=niu.kun.not").content.decode()
    client.post(LOGIN, {"login": "gu.ningxin", "password": bureau.PASSWORD})
    form = client.get(CODE).content.decode()
    assert code_of(persona) in form
    client.post(CODE, {"code": code_of(persona)})
    assert is_in(client)


def test_the_seed_and_the_login_page_agree():
    assert seed.DEMO_PASSWORD == pages.DEMO_PASSWORD
    assert {code for code, _ in seed.PERSONAS} <= set(pages.PERSONAS)


def test_there_is_no_other_way_in():
    for name in ("account_signup", "account_reset_password", "account_email", "mfa_index", "account_reauthenticate"):
        with pytest.raises(Exception, match="not found"):
            reverse(name)
