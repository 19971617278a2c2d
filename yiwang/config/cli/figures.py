"""Figures by channel: compared with a recount, and counted anew."""

import sys

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.actor import Actor


@cli.group()
def figures() -> None:
    """渠道数据。"""


@figures.command("verify")
def verify() -> None:
    """把每一天的数从件、答复、时限里重数一遍，与存着的比较。"""
    with house():
        queries = room("cases.centre.queries")
        days = queries.days_kept()
        wrong = queries.compare(first=days[0], last=days[1]) if days else []
        for one in wrong:
            click.echo(f"bad  {one.cell.day} {one.cell.channel or '-'} 存着{dict(one.kept)}，重数是{dict(one.found)}")
    if wrong:
        sys.exit(
            f"{len(wrong)} 格与重数不符，运行 yiwang figures count 改正 · {len(wrong)} cells disagree with a recount"
        )
    click.echo("ok   全部数与重数一致 · every figure equals a recount")


@figures.command("count")
def count() -> None:
    """从第一件起全部重数；导入旧件以后不想等到夜里时用。"""
    with house():
        days = room("cases.centre.queries").days_to_count(whole=True)
        commands = room("cases.centre.commands")
        changed = (
            commands.tally_days(by=Actor.system("figures"), first=days[0], last=days[1]) if days else 0
        )  # fmt: skip
    click.echo(f"ok   改正{changed}格 · {changed} cells were others than before")
