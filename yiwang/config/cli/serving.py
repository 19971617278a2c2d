"""Starting things: the whole house, one door, the worker, the sandbox."""

import os

import click

from yiwang.config import postgres, up
from yiwang.config import serving as doors
from yiwang.config.cli.base import cli, house, room
from yiwang.kit.settings import Settings

_WSGI = "yiwang.config.wsgi:application"
_SANDBOXES = {
    "sms": "yiwang.ground.messaging.gateways.sandbox:application",
    "wechat": "yiwang.cases.channels.gateways.sandbox_wechat:application",
    "partner": "yiwang.cases.channels.gateways.sandbox:application",
    "calls": "yiwang.cases.centre.gateways.sandbox:application",
    "model": "yiwang.ground.language.gateways.sandbox:application",
    "registers": "yiwang.ground.registers.gateways.sandbox:application",
    "items": "yiwang.offer.catalog.gateways.sandbox:application",
    "platforms": "yiwang.cases.applications.gateways.sandbox:application",
    "feeder": "yiwang.quality.served.gateways.sandbox:application",
}
"""Stand-ins for other sides' services that answer by HTTP, each a WSGI application."""
_MAIL = "mail"
_STEP = {
    "portal": 0, "workbench": 1, "sms": 2, "api": 3, _MAIL: 4, "wechat": 6, "partner": 7, "calls": 8, "registers": 9,
    "feeder": 10, "model": 11, "items": 12, "platforms": 13,
}  # fmt: skip
_SANDBOX_THREADS = 16
"""More than the worker sends at once: the sandbox may be told to hang some of them."""


@cli.command("up")
@click.option("--demo", is_flag=True, help="演示：演示城市、演示账号、短信沙箱")
@click.option("--two-networks", is_flag=True, help="群众端放在另一个数据库里，中间由 relay 搬运；用过一次以后一直如此")
def up_(demo: bool, two_networks: bool) -> None:
    """启动整个系统：数据库、群众端、工作台、后台进程。"""
    up.run(demo=demo, two_networks=two_networks)


@cli.command()
@click.argument("door", type=click.Choice(["portal", "workbench", "api"]))
@click.option("--port", type=int, help="默认：群众端 PORT，工作台 PORT+1，外部系统接口 PORT+3")
def serve(door: str, port: int | None) -> None:
    """单独启动一个门户。"""
    settings = Settings()
    os.environ["YIWANG_DOOR"] = door
    if door == "portal" and (settings.portal_database_url or settings.database_url_outer):
        os.environ["DATABASE_URL"] = ""
        _listen(_WSGI, door, port)
        return
    with postgres.ensure_url():
        _listen(_WSGI, door, port)


@cli.command()
@click.argument("which", type=click.Choice([*_SANDBOXES, _MAIL]), default="sms")
@click.option(
    "--port",
    type=int,
    help="默认：sms PORT+2，mail PORT+4（IMAP再加1），wechat PORT+6，partner PORT+7，calls PORT+8，registers PORT+9，"
    "feeder PORT+10，model PORT+11，items PORT+12，platforms PORT+13",
)
def sandbox(which: str, port: int | None) -> None:
    """启动沙箱，替对方的服务作答（演示与测试用，说同样的协议）：sms短信，mail邮件，wechat微信，partner对接平台，calls电话，registers登记库，model拟草稿的模型，feeder报服务对象的户政系统，items省平台的在线事项清单，platforms国家平台。"""
    if which == _MAIL:
        first = port or Settings().port + _STEP[_MAIL]
        room("ground.messaging.gateways.sandbox_mail").run(host=Settings().host, smtp_port=first, imap_port=first + 1)
        return
    _listen(_SANDBOXES[which], which, port)


def _listen(target: str, name: str, port: int | None) -> None:
    settings = Settings()
    doors.share_counters(settings.data_dir)
    doors.serve(
        target,
        host=settings.host,
        port=port or settings.port + _STEP[name],
        threads=_SANDBOX_THREADS if name in _SANDBOXES else settings.pool_size,
        workers=1 if name in _SANDBOXES else settings.web_workers,
        one_queue=name == "api",
    )


@cli.command()
def work() -> None:
    """运行后台进程：任务、定时任务、收信封。"""
    doors.share_counters(Settings().data_dir)
    with house("worker"):
        room("config.worker").run()
