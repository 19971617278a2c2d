"""Webhooks from the command line: added, listed, given a new secret, stopped, replayed."""

from datetime import datetime
from typing import Any

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.config.cli.tokens import BY, told
from yiwang.kit.clock import CHINA


@cli.group()
def webhook() -> None:
    """推送给外部系统的事件。"""


@webhook.command("add")
@click.option("--client", required=True, help="外部系统的代码（令牌中间的八位）")
@click.option("--url", required=True, help="接收地址，https://…")
@click.option("--event", "events", multiple=True, default=("*",), show_default=True, help="事件代码，可重复；* 是全部")
def add(client: str, url: str, events: tuple[str, ...]) -> None:
    """建一个推送；签名密钥只显示这一次。"""
    with house():
        act = room("cases.appeals.commands").subscribe
        _show(told(lambda: act(by=BY, client=client, url=url, events=events)))


@webhook.command("list")
@click.option("--client", default="", help="只列这个外部系统的")
def list_(client: str) -> None:
    """列出推送：等待几条，搁置几条。"""
    with house():
        for row in room("ground.messaging.queries").hooks_of(client=client):
            state = f"已停 {row.stopped_why}" if row.stopped_at else "在用 live"
            click.echo(
                f"{row.code}  {row.client.code}  {state}  waiting {row.waiting}  parked {row.parked}  "
                f"{','.join(row.events)}  {row.url}"
            )


@webhook.command("renew")
@click.argument("code")
def renew(code: str) -> None:
    """换签名密钥；旧的还一起签一天，新的只显示这一次。"""
    with house():
        act = room("ground.messaging.commands").renew_hook_secret
        _show(told(lambda: act(by=BY, code=code)))


@webhook.command("stop")
@click.argument("code")
def stop(code: str) -> None:
    """停掉一个推送，等待的都搁置，不能恢复。"""
    with house():
        act = room("ground.messaging.commands").stop_hook
        click.echo(f"停了 stopped: {told(lambda: act(by=BY, code=code))}")


@webhook.command("replay")
@click.argument("code")
@click.option("--delivery", default="", help="只重发这一条（webhook-id）")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="从这时起的全部重发")
@click.option("--parked", is_flag=True, help="只重发搁置的")
def replay(code: str, delivery: str, since: datetime | None, parked: bool) -> None:
    """把一个推送的事件再发一遍，编号不变。"""
    with house():
        act = room("ground.messaging.commands").replay
        at = since.replace(tzinfo=CHINA) if since else None
        count = told(lambda: act(by=BY, code=code, delivery=delivery, since=at, only_parked=parked))
        click.echo(f"重发 {count} 条 · {count} to be sent again")


def _show(new: Any) -> None:
    click.echo(new.secret)
    click.echo(f"{new.hook}：密钥只显示这一次，请现在存好 · shown once, keep it now", err=True)
