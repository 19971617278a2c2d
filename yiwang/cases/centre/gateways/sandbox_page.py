"""The sandbox's page: who is called, and buttons for what an exchange tells. Plain HTML without script."""

from collections.abc import Sequence
from html import escape
from typing import Protocol


class Shown(Protocol):
    """What the page shows of a call."""

    call_id: str
    caller: str
    extension: str
    fact: str
    answer: str


_FACTS = {"ringing": "响铃", "answered": "通话中", "ended": "挂断了", "missed": "没有人接"}
_ACTS = {
    "ringing": (("/answer", "接听"), ("/miss", "没有人接")),
    "answered": (("/answer", "转到分机"), ("/end", "挂断")),
    "ended": (("/record", "录音好了"),),
    "missed": (),
}
_AGAIN = ("/again", "全部重报，打乱次序")


def render(*, calls: Sequence[Shown]) -> str:
    """The whole page."""
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>话务沙箱 · 打给服务中心</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><h1>话务沙箱</h1><p>这里代替电话交换机。先在工作台的“服务中心”用同一个分机号签入，来电会弹到页面上。</p></header>
<main>
<form method="post" action="/ring">
<label>谁打来（空着就是不显示号码）<input name="caller" inputmode="tel" value="13800001234" autocomplete="off"></label>
<label>打到哪个分机<input name="extension" inputmode="numeric" value="8001" autocomplete="off"></label>
<button>打电话</button>
</form>
{_list(calls)}
</main>
</body>
</html>
"""


def _list(calls: Sequence[Shown]) -> str:
    items = "\n".join(_item(one) for one in calls)
    return f"<ol>\n{items}\n</ol>" if items else "<p>还没有打过电话。</p>"


def _item(call: Shown) -> str:
    acts = "".join(_act(call, path, label) for path, label in (*_ACTS.get(call.fact, ()), _AGAIN))
    return (
        f"<li><p><b>{escape(call.caller or '不显示号码')}</b> → {escape(call.extension or '没有分机')} · "
        f"{_FACTS.get(call.fact, '')}</p><div>{acts}</div><p><code>{escape(call.answer)}</code></p></li>"
    )


def _act(call: Shown, path: str, label: str) -> str:
    other = ""
    if path == "/answer" and call.fact == "answered":
        other = '<input name="extension" inputmode="numeric" aria-label="转到哪个分机" autocomplete="off">'
    return (
        f'<form method="post" action="{path}"><input type="hidden" name="call" value="{escape(call.call_id)}">'
        f"{other}<button>{label}</button></form>"
    )
