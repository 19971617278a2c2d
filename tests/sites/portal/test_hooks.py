"""The portal's doors for machines: who may bring something, what is read of it, and that it crosses once."""

import base64
import hashlib
import io
import json
import os
import time

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.db import connection
from django.test import Client

from tests.sites.portal.citizen import inside
from yiwang.cases.channels.gateways.sandbox_posts import Collector
from yiwang.cases.counter import jobs
from yiwang.ground.messaging.gateways import hooks as standard
from yiwang.ground.messaging.models import Incoming
from yiwang.kit import settings as house

TOKEN, APP = "yw-test-token", "wx0123456789abcdef"
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
SECRET = standard.new_secret()
OPENID = "oTestOpenid0000000000000001"


@pytest.fixture
def doors(portal, monkeypatch) -> Client:
    told = {
        "wechat_token": TOKEN, "wechat_app_id": APP, "wechat_aes_key": AES_KEY, "sms_hook_key": "long-secret-key",
        "social_hook_secret": SECRET,
    }  # fmt: skip
    kept = house.settings().model_copy(update=told)
    for module in ("yiwang.sites.portal.hooks.views", "yiwang.sites.portal.hooks.wechat"):
        monkeypatch.setattr(f"{module}.settings", lambda: kept)
    return Client()


def kept() -> list[Incoming]:
    """What the inner side has of it."""
    with inside():
        jobs.drain()
        return list(Incoming.objects.order_by("pk"))


# --- WeChat


def message(kind: str = "text", **more: str) -> bytes:
    told = {"ToUserName": "gh_1", "FromUserName": OPENID, "CreateTime": str(int(time.time())), "MsgType": kind} | more
    return ("<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in told.items()) + "</xml>").encode()


def sealed(plain: bytes, *, key: bytes = bytes(range(32)), app: str = APP) -> str:
    body = os.urandom(16) + len(plain).to_bytes(4) + plain + app.encode()
    count = 32 - len(body) % 32
    run = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(run.update(body + bytes([count]) * count) + run.finalize()).decode()


def proof(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def post(door: Client, plain: bytes, *, at: float | None = None, **wrong: str):
    stamp, nonce = str(int(at or time.time())), "n1"
    box = wrong.get("box") or sealed(plain)
    sign = wrong.get("sign") or proof(TOKEN, stamp, nonce, box)
    return door.post(
        f"/hooks/wechat?timestamp={stamp}&nonce={nonce}&encrypt_type=aes&msg_signature={sign}",
        data=f"<xml><ToUserName>gh_1</ToUserName><Encrypt>{box}</Encrypt></xml>", content_type="text/xml",
    )  # fmt: skip


def test_the_account_is_told_that_we_hold_its_token(doors):
    stamp = str(int(time.time()))
    query = {"timestamp": stamp, "nonce": "7", "echostr": "<b>5837</b>", "signature": proof(TOKEN, stamp, "7")}
    answer = doors.get("/hooks/wechat", query)
    assert answer.content == b"<b>5837</b>" and answer["Content-Type"].startswith("text/plain")
    assert doors.get("/hooks/wechat", query | {"signature": proof("other", stamp, "7")}).status_code == 403


def test_a_message_is_taken_once_though_the_platform_brings_it_three_times(doors):
    body = message(Content="楼下烧烤店半夜还在吵", MsgId="6054768590064713728")
    with connection.execute_wrapper(_count := Count()):
        answers = [post(doors, body) for _ in range(3)]
    assert [(a.status_code, a.content) for a in answers] == [(200, b"success")] * 3
    assert _count.statements <= 3 * 3
    [row] = kept()
    assert (row.inlet, row.sender, row.text, row.kind) == ("wechat", OPENID, "楼下烧烤店半夜还在吵", "text")


class Count:
    statements = 0

    def __call__(self, execute, *args):
        self.statements += 1
        return execute(*args)


@pytest.mark.parametrize(
    ("body", "kind", "text", "details"),
    [
        (message("image", PicUrl="http://x", MediaId="m1", MsgId="1"), "file", "", {"media_id": "m1", "media_kind": "image"}),
        (message("voice", MediaId="m2", Recognition="有人打架", MsgId="2"), "file", "有人打架",
         {"media_id": "m2", "media_kind": "voice"}),
        (message("location", Location_X="28.2", Location_Y="112.9", Label="柏杨路12号", MsgId="3"), "place", "柏杨路12号",
         {"lat": "28.2", "lng": "112.9"}),
        (message("link", Title="题", Description="述", Url="https://x.cn", MsgId="4"), "text", "题\n述\nhttps://x.cn", {}),
        (message("event", Event="CLICK", EventKey="report"), "menu", "", {"key": "report"}),
        (message("event", Event="subscribe"), "follow", "", {}),
        (message("event", Event="unsubscribe"), "unfollow", "", {}),
        (message("hologram", MsgId="5"), "text", "", {"unknown": "hologram"}),
    ],
)  # fmt: skip
def test_each_kind_is_read(doors, body, kind, text, details):
    assert post(doors, body).content == b"success"
    [row] = kept()
    assert (row.kind, row.text, row.details) == (kind, text, details)


def test_what_says_nothing_is_thanked_for_and_not_kept(doors):
    for body in (message("event", Event="VIEW", EventKey="https://x"), b"<xml>", b"<xml><A>1</A></xml>"):
        assert post(doors, body).content == b"success"
    assert kept() == []


def test_forged_stale_plain_and_foreign_messages_are_refused(doors):
    body = message(Content="假的", MsgId="9")
    stamp = str(int(time.time()))
    plain = f"/hooks/wechat?timestamp={stamp}&nonce=1&signature={proof(TOKEN, stamp, '1')}"
    answers = [
        post(doors, body, sign="0" * 40),
        post(doors, body, at=time.time() - 301),
        post(doors, body, box=sealed(body, key=bytes(32))),
        post(doors, body, box=sealed(body, app="wxother")),
        post(doors, body, box="not base64!"),
        doors.post(plain, data=body, content_type="text/xml"),
    ]
    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert kept() == []


def test_entities_are_not_expanded(doors):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + message(Content="&a;", MsgId="8")
    assert post(doors, bomb).content == b"success"
    assert kept() == []


def test_without_a_token_there_is_no_door(portal):
    assert Client().get("/hooks/wechat").status_code == 404


# --- texts


def text(number: int, words: str, **more: object) -> dict:
    return {
        "phone_number": "13800001234", "send_time": "2026-11-22 09:30:00", "content": words, "sign_name": "云州公安",
        "dest_code": "1595", "sequence_id": number,
    } | more  # fmt: skip


def push(door: Client, rows: object, key: str = "long-secret-key"):
    return door.post(f"/hooks/sms?key={key}", data=json.dumps(rows), content_type="application/json")


def test_texts_come_in_batches_and_each_once(doors):
    batch = [text(1, "1 满意"), text(2, "没解决"), {"content": "谁发的？"}]
    for _ in range(2):
        assert push(doors, batch).json() == {"code": 0, "msg": "接收成功"}
    rows = kept()
    assert [(row.sender, row.text) for row in rows] == [("13800001234", "1 满意"), ("13800001234", "没解决")]
    assert rows[0].sent_at.isoformat() == "2026-11-22T01:30:00+00:00"


def test_a_push_with_another_key_or_without_an_array_is_refused(doors):
    assert push(doors, [text(1, "x")], key="guess").status_code == 403
    assert push(doors, {"a": 1}).status_code == 400
    assert kept() == []


# --- posts


def bring(door: Client, body: dict, *, secret: str = SECRET, at: int | None = None):
    raw = json.dumps(body).encode()
    headers = standard.headers_of(secrets_=[secret], id="msg_1", at=at or int(time.time()), body=raw)
    del headers["content-type"]
    return door.post("/hooks/social", data=raw, content_type="application/json", headers=headers)


POST = {
    "platform": "weibo", "id": "w1", "author": "u1", "author_name": "路人", "text": "柏杨路又堵了", "is_public": True,
    "thread": "https://weibo.example/w1", "sent_at": "2026-11-22T09:00:00+08:00",
}  # fmt: skip


def test_a_collector_brings_posts_once(doors):
    for _ in range(2):
        assert (
            bring(doors, {"messages": [POST, POST | {"platform": "short_video", "is_public": False}]}).status_code
            == 202
        )
    assert [(row.inlet, row.is_public, row.sender_name) for row in kept()] == [
        ("weibo", True, "路人"), ("short_video", False, "路人"),
    ]  # fmt: skip


def test_a_call_that_is_not_the_collectors_or_not_whole_brings_nothing(doors):
    assert bring(doors, {"messages": [POST]}, secret=standard.new_secret()).status_code == 403
    assert bring(doors, {"messages": [POST]}, at=int(time.time()) - 301).status_code == 403
    wrong = bring(doors, {"messages": [POST, POST | {"is_public": "yes"}]})
    assert wrong.status_code == 422 and "messages[1].is_public" in wrong.json()["error"]
    assert kept() == []


def test_the_played_collector_loses_repeats_reorders_and_forges(doors):
    """What the sandbox brings is what the door takes: each message once, whatever happens on the way, and nothing forged."""

    def knock(body: bytes, headers) -> int:
        told = {name: value for name, value in headers.items() if name != "content-type"}
        return doors.post("/hooks/social", data=body, content_type="application/json", headers=told).status_code

    collector = Collector(secret=SECRET, knock=knock)
    for how, words in (("now", "送了两次"), ("hold", "先写的"), ("hold", "后写的"), ("forge", "伪造的<b>")):
        collector.act(
            "/posts/write", {"platform": "weibo", "kind": "private", "author": "甲", "text": words, "how": how}
        )
    forged, *_, sent = collector.posts
    assert (sent.answer, forged.answer, len(collector.held)) == (202, 403, 2)
    collector.act("/posts/again", {"id": sent.told["id"]})
    collector.act("/posts/held", {})
    assert (sent.answer, sent.tries, collector.held) == (202, 2, [])
    rows = kept()
    assert [row.text for row in rows] == ["送了两次", "先写的", "后写的"]
    told: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/posts", "wsgi.input": io.BytesIO()}
    page = b"".join(collector(environ, lambda status, headers: told.append(status))).decode()
    assert "伪造的&lt;b&gt;" in page and "签名不对" in page
    environ |= {"REQUEST_METHOD": "POST", "PATH_INFO": "/posts/held", "HTTP_SEC_FETCH_SITE": "cross-site"}
    collector(environ, lambda status, headers: told.append(status))
    assert told == ["200 OK", "403 Forbidden"]
