"""The command line `yiwang`: every command works on DATABASE_URL, or on DATA_DIR with an embedded server."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
import django

from yiwang.config import docs, logs, postgres, serving, supervise, up
from yiwang.config.postgres_host import DatabaseTrouble
from yiwang.kit.settings import Settings

_WSGI = "yiwang.config.wsgi:application"
_SANDBOX = "yiwang.ground.messaging.gateways.sandbox:application"
_STEP = {"portal": 0, "workbench": 1, "sandbox": 2}
_SANDBOX_THREADS = 16
"""More than the worker sends at once: the sandbox may be told to hang some of them."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """一网 Yiwang：公安机关“互联网＋政务服务”与民生警务平台。"""


def main() -> None:
    """Run a command; a trouble that people can mend is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    try:
        cli()
    except (DatabaseTrouble, supervise.UpTrouble) as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(1)


@contextmanager
def _house(door: str = "") -> Iterator[None]:
    """Database and Django for one command; the rooms can be loaded after this."""
    os.environ["YIWANG_DOOR"] = door
    logs.set_up(process=door or "cli")
    with postgres.ensure_url():
        django.setup()
        yield


def _room(name: str) -> Any:
    """A room's module: it holds models, so it can only be loaded once Django is ready."""
    return import_module(f"yiwang.{name}")


@cli.command("up")
@click.option("--demo", is_flag=True, help="演示：演示城市、演示账号、短信沙箱")
def up_(demo: bool) -> None:
    """启动整个系统：数据库、群众端、工作台、后台进程。"""
    up.run(demo=demo)


@cli.command()
@click.argument("door", type=click.Choice(["portal", "workbench"]))
@click.option("--port", type=int, help="默认：群众端 PORT，工作台 PORT+1")
def serve(door: str, port: int | None) -> None:
    """单独启动一个门户。"""
    house = Settings()
    os.environ["YIWANG_DOOR"] = door
    if door == "portal" and house.portal_database_url:
        os.environ["DATABASE_URL"] = ""
        _listen(_WSGI, door, port)
        return
    with postgres.ensure_url():
        _listen(_WSGI, door, port)


@cli.command()
@click.option("--port", type=int, help="默认：PORT+2")
def sandbox(port: int | None) -> None:
    """启动短信沙箱（演示与测试用，说同样的协议）。"""
    _listen(_SANDBOX, "sandbox", port)


def _listen(target: str, name: str, port: int | None) -> None:
    house = Settings()
    serving.serve(
        target,
        host=house.host,
        port=port or house.port + _STEP[name],
        threads=_SANDBOX_THREADS if name == "sandbox" else house.pool_size,
        workers=1 if name == "sandbox" else house.web_workers,
    )


@cli.command()
def work() -> None:
    """运行后台进程：任务、定时任务、收信封。"""
    with _house("worker"):
        _room("config.worker").run()


@cli.command()
@click.option("--demo", is_flag=True, envvar="YIWANG_DEMO", help="同时装入演示城市")
@click.option("--logins-fd", type=int, hidden=True)
def setup(demo: bool, logins_fd: int | None) -> None:
    """建表、授权、装入基础数据；重复运行不会改变已有数据。"""
    if demo:
        os.environ["YIWANG_DEMO"] = "1"
    with _house():
        logins = _room("config.install").install(demo=demo)
        if logins_fd is not None:
            os.write(logins_fd, json.dumps(logins, ensure_ascii=False).encode())


@cli.command()
def migrate() -> None:
    """只建表与授权，不装数据。"""
    with _house():
        _room("config.install").migrate()


@cli.command()
def doctor() -> None:
    """体检：数据库、密钥、磁盘、字体、网关、后台进程。"""
    with _house():
        examined = _room("config.doctor")
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
    with _house():
        report = _room("ground.record.queries").verify()
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
    with _house():
        wrong = list(_room("ground.clocks.queries").verify())
        for one in wrong:
            click.echo(f"bad  {one}")
    if wrong:
        sys.exit(f"{len(wrong)} 个期限与重算不符 · {len(wrong)} deadlines disagree with their recomputation")
    click.echo("ok   全部期限与重算一致 · every deadline equals its recomputation")


if __name__ == "__main__":
    main()
