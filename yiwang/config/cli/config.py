"""All configuration as one file: `yiwang config export`, `yiwang config import`."""

import csv
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid


@cli.group("config")
def config() -> None:
    """全部配置存成一个文件，或从文件装入。"""


@config.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--people", is_flag=True, help="带上人员的姓名、警号、手机号；每人记一条查看记录")
@click.option("--purpose", default="", help="带上人员资料做什么用，例如“迁到新机房”；和 --people 一起写")
def export(file: Path, people: bool, purpose: str) -> None:
    """把现行的全部设置、单位、片区、地名、人员和授权写进 FILE（ZIP）；人员只写用户名，没有密码和群众信息。"""
    if people and not purpose.strip():
        sys.exit("请用 --purpose 写明带上人员资料做什么用，例如“迁到新机房”")
    with house():
        officers = None
        if people:
            by = Actor.system("config.export")
            officers = room("ground.organisation.commands").lay_open_staff(by=by, purpose=purpose)
        _write(file, room("sites.workbench.tables.bundle").pack(officers=officers))
    click.echo(f"ok   写好了 · written: {file}")


def _write(file: Path, data: bytes) -> None:
    """For the owner's eyes alone, as what stands in it may be personal or open a door."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)


@config.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写")
@click.option(
    "--slips",
    type=click.Path(dir_okay=False, path_type=Path),
    help="把新登记人员的一次性密码写进这个文件（CSV，只有自己能读），发完请删；不写就要在人员页面逐个换发",
)
def import_(file: Path, dry_run: bool, slips: Path | None) -> None:
    """装入 FILE：先列出会改什么。本局已批准过的设置不会被命令行替换，请在页面上导入、由安全管理员批准。"""
    with house():
        whole = room("sites.workbench.tables.bundle")
        try:
            found = whole.unpack(file.read_bytes())
        except HouseError as error:
            sys.exit(error.fields["file"] if isinstance(error, Invalid) else error.message)
        parts = whole.examine(found, room("sites.workbench.tables.names").Names())
        for part in parts:
            click.echo(_line(part))
        bad = any(part.faults for part in parts)
        if not dry_run:
            taken = whole.take(by=Actor.system("config.import"), found=found)
            for one in taken:
                click.echo(f"{'ok  ' if one.is_kept else 'bad '} {one.label}：{one.said}")
            _hand_over(slips, [made for one in taken for made in one.sign_ins])
            bad = not all(one.is_kept for one in taken)
    sys.exit(1 if bad else 0)


def _hand_over(slips: Path | None, sign_ins: Sequence[Any]) -> None:
    """One-time passwords of whoever is new, to be handed over one by one."""
    if not sign_ins:
        return
    if slips is None:
        click.echo(f"     {len(sign_ins)}人还没有登录凭据，请系统管理员在人员页面换发（下次可用 --slips）")
        return
    out = io.StringIO()
    rows = [(one.officer.code, one.officer.unit.code, one.password) for one in sign_ins]
    csv.writer(out, lineterminator="\n").writerows([("用户名", "单位", "一次性密码"), *rows])
    _write(slips, out.getvalue().encode("utf-8-sig"))
    click.echo(f"     {len(sign_ins)}人的一次性密码写在 {slips}，七天内有效；逐人发完请删掉这个文件")


def _line(part: Any) -> str:
    """One part of the look, a line."""
    faults, label = part.faults, part.label
    if faults:
        return f"bad  {label}：{'；'.join(faults)}"
    if part.is_same:
        return f"same {label}"
    lines = [f"     {one.what} {one.title}：{one.sentence or one.was}" for one in part.told]
    lines += [f"     warn {said}" for said in part.warnings] + [f"     bad  {said}" for said in part.left]
    waits = f"，{part.waits}项等批准" if part.waits else ""
    return "\n".join([f"diff {label}：新增{part.added}，修改{part.changed}{waits}", *lines])
