"""A collector of Weibo and short-video messages, played: what is written here is signed and pushed to `/hooks/social`.

It reads no platform. Served below `/posts` of the WeChat sandbox. A post may be held back, brought again, brought with others in
the wrong order, or forged, as happens on the way. What was written is forgotten when the sandbox ends.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl

import httpx

from yiwang.kit import clock

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Knock = Callable[[bytes, Mapping[str, str]], int]
PLACE = "/posts"
_KEPT = 50
_MOST_BODY = 100_000
_WAIT_SECONDS = 10.0
_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'self'"
_PLATFORMS = {"weibo": "微博", "short_video": "短视频"}
_WAYS = {"now": "写好就送", "hold": "先压住，像丢了一样", "forge": "用别人的钥匙签名（伪造）"}
_SAID = {
    0: "还没有送",
    202: "收下了",
    403: "没有收下：签名不对（403）",
    422: "没有收下：写法不对（422）",
    -1: "没有送到",
}


@dataclass
class Post:
    """One message as the collector has it. `answer`: what the portal said to the last try; `tries`: how often it was brought."""

    told: dict[str, Any]
    answer: int = 0
    tries: int = 0


@dataclass
class Collector:
    """The collector of one bureau. `knock`: one call to its door; the status that came back, -1 where nobody answered."""

    secret: str
    knock: Knock
    posts: list[Post] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def write(self, said: Mapping[str, str]) -> Post:
        """Somebody writes a comment or a private message."""
        at = clock.now()
        author = said.get("author", "").strip() or "路人"
        told = {
            "platform": said.get("platform", "weibo"), "id": f"{int(at.timestamp() * 1000)}{secrets.randbelow(1000):03d}",
            "author": hashlib.sha256(author.encode()).hexdigest()[:12], "author_name": author, "text": said.get("text", ""),
            "is_public": said.get("kind") != "private", "thread": said.get("thread", ""), "sent_at": at.isoformat(),
        }  # fmt: skip
        post = Post(told)
        with self.lock:
            self.posts = [post, *self.posts][:_KEPT]
        return post

    def bring(self, posts: Sequence[Post], *, forged: bool = False) -> int:
        """One call with these; signed by a key of nobody's where it is forged."""
        body = json.dumps({"messages": [post.told for post in posts]}, ensure_ascii=False).encode()
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}" if forged else self.secret
        answer = self.knock(body, _headers(secret, body))
        for post in posts:
            post.answer, post.tries = answer, post.tries + 1
        return answer

    @property
    def held(self) -> list[Post]:
        """Those that were never brought, the newest first: the wrong order to bring them in."""
        return [post for post in self.posts if not post.tries]

    def act(self, path: str, said: Mapping[str, str]) -> None:
        """What a button of the page does."""
        if path == f"{PLACE}/write" and said.get("text", "").strip():
            post = self.write(said)
            if said.get("how") != "hold":
                self.bring([post], forged=said.get("how") == "forge")
        elif path == f"{PLACE}/again":
            if found := next((one for one in self.posts if one.told["id"] == said.get("id")), None):
                self.bring([found])
        elif path == f"{PLACE}/held" and self.held:
            self.bring(self.held)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        path, headers = (
            environ.get("PATH_INFO", ""),
            [("Cache-Control", "no-store"), ("Content-Security-Policy", _POLICY)],
        )
        if environ["REQUEST_METHOD"] == "GET":
            body = _page(self.posts, has_held=bool(self.held)).encode()
            start_response(
                "200 OK", [*headers, ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
            )
            return [body]
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
            start_response("403 Forbidden", headers)
            return []
        size = min(int(environ.get("CONTENT_LENGTH") or 0), _MOST_BODY)
        self.act(
            path, dict(parse_qsl(environ["wsgi.input"].read(size).decode(errors="replace"), keep_blank_values=True))
        )
        start_response("303 See Other", [*headers, ("Location", PLACE), ("Content-Length", "0")])
        return []


def caller(url: str) -> Knock:
    """Calls over the network."""

    def knock(body: bytes, headers: Mapping[str, str]) -> int:
        try:
            with httpx.Client(timeout=_WAIT_SECONDS, trust_env=False) as client:
                return client.post(url, content=body, headers=dict(headers)).status_code
        except httpx.HTTPError:
            return -1

    return knock


def _headers(secret: str, body: bytes) -> dict[str, str]:
    """Standard Webhooks 1.0: HMAC-SHA256 over id, seconds and body."""
    id, at = f"msg_{secrets.token_hex(8)}", str(int(clock.now().timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    proof = base64.b64encode(hmac.digest(key, f"{id}.{at}.".encode() + body, hashlib.sha256)).decode()
    return {
        "content-type": "application/json", "webhook-id": id, "webhook-timestamp": at, "webhook-signature": f"v1,{proof}"
    }  # fmt: skip


def _page(posts: Sequence[Post], *, has_held: bool) -> str:
    held = (
        f'<form method="post" action="{PLACE}/held"><button class="quiet">把压住的一次送出去，后写的在前</button></form>'
        if has_held
        else ""
    )
    lines = "".join(map(_line, posts)) or '<p class="empty">还没有写过。</p>'
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>微博和短视频采集沙箱</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><h1>微博和短视频采集沙箱</h1><p>这里代替采集系统，不读真的平台。写的每一条签名后送到群众端，再到工作台的“来件”。</p></header>
<main><div class="tools">
<form method="post" action="{PLACE}/write">
{_choice("platform", "平台", _PLATFORMS)}
{_choice("kind", "公开还是私信", {"public": "公开的评论", "private": "私信"})}
{_choice("how", "怎样送", _WAYS)}
<label for="author">谁写的</label><input id="author" name="author" value="路人甲" maxlength="60"><span></span>
<label for="thread">原帖网址</label>
<input id="thread" name="thread" value="https://weibo.example/post/1" maxlength="300"><span></span>
<label for="text">写了什么</label>
<textarea id="text" name="text" rows="3" maxlength="2000" required></textarea><button>送出</button></form>
{held}</div>
<h2>写过的</h2><div class="posts">{lines}</div></main>
</body>
</html>
"""


def _choice(name: str, label: str, options: Mapping[str, str]) -> str:
    shown = "".join(f'<option value="{code}">{said}</option>' for code, said in options.items())
    return f'<label for="{name}">{label}</label><select id="{name}" name="{name}">{shown}</select><span></span>'


def _line(post: Post) -> str:
    told = post.told
    head = f"{_PLATFORMS.get(told['platform'], '')} · {'公开' if told['is_public'] else '私信'} · {escape(told['author_name'])}"
    again = (
        f'<form method="post" action="{PLACE}/again"><input type="hidden" name="id" value="{told["id"]}">'
        f'<button class="quiet">{"再送一次" if post.tries else "现在送"}</button></form>'
    )
    tries = f"，送了{post.tries}次" if post.tries else ""
    return (
        f"<div><p>{escape(told['text'])}</p><small>{head} · {_SAID.get(post.answer, f'没有收下（{post.answer}）')}{tries}</small>"
        f"{again}</div>"
    )
