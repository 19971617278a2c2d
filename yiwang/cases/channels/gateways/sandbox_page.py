"""The page of the played platforms: a desk that passes orders on and sees what came of them. Plain HTML, no script."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from yiwang.cases.channels.gateways.sandbox_store import FAULTS, Kept
from yiwang.cases.channels.gateways.sandbox_words import Platform
from yiwang.kit import clock

STYLE = Path(__file__).with_name("sandbox.css")
_REPORTS = {
    "receipt": "接收回执", "progress": "办理进展", "extension": "延期申请", "hand_back": "退单", "result": "办理结果",
    "reopened": "重新办理", "withdrawn": "诉求人撤回", "closed": "办结",
}  # fmt: skip
_TYPES = (
    ("complaint", "投诉"), ("help", "求助"), ("consult", "咨询"), ("report", "举报"), ("suggestion", "建议"), ("praise", "表扬"),
)  # fmt: skip
_SAMPLE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"
_RATINGS = ((1, "非常满意"), (2, "满意"), (3, "基本满意"), (4, "不满意"), (5, "非常不满意"))
_ACTS = (
    ("urge", "催办", ""), ("extension_decision", "同意延期", "yes"), ("extension_decision", "不同意延期", "no"),
    ("hand_back_decision", "收回退单", "yes"), ("hand_back_decision", "不收退单", "no"), ("redispatch", "重办", ""),
    ("withdrawal", "撤单", ""),
)  # fmt: skip
_SHOWN = (
    ("number", "公安编号"), ("unit_name", "承办单位"), ("due_at", "承诺期限"), ("outcome", "结果"), ("text", "内容"),
    ("ground", "理由"), ("other_body", "应由谁办"), ("days", "延长工作日"), ("extended_due_at", "延到"),
)  # fmt: skip


def render(
    *, platform: Platform, others: Sequence[Platform], kept: Sequence[Kept], fault: tuple[str, int], said: str
) -> str:
    """The whole page of one platform. `said`: what came of the last act."""
    tabs = "".join(
        f'<a href="/{one.code}/"{" aria-current=page" if one is platform else ""}>{escape(one.name)}</a>'
        for one in others
    )
    orders = [one for one in kept if one.kind == "order"][::-1]
    told = f'<p class="said" role="status">{escape(said)}</p>' if said else ""
    shown = "\n".join(_order(platform, one, [o for o in kept if o.order_id == one.order_id]) for one in orders)
    return f"""<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(platform.name)} · 对接沙箱</title><link rel="stylesheet" href="/style.css"></head>
<body><header><h1>{escape(platform.name)}</h1><p>这里代替对方平台，和本机的公安系统按接口说话，不连真平台。</p><nav>{tabs}</nav></header>
<main>{told}
<section><h2>派一张工单</h2>{_form(platform)}</section>
<section><h2>工单</h2>{shown or '<p class="soft">还没有派过工单。</p>'}</section>
<section><h2>演练</h2>{_drill(platform, fault)}</section>
</main></body></html>
"""


def _form(platform: Platform) -> str:
    types = "".join(f'<option value="{code}">{name}</option>' for code, name in _TYPES)
    return f"""<form method="post" action="/{platform.code}/do/order">
<label>标题<input name="title" maxlength="200" value="夜间烧烤摊扰民"></label>
<label>诉求内容<textarea name="content" rows="3" required>{_SAMPLE}</textarea></label>
<label>类型<select name="type">{types}</select></label><label>事发地址<input name="address" value="鼓楼花园北门"></label>
<label>诉求人<input name="name" value="王女士"></label><label>电话<input name="phone" inputmode="tel" value="15400012345"></label>
<label>几天内办结<input name="days" inputmode="numeric" value="5"></label>
<label>工单编号<input name="order_id" placeholder="空着就自动编"></label>
<label class="check"><input type="checkbox" name="hold" value="1">先扣着不发（演练乱序）</label>
<button>派单</button></form>"""


def _order(platform: Platform, order: Kept, about: Sequence[Kept]) -> str:
    lines = "".join(_line(platform, one) for one in about)
    acts = "".join(_act(platform, order, kind, label, granted=granted) for kind, label, granted in _ACTS)
    return f"""<article><h3>{escape(order.order_id)}</h3><ol>{lines}</ol>
<details><summary>对这张工单</summary><div class="acts">
{acts}</div>
<form method="post" action="/{platform.code}/do/notice">{_hidden(kind="rating", order_id=order.order_id)}
<label>评价<select name="rating">{"".join(f'<option value="{n}">{n} {name}</option>' for n, name in _RATINGS)}</select></label>
<label>诉求人的话<input name="text"></label><button>评价</button></form></details></article>"""


def _line(platform: Platform, one: Kept) -> str:
    at = f"{datetime.fromtimestamp(one.at, clock.CHINA):%m-%d %H:%M:%S}"
    if one.kind == "report":
        kind = platform.hears(one.body, "kind")
        facts = [(name, platform.hears(one.body, field)) for field, name in _SHOWN]
        told = "；".join(f"{name}：{value}" for name, value in facts if value)
        return (
            f'<li class="ours"><b>公安回传：{_REPORTS.get(kind, kind)}</b> <small>{at}</small><br>{escape(told)}</li>'
        )
    name = "派单" if one.kind == "order" else "来文"
    again = f"""<form method="post" action="/{platform.code}/do/again">{_hidden(item=one.kind, name=one.name)}
<button class="small">原样再发一次</button></form>"""
    answer = f"<br><small>{escape(one.said)}</small>" if one.said else ""
    return f"<li><b>{name} {escape(one.name)}</b> <small>{at}</small>{answer}{again}</li>"


def _act(platform: Platform, order: Kept, kind: str, label: str, *, granted: str = "") -> str:
    fields: dict[str, Any] = {"kind": kind, "order_id": order.order_id} | ({"is_granted": granted} if granted else {})
    where = f"/{platform.code}/do/notice"
    return f'''<form method="post" action="{where}">{_hidden(**fields)}<button class="small">{label}</button></form>'''


def _drill(platform: Platform, fault: tuple[str, int]) -> str:
    now = f"现在：{FAULTS[fault[0]]}，还有{fault[1]}次。" if fault[0] else "现在：无。"
    kinds = "".join(f'<option value="{kind}">{name}</option>' for kind, name in FAULTS.items())
    return f"""<p>{now}</p><form method="post" action="/{platform.code}/do/fault">
<label>收回传时<select name="kind">{kinds}</select></label><label>几次<input name="times" inputmode="numeric" value="1"></label>
<button>设好</button></form>
<form method="post" action="/{platform.code}/do/forge"><button>用错的密钥发一张（伪造）</button></form>"""


def _hidden(**fields: Any) -> str:
    return "".join(f'<input type="hidden" name="{n}" value="{escape(str(v), quote=True)}">' for n, v in fields.items())
