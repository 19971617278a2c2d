"""A stand-in for a 户政 system: a page whose button serves some people who never were, and tells of them through the API.

Served by `yiwang sandbox feeder` as the WSGI application `application`. The token is pasted into the page and kept nowhere; what
is sent is what a real system would send, by the same protocol, and the page shows the answer word by word.
"""

import html
import json
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Send = Callable[[str, dict[str, Any]], str]

_API_STEP = 3
"""The API listens so far from PORT."""
_TIMEOUT = 10.0
_MOST = 500
_ITEMS = ("card.new", "card.lost", "move.in", "move.out", "birth", "死亡注销")
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>户政系统（沙箱）</title>
<h1>户政系统（沙箱）</h1><p>按一下，就办好几个人的业务，并从接口报给一网。号码都是编的，以154开头。</p>
<form method="post" action="/send"><p><label>令牌 <input name="token" type="password" size="50" autocomplete="off"></label></p>
<p><label>单位代码 <input name="unit" value="{unit}"></label></p>
<p><label>办几个人 <input name="many" type="number" min="1" max="500" value="{many}"></label></p>
<p><button>办完，报过去</button></p></form>{answer}</html>"""


class Feeder:
    """The system, played. `send`: token and body to what was answered, in words. `lots`: where chance comes from."""

    def __init__(self, *, send: Send, lots: random.Random) -> None:
        self._send, self._lots, self._serial = send, lots, 0

    def serve(self, *, token: str, unit: str, many: int) -> str:
        """Serve so many people, and tell of them."""
        return self._send(token, {"rows": [self._row(unit) for _ in range(min(max(many, 1), _MOST))]})

    def _row(self, unit: str) -> dict[str, Any]:
        self._serial += 1
        now, lots = clock.now(), self._lots
        row: dict[str, Any] = {
            "id": f"SB{clock.local(now):%Y%m%d%H%M%S}{self._serial:05}", "item": lots.choice(_ITEMS), "unit": unit,
            "served_at": (now - timedelta(minutes=lots.randint(5, 240))).isoformat(timespec="seconds"),
            "phone": f"154{lots.randrange(10**8):08}", "point": f"{lots.randint(1, 8)}号窗口",
        }  # fmt: skip
        if row["item"].startswith("card"):
            row["ready_on"] = (clock.local(now).date() + timedelta(days=lots.randint(3, 12))).isoformat()
        return row

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        method, path, said = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/", dict[str, str]()
        answer, status = "", "200 OK"
        if method == "POST" and path == "/send" and _is_own(environ):
            said = dict(parse_qsl(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()))
            many = int(said["many"]) if said.get("many", "").isdecimal() else 1
            told = self.serve(token=said.get("token", ""), unit=said.get("unit", ""), many=many)
            answer = f"<h2>回答</h2><pre>{html.escape(told)}</pre>"
        elif (method, path) != ("GET", "/"):
            status, answer = "404 Not Found", "<p>没有这一页</p>"
        shown = {"unit": said.get("unit", "yz.jc.gq"), "many": said.get("many", "20")}
        body = _PAGE.format(**{name: html.escape(value) for name, value in shown.items()}, answer=answer).encode()
        start_response(
            status, [
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
                ("Content-Security-Policy", "default-src 'none'; form-action 'self'"),
            ],
        )  # fmt: skip
        return [body]


def _is_own(environ: Environ) -> bool:
    """A form of this very page, not one of another site."""
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def to_api(address: str) -> Send:
    """What is sent goes to the API at this address."""

    def send(token: str, body: dict[str, Any]) -> str:
        try:
            answer = httpx.post(address, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)
        except (httpx.HTTPError, UnicodeEncodeError) as trouble:
            return f"没有送到：{type(trouble).__name__}"
        return f"{answer.status_code} {json.dumps(answer.json(), ensure_ascii=False, indent=1)[:2000]}"

    return send


@lru_cache
def _house() -> Feeder:
    return Feeder(
        send=to_api(f"http://127.0.0.1:{settings().port + _API_STEP}/api/v1/served"), lots=random.SystemRandom()
    )


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The sandbox of this installation's settings."""
    return _house()(environ, start_response)
