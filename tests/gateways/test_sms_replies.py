"""The box 手机回复: what a phone writes is pushed as the provider does, our door reads it once, no other page may send."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest

from yiwang.ground.messaging.gateways.sandbox import Sandbox
from yiwang.ground.messaging.gateways.sandbox_store import Store
from yiwang.sites.portal.hooks import texts

PHONE = "15400012345"


@pytest.fixture
def door() -> Iterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if "key=right" in self.path else 403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hooks/sms", heard
    server.shutdown()
    server.server_close()


def write(app: Sandbox, text: str, **environ: str) -> str:
    body = urlencode({"phone": PHONE, "text": text}).encode()
    given: dict[str, object] = {}
    setup_testing_defaults(given)
    given |= {"REQUEST_METHOD": "POST", "PATH_INFO": "/replies", "CONTENT_LENGTH": str(len(body)), **environ}
    given["wsgi.input"] = BytesIO(body)
    return b"".join(app(given, lambda *_: None)).decode()


def app_for(tmp_path, door: str) -> Sandbox:
    return Sandbox(
        store=Store(tmp_path / "s.sqlite3"), key_id="k", key_secret="s", sign="云州公安", templates={}, door=door
    )  # fmt: skip


def test_what_a_phone_writes_is_read_by_our_door(tmp_path, door):
    url, heard = door
    assert "已送到" in write(app_for(tmp_path, f"{url}?key=right"), "1 满意")
    found, broken = texts.read(heard[0])
    assert broken == 0 and [(one.sender, one.text, one.inlet) for one in found] == [(PHONE, "1 满意", "sms")]
    assert texts.read(heard[0])[0][0].external_id == found[0].external_id
    assert json.loads(heard[0])[0]["dest_code"]


def test_a_wrong_key_and_a_closed_door_are_said(tmp_path, door):
    url, _ = door
    assert "门口不收（403）" in write(app_for(tmp_path, f"{url}?key=wrong"), "满意")
    assert "没有送到" in write(app_for(tmp_path, "http://127.0.0.1:9/hooks/sms"), "满意")


def test_another_sites_page_cannot_send(tmp_path, door):
    url, heard = door
    assert "请从这一页发" in write(app_for(tmp_path, f"{url}?key=right"), "满意", HTTP_SEC_FETCH_SITE="cross-site")
    assert heard == []
