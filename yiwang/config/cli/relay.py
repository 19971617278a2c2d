"""The relay between two networks: run, looked at, compared, begun again."""

import json
import os
import secrets
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from yiwang.cases.counter.gateways.folder import Folder
from yiwang.cases.counter.gateways.letter import public_key
from yiwang.cases.counter.states import Side
from yiwang.config import logs, postgres, relay_keys, supervise
from yiwang.config.cli.base import cli, house, outer_house, room
from yiwang.config.relay_compare import compare
from yiwang.kit.settings import Settings

_SIDES = click.Choice([side.value for side in Side])
_WORDS = [sys.executable, "-m", "yiwang.config.cli", "relay"]


def folders(side: Side, data_dir: Path) -> tuple[Path, Path]:
    """Drop and pick-up of one side where both share `DATA_DIR/relay`."""
    base = data_dir.resolve() / "relay"
    return base / f"from-{side.value}", base / f"from-{side.other.value}"


def on(side: Side) -> AbstractContextManager[None]:
    """Django on this side's database."""
    return outer_house() if side is Side.OUTER else house()


@cli.group(invoke_without_command=True)
@click.option("--side", type=_SIDES, help="只运行一侧（网闸两边各一个）；不写则一台机器运行两侧")
@click.option("--drop", type=click.Path(path_type=Path, file_okay=False), help="要送出的文件放在这里")
@click.option("--pickup", type=click.Path(path_type=Path, file_okay=False), help="对方来的文件在这里")
@click.option("--poll", type=float, default=0.05, show_default=True, help="多少秒看一次收件目录")
@click.pass_context
def relay(context: click.Context, side: str | None, drop: Path | None, pickup: Path | None, poll: float) -> None:
    """两个网络之间搬运信封与公开视图；按 Ctrl-C 停止。"""
    if context.invoked_subcommand:
        return
    if side is None:
        _both()
        return
    chosen = Side(side)
    shared = folders(chosen, Settings().data_dir)
    with on(chosen):
        logs.set_up(process=f"relay-{side}")
        folder = Folder(drop or shared[0], pickup or shared[1])
        half = room("config.relay").Half(side=chosen, folder=folder, keys=_keys(chosen), poll=poll)
        half.run()


def _keys(side: Side) -> Any:
    """Keys of a side: as told, else those that one machine keeps for both."""
    told = Settings()
    if told.relay_key or told.relay_peer:
        return relay_keys.of_this_side()
    os.environ.update(relay_keys.pair(told.data_dir).environment(side))
    return relay_keys.of_this_side()


def _both() -> None:
    """Both halves as processes of their own, each told its own side only, started again when one dies."""
    watch = supervise.Watch(say=lambda chinese, english: click.echo(f"{chinese} · {english}"))
    watch.listen()
    logs.set_up(process="relay")
    with postgres.ensure_url() as url:
        watch.start(halves(url, Settings().database_url_outer, Settings().data_dir))
        try:
            watch.forever(lambda: None)
        finally:
            watch.stop()


def halves(url: str, outer_url: str, data_dir: Path) -> list[supervise.Child]:
    """The two halves as children of whoever watches over them."""
    pair = relay_keys.pair(data_dir)
    addresses = {Side.INNER: {"DATABASE_URL": url, "DATABASE_URL_OUTER": ""},
                 Side.OUTER: {"DATABASE_URL": "", "DATABASE_URL_OUTER": outer_url}}  # fmt: skip
    return [
        supervise.Child(
            name=f"relay-{side.value}", words=[*_WORDS, "--side", side.value], order=1,
            env={**os.environ, "DATA_DIR": str(data_dir.resolve()), **addresses[side], **pair.environment(side)},
        )
        for side in Side
    ]  # fmt: skip


@relay.command()
@click.option("--side", type=_SIDES, help="看哪一侧；不写则看这台机器够得着的")
def status(side: str | None) -> None:
    """看：多久没联系、两个方向各有多少没送到、拒收和搁置。结果有问题时退出码为 1。"""
    wanted = [Side(side)] if side else _reachable()
    bad = False
    for one in wanted:
        found = _ask(one, "state")
        click.echo(found["text"])
        bad |= found["bad"]
    sys.exit(1 if bad else 0)


def _reachable() -> list[Side]:
    told = Settings()
    if told.database_url and not told.database_url_outer:
        return [Side.INNER]
    if told.database_url_outer and not told.database_url:
        return [Side.OUTER] if not (told.data_dir / "postgres").exists() else [*Side]
    return [*Side]


def _ask(side: Side, what: str) -> dict[str, Any]:
    """One side's answer, asked by a process of its own, since one process speaks to one database."""
    done = subprocess.run([*_WORDS, "tell", side.value, what], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"{side.label}没有回答")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@relay.command(hidden=True)
@click.argument("side", type=_SIDES)
@click.argument("what", type=click.Choice(["state", "inventory"]))
def tell(side: str, what: str) -> None:
    """One side's state or inventory, as JSON."""
    with on(Side(side)):
        said = room("config.relay_report").answer(what)
    click.echo(json.dumps(said, ensure_ascii=False))


@relay.command()
@click.option("--side", type=_SIDES, default="inner", show_default=True)
def inventory(side: str) -> None:
    """打印这一侧的清单（只有摘要，没有内容），拿到另一侧用 relay verify --with 比较。"""
    click.echo(json.dumps(_ask(Side(side), "inventory"), ensure_ascii=False))


@relay.command()
@click.option("--with", "other", type=click.File(), help="另一侧的清单文件；不写则两侧都在这台机器上")
@click.option("--side", type=_SIDES, default="inner", show_default=True, help="与 --with 一起：这台机器是哪一侧")
def verify(other: Any, side: str) -> None:
    """比较两侧：每一件、每条规则、每个信封是不是一致。"""
    own = _ask(Side(side), "inventory")
    theirs = json.load(other) if other else _ask(Side(side).other, "inventory")
    report = compare(own, theirs)
    for problem in report.problems:
        click.echo(f"bad  {problem}")
    if report.problems:
        sys.exit(f"两侧不一致：{len(report.problems)} 处 · the sides disagree")
    click.echo(f"ok   两侧一致：{report.files} 件，{report.envelopes} 个信封 · both sides agree")


@relay.command()
@click.option("--side", type=_SIDES, required=True)
def again(side: str) -> None:
    """重新编号，把这一侧该送的全部再送一遍；对方已有的不会重复。换过数据库、恢复过备份而没有自行接上时用。"""
    with on(Side(side)):
        room("config.relay_report").begin_again(Side(side))
    click.echo("已经重新开始 · begun again")


@relay.command()
def keys() -> None:
    """为两侧各做一套新密钥并打印出来：抄到两边的环境变量里，不要留在屏幕和聊天里。"""
    seeds = {side: secrets.token_hex(32) for side in Side}
    seal = secrets.token_hex(32)
    for side in Side:
        click.echo(f"# {side.label} {side.value}")
        click.echo(f"YIWANG_RELAY_KEY={seeds[side]}")
        click.echo(f"YIWANG_RELAY_PEER={public_key(seeds[side.other])}")
        click.echo(f"YIWANG_RELAY_SEAL={seal}")
