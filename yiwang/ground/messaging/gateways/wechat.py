"""A WeChat official account over HTTPS: its token, what is said in a chat, template messages, the menu, what people sent.

After developers.weixin.qq.com: 获取稳定版接口调用凭据, 客服接口-发消息, 发送模板消息, 创建自定义菜单, 获取临时素材.
Answers are `errcode` and `errmsg` with HTTP 200. The stable token is the same for every process that asks, so each keeps it
for itself and the platform shares it.
"""

import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from yiwang.ground.messaging.gateways.base import GatewayTrouble, Rejected, TooFast, Uncertain, Unreached

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
"""Seconds."""
MOST_SIGNS = 600
"""Signs of one chat message: the platform takes 2048 bytes, and a Han sign has three."""
MOST_BYTES = 20 * 1024 * 1024
"""Of what people sent; as `files` takes. The platform's own limit is half of it."""
AGENT = "Yiwang-WeChat/1"
STALE = frozenset({40001, 40014, 42001})
"""The token is no good any more: a fresh one, and once again."""
CLOSED = frozenset({45015, 45047})
"""Nothing may be said in this chat now: 48 hours, or as many messages as their last word allowed, are over."""
SLOW = {45009: timedelta(hours=1), 45011: timedelta(minutes=1)}
"""Too many calls today; too many this minute."""
PASSING = frozenset({-1, 45009, 45011})
_EARLY = 300.0
"""Seconds before its end from which a token is renewed."""
_NAME = re.compile(r'filename\*?="?(?:UTF-8\'\')?([^";]+)')


@dataclass(frozen=True, kw_only=True)
class Media:
    """What somebody sent: a name made by the platform, and the bytes."""

    name: str
    data: bytes


class WeChat:
    """One account at one endpoint; keeps its connections and its token, may be used from several threads."""

    def __init__(self, *, endpoint: str, app_id: str, secret: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._app_id, self._secret = app_id, secret
        self._client = httpx.Client(
            base_url=endpoint, timeout=timeout, trust_env=False, headers={"user-agent": AGENT}, follow_redirects=False
        )
        self._token, self._good_until = "", 0.0
        self._renewing = threading.Lock()

    def say(self, *, openid: str, text: str) -> None:
        """A customer-service message. Raises Rejected (`is_closed` tells whether the chat is), TooFast, Unreached, Uncertain."""
        self._post("/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}})

    def notify(self, *, openid: str, template: str, values: Mapping[str, str], url: str, out_id: str) -> str:
        """A template message; the platform's id of it. `out_id`: the platform sends none twice within ten minutes under one."""
        data = {name: {"value": value} for name, value in values.items()}
        body = {"touser": openid, "template_id": template, "url": url, "data": data, "client_msg_id": out_id}
        return str(self._post("/cgi-bin/message/template/send", body).get("msgid", ""))

    def publish_menu(self, *, buttons: Sequence[Mapping[str, Any]]) -> None:
        """Replace the account's menu. Raises as `say`."""
        self._post("/cgi-bin/menu/create", {"button": list(buttons)})

    def media(self, *, media_id: str) -> Media:
        """What somebody sent, within three days of it. Raises Rejected (`too_big` too), Unreached, Uncertain."""
        answer = self._fetch(media_id)
        if isinstance(answer, httpx.Response) and _code(answer) in STALE:
            self._forget_token()
            answer = self._fetch(media_id)
        if isinstance(answer, Media):
            return answer
        video = str(_read(answer).get("video_url", ""))  # of a video the platform tells the address only
        found = self._download(video, {}, name=f"{media_id[:12]}.mp4") if video else None
        if not isinstance(found, Media):
            raise Rejected("no_media", may_retry=False)
        return found

    def prove(self) -> None:
        """Ask for a token and nothing else. Raises Rejected (errcode_40013, 40125: wrong id, secret; 40164: our address is not on
        the account's list), Unreached.
        """
        with self._renewing:
            self._renew_token()

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    # --- calls

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """One call; once more with a fresh token where ours was no good, for then nothing was taken."""
        answer = self._ask("POST", path, params={"access_token": self._access_token()}, json=body)
        if _code(answer) in STALE:
            self._forget_token()
            answer = self._ask("POST", path, params={"access_token": self._access_token()}, json=body)
        return _read(answer)

    def _fetch(self, media_id: str) -> Media | httpx.Response:
        params = {"access_token": self._access_token(), "media_id": media_id}
        return self._download("/cgi-bin/media/get", params, name=media_id[:12])

    def _download(self, url: str, params: Mapping[str, str], *, name: str) -> Media | httpx.Response:
        """The bytes, read no further than they may be long; else the answer that says why not."""
        try:
            with self._client.stream("GET", url, params=params or None) as answer:
                data = b""
                for part in answer.iter_bytes():
                    data += part
                    if len(data) > MOST_BYTES:
                        raise Rejected("too_big", may_retry=False)
        except httpx.HTTPError as trouble:
            raise _trouble(trouble) from trouble
        if answer.headers.get("content-type", "").partition(";")[0] in ("application/json", "text/plain"):
            return httpx.Response(answer.status_code, content=data, headers={"content-type": "application/json"})
        if not answer.is_success:
            raise Uncertain(f"http_{answer.status_code}")
        told = _NAME.search(answer.headers.get("content-disposition", ""))
        return Media(name=told[1] if told else name, data=data)

    def _ask(self, method: str, path: str, **what: Any) -> httpx.Response:
        try:
            return self._client.request(method, path, **what)
        except httpx.HTTPError as trouble:
            raise _trouble(trouble) from trouble

    def _access_token(self) -> str:
        with self._renewing:
            if time.monotonic() >= self._good_until:
                self._renew_token()
            return self._token

    def _renew_token(self) -> None:
        """Asking changes nothing at the platform, so a doubt about the answer is as good as no connection."""
        body = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._secret}
        try:
            said = _read(self._ask("POST", "/cgi-bin/stable_token", json=body))
        except Uncertain as doubt:
            raise Unreached(doubt.code) from doubt
        self._token = str(said.get("access_token", ""))
        self._good_until = time.monotonic() + max(float(said.get("expires_in", 0)) - _EARLY, 1.0)

    def _forget_token(self) -> None:
        with self._renewing:
            self._good_until = 0.0


def is_closed(trouble: GatewayTrouble) -> bool:
    """Whether it was refused because nothing may be said in this chat now."""
    return trouble.code in {f"errcode_{code}" for code in CLOSED}


def parts(text: str) -> list[str]:
    """A text as chat messages of at most `MOST_SIGNS`, cut where a line or a sentence ends if there is one in the last third."""
    found, rest = [], text.strip()
    while len(rest) > MOST_SIGNS:
        ends = [rest.rfind(sign, MOST_SIGNS * 2 // 3, MOST_SIGNS) for sign in ("\n", "。", "；", "，")]
        at = next((end + 1 for end in ends if end > 0), MOST_SIGNS)
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*found, rest] if rest else found


def _trouble(error: httpx.HTTPError) -> GatewayTrouble:
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        return Unreached("unreached")
    return Uncertain(type(error).__name__)


def _code(answer: httpx.Response) -> int:
    """The platform's number, 0 for all is well; a number of ours where there is none to read."""
    try:
        return int(answer.json().get("errcode", 0))
    except (ValueError, AttributeError, TypeError):
        return _UNREADABLE


_UNREADABLE = -999_999


def _read(answer: httpx.Response) -> dict[str, Any]:
    """The body of an answer that says all is well; one that cannot be read proves nothing either way."""
    code = _code(answer)
    if code == _UNREADABLE or not answer.is_success:
        raise Uncertain(f"http_{answer.status_code}")
    if code in SLOW:
        raise TooFast(f"errcode_{code}", wait=SLOW[code])
    if code:
        raise Rejected(f"errcode_{code}", may_retry=code in PASSING)
    return dict(answer.json())
