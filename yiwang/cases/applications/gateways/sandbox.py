"""The national platforms, played: the contract of docs/platforms.md, with a page on which each application is decided.

Served by `yiwang sandbox platforms` as the WSGI application `application`.
"""

import html
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote

from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
TOKEN = "sandbox"  # noqa: S105  # opens nothing but this
STATES = {"accepted": "已收", "handling": "办理中", "granted": "准予", "refused": "不予办理"}
MODES = {"normal": "正常", "down": "停机", "picky": "什么都不收"}
_MOST = 200 * 1024 * 1024
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>国家平台（沙箱）</title><h1>国家平台（沙箱）</h1>
<form method="post" action="/mode"><p>{modes}<button>就这样</button></p></form>
<table><tr><th scope="col">平台<th scope="col">我们的编号<th scope="col">平台编号
<th scope="col">事项<th scope="col">现在<th scope="col">
决定</tr>{rows}</table></html>"""


class Platforms:
    """All platforms behind one door."""

    def __init__(self) -> None:
        self.mode = "normal"
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def answer(self, *, method: str, path: str, token: str, told: Any) -> tuple[int, Any]:
        """Status and body of one call."""
        if token != f"Bearer {settings().platforms_token or TOKEN}":
            return 401, {"title": "令牌不对"}
        if self.mode == "down":
            return 503, {"title": "停机维护"}
        platform, _word, *rest = [unquote(part) for part in path.strip("/").split("/")]
        if method == "POST":
            return self._filed(platform, told)
        found = self._by_number(platform, rest[0] if rest else "")
        return (200, found) if found else (404, {"title": "没有这个编号"})

    def _filed(self, platform: str, told: Any) -> tuple[int, Any]:
        if self.mode == "picky" or not told.get("number") or not told.get("applicant", {}).get("id_number"):
            return 422, {"title": "不符合收件要求"}
        key = (platform, told["number"])
        if key not in self._known:
            number = f"GJ{len(self._known) + 1:08}"
            self._known[key] = {"number": number, "state": "accepted", "says": "", "item": str(told.get("item", ""))}
        return 201, self._known[key]

    def _by_number(self, platform: str, number: str) -> dict[str, str] | None:
        rows = (row for (where, _ours), row in self._known.items() if where == platform and row["number"] == number)
        return next(rows, None)

    def decide(self, *, number: str, state: str, says: str) -> None:
        """What somebody at the platform does."""
        for row in self._known.values():
            if row["number"] == number and state in STATES:
                row.update(state=state, says=says)

    def page(self) -> str:
        """What a person sees of it."""
        modes = "".join(
            f'<label><input type="radio" name="mode" value="{mode}"{" checked" * (mode == self.mode)}> {label}</label> '
            for mode, label in MODES.items()
        )
        acts = "".join(f'<button name="state" value="{state}">{label}</button>' for state, label in STATES.items())
        rows = "".join(
            f"<tr><td>{html.escape(where)}<td>{html.escape(ours)}<td>{row['number']}<td>{html.escape(row['item'])}"
            f'<td>{STATES[row["state"]]}<td><form method="post" action="/decide"><input type="hidden" name="number" '
            f'value="{row["number"]}"><label>说明 <input name="says"></label>{acts}</form></tr>'
            for (where, ours), row in self._known.items()
        )
        return _PAGE.format(modes=modes, rows=rows)


def serve(platforms: Platforms) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """The contract and the page of these platforms as a WSGI application."""
    return lambda environ, start: _answered(platforms, environ, start)


def _answered(platforms: Platforms, environ: Environ, start: StartResponse) -> Iterable[bytes]:
    path, method = environ["PATH_INFO"].encode("latin-1").decode(), environ["REQUEST_METHOD"]
    body = environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), _MOST))
    if path.startswith("/v1/"):
        try:
            status, said = platforms.answer(
                method=method, path=path.removeprefix("/v1/"), token=environ.get("HTTP_AUTHORIZATION", ""),
                told=json.loads(body) if body else {},
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            status, said = 422, {"title": "读不懂"}
        return _send(start, status, json.dumps(said, ensure_ascii=False), "application/json")
    said_ = dict(parse_qsl(body.decode())) if method == "POST" else {}
    if path == "/mode":
        platforms.mode = said_.get("mode", "") if said_.get("mode", "") in MODES else platforms.mode
    if path == "/decide":
        platforms.decide(number=said_.get("number", ""), state=said_.get("state", ""), says=said_.get("says", ""))
    return _send(start, 200, "ok" if path == "/healthz" else platforms.page(), "text/html")


def _send(start: StartResponse, status: int, text: str, kind: str) -> Iterable[bytes]:
    sent = text.encode()
    start(f"{status} .", [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(sent)))])
    return [sent]


application = serve(Platforms())
