"""Backup, restore, and letting the messages go after it."""

import shutil
import sys
from pathlib import Path

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.settings import SECRETS_FILE, Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)


def _say(text: str) -> None:
    click.echo(f"… {text}")


@cli.command()
@click.argument("folder", type=_FOLDER, required=False)
@click.option("--keep", type=click.IntRange(min=0), default=0, help="只留最近几份；0：都留")
@click.option("--secrets-to", type=_FOLDER, help="把密钥另存到这个目录（应在另一处，由另一人保管）")
def backup(folder: Path | None, keep: int, secrets_to: Path | None) -> None:
    """备份数据库和附件到FOLDER（默认YIWANG_BACKUP_DIR），不用停机。"""
    target = folder or (Path(Settings().backup_dir) if Settings().backup_dir else None)
    if target is None:
        sys.exit("请给出备份目录，或设置YIWANG_BACKUP_DIR · name a folder")
    with house():
        keeping = room("config.keeping")
        try:
            made = keeping.backup(target, keep=keep, secrets_to=secrets_to, say=_say)
        except keeping.KeepingTrouble as trouble:
            sys.exit(str(trouble))
    click.echo(f"ok   备份好了：{made}")
    if not secrets_to:
        click.echo(f"     密钥不在里面。没有{SECRETS_FILE}，备份打不开：请用--secrets-to另存一份，与备份分开保管")


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--secrets", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="另存的密钥文件")
def restore(folder: Path, secrets: Path | None) -> None:
    """把FOLDER这一份备份恢复到空的DATA_DIR（或空的DATABASE_URL），再核验。

    待发的消息先扣住，看过以后用yiwang messages release放行。
    """
    data_dir = Settings().data_dir
    if secrets and not (data_dir / SECRETS_FILE).exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / SECRETS_FILE).touch(mode=0o600)
        shutil.copyfile(secrets, data_dir / SECRETS_FILE)
    with house():
        keeping = room("config.keeping")
        try:
            manifest = keeping.read(folder)
            keeping.require_keys(manifest)
            keeping.restore(folder, manifest, say=_say)
        except keeping.KeepingTrouble as trouble:
            sys.exit(str(trouble))
        _finish(keeping, folder, manifest)


def _finish(keeping: object, folder: Path, manifest: object) -> None:
    """Rights, held messages, and the proofs."""
    _say("授权、扣住待发的消息")
    room("config.install").migrate()
    held = room("ground.messaging.commands").hold(by=room("kit.actor").Actor.system("restore"))
    keeping.noted(folder, manifest)  # type: ignore[attr-defined]
    _say("核验操作记录和时限")
    report = room("ground.record.queries").verify()
    wrong = list(room("ground.clocks.queries").verify())
    for problem in [*report.problems, *wrong]:
        click.echo(f"bad  {problem}")
    if not report.ok or wrong:
        sys.exit("恢复了，但核验没有通过，请不要启用 · restored, but it does not verify")
    click.echo(f"ok   恢复好了，记录和时限核验通过；扣住{held}条待发消息，看过以后运行yiwang messages release")


@cli.group()
def messages() -> None:
    """待发的消息。"""


@messages.command("release")
def release() -> None:
    """放行恢复以后扣住的消息；备份以后已经发过的，会先向网关核对，不重发。"""
    with house():
        count = room("ground.messaging.commands").release(by=room("kit.actor").Actor.system("release"))
    click.echo(f"ok   放行了{count}条")


@messages.command("hold")
def hold() -> None:
    """扣住现在待发的全部消息。"""
    with house():
        count = room("ground.messaging.commands").hold(by=room("kit.actor").Actor.system("hold"))
    click.echo(f"ok   扣住了{count}条")
