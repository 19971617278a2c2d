"""A stand-in for WeChat on this machine: the platform's own calls as the account makes them, and phones that one may write on.

It reaches nobody. Served by `yiwang sandbox wechat` as the WSGI application `application`. What is written on a phone is brought
to the portal's `/hooks/wechat`, signed and sealed as in safe mode, three times at most, as the platform does. `POST /faults`
(JSON `{"errcode": 45015, "times": 1}`) lets the next calls fail.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote

from yiwang.cases.channels.gateways import sandbox_posts, sandbox_wechat_page
from yiwang.cases.channels.gateways.sandbox_forms import Part, read_form
from yiwang.cases.channels.gateways.sandbox_posts import Collector
from yiwang.cases.channels.gateways.sandbox_wechat_hook import ACCOUNT, Hook
from yiwang.cases.channels.gateways.sandbox_wechat_store import AFTER_TAP, AFTER_WORDS, Person, Store
from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
_REASONS = {200: "OK", 303: "See Other", 403: "Forbidden", 404: "Not Found", 413: "Too Large"}
_MOST_TEXT = 2048
_MOST_BODY = 21 * 1024 * 1024
_TOKEN_SECONDS = 7200
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'"
)
OK = {"errcode": 0, "errmsg": "ok"}


class Sandbox:
    """The platform, played. `hook`: where the account's callbacks go."""

    def __init__(self, *, store: Store, app_id: str, secret: str, hook: Hook) -> None:
        self.store, self._app_id, self._secret, self._hook = store, app_id, secret, hook
        self._access = hashlib.sha256(f"{app_id}/{secret}".encode()).hexdigest()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        status, kind, body, more = self._route(environ)
        headers = [
            ("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
            ("Content-Security-Policy", _POLICY), ("X-Content-Type-Options", "nosniff"), *more,
        ]  # fmt: skip
        start_response(f"{status} {_REASONS.get(status, 'Other')}", headers)
        return [body]

    def _route(self, environ: Environ) -> tuple[int, str, bytes, list[tuple[str, str]]]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        if path.startswith("/cgi-bin/"):
            return self._platform(method, path, query, environ)
        if method == "GET":
            return self._shown(path, query)
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
            return 403, "text/plain; charset=utf-8", b"", []
        if path == "/faults":
            self.store.put("faults", _json(environ))
            return _answer(OK)
        body = _read(environ)
        if body is None:
            return 413, "text/plain; charset=utf-8", "太大了".encode(), []
        return self._written(path, read_form(environ.get("CONTENT_TYPE", ""), body))

    # --- the platform's side

    def _platform(
        self, method: str, path: str, query: Mapping[str, str], environ: Environ
    ) -> tuple[int, str, bytes, list[tuple[str, str]]]:
        if path == "/cgi-bin/stable_token":
            return _answer(self._give_token(_json(environ)))
        if not secrets.compare_digest(query.get("access_token", ""), self._access):
            return _answer(_error(40001, "invalid credential, access_token is invalid or not latest"))
        if fault := self.store.take_fault():
            return _answer(_error(fault, "故障演练"))
        if path == "/cgi-bin/media/get":
            return self._give_media(query.get("media_id", ""), host=environ.get("HTTP_HOST", ""))
        acts = {
            "/cgi-bin/message/custom/send": self._say, "/cgi-bin/message/template/send": self._notify,
            "/cgi-bin/menu/create": self._menu,
        }  # fmt: skip
        act = acts.get(path)
        if act is None or method != "POST":
            return 404, "text/plain; charset=utf-8", b"", []
        return _answer(act(_json(environ)))

    def _give_token(self, body: Mapping[str, Any]) -> dict[str, Any]:
        if body.get("appid") != self._app_id:
            return _error(40013, "invalid appid")
        if not secrets.compare_digest(str(body.get("secret", "")), self._secret):
            return _error(40125, "invalid appsecret")
        return {"access_token": self._access, "expires_in": _TOKEN_SECONDS}

    def _give_media(self, media_id: str, *, host: str) -> tuple[int, str, bytes, list[tuple[str, str]]]:
        found = self.store.media(media_id)
        if found is None:
            return _answer(_error(40007, "invalid media_id"))
        mime, name, data = found
        if mime.startswith("video/"):
            return _answer({"video_url": f"http://{host}/media/{media_id}"})
        return 200, mime, data, [("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")]

    def _say(self, body: Mapping[str, Any]) -> dict[str, Any]:
        person = self._follower(body)
        if person is None:
            return _error(43004, "require subscribe")
        text = str((body.get("text") or {}).get("content", ""))
        if not text or len(text.encode()) > _MOST_TEXT:
            return _error(45002, "content size out of limit") if text else _error(44004, "empty content")
        if person.until < _now():
            return _error(45015, "response out of time limit or subscription is canceled")
        if person.quota < 1:
            return _error(45047, "out of response count limit")
        self.store.spend(person.openid)
        self.store.keep(openid=person.openid, is_ours=True, kind="text", text=text, at=_now())
        return OK

    def _notify(self, body: Mapping[str, Any]) -> dict[str, Any]:
        person, data = self._follower(body), body.get("data")
        if person is None:
            return _error(43004, "require subscribe")
        if not body.get("template_id") or not isinstance(data, dict) or not all(_value(one) for one in data.values()):
            return _error(47003, "argument invalid")
        if self.store.is_new(str(body.get("client_msg_id") or secrets.token_hex(8))):
            lines = "\n".join(f"{name}：{_value(one)}" for name, one in data.items())
            self.store.keep(openid=person.openid, is_ours=True, kind="template", text=lines, at=_now())
        return OK | {"msgid": int(_now() * 1000)}

    def _menu(self, body: Mapping[str, Any]) -> dict[str, Any]:
        buttons = body.get("button")
        if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
            return _error(40016, "invalid button size")
        self.store.put("menu", buttons)
        return OK

    def _follower(self, body: Mapping[str, Any]) -> Person | None:
        found = self.store.person(str(body.get("touser", "")))
        return found if found and found.follows else None

    # --- the phones

    def _shown(self, path: str, query: Mapping[str, str]) -> tuple[int, str, bytes, list[tuple[str, str]]]:
        person = self.store.person(query.get("phone", "")) or self.store.people()[0]
        if path == "/":
            menu = self.store.get("menu") or []
            page = sandbox_wechat_page.page(people=self.store.people(), person=person, menu=menu, now=_now())
            return 200, "text/html; charset=utf-8", page.encode(), []
        if path == "/chat":
            page = sandbox_wechat_page.chat(person=person, said=self.store.chat(person.openid))
            return 200, "text/html; charset=utf-8", page.encode(), []
        if path == "/chat.json":
            lines = [vars(one) for one in self.store.chat(person.openid)]
            return _answer({"said": lines})
        if path == "/style.css":
            return 200, "text/css; charset=utf-8", sandbox_wechat_page.STYLE.read_bytes(), []
        found = self.store.media(path.removeprefix("/media/")) if path.startswith("/media/") else None
        if found and found[0].startswith(("image/", "video/")):
            return 200, found[0], found[2], []
        return 404, "text/plain; charset=utf-8", "没有这一页".encode(), []

    def _written(self, path: str, form: Mapping[str, Part]) -> tuple[int, str, bytes, list[tuple[str, str]]]:
        """What somebody does on a phone; then back to it."""
        person = self.store.person(form["phone"].text) if "phone" in form else None
        acts = {
            "/say": self._says, "/tap": self._taps, "/picture": self._sends, "/place": self._shows, "/follow": self._follows,
        }  # fmt: skip
        act = acts.get(path)
        if person is None or act is None:
            return 404, "text/plain; charset=utf-8", "没有这一页".encode(), []
        act(person, form)
        return 303, "text/plain; charset=utf-8", b"", [("Location", f"/?phone={person.openid}")]

    def _says(self, person: Person, form: Mapping[str, Part]) -> None:
        text = form["text"].text.strip() if "text" in form else ""
        if text:
            self._bring(person, "text", text, rule=AFTER_WORDS, Content=text)

    def _taps(self, person: Person, form: Mapping[str, Part]) -> None:
        key = form["key"].text if "key" in form else ""
        self._bring(person, "event", f"点菜单：{key}", rule=AFTER_TAP, Event="CLICK", EventKey=key)

    def _sends(self, person: Person, form: Mapping[str, Part]) -> None:
        part = form.get("file")
        if part is None or not part.data:
            return
        media_id = secrets.token_urlsafe(24)
        kind = part.mime.partition("/")[0] if part.mime.startswith(("image/", "video/")) else "voice"
        self.store.put_media(id=media_id, mime=part.mime, name=part.name, data=part.data)
        self._bring(person, kind, part.name, rule=AFTER_WORDS, media=media_id, MediaId=media_id)

    def _shows(self, person: Person, form: Mapping[str, Part]) -> None:
        label = form["label"].text if "label" in form else ""
        self._bring(
            person,
            "location",
            label,
            rule=AFTER_WORDS,
            Location_X="28.1956",
            Location_Y="112.9772",
            Scale="16",
            Label=label,
        )

    def _follows(self, person: Person, form: Mapping[str, Part]) -> None:
        self.store.follow(person.openid, follows=not person.follows)
        event = "unsubscribe" if person.follows else "subscribe"
        text = "取消关注" if person.follows else "关注公众号"
        self._bring(person, "event", text, rule=AFTER_TAP, Event=event, EventKey="")

    def _bring(
        self, person: Person, kind: str, text: str, *, rule: tuple[int, float], media: str = "", **elements: str
    ) -> None:
        """Keep the line, allow answers, and bring it to the portal until that says success."""
        at = _now()
        key = self.store.keep(openid=person.openid, is_ours=False, kind=kind, text=text, at=at, media=media)
        self.store.allow(person.openid, rule=rule, at=at)
        told = {
            "ToUserName": ACCOUNT,
            "FromUserName": person.openid,
            "CreateTime": str(int(at)),
            "MsgType": kind,
        } | elements
        if kind != "event":
            told["MsgId"] = f"{int(at * 1000)}{key:04d}"
        self.store.note(key, self._hook.bring(told))


def _value(one: Any) -> str:
    return str(one.get("value", "")) if isinstance(one, dict) else ""


def _error(code: int, message: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": message}


def _answer(body: Mapping[str, Any]) -> tuple[int, str, bytes, list[tuple[str, str]]]:
    return 200, "application/json; charset=utf-8", json.dumps(body, ensure_ascii=False).encode(), []


def _read(environ: Environ) -> bytes | None:
    size = int(environ.get("CONTENT_LENGTH") or 0)
    return bytes(environ["wsgi.input"].read(size)) if size <= _MOST_BODY else None


def _json(environ: Environ) -> dict[str, Any]:
    try:
        read = json.loads(_read(environ) or b"{}")
    except ValueError:
        read = {}
    return read if isinstance(read, dict) else {}


def _now() -> float:
    return clock.now().timestamp()


@lru_cache
def _house() -> Sandbox:
    house = settings()
    return Sandbox(
        store=Store(house.data_dir / "sandbox-wechat.sqlite3"), app_id=house.wechat_app_id, secret=house.wechat_app_secret,
        hook=Hook(
            app_id=house.wechat_app_id, token=house.wechat_token, aes_key=house.wechat_aes_key,
            url=f"{house.public_url}/hooks/wechat",
        ),
    )  # fmt: skip


@lru_cache
def _collector() -> Collector:
    house = settings()
    return Collector(secret=house.social_hook_secret, knock=sandbox_posts.caller(f"{house.public_url}/hooks/social"))


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The sandbox of this installation's settings; below `/posts` the collector of other platforms."""
    is_post = (environ.get("PATH_INFO") or "/").startswith(sandbox_posts.PLACE)
    return (_collector() if is_post else _house())(environ, start_response)
