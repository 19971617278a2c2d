"""Data that is given on: `yiwang export pool`, `yiwang export check`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.errors import HouseError

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@cli.group("export")
def export() -> None:
    """按标准交出去的数据。"""


@export.command("pool")
@click.option("--from", "first", type=_DAY, required=True, metavar="日期", help="起始日，例如2026-11-01")
@click.option("--to", "last", type=_DAY, required=True, metavar="日期", help="截止日（含），要在今天以前")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="目录")
def pool(first: datetime, last: datetime, folder: Path) -> None:
    """把一段日子的事项、申请、受理、办理、办结、评价、监察数据集写进目录（JSON Lines，附清单和校验值）；不含个人信息。"""
    with house():
        exchange = room("sites.exchange.pool")
        try:
            rows = exchange.write(folder=folder, period=exchange.Period(first=first.date(), last=last.date()))
        except HouseError as error:
            sys.exit(error.message)
    for name, count in rows.items():
        click.echo(f"{name:<12} {count}")
    click.echo("ok   已写好并按代码表核对过 · written, read again and checked against the code lists")


@export.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """核对一个目录里的数据集：校验值、行数、字段、代码表；给收的一方用，什么也不写。"""
    with house():
        wrong = room("sites.exchange.pool").check(folder=folder)
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        sys.exit("有不符 · it does not fit")
    click.echo("ok   全部相符 · all of it fits")
