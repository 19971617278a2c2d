"""The catalogue from the command line: what is online elsewhere beside it, and how deep it is online itself."""

import sys

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.errors import HouseError


@cli.group()
def items() -> None:
    """事项目录。"""


@items.command("online")
@click.option("--url", required=True, metavar="地址", help="对方在线事项清单的地址，格式见docs/services.md")
@click.option("--token", default="", help="对方要的令牌；公开的不用")
@click.option("--links", is_flag=True, help="连每一项的办理链接也打开看看（慢）")
def online(url: str, token: str, links: bool) -> None:
    """和省平台的在线事项清单对一遍：那边有这里没有、办理深度不一样、链接打不开。什么也不写。"""
    gateway = room("offer.catalog.gateways.online")
    lister = gateway.Lister(url=url, token=token)
    with house():
        queries = room("offer.catalog.queries")
        try:
            found = queries.compare(lister.items(), is_alive=lister.is_alive if links else None)
        except gateway.Failed as error:
            sys.exit(str(error))
        except HouseError as error:
            sys.exit(error.message)
        finally:
            lister.close()
        for line in found.said():
            click.echo(line)


@items.command("figures")
@click.option("--line", default="", metavar="代码", help="只看一个警种")
def figures(line: str) -> None:
    """一网通办率：现在公布的事项按办理深度各有多少。"""
    with house():
        found = room("offer.catalog.queries").depths(line=line)
        click.echo("，".join(f"{depth}级{count}项" for depth, count in found.by_depth.items()))
        share = "没有依申请的事项" if found.share is None else f"一网通办率{found.share}%"
        click.echo(f"依申请{found.on_application}项，能网上办{found.online}项，全程网办{found.whole}项；{share}")
