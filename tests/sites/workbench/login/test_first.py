"""The first sign-in: an own password, the picture scanned, and in; nobody gets on by half of it."""

import re
from datetime import timedelta

import pytest
import time_machine

from tests.rooms.organisation import bureau
from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.access.gateways import allauth
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.record import queries as record
from yiwang.kit.clock import now

OWN = "three words of my own"


@pytest.fixture
def new(units):
    return organisation.enlist_officer(
        by=bureau.SEED, code="xin.lai", name="辛来", unit_code="yz.sp.yc", badge_no="70001"
    )


def is_in(client):
    return "_auth_user_id" in client.session


def text(answer):
    return answer.content.decode()


def secret_on(page):
    return re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]


def begin(client, new):
    return client.post("/login/", {"login": "xin.lai", "password": new.password})


def test_own_password_then_the_picture_then_in(client, new):
    assert begin(client, new)["Location"] == "/login/first/"
    assert client.get("/login/first/code/")["Location"] == "/login/first/"
    weak = client.post("/login/first/", {"password": "123", "again": "123"})
    assert weak.status_code == 422 and "至少10" in text(weak)
    differ = client.post("/login/first/", {"password": OWN, "again": OWN + "!"})
    assert differ.status_code == 422 and "两次写的不一样" in text(differ)
    same = client.post("/login/first/", {"password": new.password, "again": new.password})
    assert same.status_code == 422
    assert client.post("/login/first/", {"password": OWN, "again": OWN})["Location"] == "/login/first/code/"
    page = text(client.get("/login/first/code/"))
    secret = secret_on(page)
    assert "data:image/svg+xml" in page and secret_on(text(client.get("/login/first/code/"))) == secret
    wrong = client.post("/login/first/code/", {"code": "000000"})
    assert wrong.status_code == 422 and not is_in(client)
    right = client.post("/login/first/code/", {"code": allauth.code_at(secret, allauth.step_now())})
    assert right.status_code == 302 and is_in(client)
    assert secret not in str(client.session.items())
    codes = [entry.code.rpartition(".")[2] for entry in record.history(subject=new.officer.account.ref)]
    assert codes[-3:] == ["code_refused", "totp_enrolled", "signed_in"] and "password_chosen" in codes


def test_left_half_way_the_next_visit_goes_on_there(client, new):
    begin(client, new)
    client.post("/login/first/", {"password": OWN, "again": OWN})
    client.cookies.clear()
    assert begin(client, new).status_code == 200, "the one-time password is used up"
    again = client.post("/login/", {"login": "xin.lai", "password": OWN}, follow=True)
    assert "用手机扫这个二维码" in text(again) and not is_in(client)


def test_a_one_time_password_lapses(client, new):
    with time_machine.travel(now() + timedelta(days=access.ONE_TIME_DAYS, hours=1)):
        answer = client.post("/login/", {"login": "xin.lai", "password": new.password}, follow=True)
        assert "一次性密码过期了" in text(answer) and client.get("/login/first/")["Location"] == "/login/"


def test_a_held_account_waits_at_the_door(client, new, units):
    officer = new.officer
    bureau.grant(officer, "handler")
    renewed = organisation.renew_sign_in(by=bureau.SEED, officer_id=officer.pk)
    answer = client.post("/login/", {"login": "xin.lai", "password": renewed.password}, follow=True)
    assert "还要核实" in text(answer) and not is_in(client)
    access.release(by=bureau.SEED, account_id=officer.account_id)
    assert client.post("/login/", {"login": "xin.lai", "password": renewed.password})["Location"] == "/login/first/"


def test_the_first_steps_are_nobodys_who_is_bound_already(client, staff):
    officer = staff("niu.kun", "handler")
    client.post("/login/", {"login": "niu.kun", "password": bureau.PASSWORD})
    assert client.get("/login/first/")["Location"] == "/login/first/code/"
    assert client.get("/login/first/code/")["Location"] == "/login/code/"
    assert client.post("/login/first/code/", {"code": "000000"})["Location"] == "/login/code/"
    assert accounts.secret_of(account_id=officer.account_id) == bureau.SECRET


def test_wrong_first_codes_lock_like_any_other(client, new):
    begin(client, new)
    client.post("/login/first/", {"password": OWN, "again": OWN})
    answers = [client.post("/login/first/code/", {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_strangers_see_none_of_it(client, db):
    for url in ("/login/first/", "/login/first/code/"):
        assert client.get(url)["Location"] == "/login/"
        assert client.post(url, {"password": OWN, "again": OWN, "code": "000000"})["Location"] == "/login/"
