"""One's own page and password; a session that stood idle ends gently, and duty is not idle."""

from datetime import timedelta

import pytest
import time_machine

from tests.rooms.organisation import bureau
from yiwang.ground.record import queries as record
from yiwang.kit.clock import now
from yiwang.kit.settings import settings

NEW = "three words of my own"


def text(answer):
    return answer.content.decode()


def later(**span):
    return time_machine.travel(now() + timedelta(**span), tick=True)


def test_ones_own_page_says_who_and_until_when(at_desk):
    client = at_desk("niu.kun", "handler")
    page = text(client.get("/me/"))
    assert "niu.kun" in page and "承办民警" in page and "30分钟没有操作" in page
    assert 'href="/me/"' in page, "under one's name on every page"


def test_a_new_password_keeps_this_page_and_ends_the_others(at_desk, client):
    mine = at_desk("niu.kun", "handler")
    other = type(client)()
    other.force_login(mine.officer.account, backend="django.contrib.auth.backends.ModelBackend")
    wrong = mine.post("/me/password/", {"present": "no", "password": NEW, "again": NEW})
    assert wrong.status_code == 422 and "现在的密码不对" in text(wrong) and NEW not in text(wrong)
    good = {"present": bureau.PASSWORD, "password": NEW, "again": NEW}
    assert mine.post("/me/password/", good)["Location"] == "/me/"
    assert mine.get("/me/").status_code == 200 and other.get("/me/").status_code == 302
    assert [e.code for e in record.history(subject=mine.officer.account.ref)][-1] == "access.account.password_chosen"


def test_guessing_the_present_password_locks(at_desk):
    client = at_desk("niu.kun", "handler")
    wrong = {"present": "no", "password": NEW, "again": NEW}
    assert [client.post("/me/password/", wrong).status_code for _ in range(5)][-1] == 429


def test_who_does_nothing_signs_in_again_and_comes_back(at_desk):
    client = at_desk("niu.kun", "handler")
    assert client.get("/me/").status_code == 200
    with later(minutes=settings().idle_minutes - 1):
        assert client.get("/me/").status_code == 200
    with later(minutes=2 * settings().idle_minutes):
        answer = client.get("/cases/?late=1")
        assert answer["Location"] == "/login/?next=%2Fcases%2F%3Flate%3D1&idle=1"
        assert "离开有一会儿了" in text(client.get(answer["Location"])) and "_auth_user_id" not in client.session


def test_what_was_typed_is_shown_and_kept_for_the_same_officer(at_desk):
    client = at_desk("niu.kun", "handler")
    words = "写到一半的登记内容"
    with later(minutes=40):
        answer = client.post(
            "/register/",
            {"content": words, "csrfmiddlewaretoken": "x"},
            headers={"Referer": "http://testserver/register/"},
        )
    page = text(answer)
    assert answer.status_code == 403 and words in page and 'data-keep="/register/"' in page
    assert 'data-keep-who="niu.kun"' in page and "next=%2Fregister%2F" in page and "csrfmiddlewaretoken" not in page


def test_passwords_are_never_shown_again(at_desk):
    client = at_desk("niu.kun", "handler")
    with later(minutes=40):
        page = text(client.post("/me/password/", {"present": "p-secret", "password": "q-secret", "again": "q-secret"}))
    assert "p-secret" not in page and "q-secret" not in page


def test_a_session_ends_after_its_hours_however_busy(at_desk):
    client = at_desk("niu.kun", "handler")
    for minutes in range(20, settings().session_hours * 60, 20):
        with later(minutes=minutes):
            assert client.get("/me/here/").status_code == 204
    with later(minutes=settings().session_hours * 60 + 1):
        assert client.get("/me/here/").status_code == 302


@pytest.mark.parametrize(("role", "stays"), [("duty_officer", True), ("operator", False)])
def test_keeping_watch_is_no_idleness_but_a_page_left_open_is(at_desk, role, stays):
    client = at_desk("niu.kun", role)
    client.get("/me/")
    for minutes in (10, 20, 35):
        with later(minutes=minutes):
            answer = client.get("/alarms/strip/", headers={"HX-Request": "true"})
    assert ("已经退出登录" in text(answer)) is not stays
    with later(minutes=55):
        assert (client.get("/me/").status_code == 200) is stays
