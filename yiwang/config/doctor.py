"""What `yiwang doctor` looks at: each line says ok, warn or bad, and how to mend it."""

import shutil
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host

from yiwang.cases.channels import queries as channels
from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.states import DUTIES
from yiwang.config import outer, postgres, roles
from yiwang.config.postgres_host import DatabaseTrouble
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.settings import SECRETS_FILE, Settings, settings

_OLDEST_POSTGRES = 150000
_LOW_DISK, _NO_DISK = 2 << 30, 200 << 20
_SILENT = timedelta(seconds=30)
_FONTS = Path("/usr/share/fonts")
_AES_KEY_SIGNS = 43
"""Signs of an EncodingAESKey."""


class State(StrEnum):
    """How well a thing is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, how to mend it."""

    what: str
    state: State
    said: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.state:<4} {self.what}：{self.said}" + (f"；{self.mend}" if self.mend else "")


def examine() -> Iterator[Finding]:
    """Every finding, one after another; a check that fails itself is a bad finding, not a traceback."""
    for look in _LOOKS:
        try:
            yield look()
        except (DatabaseError, DatabaseTrouble, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            yield Finding(look.__name__.strip("_"), State.BAD, f"检查没有完成（{reason}）", "先处理上面的问题再试")


def _database() -> Finding:
    connection.ensure_connection()
    version = connection.cursor().connection.info.server_version
    shown = f"PostgreSQL {version // 10000}.{version % 10000}"
    if version < _OLDEST_POSTGRES:
        return Finding("数据库 database", State.BAD, shown, "需要 15 或更新的版本")
    return Finding("数据库 database", State.OK, shown)


def _locale() -> Finding:
    if postgres.trigrams_work(Settings().database_url):
        return Finding("中文检索 trigrams", State.OK, "中文三元组可用")
    return Finding(
        "中文检索 trigrams",
        State.BAD,
        "中文三元组为空，检索会失灵",
        "请以 C.UTF-8 重建数据库，再恢复备份",
    )


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding("数据表 migrations", State.BAD, f"有 {len(waiting)} 项未执行", "请运行 yiwang setup")
    return Finding("数据表 migrations", State.OK, "已是最新")


def _portal_role() -> Finding:
    if not roles.role_exists():
        return Finding(
            "群众端账号 portal role", State.WARN, "数据库里没有 yiwang_portal", "请建立该账号后运行 yiwang setup"
        )
    if outer.is_elsewhere():
        return _closed_to_portal()
    allowed, found = roles.PORTAL_TABLES, roles.portal_rights()
    beyond = sorted(name for name, rights in found.items() if rights - allowed.get(name, frozenset()))
    lacking = sorted(name for name, rights in allowed.items() if rights - found.get(name, frozenset()))
    columns = roles.portal_columns()
    beyond += sorted(name for name, read in columns.items() if read - roles.PORTAL_COLUMNS.get(name, frozenset()))
    lacking += sorted(name for name, read in roles.PORTAL_COLUMNS.items() if read - columns.get(name, frozenset()))
    if beyond:
        return Finding("群众端账号 portal role", State.BAD, f"权限过大：{'、'.join(beyond[:5])}", "请运行 yiwang setup")
    if lacking:
        return Finding(
            "群众端账号 portal role", State.BAD, f"缺少权限：{'、'.join(lacking[:5])}", "请运行 yiwang setup"
        )
    return Finding("群众端账号 portal role", State.OK, f"只能使用 {len(found)} 张表")


def _closed_to_portal() -> Finding:
    """Two networks: nothing of the inner database is the portal's."""
    found = sorted({*roles.portal_rights(), *roles.portal_columns()})
    if found:
        said = f"两个网络，内网库里却还能用：{'、'.join(found[:5])}"
        return Finding("群众端账号 portal role", State.BAD, said, "请运行 yiwang setup")
    return Finding("群众端账号 portal role", State.OK, "两个网络：在内网库里没有任何权限")


def _relay() -> Finding:
    """Two networks: is the other side heard of, and does anything lie where it should not."""
    what, found = "网间搬运 relay", counter.relay_state()
    if found is None:
        return Finding(what, State.OK, "只有一个网络") if not outer.is_elsewhere() else Finding(
            what, State.WARN, "还没有运行过", "请运行 yiwang relay"
        )  # fmt: skip
    if not found.is_open:
        return Finding(what, State.WARN, f"听不到对方，{found.backlog_out} 项等着送出", "请看 yiwang relay status")
    if found.refused or found.held:
        return Finding(
            what, State.WARN, f"一天内拒收 {found.refused} 封，搁置 {found.held} 项", "请看 yiwang relay status"
        )
    return Finding(what, State.OK, f"通，{found.backlog_out} 项等着送出")


def _secrets() -> Finding:
    settings()
    path = Settings().data_dir / SECRETS_FILE
    if not path.exists():
        return Finding("密钥 secrets", State.OK, "由环境变量给出")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding("密钥 secrets", State.BAD, f"{path} 别人也能读", f"请运行 chmod 600 {path}")
    return Finding("密钥 secrets", State.OK, f"{path}，仅本用户可读；请与备份分开保管")


def _disk() -> Finding:
    free = shutil.disk_usage(Settings().data_dir).free
    shown = f"剩余 {free / (1 << 30):.1f} GB"
    if free < _NO_DISK:
        return Finding("磁盘 disk", State.BAD, shown, "请清理或扩容，否则数据库会停")
    if free < _LOW_DISK:
        return Finding("磁盘 disk", State.WARN, shown, "请安排扩容")
    return Finding("磁盘 disk", State.OK, shown)


def _fonts() -> Finding:
    if any(_FONTS.rglob("NotoSansCJK*")) or any(_FONTS.rglob("NotoSansSC*")):
        return Finding("中文字体 fonts", State.OK, "已安装")
    return Finding("中文字体 fonts", State.WARN, "没有中文字体，导出的文书会显示方框", "请安装 fonts-noto-cjk")


def _gateway() -> Finding:
    address = Settings().sms_endpoint
    if not address:
        return Finding("短信网关 SMS gateway", State.WARN, "没有设置，短信会排队等待", "请设置 YIWANG_SMS_ENDPOINT")
    parts = urlsplit(address)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.create_connection((parts.hostname or "", port), timeout=5).close()
    except OSError:
        return Finding("短信网关 SMS gateway", State.BAD, f"{parts.netloc} 连不上", "请检查地址、防火墙与网关")
    return Finding("短信网关 SMS gateway", State.OK, f"{parts.netloc} 连得上")


def _mail() -> Finding:
    """Whether the public mailbox can be read and written from; who nobody answers is told apart from who refuses."""
    what, house = "公开邮箱 mail", Settings()
    if not house.mail_address:
        return Finding(what, State.OK, "没有设置，邮件不收不发")
    lacking = [name for name in ("mail_imap", "mail_smtp", "mail_password") if not getattr(house, name)]
    if lacking:
        named = "、".join(f"YIWANG_{name.upper()}" for name in lacking)
        return Finding(what, State.WARN, "只设了一部分", f"请设置{named}")
    if wrong := messaging.mail_trouble():
        return Finding(what, State.BAD, *wrong)
    found = messaging.mailbox_state()
    if found and found.trouble:
        return Finding(what, State.BAD, f"上次没有读到：{found.trouble}", "请核对账号、授权码和文件夹")
    return Finding(what, State.OK, f"{house.mail_address} 连得上")


def _wechat() -> Finding:
    """Whether the official account knows us, and whether its callbacks can be believed."""
    what, house = "微信公众号 WeChat", Settings()
    names = ("wechat_app_id", "wechat_app_secret", "wechat_token")
    lacking = [f"YIWANG_{name.upper()}" for name in names if not getattr(house, name)]
    if len(lacking) == len(names):
        return Finding(what, State.OK, "没有设置，不用公众号")
    if lacking:
        return Finding(what, State.WARN, "只设了一部分", f"请设置{'、'.join(lacking)}")
    if trouble := messaging.wechat_trouble():
        return Finding(what, State.BAD, f"拿不到凭据（{trouble}）", "请核对AppID、密钥、IP白名单和出口")
    if len(house.wechat_aes_key) != _AES_KEY_SIGNS:
        way_out = "请在公众平台选安全模式，把EncodingAESKey设为YIWANG_WECHAT_AES_KEY"
        return Finding(what, State.WARN, "不是安全模式，来的话可能被改", way_out)
    return Finding(what, State.OK, f"{house.wechat_app_id}，安全模式")


def _worker() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now() - max(last_heartbeat) FROM procrastinate_workers")
        (silent,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        (failed,) = cursor.fetchone()
    if silent is None or silent > _SILENT:
        return Finding("后台进程 worker", State.WARN, "没有在运行", "请运行 yiwang up 或 yiwang work")
    if failed:
        return Finding("后台进程 worker", State.WARN, f"在运行；有 {failed} 个任务失败", "请看后台进程的日志")
    return Finding("后台进程 worker", State.OK, "在运行")


def _keys() -> Finding:
    """Opens one encrypted row, so that a lost or fresh secrets.json beside an old database shows here first."""
    what = "数据密钥 data keys"
    opens = people.newest_opens()
    if opens is None:
        return Finding(what, State.OK, "还没有加密数据")
    if opens:
        return Finding(what, State.OK, "能打开已有的加密数据")
    return Finding(
        what, State.BAD, "打不开已有的加密数据", "这不是原来的密钥：请停机，把备份里的 secrets.json 放回 DATA_DIR"
    )


def _tables() -> Finding:
    """Settings, routing and areas may name units that do not exist here: the product's own tables name those of a demo city."""
    what = "业务设置 settings"
    found = [f"{one.label}：{said}" for one in Kind for said in _doubts(one)]
    known = {unit.code for unit in organisation.units()}
    lost = [str(area) for area in places.areas() if area.station_code not in known]
    if lost:
        found.append(f"{len(lost)}个片区的派出所不存在（{'、'.join(lost[:3])}等）")
    if not rules.approved_all():
        return Finding(what, State.WARN, "还没有装入", "请运行 yiwang setup")
    if not found:
        return Finding(what, State.OK, "没有指向不存在的单位、类别和渠道")
    return Finding(
        what, State.WARN, f"有 {len(found)} 处要改，例如{'；'.join(found[:3])}", "请系统管理员在“业务设置”里改好"
    )


def _doubts(kind: Kind) -> list[str]:
    approved = rules.approved(kind=kind)
    return [str(one) for one in rules.doubts(kind=kind, payload=approved.payload)] if approved else []


def _webhooks() -> Finding:
    what = "推送 webhooks"
    try:
        messaging.networks()
    except ValueError:
        mend = "请把YIWANG_WEBHOOK_NETWORKS写成10.20.0.0/16这样，几个用逗号隔开"
        return Finding(what, State.BAD, "内部网络写得不对，推送发不出去", mend)
    live, parked = messaging.hooks_standing()
    if parked:
        return Finding(what, State.WARN, f"{live}个在用，有{parked}条搁置", "请看工作台“外部系统”，和对方修好以后重发")
    return Finding(what, State.OK, f"{live}个在用，没有搁置的")


def _platforms() -> Finding:
    what = "对接平台 platforms"
    live, parked, held = channels.backlog()
    if parked or held:
        mend = "请看工作台“对接平台”，和对方修好以后重发"
        return Finding(what, State.WARN, f"{live}个在用，{parked}条回传搁置，{held}份来文要人看", mend)
    return Finding(what, State.OK, f"{live}个在用，没有搁置的")


def _faces() -> Finding:
    """A county's host name that Django refuses answers 400; a public site without its record numbers may be closed."""
    what = "门户门面 faces"
    allowed = settings().allowed_hosts.split(",")
    refused = [one.host for one in counter.faces() if one.host and not validate_host(one.host, allowed)]
    if refused:
        mend = "请把它们写进YIWANG_ALLOWED_HOSTS，并配好证书和代理"
        return Finding(what, State.BAD, f"地方站的域名打不开：{'、'.join(refused)}", mend)
    unset = [DUTIES[code] for code in ("organiser", "icp", "police_record", "site_id") if code not in counter.duties()]
    if unset:
        mend = "请系统管理员在“业务设置—站点信息”里照批下来的填"
        return Finding(what, State.WARN, f"页脚没有写{'、'.join(unset)}", mend)
    return Finding(what, State.OK, f"{len(counter.faces())}个地方站，页脚要写的都写了")


_LOOKS: tuple[Callable[[], Finding], ...] = (
    _database, _locale, _migrations, _portal_role, _relay, _secrets, _keys, _disk, _fonts, _gateway, _mail, _wechat, _webhooks,
    _platforms, _faces, _worker, _tables,
)  # fmt: skip
