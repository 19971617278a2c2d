"""The sandbox's groups: both apps' webhooks as their robots are spoken to, with their codes, limits and signatures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from yiwang.ground.messaging.gateways import dingtalk, robots, wecom
from yiwang.ground.messaging.gateways.sandbox_store import Store

WECOM_KEY = "00000000-0000-4000-8000-00000000cafe"
DINGTALK_TOKEN = "5a0db0c5000000000000000000000000000000000000000000000000000cafe0"  # noqa: S105  opens nothing but this sandbox
DINGTALK_SECRET = "SEC5a0db0c5cafe"  # noqa: S105  the same
WECOM_PATH, DINGTALK_PATH = wecom.APP.path, dingtalk.APP.path
PATHS = frozenset({WECOM_PATH, DINGTALK_PATH})
GROUPS = {WECOM_KEY: "企业微信群", DINGTALK_TOKEN: "钉钉群"}
"""The one group that each app has here."""
KEYS = {"wecom": WECOM_KEY, "dingtalk": DINGTALK_TOKEN}
_MINUTE = 60.0
_HOUR_MS = 3_600_000


@dataclass(frozen=True, kw_only=True)
class Said:
    """The answer of an app."""

    errcode: int
    errmsg: str

    def as_dict(self) -> dict[str, Any]:
        """As it stands in the body."""
        return {"errcode": self.errcode, "errmsg": self.errmsg}


OK = Said(errcode=0, errmsg="ok")


def take(*, store: Store, path: str, query: Mapping[str, str], body: Any, at: float) -> Said:
    """What the app answers to one message; kept where it takes it."""
    if path == WECOM_PATH:
        return _wecom(store, query, body, at)
    return _dingtalk(store, query, body, at)


def _wecom(store: Store, query: Mapping[str, str], body: Any, at: float) -> Said:
    if query.get("key") != WECOM_KEY:
        return Said(errcode=93000, errmsg="invalid webhook url")
    text = _text(body, ("markdown", "text"))
    if not text:
        return Said(errcode=44004, errmsg="empty content")
    if len(text.encode()) > wecom.MOST_BYTES:
        return Said(errcode=40058, errmsg="markdown.content exceed max length 4096")
    if _too_fast(store, WECOM_KEY, at):
        return Said(errcode=45009, errmsg="api freq out of limit")
    return _keep(store, WECOM_KEY, text, at)


def _dingtalk(store: Store, query: Mapping[str, str], body: Any, at: float) -> Said:
    if query.get("access_token") != DINGTALK_TOKEN:
        return Said(errcode=300001, errmsg="token is not exist")
    stamp = query.get("timestamp", "")
    if not stamp.isdigit() or abs(at * 1000 - int(stamp)) > _HOUR_MS:
        return Said(errcode=310000, errmsg="invalid timestamp")
    if not compare_digest(dingtalk.sign(secret=DINGTALK_SECRET, at=int(stamp)), query.get("sign", "")):
        return Said(errcode=310000, errmsg="sign not match")
    text = _text(body, ("text", "markdown"))
    if not text:
        return Said(errcode=400402, errmsg="empty content")
    if _too_fast(store, DINGTALK_TOKEN, at):
        return Said(errcode=130101, errmsg="send too fast, exceed 20 times per minute")
    return _keep(store, DINGTALK_TOKEN, text, at)


def _text(body: Any, kinds: tuple[str, ...]) -> str:
    """What is to be shown; empty where the message is of another kind or has none."""
    kind = body.get("msgtype") if isinstance(body, dict) else None
    said = body.get(kind) if kind in kinds else None
    return str(said.get("content") or said.get("text") or "") if isinstance(said, dict) else ""


def _too_fast(store: Store, key: str, at: float) -> bool:
    return len(store.of_phone(key, since=at - _MINUTE)) >= robots.A_MINUTE


def _keep(store: Store, key: str, text: str, at: float) -> Said:
    """A group is kept as a phone is: its key for a number. Nobody gives it a name, so each is its own."""
    name = f"{key}/{at}/{len(store.of_phone(key))}"
    store.keep(out_id=name, biz_id="", phone=key, template="group", content=text, at=at)
    return OK


def read_body(raw: bytes) -> Any:
    """JSON, or nothing that anybody could use."""
    try:
        return json.loads(raw)
    except ValueError:
        return None
