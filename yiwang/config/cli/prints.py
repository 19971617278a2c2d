"""Prints of files that came before there were any: `yiwang prints fill`."""

import sys
from datetime import timedelta

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit import clock
from yiwang.kit.actor import Actor

_AT_A_TIME = 500


@cli.group()
def prints() -> None:
    """查重用的文印。"""


@prints.command("fill")
@click.option(
    "--read-days", type=int, default=90, show_default=True, help="多少天内的件再排队细读（换了说法的重复、热点要用）"
)
def fill(read_days: int) -> None:
    """给没有文印的件补上，断了再运行即可；密封和举报保密的件不留。"""
    by, since = Actor.system("prints"), clock.now() - timedelta(days=read_days)
    with house():
        commands, last = room("cases.prints.commands"), 0
        while key := commands.fill(by=by, after=last, limit=_AT_A_TIME, read_since=since):
            last = key
            click.echo(f"\r补到第{last}件", err=True, nl=False)
            sys.stderr.flush()
    click.echo("\nok   文印齐了，要细读的由后台陆续读 · prints are complete")
