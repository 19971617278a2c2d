"""Looking after the house: set-up, doctor, generated docs, and the two verifications."""

import json
import os
import subprocess
import sys

import click

from yiwang.config import docs
from yiwang.config.cli.base import cli, house, outer_house, room
from yiwang.kit.settings import Settings


@cli.command()
@click.option("--demo", is_flag=True, envvar="YIWANG_DEMO", help="同时装入演示城市")
@click.option("--logins-fd", type=int, hidden=True)
def setup(demo: bool, logins_fd: int | None) -> None:
    """建表、授权、装入基础数据；重复运行不会改变已有数据。"""
    if demo:
        os.environ["YIWANG_DEMO"] = "1"
    with house():
        logins = room("config.install").install(demo=demo)
        if Settings().database_url_outer:
            subprocess.run([sys.executable, "-m", "yiwang.config.cli", "migrate", "--outer"], check=True)
        if logins_fd is not None:
            os.write(logins_fd, json.dumps(logins, ensure_ascii=False).encode())


@cli.command()
@click.option("--outer", is_flag=True, help="外网数据库（DATABASE_URL_OUTER）：只建柜台与地名的表")
def migrate(outer: bool) -> None:
    """只建表与授权，不装数据。"""
    if outer:
        with outer_house():
            room("config.outer").migrate()
        return
    with house():
        room("config.install").migrate()


@cli.command()
def doctor() -> None:
    """体检：数据库、密钥、磁盘、字体、网关、后台进程。"""
    with house():
        examined = room("config.doctor")
        findings = list(examined.examine())
        for finding in findings:
            click.echo(str(finding))
    sys.exit(1 if any(finding.state == "bad" for finding in findings) else 0)


@cli.command("docs")
@click.option("--check", is_flag=True, help="只比较，不写")
def docs_(check: bool) -> None:
    """重新生成文档中由代码得出的页面。"""
    if not check:
        docs.write()
    elif stale := docs.stale():
        sys.exit("这些页面与代码不符，请运行 make docs · stale: " + ", ".join(path.name for path in stale))


@cli.group()
def record() -> None:
    """操作记录。"""


@record.command("verify")
def record_verify() -> None:
    """核验记录有没有被改动、缺失、截断或整件删除。"""
    with house():
        report = room("ground.record.queries").verify()
        for problem in report.problems:
            click.echo(f"bad  {problem}")
    if not report.ok:
        sys.exit("记录不一致 · the record does not hold")
    click.echo("ok   记录完整，没有改动 · the record holds")


@cli.group()
def clocks() -> None:
    """时限。"""


@clocks.command("verify")
def clocks_verify() -> None:
    """把每一件的期限重算一遍，与存着的比较。"""
    with house():
        wrong = list(room("ground.clocks.queries").verify())
        for one in wrong:
            click.echo(f"bad  {one}")
    if wrong:
        sys.exit(f"{len(wrong)} 个期限与重算不符 · {len(wrong)} deadlines disagree with their recomputation")
    click.echo("ok   全部期限与重算一致 · every deadline equals its recomputation")
