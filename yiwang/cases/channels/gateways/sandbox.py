"""Other platforms, played on this machine: a small 12345 desk that passes orders on, hears reports, rates, refuses, misbehaves.

Served by `yiwang sandbox partner` as the WSGI application `application`. It signs and checks as the contract says, so the demo
is the whole way. Nothing here leaves this machine.
"""

import json
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote
from uuid import uuid4

import httpx

from yiwang.cases.channels.gateways import sandbox_page, signing
from yiwang.cases.channels.gateways.sandbox_store import FAULTS, Store
from yiwang.cases.channels.gateways.sandbox_words import PLATFORMS, Platform
from yiwang.cases.channels.gateways.signing import Knock, demo_secret
from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[int, str, bytes]
MUTE_SECONDS = 12.0
"""Longer than our side waits for an answer."""
_REASONS = {200: "OK", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 500: "Server Error"}
_NOTICES = frozenset({
    "urge", "rating", "extension_decision", "hand_back_decision", "redispatch", "withdrawal", "supplement"
})  # fmt: skip


class Sandbox:
    """The platforms. `door`: base address of our API; `secret_of`: what each shares with us."""

    def __init__(self, *, store: Store, door: str, secret_of: Callable[[str], str]) -> None:
        self.store, self._door, self._secret_of = store, door.rstrip("/"), secret_of

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        size = int(environ.get("CONTENT_LENGTH") or 0)
        content = environ["wsgi.input"].read(size) if size else b""
        status, kind, body = self._route(environ, content)
        headers = [
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'"),
            ("Cache-Control", "no-store"),
        ]
        headers.append(("Location", body.decode()) if status == 303 else ("Content-Type", f"{kind}; charset=utf-8"))
        start_response(f"{status} {_REASONS.get(status, 'Other')}", headers)
        return [body]

    def _route(self, environ: Environ, content: bytes) -> Answer:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        code, _, rest = path.lstrip("/").partition("/")
        if path == "/":
            return 303, "", b"/12345/"
        if path == "/style.css":
            return 200, "text/css", sandbox_page.STYLE.read_bytes()
        platform = PLATFORMS.get(code)
        if platform is None:
            return _json(404, {"message": "没有这个平台"})
        if rest == "" and method == "GET":
            return 200, "text/html", self._page(platform, query.get("said", "")).encode()
        if rest == "orders.json" and method == "GET":
            kept = self.store.items(code=code, kinds=("order", "notice", "report"))
            return _json(
                200, [{"kind": one.kind, "name": one.name, "body": one.body, "said": one.said} for one in kept]
            )
        if rest.startswith("do/") and method == "POST":
            return self._acted(platform, rest.removeprefix("do/"), environ, content)
        return self._called(platform, method, rest, environ, content)

    # --- what our side calls

    def _called(self, platform: Platform, method: str, rest: str, environ: Environ, content: bytes) -> Answer:
        asked = quote(environ.get("PATH_INFO", "").encode("latin-1").decode(), safe="/-._~")
        asked = environ.get("RAW_URI") or environ.get("REQUEST_URI") or asked
        if environ.get("QUERY_STRING") and "?" not in asked:
            asked += f"?{environ['QUERY_STRING']}"
        headers = {name[5:].replace("_", "-"): str(value) for name, value in environ.items() if name[:5] == "HTTP_"}
        knock = Knock.of(method=method, path=asked, headers=headers, body=content)
        fault = signing.fault_of(knock, keys=[self._secret_of(platform.code)], now=clock.now().timestamp())
        if fault or not self.store.is_fresh(code=platform.code, nonce=knock.nonce):
            return _json(401, {"code": "401", "message": fault or "replayed"})
        if rest == "ping":
            return _json(200, {"code": "0"})
        if rest == "items" and method == "GET":
            return self._items(platform, dict(parse_qsl(environ.get("QUERY_STRING", ""))))
        if rest.endswith("/reports") and method == "POST":
            return self._heard(platform, unquote(rest.split("/")[1]), json.loads(content))
        return _json(404, {"code": "404", "message": "没有这个地址"})

    def _items(self, platform: Platform, query: dict[str, str]) -> Answer:
        after, limit = int(query.get("after") or 0), min(int(query.get("limit") or 50), 200)
        found = self.store.items(code=platform.code, kinds=("order", "notice"), after=after, limit=limit)
        items = [{"item": one.kind, **one.body} for one in found]
        return _json(200, {"code": "0", "items": items, "next": str(found[-1].id) if found else str(after)})

    def _heard(self, platform: Platform, order_id: str, body: dict[str, Any]) -> Answer:
        fault = self.store.take_fault(code=platform.code)
        if fault == "mute":
            time.sleep(MUTE_SECONDS)
        if fault == "refuse":
            return _json(500, {"code": "500", "message": "故障演练"})
        name = platform.hears(body, "report_id")
        self.store.keep(
            code=platform.code, kind="report", order_id=order_id, name=name, body=body, at=clock.now().timestamp()
        )
        return _json(500, {"code": "500"}) if fault == "lose" else _json(200, {"code": "0", "message": "收到"})

    # --- what the person at this page does

    def _acted(self, platform: Platform, act: str, environ: Environ, content: bytes) -> Answer:
        origin = environ.get("HTTP_ORIGIN", "")
        if origin and origin.partition("://")[2] != environ.get("HTTP_HOST", ""):
            return _json(400, {"message": "请从这一页上按"})
        form = dict(parse_qsl(content.decode(), keep_blank_values=True))
        said = self._done(platform, act, form)
        return 303, "", f"/{platform.code}/?said={quote(said)}".encode()

    def _done(self, platform: Platform, act: str, form: dict[str, str]) -> str:
        if act == "order":
            return self._order(platform, form)
        if act == "notice" and form.get("kind") in _NOTICES:
            return self._notice(platform, form)
        if act == "again":
            return self._again(platform, form)
        if act == "forge":
            return self._push(platform, "orders", {"order_id": "forged"}, secret="not-the-secret")  # noqa: S106
        if act == "fault" and form.get("kind", "") in FAULTS:
            self.store.set_fault(code=platform.code, kind=form.get("kind", ""), times=int(form.get("times") or 1))
            return "故障已设好"
        return "没有这个操作"

    def _order(self, platform: Platform, form: dict[str, str]) -> str:
        now = clock.now()
        days = int(form.get("days") or 5)
        order_id = form.get("order_id") or f"{platform.code.upper()}-{clock.local(now):%Y%m%d}-{uuid4().hex[:6]}"
        body = platform.says("order", {
            "order_id": order_id, "title": form.get("title", ""), "content": form.get("content", ""),
            "type": form.get("type") or "complaint", "address": form.get("address", ""), "ordered_at": now,
            "due_at": now + timedelta(days=days), "applicant_name": form.get("name", ""),
            "applicant_phone": form.get("phone", ""), "category_code": "SZ-07",
        })  # fmt: skip
        self.store.keep(
            code=platform.code, kind="order", order_id=order_id, name=order_id, body=body, at=now.timestamp()
        )
        if form.get("hold"):
            return f"{order_id}先扣着没有发"
        return self._given(platform, "order", order_id, "orders", body)

    def _notice(self, platform: Platform, form: dict[str, str]) -> str:
        now, order_id = clock.now(), form.get("order_id", "")
        values: dict[str, Any] = {
            "notice_id": f"LW-{uuid4().hex[:10]}", "order_id": order_id, "kind": form["kind"], "at": now,
            "rating": form.get("rating", ""), "text": form.get("text", ""),
        }  # fmt: skip
        if form.get("is_granted"):
            values["is_granted"] = form["is_granted"] == "yes"
        body, name = platform.says("notice", values), str(values["notice_id"])
        self.store.keep(code=platform.code, kind="notice", order_id=order_id, name=name, body=body, at=now.timestamp())
        return self._given(platform, "notice", name, "notices", body)

    def _again(self, platform: Platform, form: dict[str, str]) -> str:
        """The same item once more, as a retry: new signature, same number."""
        kind, name = form.get("item", ""), form.get("name", "")
        found = next(
            (o for o in self.store.items(code=platform.code, kinds=("order", "notice")) if o.name == name), None
        )
        if found is None:
            return "没有这一份"
        return self._given(platform, kind, name, f"{kind}s", found.body)

    def _given(self, platform: Platform, kind: str, name: str, where: str, body: dict[str, Any]) -> str:
        if platform.is_pulled:
            return f"{name}放好了，等对方来取"
        said = self._push(platform, where, body)
        self.store.answered(code=platform.code, kind=kind, name=name, said=said)
        return said

    def _push(self, platform: Platform, where: str, body: dict[str, Any], *, secret: str = "") -> str:
        path = f"/exchange/{platform.code}/{where}"
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = signing.headers_for(
            secret=secret or self._secret_of(platform.code), method="POST", path=path, body=content,
            at=int(clock.now().timestamp()),
        ) | {"content-type": "application/json"}  # fmt: skip
        try:
            answer = httpx.post(self._door + path, content=content, headers=headers, timeout=30, trust_env=False)
        except httpx.HTTPError:
            return "公安这边没有回答"
        return f"{answer.status_code} {answer.text[:400]}"

    def _page(self, platform: Platform, said: str) -> str:
        kept = self.store.items(code=platform.code, kinds=("order", "notice", "report"))
        return sandbox_page.render(
            platform=platform, others=list(PLATFORMS.values()), kept=kept, fault=self.store.fault(code=platform.code), said=said
        )  # fmt: skip


@lru_cache
def _house() -> Sandbox:
    house = settings()
    return Sandbox(
        store=Store(house.data_dir / "sandbox-partner.sqlite3"), door=f"http://127.0.0.1:{house.port + 3}",
        secret_of=lambda code: demo_secret(house.secret_key, code),
    )  # fmt: skip


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The platforms of this installation's demo."""
    return _house()(environ, start_response)


def _json(status: int, value: Any) -> Answer:
    return status, "application/json", json.dumps(value, ensure_ascii=False).encode()
