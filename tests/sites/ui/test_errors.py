"""An error says what happened, that nothing is lost, what to do, and a number to quote; in the form that was asked for."""

import io
import re

import pytest
from django.test import Client

from yiwang.sites.ui import errors
from yiwang.sites.ui.middleware import new_request_id

from .helpers import Html

STATUS = {
    "refused": 403, "missing": 404, "conflict": 409, "invalid": 422, "unavailable": 503,
    "http404": 404, "denied": 403, "suspicious": 400, "database": 503, "defect": 500,
}  # fmt: skip
NUMBER = re.compile(r"^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$")

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("how", "status"), STATUS.items())
def test_a_page_with_a_number_and_no_inner_words(client, how, status):
    response = client.get(f"/fail/{how}/", headers={"accept": "text/html"})
    assert response.status_code == status
    number = response["X-Request-ID"]
    assert NUMBER.match(number)
    page = Html(response.content.decode())
    assert number in page.words
    assert page.one("h1") == {}
    assert "拨打110" in page.words
    assert "internal words" not in page.words and "secret path" not in page.words
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("refused", "只有受理单位可以交办。请联系青桥派出所"),
        ("conflict", "没有提交，也没有丢"),
        ("invalid", "手机号少了1位"),
        ("unavailable", "已经提交的内容都在，没有丢。"),
        ("defect", "我们这边出了问题"),
    ],
)
def test_it_says_what_happened_and_that_nothing_is_lost(client, how, words):
    assert words in client.get(f"/fail/{how}/").content.decode()


def test_an_unknown_address(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404 and "没有找到" in response.content.decode()


def test_a_fragment_for_htmx_lands_in_the_flash_region(client):
    response = client.get("/fail/conflict/", headers={"hx-request": "true"})
    text = response.content.decode()
    assert response.status_code == 409 and response["HX-Retarget"] == "#yw-flash"
    assert "<html" not in text and 'role="alert"' in text and "这一件已经到了别的环节" in text
    assert response["X-Request-ID"] in text


def test_a_boosted_link_gets_the_whole_page(client):
    response = client.get("/fail/conflict/", headers={"hx-request": "true", "hx-boosted": "true"})
    assert "<html" in response.content.decode() and "HX-Retarget" not in response


def test_problem_json_for_machines(client):
    response = client.get("/fail/invalid/", headers={"accept": "application/json"})
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == 422 and body["request_id"] == response["X-Request-ID"]
    assert body["errors"] == {"phone": "手机号少了1位：应是11位数字，请补上"}
    defect = client.get("/fail/defect/", headers={"accept": "application/json"})
    assert defect.status_code == 500 and "internal" not in defect.content.decode()


def test_each_door_has_its_own_page(client, set_house):
    set_house(door="workbench")
    text = client.get("/fail/missing/").content.decode()
    assert 'data-density="work"' in text and "一网工作台" in text and "回收件箱" in text


def test_when_even_the_page_fails_plain_words_remain(client, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = client.get("/fail/conflict/")
    assert response.status_code == 409 and "暂时打不开" in response.content.decode()


def test_a_page_left_open_too_long_is_told_so(settings):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/fail/missing/")
    assert response.status_code == 403 and "刷新后再提交一次" in response.content.decode()


def test_english_errors(client):
    text = client.get("/fail/unavailable/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in text and "What you have sent is safe." in text


def test_a_number_from_outside_is_not_taken_over(client):
    assert client.get("/fail/missing/", headers={"x-request-id": "EVIL-0000"})["X-Request-ID"] != "EVIL-0000"


def test_numbers_hold_no_lookalikes():
    assert all(NUMBER.match(new_request_id()) for _ in range(500))


def test_what_was_typed_stands_on_the_page_that_says_later(client):
    """The database was away for a moment: the same form can be sent once more, as it was."""
    sent = {"content": "摊位<b>很吵</b>", "how": ["a", "b"], "csrfmiddlewaretoken": "x"}
    page = Html(client.post("/fail/database/", sent).content.decode())
    assert "您刚才写的都在这一页里" in page.words and "再试一次" in page.words
    held = [(tag["name"], tag["value"]) for name, tag in page.tags if name == "input" and tag.get("type") == "hidden"]
    assert [pair for pair in held if pair[0] != "csrfmiddlewaretoken"] == [
        ("content", "摊位<b>很吵</b>"), ("how", "a"), ("how", "b"),
    ]  # fmt: skip
    assert dict(held)["csrfmiddlewaretoken"] not in ("", "x")


def test_a_password_is_never_shown_again(client):
    page = client.post("/fail/database/", {"login": "yang.mo", "password": "secret words"}).content.decode()
    assert "secret words" not in page and "yang.mo" not in page


def test_files_have_to_be_chosen_again(client):
    sent = {"place": "鼓楼花园", "files": io.BytesIO(b"x")}
    assert "选过的文件要再选一次" in client.post("/fail/database/", sent).content.decode()
