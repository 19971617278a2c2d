"""A stand-in for the telephone exchange: a page that calls the desk, and tells of it through the API as exchanges do.

It reaches nobody. Served by `yiwang sandbox calls` as the WSGI application `application`. It knows the API by `PORT` and shows
the token that the demo's set-up has left in the data folder. Calls are kept in memory.
"""

import io
import math
import random
import struct
import wave
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx

from yiwang.cases.centre.gateways import sandbox_page
from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Send = Callable[[dict[str, Any]], str]

TOKEN_FILE = "exchange.token"  # noqa: S105  a name
_API_STEP = 3
"""The API listens so far from PORT."""
_TIMEOUT = 10.0
_KEPT = 30
_RATE, _TONE = 8000, 440
_STYLE = Path(__file__).with_name("sandbox.css")


@dataclass
class Played:
    """One call that was played. `told`: everything that was told of it, so that it can be told again."""

    call_id: str
    caller: str
    extension: str
    fact: str = ""
    answer: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)


class Exchange:
    """The exchange, played. `send`: how one event reaches the house; it returns what was answered, in words."""

    def __init__(self, *, send: Send, recordings: str) -> None:
        self._send, self._recordings = send, recordings
        self.calls: dict[str, Played] = {}

    def ring(self, caller: str, extension: str) -> Played:
        """Somebody calls."""
        call = Played(call_id=f"c-{uuid4().hex[:12]}", caller=caller, extension=extension)
        self.calls[call.call_id] = call
        for old in list(self.calls)[:-_KEPT]:
            del self.calls[old]
        self.tell(call, "ringing")
        return call

    def tell(self, call: Played, fact: str) -> None:
        """One event of a call."""
        event: dict[str, Any] = {"call_id": call.call_id, "event": fact, "at": _moment(clock.now())}
        if call.caller:
            event["caller"] = call.caller
        if call.extension:
            event["extension"] = call.extension
        if fact == "recording":
            event["recording_url"] = f"{self._recordings}/recordings/{call.call_id}.wav"
        else:
            call.fact = fact
        call.told.append(event)
        call.answer = self._send(event)

    def again(self, call: Played) -> None:
        """Everything that was told of a call, twice and in no order: it must end as it stands."""
        events = call.told * 2
        random.shuffle(events)
        for event in events:
            call.answer = self._send(event)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


class Sandbox:
    """Its page."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.acts: dict[str, Callable[[Played, dict[str, str]], None]] = {
            "/answer": lambda call, said: self._moved(call, said, "answered"),
            "/end": lambda call, said: exchange.tell(call, "ended"),
            "/miss": lambda call, said: exchange.tell(call, "missed"),
            "/record": lambda call, said: exchange.tell(call, "recording"),
            "/again": lambda call, said: exchange.again(call),
        }

    def _moved(self, call: Played, said: dict[str, str], fact: str) -> None:
        call.extension = said.get("extension", "").strip() or call.extension
        self.exchange.tell(call, fact)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        status, kind, body, more = self._route(environ)
        headers = [
            ("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'; media-src 'self'; form-action 'self'"), *more,
        ]  # fmt: skip
        start_response(status, headers)
        return [body]

    def _route(self, environ: Environ) -> tuple[str, str, bytes, list[tuple[str, str]]]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        html, text = "text/html; charset=utf-8", "text/plain; charset=utf-8"
        if method == "GET" and path == "/style.css":
            return "200 OK", "text/css; charset=utf-8", _STYLE.read_bytes(), []
        if method == "GET" and path.startswith("/recordings/"):
            return "200 OK", "audio/wav", tone(), []
        if method == "GET" and path == "/":
            calls = list(reversed(self.exchange.calls.values()))
            return "200 OK", html, sandbox_page.render(calls=calls).encode(), []
        if method == "POST" and _is_own(environ):
            size = int(environ.get("CONTENT_LENGTH") or 0)
            self._act(path, dict(parse_qsl(environ["wsgi.input"].read(size).decode(), keep_blank_values=True)))
            return "303 See Other", text, b"", [("Location", "/")]
        return "404 Not Found", text, "没有这一页".encode(), []

    def _act(self, path: str, said: dict[str, str]) -> None:
        if path == "/ring":
            self.exchange.ring(said.get("caller", "").strip(), said.get("extension", "").strip())
        elif (act := self.acts.get(path)) and (call := self.exchange.calls.get(said.get("call", ""))):
            act(call, said)


def _is_own(environ: Environ) -> bool:
    """A form of this very page, not one of another site."""
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


@lru_cache
def tone() -> bytes:
    """One second of a recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        waves = (int(8000 * math.sin(2 * math.pi * _TONE * at / _RATE)) for at in range(_RATE))
        file.writeframes(b"".join(struct.pack("<h", one) for one in waves))
    return out.getvalue()


def to_api(*, address: str, token_file: Path) -> Send:
    """Events go to the API with the token of the file, which is read anew each time: it may be renewed."""

    def send(event: dict[str, Any]) -> str:
        try:
            token = token_file.read_text().strip()
            answer = httpx.post(address, json=event, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)
        except (OSError, httpx.HTTPError) as trouble:
            return f"没有送到：{type(trouble).__name__}"
        return f"{answer.status_code} {answer.text[:300]}"

    return send


@lru_cache
def _house() -> Sandbox:
    house = settings()
    api = f"http://127.0.0.1:{house.port + _API_STEP}/api/v1/calls/events"
    own = next((host.strip() for host in house.recording_hosts.split(",") if host.strip()), "127.0.0.1")
    return Sandbox(
        Exchange(send=to_api(address=api, token_file=house.data_dir / TOKEN_FILE), recordings=f"http://{own}")
    )


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The sandbox of this installation's settings."""
    return _house()(environ, start_response)
