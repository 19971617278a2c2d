"""A phone that writes back: the sandbox plays the provider that pushes what people text to us (上行短信 SmsUp, HTTP批量推送)."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import uuid4

import httpx

from yiwang.kit import clock

DEST_CODE = "10690000"
"""The number that people answer to, as the provider names it."""
MOST = 1000
"""Signs of one text from a phone, parts put together."""
SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One text from a phone, and what our door said to it."""

    phone: str
    content: str
    at: float
    said: str


def pushed(*, phone: str, content: str, sign: str, at: float) -> dict[str, str]:
    """An entry as the provider pushes it. `sequence_id`: its name of the text; pushed again it is the same one."""
    return {
        "phone_number": phone, "send_time": f"{datetime.fromtimestamp(at, clock.CHINA):%Y-%m-%d %H:%M:%S}",
        "content": content[:MOST], "sign_name": sign, "dest_code": DEST_CODE, "sequence_id": uuid4().hex,
    }  # fmt: skip


def push(door: str, entry: dict[str, str]) -> str:
    """Push it to our door as the provider does; what became of that, in words."""
    try:
        answer = httpx.post(door, json=[entry], timeout=5.0, trust_env=False)
    except httpx.HTTPError as trouble:
        return f"没有送到（{type(trouble).__name__}）"
    return "已送到" if answer.status_code == 200 else f"门口不收（{answer.status_code}）"


def form(*, phone: str, replies: list[Reply]) -> str:
    """The box 手机回复, and the last texts that went out from it."""
    items = "".join(
        f'<li><p class="head"><span>{escape(one.phone)} 发出</span>'
        f"<time>{datetime.fromtimestamp(one.at, clock.CHINA):%m-%d %H:%M:%S}</time></p>"
        f'<p class="text">{escape(one.content)}</p><p class="foot"><span>{escape(one.said)}</span></p></li>'
        for one in replies
    )
    sent = f'<ol class="sent" aria-label="手机发出的">{items}</ol>' if items else ""
    return f"""<form method="post" action="/replies">
<label for="from">手机回复：用这个号码</label>
<input id="from" name="phone" inputmode="numeric" autocomplete="off" maxlength="11" required value="{escape(phone)}">
<label for="text">发这些话</label>
<input id="text" name="text" autocomplete="off" maxlength="{MOST}">
<button>发出</button>
</form>
{sent}"""
