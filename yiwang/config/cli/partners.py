"""Other platforms from the command line: set up, listed, tried, given a new secret and mapping, fetched from, told again."""

import json
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.config.cli.tokens import BY, told

_ROOM = "cases.channels"


@cli.group()
def partner() -> None:
    """对接平台：12345热线、省厅平台、网上信访。"""


@partner.command("add")
@click.argument("code")
@click.option("--name", required=True, help="平台的名称，例如 云州12345热线")
@click.option("--kind", type=click.Choice(["hotline", "province", "petition"]), required=True, help="平台的种类")
@click.option("--channel", required=True, help="渠道代码，例如 12345")
@click.option("--url", default="", help="对方的地址，https://…；只由对方来交的可以不写")
def add(code: str, name: str, kind: str, channel: str, url: str) -> None:
    """建一个对接平台；密钥只显示这一次，建好以后是停用的。"""
    with house():
        act = room(f"{_ROOM}.commands").add_partner
        _show(told(lambda: act(by=BY, code=code, name=name, kind=kind, channel=channel, base_url=url)))


@partner.command("list")
def list_() -> None:
    """列出对接平台：等着的、搁置的、要人看的各几条。"""
    with house():
        for one in room(f"{_ROOM}.queries").standings():
            row = one.partner
            state = "在用 on" if row.is_on else "停用 off"
            click.echo(
                f"{row.code}  {row.kind}  {row.channel}  {state}  orders {one.orders}  waiting {one.waiting}  "
                f"parked {one.parked}  held {one.held}  {row.trouble or 'ok'}  {row.name}  {row.base_url}"
            )


@partner.command("switch")
@click.argument("code")
@click.argument("way", type=click.Choice(["on", "off"]))
def switch(code: str, way: str) -> None:
    """启用或停用。"""
    with house():
        act = room(f"{_ROOM}.commands").switch_partner
        click.echo(f"{told(lambda: act(by=BY, code=code, is_on=way == 'on'))}  {way}")


@partner.command("renew")
@click.argument("code")
def renew(code: str) -> None:
    """换密钥；旧的还能用一天，新的只显示这一次。"""
    with house():
        _show(told(lambda: room(f"{_ROOM}.commands").renew_partner_secret(by=BY, code=code)))


@partner.command("map")
@click.argument("code")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", default="", help="为什么换")
def map_(code: str, file: Path, note: str) -> None:
    """换一版对应表（JSON文件）。"""
    with house():
        queries, act = room(f"{_ROOM}.queries"), room(f"{_ROOM}.commands").set_mapping
        made = told(lambda: act(by=BY, code=code, body=queries.parse_mapping(file.read_text("utf-8")), note=note))
        click.echo(f"v{made.version}")


@partner.command("test")
@click.argument("code")
def test(code: str) -> None:
    """试一次：连得上、签名对得上就是 ok。"""
    with house():
        said = told(lambda: room(f"{_ROOM}.commands").try_partner(by=BY, code=code))
        click.echo(f"{said.trouble or 'ok'} {said.status}  {json.dumps(said.body, ensure_ascii=False)[:200]}")
        if said.trouble:
            raise SystemExit(1)


@partner.command("pull")
@click.argument("code")
def pull(code: str) -> None:
    """现在就去取一次。"""
    with house():
        row = told(lambda: room(f"{_ROOM}.queries").partner(code=code))
        count = told(lambda: room(f"{_ROOM}.commands").pull(by=BY, partner=row))
        click.echo(f"取来 {count} 条 · {count} items")


@partner.command("replay")
@click.argument("code")
def replay(code: str) -> None:
    """搁置的回传都再发一遍，编号不变。"""
    with house():
        row = told(lambda: room(f"{_ROOM}.queries").partner(code=code))
        count = told(lambda: room(f"{_ROOM}.commands").replay_reports(by=BY, partner=row))
        click.echo(f"重发 {count} 条 · {count} to be sent again")


def _show(new: Any) -> None:
    click.echo(new.secret)
    click.echo(f"{new.partner.code}：密钥只显示这一次，请现在存好 · shown once, keep it now", err=True)
