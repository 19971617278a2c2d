"""The WeChat sandbox's pages: a phone with its chat, its menu and what one may send. Plain HTML; no script."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from yiwang.cases.channels.gateways.sandbox_wechat_store import Person, Said
from yiwang.kit import clock

STYLE = Path(__file__).with_name("sandbox_wechat.css")
REFRESH_SECONDS = 3


def page(*, people: Sequence[Person], person: Person, menu: Sequence[Mapping[str, Any]], now: float) -> str:
    """One phone. The chat stands in a frame of its own that reloads itself, so that what is being typed stays."""
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>微信沙箱 · {escape(person.name)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<h1>微信沙箱</h1>
<p>这里代替微信公众平台，不向真手机发送。在手机上写的，签名加密后送到群众端。<a href="/posts">微博和短视频</a></p>
</header>
<main>
<nav class="phones" aria-label="选手机">{"".join(_tab(one, person) for one in people)}</nav>
<p class="state">{_state(person, now)}</p>
<iframe class="chat" src="/chat?phone={person.openid}#end" title="{escape(person.name)}的聊天"></iframe>
{_menu(menu, person)}
<div class="tools">
<form method="post" action="/say">{_who(person)}
<label for="text">写一句</label>
<textarea id="text" name="text" rows="2" maxlength="600" required></textarea><button>发送</button></form>
<form method="post" action="/picture" enctype="multipart/form-data">{_who(person)}
<label for="file">发照片、视频或语音</label>
<input id="file" type="file" name="file" accept="image/*,video/mp4,audio/*" required><button>发送</button></form>
<form method="post" action="/place">{_who(person)}
<label for="label">发位置</label>
<input id="label" name="label" value="柏杨路12号" maxlength="60" required><button>发送</button></form>
<form method="post" action="/follow">{_who(person)}
<button class="quiet">{"取消关注" if person.follows else "关注公众号"}</button></form>
</div>
</main>
</body>
</html>
"""


def chat(*, person: Person, said: Sequence[Said]) -> str:
    """The chat alone, newest last."""
    lines = "\n".join(_line(one) for one in said) or '<p class="empty">还没有说话。</p>'
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{REFRESH_SECONDS};url=/chat?phone={person.openid}#end">
<title>{escape(person.name)}的聊天</title>
<link rel="stylesheet" href="/style.css">
</head>
<body class="lines">
<div class="talk">{lines}</div><p id="end"></p>
</body>
</html>
"""


def _tab(one: Person, person: Person) -> str:
    here = ' aria-current="page"' if one.openid == person.openid else ""
    return f'<a href="/?phone={one.openid}"{here}>{escape(one.name)}</a>'


def _state(person: Person, now: float) -> str:
    if not person.follows:
        return "没有关注公众号，发不过来。"
    if person.until <= now or person.quota < 1:
        return "已关注。现在公众号不能主动说话，只能发模板消息。"
    return f"已关注。公众号还可以说{person.quota}条，到{_wall(person.until)}为止。"


def _menu(buttons: Sequence[Mapping[str, Any]], person: Person) -> str:
    """The account's menu, once it was published."""
    if not buttons:
        return '<p class="state">公众号还没有菜单：yiwang wechat menu 可以发布。</p>'
    flat = [entry for button in buttons for entry in (button.get("sub_button") or [button])]
    taps = "".join(
        f'<form method="post" action="/tap">{_who(person)}'
        f'<button name="key" value="{escape(str(entry["key"]))}">{escape(str(entry["name"]))}</button></form>'
        if entry.get("key")
        else f'<a href="{escape(str(entry.get("url", "")))}">{escape(str(entry["name"]))}</a>'
        for entry in flat
    )
    return f'<div class="menu" role="group" aria-label="公众号菜单">{taps}</div>'


def _who(person: Person) -> str:
    return f'<input type="hidden" name="phone" value="{person.openid}">'


def _line(one: Said) -> str:
    side = "ours" if one.is_ours else "theirs"
    note = f'<span class="bad">{escape(one.note)}</span>' if one.note else ""
    picture = f'<img src="/media/{escape(one.media)}" alt="发的照片">' if one.kind == "image" and one.media else ""
    head = {"template": "模板消息", "location": "位置", "event": "操作", "video": "视频", "voice": "语音"}.get(
        one.kind, ""
    )
    label = f"<strong>{head}</strong> " if head else ""
    words = "" if picture else f"{label}{escape(one.text)}"
    return f'<div class="{side}"><p>{picture}{words}</p><small>{_wall(one.at)}{note}</small></div>'


def _wall(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, clock.CHINA):%m-%d %H:%M}"
