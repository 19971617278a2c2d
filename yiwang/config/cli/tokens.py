"""Other bodies' systems: tokens given, listed, renewed and taken back from the command line."""

from collections.abc import Callable
from typing import Any

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.actor import Actor
from yiwang.kit.clock import CHINA
from yiwang.kit.errors import HouseError, Invalid

BY = Actor.system("cli")


@cli.group()
def token() -> None:
    """外部系统的令牌。"""


@token.command("create")
@click.option("--name", required=True, help="外部系统的名称，例如 12345热线平台")
@click.option("--channel", required=True, help="渠道代码，例如 12345")
@click.option("--scope", "scopes", multiple=True, help="权限，可重复；不写就是本渠道的全部权限")
@click.option("--rate", type=int, help="每分钟最多几次，默认 600")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="到哪天为止（当天零点起失效），例如 2027-12-31")
def create(name: str, channel: str, scopes: tuple[str, ...], rate: int | None, expires: Any) -> None:
    """给一个外部系统发令牌；令牌只显示这一次。"""
    with house():
        given: dict[str, Any] = {"name": name, "channel": channel}
        if scopes:
            given["scopes"] = scopes
        if rate is not None:
            given["rate"] = rate
        if expires:
            given["expires_at"] = expires.replace(tzinfo=CHINA)
        new = told(lambda: room("ground.organisation.commands").admit_system(by=BY, **given))
        _show(new)


@token.command("list")
def list_() -> None:
    """列出外部系统，停用的也在内。"""
    with house():
        for row in room("ground.access.queries").clients():
            end = f"到期 until {row.expires_at:%Y-%m-%d}" if row.expires_at else "在用 live"
            state = "已停用 revoked" if row.revoked_at else end
            used = f"{row.used_at:%Y-%m-%d %H:%M}Z" if row.used_at else "–"
            click.echo(
                f"{row.code}  {row.channel}  {state}  {row.rate}/min  {used}  {','.join(row.scopes)}  {row.name}"
            )


@token.command("renew")
@click.argument("code")
def renew(code: str) -> None:
    """换一个新令牌，旧的马上失效；新令牌只显示这一次。CODE 是令牌中间的八位代码。"""
    with house():
        _show(told(lambda: room("ground.organisation.commands").renew_system(by=BY, code=code)))


@token.command("revoke")
@click.argument("code")
def revoke(code: str) -> None:
    """停用令牌，五秒内各进程都不再接受，不能恢复。"""
    with house():
        row = told(lambda: room("ground.organisation.commands").dismiss_system(by=BY, code=code))
        click.echo(f"停用了 revoked: {row}")


def _show(new: Any) -> None:
    click.echo(new.token)
    click.echo(f"{new.client}：只显示这一次，请现在存好 · shown once, keep it now", err=True)


def told(act: Callable[[], Any]) -> Any:
    """A refusal as a sentence and exit 1."""
    try:
        return act()
    except Invalid as error:
        raise click.ClickException("；".join(error.fields.values()) or error.message) from error
    except HouseError as error:
        raise click.ClickException(error.message) from error
