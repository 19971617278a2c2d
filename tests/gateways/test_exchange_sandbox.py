"""The played exchange: its page, what it tells, and that telling it all again in no order is the same story."""

from collections import Counter
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from yiwang.cases.centre.gateways import sandbox
from yiwang.cases.centre.gateways.sandbox import Exchange, Sandbox


class House:
    """Takes events."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any]) -> str:
        self.told.append(event)
        return "200 {}"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def page(house):
    app = Sandbox(Exchange(send=house, recordings="http://127.0.0.1:9"))

    def ask(method: str, path: str, **said: str) -> tuple[str, bytes]:
        body, seen = urlencode(said).encode(), []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "127.0.0.1:8",
        }
        environ |= {"wsgi.input": BytesIO(body)} | ({"HTTP_ORIGIN": said["origin"]} if "origin" in said else {})
        found = b"".join(app(environ, lambda status, headers: seen.append(status)))
        return seen[0], found

    ask.exchange = app.exchange
    return ask


def test_a_call_is_played(page, house) -> None:
    assert page("POST", "/ring", caller="13800001234", extension="8001")[0].startswith("303")
    (call,) = page.exchange.calls
    for path in ("/answer", "/end", "/record"):
        page("POST", path, call=call)
    assert [one["event"] for one in house.told] == ["ringing", "answered", "ended", "recording"]
    assert house.told[-1]["recording_url"] == f"http://127.0.0.1:9/recordings/{call}.wav"
    assert {one["call_id"] for one in house.told} == {call} and house.told[0]["caller"] == "13800001234"
    html = page("GET", "/")[1].decode()
    assert "13800001234" in html and "打乱次序" in html


def test_everything_again_is_the_same_story_twice(page, house) -> None:
    page("POST", "/ring", caller="", extension="8001")
    (call,) = page.exchange.calls
    page("POST", "/miss", call=call)
    before = list(house.told)
    page("POST", "/again", call=call)
    again = Counter(str(one) for one in house.told[len(before) :])
    assert again == Counter({str(one): 2 for one in before}) and "caller" not in before[0]


def test_a_page_of_another_site_rings_nobody(page, house) -> None:
    assert page("POST", "/ring", caller="1", extension="2", origin="http://elsewhere.example")[0].startswith("404")
    assert house.told == []


def test_a_recording_is_heard(page) -> None:
    assert page("GET", "/recordings/x.wav")[1].startswith(b"RIFF")


def test_what_the_api_says_is_shown(tmp_path, monkeypatch) -> None:
    token = tmp_path / "token"
    send = sandbox.to_api(address="http://127.0.0.1:1/api/v1/calls/events", token_file=token)
    assert send({}) == "没有送到：FileNotFoundError"
    token.write_text("yw_a_b\n")
    seen = {}

    def post(url: str, **given: Any) -> httpx.Response:
        seen.update(given)
        return httpx.Response(403, text="{}")

    monkeypatch.setattr(sandbox.httpx, "post", post)
    assert send({"call_id": "c"}) == "403 {}" and seen["headers"] == {"Authorization": "Bearer yw_a_b"}
