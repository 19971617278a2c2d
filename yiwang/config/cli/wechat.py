"""The official account from the command line: its menu published, its way tried."""

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.settings import settings


@cli.group()
def wechat() -> None:
    """微信公众号。"""


@wechat.command()
def menu() -> None:
    """发布公众号的菜单：我要反映、查进度、公开问答、人工；再发布一次就是更新。"""
    with house():
        queries, base = room("ground.messaging.queries"), room("ground.messaging.gateways.base")
        account = queries.wechat()
        if account is None:
            raise click.ClickException("没有配置公众号：请先设YIWANG_WECHAT_APP_ID和YIWANG_WECHAT_APP_SECRET")
        buttons = room("cases.channels.states.chat").menu(portal=settings().public_url)
        try:
            account.publish_menu(buttons=buttons)
        except base.GatewayTrouble as trouble:
            raise click.ClickException(f"微信没有收下菜单（{trouble.code}）：错误码见docs/wechat.md") from trouble
        click.echo("菜单已发布，关注的人24小时内看到 · menu published")
