"""All configuration as one file: `yiwang config export`, `yiwang config import`."""

import sys
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
def export(file: Path) -> None:
    """把现行的全部设置、单位、片区和地名写进 FILE（ZIP）；没有人员、授权、密码和群众信息。"""
    with house():
        file.write_bytes(room("sites.workbench.tables.bundle").pack())
    click.echo(f"ok   写好了 · written: {file}")


@config.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写")
def import_(file: Path, dry_run: bool) -> None:
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
            bad = not all(one.is_kept for one in taken)
    sys.exit(1 if bad else 0)


def _line(part: Any) -> str:
    """One part of the look, a line."""
    faults, label = part.faults, part.label
    if faults:
        return f"bad  {label}：{'；'.join(faults)}"
    if part.is_same:
        return f"same {label}"
    warnings = "".join(f"\n     warn {said}" for said in part.warnings)
    return f"diff {label}：新增{part.added}，修改{part.changed}{warnings}"
