"""The client of the official account against the sandbox over HTTP: limits, errors, pictures; and the platform's callbacks."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import make_server

import httpx
import pytest

from tests.gateways.serving import _Quiet, _Server
from yiwang.cases.channels.gateways.sandbox_wechat import Sandbox
from yiwang.cases.channels.gateways.sandbox_wechat_hook import Hook
from yiwang.cases.channels.gateways.sandbox_wechat_store import PEOPLE, Store
from yiwang.ground.messaging.gateways.base import Rejected, TooFast, Uncertain, Unreached
from yiwang.ground.messaging.gateways.wechat import MOST_SIGNS, WeChat, is_closed, parts
from yiwang.sites.portal.hooks import proofs, wechat

APP, SECRET, TOKEN = "wx0123456789abcdef", "app-secret", "hook-token"
AES = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
FIRST, SECOND, *_ = PEOPLE


class Bureau:
    """Where callbacks go: keeps what came, and answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[str, bytes]] = []

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.came.append((dict(httpx.QueryParams(environ["QUERY_STRING"])), body))
        status, words = self.answers.pop(0) if self.answers else ("200 OK", b"success")
        start_response(status, [("Content-Length", str(len(words)))])
        return [words]


def serve(app) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def bureau() -> Iterator[Bureau]:
    found = Bureau()
    for url in serve(found):
        found.url = url
        yield found


@pytest.fixture
def phones(tmp_path: Path, bureau: Bureau) -> Iterator[httpx.Client]:
    hook = Hook(app_id=APP, token=TOKEN, aes_key=AES, url=bureau.url)
    app = Sandbox(store=Store(tmp_path / "wechat.sqlite3"), app_id=APP, secret=SECRET, hook=hook)
    for url in serve(app):
        with httpx.Client(base_url=url, trust_env=False) as client:
            yield client


@pytest.fixture
def account(phones: httpx.Client) -> WeChat:
    return WeChat(endpoint=str(phones.base_url), app_id=APP, secret=SECRET)


def chat(phones: httpx.Client, openid: str = FIRST) -> list[dict]:
    return phones.get("/chat.json", params={"phone": openid}).json()["said"]


def test_after_a_word_five_messages_may_be_said_and_after_a_tap_three(phones, account):
    with pytest.raises(Rejected) as shut:
        account.say(openid=FIRST, text="有人吗")
    assert is_closed(shut.value) and not shut.value.may_retry
    for path, told, most in (("/say", {"text": "你好"}, 5), ("/tap", {"key": "report"}, 3)):
        openid = FIRST if most == 5 else SECOND
        phones.post(path, data={"phone": openid} | told)
        for number in range(most):
            account.say(openid=openid, text=f"第{number}句")
        with pytest.raises(Rejected) as shut:
            account.say(openid=openid, text="多了")
        assert is_closed(shut.value)
    assert [one["text"] for one in chat(phones) if one["is_ours"]] == [f"第{n}句" for n in range(5)]


def test_a_set_form_goes_when_the_chat_is_shut_and_never_twice_under_one_name(phones, account):
    for _ in range(2):
        account.notify(openid=FIRST, template="t1", values={"thing2": "答复"}, url="https://x.cn", out_id="one")
    assert [one["kind"] for one in chat(phones)] == ["template"]
    with pytest.raises(Rejected) as wrong:
        account.notify(openid=FIRST, template="t1", values={"thing2": ""}, url="", out_id="two")
    assert wrong.value.code == "errcode_47003"


def test_a_stale_token_is_renewed_and_a_wrong_secret_is_said(phones, account):
    account.publish_menu(buttons=[{"type": "click", "name": "我要反映", "key": "report"}])
    account._token = "gone"
    account.publish_menu(buttons=[{"type": "click", "name": "查进度", "key": "progress"}])
    assert "查进度" in phones.get("/").text
    with pytest.raises(Rejected) as wrong:
        WeChat(endpoint=str(phones.base_url), app_id=APP, secret="guess").publish_menu(buttons=[{}])
    assert wrong.value.code == "errcode_40125"


def test_troubles_are_told_apart(phones, account):
    account.publish_menu(buttons=[{"type": "click", "name": "一", "key": "1"}])  # the token is there
    for code, kind in ((45009, TooFast), (45011, TooFast), (-1, Rejected), (43004, Rejected)):
        phones.post("/faults", json={"errcode": code, "times": 1})
        with pytest.raises(kind) as trouble:
            account.say(openid=FIRST, text="在")
        assert trouble.value.may_retry is (code != 43004)
    with pytest.raises(Unreached):
        WeChat(endpoint="http://127.0.0.1:9", app_id=APP, secret=SECRET).say(openid=FIRST, text="在")


def test_an_answer_that_nobody_can_read_is_a_doubt(bureau):
    bureau.answers = [("200 OK", b'{"access_token": "a", "expires_in": 7200}'), ("502 Bad Gateway", b"<html>")]
    with pytest.raises(Uncertain):
        WeChat(endpoint=bureau.url, app_id=APP, secret=SECRET).say(openid=FIRST, text="在")


def test_a_picture_is_brought_by_its_name_and_fetched(phones, account, bureau):
    phones.post(
        "/picture", data={"phone": FIRST}, files={"file": ("门口.jpg", b"\xff\xd8\r\n--x\r\n\xff\xd9", "image/jpeg")}
    )
    _, body = bureau.came[-1]
    told = wechat._elements(proofs.open_wechat(wechat._elements(body)["Encrypt"], aes_key=AES, app_id=APP))
    found = account.media(media_id=told["MediaId"])
    assert found.data == b"\xff\xd8\r\n--x\r\n\xff\xd9"
    with pytest.raises(Rejected) as gone:
        account.media(media_id="nothing")
    assert gone.value.code == "errcode_40007" and not gone.value.may_retry


def test_a_video_is_fetched_by_the_address_that_the_platform_tells(phones, account, bureau):
    phones.post("/picture", data={"phone": FIRST}, files={"file": ("路口.mp4", b"\x00\x01video", "video/mp4")})
    told = wechat._elements(
        proofs.open_wechat(wechat._elements(bureau.came[-1][1])["Encrypt"], aes_key=AES, app_id=APP)
    )
    assert told["MsgType"] == "video" and account.media(media_id=told["MediaId"]).data == b"\x00\x01video"


def test_what_is_written_on_a_phone_is_brought_as_the_platform_brings_it(phones, bureau):
    bureau.answers = [("500 Oops", b""), ("500 Oops", b"")]
    phones.post("/say", data={"phone": FIRST, "text": "停水了]]>？"})
    assert len(bureau.came) == 3 and chat(phones)[-1]["note"] == ""
    query, body = bureau.came[-1]
    sealed = wechat._elements(body)["Encrypt"]
    proofs.check_wechat(
        token=TOKEN, parts=query, proof=query["msg_signature"], now=float(query["timestamp"]), sealed=sealed
    )
    told = wechat.read(wechat._elements(proofs.open_wechat(sealed, aes_key=AES, app_id=APP)))
    assert told and (told.sender, told.text) == (FIRST, "停水了]]>？")


def test_a_long_text_is_cut_where_it_may_be():
    text = "第一句话说完了。" * 100
    found = parts(text)
    assert "".join(found) == text and all(len(one) <= MOST_SIGNS and one.endswith("。") for one in found)
