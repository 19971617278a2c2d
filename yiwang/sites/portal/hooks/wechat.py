"""What WeChat posts, read: one XML element a message (developers.weixin.qq.com, 接收普通消息 and 接收事件推送)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from yiwang.cases.counter.commands import Brought
from yiwang.kit.settings import settings
from yiwang.sites.portal.hooks.proofs import Forged, check_wechat, open_wechat

MOST_BYTES = 64 * 1024
"""The platform's own messages have a few hundred; what is longer is none of them."""
Said = Mapping[str, str]


class Unreadable(Exception):
    """Proved to be the platform's, and still nothing that can be read."""


def opened(body: bytes, *, query: Mapping[str, str], now: float) -> Said:
    """The message in a callback. Where an AES key is set only sealed ones are taken, since in plain mode the proof does not
    cover the words. Forged, Unreadable.
    """
    house, outer = settings(), _elements(body)
    sealed = outer.get("Encrypt", "")
    if not house.wechat_aes_key:
        check_wechat(token=house.wechat_token, parts=query, proof=query.get("signature", ""), now=now)
        return outer
    if not sealed:
        raise Forged("plain")
    proof = query.get("msg_signature", "")
    check_wechat(token=house.wechat_token, parts=query, proof=proof, now=now, sealed=sealed)
    return _elements(open_wechat(sealed, aes_key=house.wechat_aes_key, app_id=house.wechat_app_id))


def read(said: Said) -> Brought | None:
    """A message as the counter takes it. None: an event that means nothing to us. Unreadable: no sender, no kind, no time."""
    kind, sender, at = said.get("MsgType", ""), said.get("FromUserName", ""), said.get("CreateTime", "")
    if not kind or not sender or not at.isdigit():
        raise Unreadable("sender")
    reader = _EVENTS.get(said.get("Event", "").lower()) if kind == "event" else _KINDS.get(kind, _other)
    if reader is None:
        return None
    told = reader(said)
    name = f"msg:{said['MsgId']}" if said.get("MsgId") else ":".join(
        ["event", sender, at, said.get("Event", ""), said.get("EventKey", "")]
    )  # fmt: skip
    moment = datetime.fromtimestamp(int(at), UTC).isoformat()
    return Brought(inlet="wechat", external_id=name, sender=sender, sent_at=moment, **told)


def _elements(body: bytes) -> Said:
    """The element's children as text. Entities and document types, of which the platform sends none, are turned away."""
    if len(body) > MOST_BYTES or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreadable("size" if len(body) > MOST_BYTES else "entities")
    try:
        root = ElementTree.fromstring(body.decode())  # noqa: S314  no entity gets here, and Python's parser expands none far
    except (ElementTree.ParseError, UnicodeDecodeError) as error:
        raise Unreadable("xml") from error
    return {child.tag: (child.text or "").strip() for child in root}


# --- one reader a kind of message


def _text(said: Said) -> dict[str, Any]:
    return {"text": said.get("Content", "")}


def _media(said: Said) -> dict[str, Any]:
    """A picture, a video, or speech with the words that the platform may have heard in it."""
    kept = {"media_id": said.get("MediaId", ""), "media_kind": said["MsgType"]}
    return {"kind": "file", "text": said.get("Recognition", ""), "details": kept}


def _place(said: Said) -> dict[str, Any]:
    where = {"lat": said.get("Location_X", ""), "lng": said.get("Location_Y", "")}
    return {"kind": "place", "text": said.get("Label", ""), "details": where}


def _link(said: Said) -> dict[str, Any]:
    parts = (said.get(name, "") for name in ("Title", "Description", "Url"))
    return {"text": "\n".join(part for part in parts if part)}


def _other(said: Said) -> dict[str, Any]:
    """A kind that came later than we: kept with its name, so that somebody may look."""
    return {"text": "", "details": {"unknown": said["MsgType"][:20]}}


def _menu(said: Said) -> dict[str, Any]:
    return {"kind": "menu", "details": {"key": said.get("EventKey", "")[:40]}}


def _follow(said: Said) -> dict[str, Any]:
    return {"kind": "follow"}


def _unfollow(said: Said) -> dict[str, Any]:
    return {"kind": "unfollow"}


_Reader = Callable[[Said], dict[str, Any]]
_KINDS: Mapping[str, _Reader] = {
    "text": _text, "image": _media, "voice": _media, "video": _media, "shortvideo": _media, "location": _place, "link": _link,
}  # fmt: skip
_EVENTS: Mapping[str, _Reader] = {"click": _menu, "subscribe": _follow, "unsubscribe": _unfollow}
"""Looking at a page from the menu, the reports of sent templates and the rest tell us nothing that we would keep."""
