"""What one side of the relay says of itself."""

from datetime import datetime
from typing import Any

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.queries import RelayState
from yiwang.cases.counter.states import Side
from yiwang.kit import clock
from yiwang.kit.actor import Actor


def answer(what: str) -> dict[str, Any]:
    """For `yiwang relay tell`."""
    if what == "inventory":
        return queries.inventory()
    found = queries.relay_state()
    if found is None:
        return {"text": "这个数据库没有接上另一个网络 · one network only", "bad": False}
    return {"text": _said(found), "bad": not found.is_open or bool(found.refused or found.held)}


def _said(found: RelayState) -> str:
    heard = f"{_ago(found.heard_at)}听到对方" if found.heard_at else "还没有听到过对方"
    lines = [
        f"{'ok  ' if found.is_open else 'bad '} {found.side.label}：{heard}；最近一次送出 {_ago(found.told_at)}",
        f"     要送出：{found.backlog_out} 项{_since(found.oldest_out_at)}；已做 {found.made_number} 批，"
        f"对方确认到第 {found.acked_number} 批",
        f"     对方要送来：{found.backlog_in} 项{_since(found.oldest_in_at)}；已收到第 {found.applied_number} 批",
    ]
    if found.refused:
        lines.append(f"bad  一天内拒收 {found.refused} 封：{found.last_refusal}（{_ago(found.last_refused_at)}）")
    if found.held:
        lines.append(f"bad  搁置 {found.held} 项：{found.last_held}")
    return "\n".join(lines)


def _ago(at: datetime | None) -> str:
    return f"{max(0, int((clock.now() - at).total_seconds()))} 秒前" if at else "没有"


def _since(at: datetime | None) -> str:
    return f"，最早的等了 {max(0, int((clock.now() - at).total_seconds()))} 秒" if at else ""


def begin_again(side: Side) -> None:
    """Number anew and send everything of this side once more."""
    commands.begin_again(by=Actor.system("relay"), side=side)
