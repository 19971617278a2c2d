"""The first holders of the three offices: the only accounts that a command line opens."""

import sys

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError
from yiwang.kit.settings import settings

OFFICES = ("system", "security", "audit")


@cli.group()
def office() -> None:
    """三员：全新安装时开通头三个管理员，其余都在页面上办。"""


@office.command()
@click.option("--role", type=click.Choice(OFFICES), required=True, help="system系统，security安全，audit审计")
@click.option("--name", required=True, help="姓名")
@click.option("--username", required=True, help="用户名，姓名拼音，例如gong.liang")
@click.option("--badge", required=True, help="警号")
@click.option("--unit", default="", help="单位代码；第一个单位就是本局，空着用编号前缀的小写")
def create(role: str, name: str, username: str, badge: str, unit: str) -> None:
    """开通一个管理员，打印一次性密码；这一员已经有人时拒绝。"""
    with house():
        commands, errors = room("ground.organisation.commands"), []
        try:
            new = commands.create_office(
                by=Actor.system("office.create"),
                office=role,
                code=username.strip().lower(),
                name=name,
                badge_no=badge,
                unit_code=unit or settings().number_prefix.lower(),
                bureau=settings().bureau,
            )
        except HouseError as error:
            errors = list(getattr(error, "fields", {}).values()) or [error.message]
    if errors:
        sys.exit("；".join(errors))
    click.echo(f"用户名 user name          {new.officer.code}")
    click.echo(f"一次性密码 one-time password  {new.password}")
    click.echo("只显示这一次，7天内有效。首次登录时本人设密码、扫动态口令。")
