"""The demo at any size: `yiwang demo grow`."""

import os
import sys
from pathlib import Path

import click

from yiwang.config.cli.base import cli, house, room

_KINDS = {"ask": "提问", "more_time": "申请延期", "call_in": "协办", "convene": "会商"}


@cli.group()
def demo() -> None:
    """演示城市。"""


@demo.command("grow")
@click.option("--appeals", type=int, required=True, help="长到多少件，例如 50000、1000000")
@click.option("--seed", type=int, default=2611, show_default=True, help="同一个种子长出同样的内容")
@click.option("--workers", type=int, default=os.cpu_count() or 1, show_default="处理器个数")
@click.option(
    "--busy", type=int, default=0, help="再让在办的件热闹起来：提问、申请延期、协办、会商各这么多，件不够就少些"
)
@click.option("--story", type=click.Path(dir_okay=False, path_type=Path), help="把用时和埋下的词写进这个文件")
@click.option("--yes-i-know", "forced", is_flag=True, help="库里有不是演示的件也照样做")
def grow(appeals: int, seed: int, workers: int, busy: int, story: Path | None, forced: bool) -> None:
    """把演示城市长到很多件：经各房间的 bulk 写入，断了可以接着长；完成后记录与期限都能通过核验。"""
    with house():
        run = room("config.growing.run")
        with click.progressbar(length=appeals, label="诉求 appeals", file=sys.stderr) as bar:
            watch = run.Watch(said=lambda part: None, counted=bar.update)
            try:
                report = run.grow(appeals=appeals, seed=seed, workers=workers, watch=watch, forced=forced)
            except run.CannotGrow as reason:
                sys.exit(str(reason))
        if busy:
            with click.progressbar(length=busy * 4, label="来往 to and fro", file=sys.stderr) as bar:
                told = room("config.growing.busy").enliven(each=busy, seed=seed, counted=bar.update)
            click.echo("ok   " + "，".join(f"{_KINDS[name]} {count} 件" for name, count in told.items()))
    if story:
        story.write_text(report.as_json())
    parts = "，".join(f"{name} {seconds:.0f} 秒" for name, seconds in report.seconds.items())
    click.echo(f"ok   已长到 {appeals} 件，用时 {report.total:.0f} 秒（{parts or '原来就有'}）")
