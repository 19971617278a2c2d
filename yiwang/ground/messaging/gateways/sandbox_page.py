"""The sandbox's page: what each phone got, newest first. Plain HTML that reloads itself; no script."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from yiwang.ground.messaging.gateways.sandbox_robots import GROUPS
from yiwang.ground.messaging.gateways.sandbox_store import Faults, Kept
from yiwang.kit import clock

STYLE = Path(__file__).with_name("sandbox.css")
REFRESH_SECONDS = 5
_STATUS = {1: ("wait", "等回执"), 2: ("bad", "未送达"), 3: ("ok", "已送达")}


def render(
    *, kept: list[Kept], phone: str, counts: dict[str, int], faults: Faults, now: float, is_still: bool = False,
    replies: str = "",
) -> str:  # fmt: skip
    """The whole page; `phone` empty shows all phones. `is_still`: somebody reads slowly, so it does not reload itself.

    `replies`: the box by which a phone writes back, already HTML.
    """
    here = f"/?phone={quote(phone)}"
    again = "" if is_still else f'<meta http-equiv="refresh" content="{REFRESH_SECONDS};url={here}">'
    turn = f'<a href="{here}">恢复自动刷新</a>' if is_still else f'<a href="{here}&amp;still=1">停下不刷新</a>'
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
{again}
<title>短信沙箱 · 手机上看到的</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<h1>短信沙箱</h1>
<p>这里代替运营商和企业微信、钉钉，不向真手机和群发送。{"" if is_still else f"每{REFRESH_SECONDS}秒自己刷新一次。"}{turn}</p>
</header>
<main>
<form method="get" action="/" role="search">
<label for="phone">只看这个手机号</label>
<input id="phone" name="phone" inputmode="numeric" autocomplete="off" maxlength="11" value="{_typed(phone)}">
<button>查看</button>{_turns(phone)}
</form>
<dl>
<div><dt>收下</dt><dd>{counts["accepted"]}条</dd></div>
<div class="{"bad" if counts["duplicates"] else "ok"}"><dt>重复</dt><dd>{counts["duplicates"]}条</dd></div>
<div><dt>故障演练</dt><dd>{_faults(faults)}</dd></div>
</dl>
{replies}
{_list(kept, now)}
</main>
</body>
</html>
"""


def _typed(phone: str) -> str:
    """What stands in the field: a phone, and no group's key."""
    return "" if phone in GROUPS else escape(phone)


def _turns(phone: str) -> str:
    """To the groups and back to everything."""
    groups = '<a href="/mail">看邮件</a>' + "".join(
        f'<a href="/?phone={quote(key)}">{escape(name)}</a>' for key, name in GROUPS.items() if key != phone
    )
    return groups + ('<a href="/">看全部</a>' if phone else "")


def _list(kept: Iterable[Kept], now: float) -> str:
    items = "\n".join(_item(one, now) for one in kept)
    return f"<ol>\n{items}\n</ol>" if items else '<p class="empty">还没有短信。提交一件诉求后再来看。</p>'


def _item(kept: Kept, now: float) -> str:
    kind, words = _STATUS[kept.fate(now)]
    twice = f'<strong class="bad">同一条收到{kept.copies}次</strong>' if kept.copies > 1 else ""
    code = f"（{escape(kept.error_code)}）" if kind == "bad" else ""
    at = f"{datetime.fromtimestamp(kept.accepted_at, clock.CHINA):%m-%d %H:%M:%S}"
    name = GROUPS.get(kept.phone) or kept.phone
    return (
        f'<li><p class="head"><a href="/?phone={quote(kept.phone)}">{escape(name)}</a><time>{at}</time></p>'
        f'<p class="text">{escape(kept.content)}</p>'
        f'<p class="foot"><span class="{kind}">{words}{code}</span>'
        f"<span>{len(kept.content)}字</span><span>{escape(kept.template)}</span>{twice}</p></li>"
    )


def _faults(faults: Faults) -> str:
    well = Faults()
    if faults.times == 0:
        return "无"
    parts = [
        f"按{faults.fail_rate:.0%}的比例拒绝（{escape(faults.fail_code)}）" if faults.fail_rate else "",
        f"{'收下后' if faults.hang == 'before' else '收下前'}停{faults.hang_seconds:g}秒"
        if faults.hang_seconds
        else "",
        {"drop": "说收下却丢掉", "deny": "收下却说失败"}.get(faults.lie, ""),
        f"回执晚{faults.receipt_seconds:g}秒" if faults.receipt_seconds != well.receipt_seconds else "",
        f"回执都是失败（{escape(faults.receipt_fail_code)}）" if faults.receipt_fail_code else "",
    ]
    return "；".join(part for part in parts if part) or "无"
