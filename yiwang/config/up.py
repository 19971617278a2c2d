"""`yiwang up`: the product on one machine by one command, and in the demo with its stand-in SMS gateway and its people."""

import base64
import hashlib
import http.client
import json
import os
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from yiwang.cases.counter.states import Side
from yiwang.config import postgres, relay_keys, serving, supervise
from yiwang.kit.settings import Settings

_READY_SECONDS = 120.0
_STEPS = {
    "portal": 0,
    "workbench": 1,
    "sandbox": 2,
    "api": 3,
    "smtp": 4,
    "imap": 5,
    "wechat": 6,
    "partner": 7,
    "calls": 8,
    "registers": 9,
    "platforms": 13,
}
"""How far from PORT each one listens."""
_PLAYED = {
    "sandbox": ["sandbox"], "mail": ["sandbox", "mail"], "wechat": ["sandbox", "wechat"],
    "partner": ["sandbox", "partner"], "calls": ["sandbox", "calls"],
    "registers": ["sandbox", "registers"], "platforms": ["sandbox", "platforms"],
}  # fmt: skip
"""In the demo alone: who plays the other sides' services, and by what words of the command line."""
_PLAYED_PORTS = frozenset({"sandbox", "smtp", "imap", "wechat", "partner", "calls", "registers", "platforms"})
_WORDLESS = frozenset({"smtp", "imap"})
"""Ports that speak something else than HTTP: they are there once somebody answers the call."""
_ORDER = {"portal": 0, "workbench": 0, "api": 0, "worker": 1, "relay-inner": 1, "relay-outer": 1}
_PLAYED_ORDER = 2


@dataclass(frozen=True)
class Plan:
    """What one `up` runs: its settings and its addresses."""

    house: Settings
    demo: bool

    @property
    def ports(self) -> dict[str, int]:
        """Portal on PORT, workbench on PORT+1, in the demo the SMS sandbox on PORT+2, the API on PORT+3."""
        return {name: self.house.port + step for name, step in _STEPS.items() if self.demo or name not in _PLAYED_PORTS}

    def address(self, name: str) -> str:
        """Where people open it."""
        shown = "localhost" if self.house.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else self.house.host  # noqa: S104
        return f"http://{shown}:{self.ports[name]}/"


@dataclass
class Database:
    """The inner and the portal's address, with two networks the outer one's, and the embedded server if it is ours."""

    url: str
    portal_url: str
    server: postgres.Server | None = None
    outer_url: str = ""

    def keep(self) -> None:
        """Start the embedded server again when it died."""
        if self.server and not self.server.alive():
            say("数据库意外退出，正在恢复", "the database died, recovering")
            self.server.restart()


@dataclass
class Up:
    """One run, from the ports to the last process ended."""

    plan: Plan
    watch: supervise.Watch = field(default_factory=lambda: supervise.Watch(say=say))
    logins: list[dict[str, Any]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    """Of this run's sandboxes: what they and the doors for machines prove themselves by."""

    def run(self) -> None:
        """Return when told to stop and everything has ended. Raises `UpTrouble` or `DatabaseTrouble` with what to do."""
        self.watch.listen()
        supervise.require_free(self.plan.house.host, self.plan.ports)
        self.plan.house.data_dir.mkdir(parents=True, exist_ok=True)
        serving.forget_counters(self.plan.house.data_dir)
        say("启动数据库", "starting the database")
        with ExitStack() as last:
            database = last.enter_context(_database(self.plan.house))
            last.callback(self._stopped)
            last.callback(self.watch.stop)
            if self._set_up(database) and self._open(database):
                print(self._ready(), flush=True)  # noqa: T201
                self.watch.forever(database.keep)
            say("正在停止", "stopping")

    def _set_up(self, database: Database) -> bool:
        say("准备数据表与基础数据", "migrating, granting, seeding")
        with _memory_file() as logins:
            child = self._child("setup", ["setup", "--logins-fd", str(logins)], database)
            child.pass_fds = (logins,)
            child.log = None
            if self.watch.run_to_end(child):
                os.lseek(logins, 0, os.SEEK_SET)
                self.logins = json.loads(os.read(logins, 1 << 20) or b"[]")
                return True
        if not self.watch.stopping:
            raise supervise.UpTrouble("数据准备失败，原因见上 · setting up failed, see above")
        return False

    def _open(self, database: Database) -> bool:
        """Start doors and worker; True when all of them answer."""
        say("启动各进程", "starting doors and worker")
        words = {name: ["serve", name] for name in ("portal", "workbench", "api")} | {"worker": ["work"]}
        if self.plan.demo:
            words |= _PLAYED
        if database.outer_url:
            words |= {f"relay-{side}": ["relay", "--side", side] for side in ("inner", "outer")}
        since = _database_time(database.url)
        self.watch.start([self._child(name, said, database) for name, said in words.items()])

        menu = self._child("menu", ["wechat", "menu"], database)

        def reached() -> bool:
            database.keep()
            here = {name for name, port in self.plan.ports.items() if _answers(self.plan.house.host, name, port)}
            if "wechat" in here and menu.process is None:
                menu.start()  # published while the others still start
            is_up = len(here) == len(self.plan.ports) and not menu.alive()
            return is_up and _worker_is_up(database.url, since) and _rules_are_out(database.outer_url)

        is_open = self.watch.until(reached, seconds=_READY_SECONDS)
        menu.ask_to_stop()
        menu.end()
        return is_open

    def _child(self, name: str, words: list[str], database: Database) -> supervise.Child:
        log = self.plan.house.data_dir.resolve() / "logs" / f"{name}.log" if self.plan.demo else None
        return supervise.Child(
            name=name,
            words=[sys.executable, "-m", "yiwang.config.cli", *words],
            env=self._environment(name, database),
            log=log,
            order=_ORDER.get(name, _PLAYED_ORDER if name in _PLAYED else 0),
        )

    def _environment(self, name: str, database: Database) -> Mapping[str, str]:
        """The portal's process is not told the inner database's address."""
        house = self.plan.house
        env = dict(os.environ) | {
            "DATABASE_URL": database.url if name not in ("portal", "relay-outer") else "",
            "PORTAL_DATABASE_URL": database.portal_url if name in ("portal", "setup") else "",
            "DATABASE_URL_OUTER": database.outer_url if name in ("setup", "relay-outer") else "",
            "DATA_DIR": str(house.data_dir.resolve()),
            "PORT": str(house.port),
            "PYTHONUNBUFFERED": "1",
        }
        if database.outer_url:
            env |= _side(name, house.data_dir)
        if self.plan.demo:
            env |= {"YIWANG_DEMO": "1", "YIWANG_SECURE_COOKIES": "0"}
            env["YIWANG_SMS_ENDPOINT"] = house.sms_endpoint or f"http://127.0.0.1:{self.plan.ports['sandbox']}"
            env.setdefault("YIWANG_WEBHOOK_NETWORKS", "127.0.0.0/8")
            env.setdefault("YIWANG_ROBOT_HOSTS", f"127.0.0.1:{self.plan.ports['sandbox']}")
            env.setdefault("YIWANG_RECORDING_HOSTS", f"127.0.0.1:{self.plan.ports['calls']}")
            env.setdefault("YIWANG_REGISTERS_URL", f"http://127.0.0.1:{self.plan.ports['registers']}/v1")
            env.setdefault("YIWANG_REGISTERS_TOKEN", "sandbox")
            env.setdefault("YIWANG_PLATFORMS_URL", f"http://127.0.0.1:{self.plan.ports['platforms']}/v1")
            env.setdefault("YIWANG_PLATFORMS_TOKEN", "sandbox")
            env.setdefault("YIWANG_PUBLIC_URL", self.plan.address("portal").rstrip("/"))
            env = {**_played_mail(self.plan.ports), **_played_hooks(self.secret, self.plan.ports), **env}
            if name == "portal":
                env.pop("YIWANG_WECHAT_APP_SECRET", None)
        return env

    def _ready(self) -> str:
        names = {
            "portal": "群众端 portal", "workbench": "工作台 workbench", "sandbox": "短信沙箱 SMS sandbox",
            "api": "外部系统接口 API (api/v1/docs)", "calls": "话务沙箱 telephone sandbox",
            "wechat": "微信沙箱 WeChat sandbox", "partner": "对接平台沙箱 12345 and other platforms",
            "registers": "登记库沙箱 registers sandbox", "platforms": "国家平台沙箱 national platforms",
        }  # fmt: skip
        seconds = time.monotonic() - self.began
        lines = [f"ready 一网就绪，用时 {seconds:.1f} 秒 · Yiwang is up after {seconds:.1f} s"]
        lines += [f"  {names[name]}: {self.plan.address(name)}" for name in self.plan.ports if name in names]
        if self.plan.demo:
            lines.append(f"  邮件沙箱 mail sandbox: {self.plan.address('sandbox')}mail")
            lines.append(f"  微博和短视频沙箱 posts sandbox: {self.plan.address('wechat')}posts")
        if self.plan.demo and self.logins:
            lines += ["  演示账号（姓名 · 用户名 · 密码；动态口令显示在登录页）"
                      " · demo logins (name, user name, password; the current TOTP code is shown on the login page)"]  # fmt: skip
            lines += [
                f"    {who['name']}（{who['post']}）  {who['username']}  {who['password']}" for who in self.logins
            ]
        return "\n".join([*lines, "  按 Ctrl-C 停止 · Ctrl-C stops everything"])

    def _stopped(self) -> None:
        with suppress(OSError):
            say("各进程已停止", "every process has ended")


def _played_mail(ports: Mapping[str, int]) -> dict[str, str]:
    """The demo's own mailbox, unless one is set; its password opens nothing but the sandbox."""
    return {
        "YIWANG_MAIL_ADDRESS": "minsheng@yunzhou.example",
        "YIWANG_MAIL_SMTP": f"smtp://127.0.0.1:{ports['smtp']}",
        "YIWANG_MAIL_IMAP": f"imap://127.0.0.1:{ports['imap']}",
        "YIWANG_MAIL_PASSWORD": "sandbox",
    }


def _played_hooks(secret: str, ports: Mapping[str, int]) -> dict[str, str]:
    """The demo's official account and what its doors for machines ask for, unless set: anew with each run, for its sandboxes."""

    def made(what: str) -> bytes:
        return hashlib.sha256(f"{what}/{secret}".encode()).digest()

    return {
        "YIWANG_WECHAT_APP_ID": f"wx{made('app').hex()[:16]}",
        "YIWANG_WECHAT_APP_SECRET": made("app secret").hex()[:32],
        "YIWANG_WECHAT_TOKEN": made("token").hex()[:24],
        "YIWANG_WECHAT_AES_KEY": base64.b64encode(made("aes")).decode().rstrip("="),
        "YIWANG_WECHAT_ENDPOINT": f"http://127.0.0.1:{ports['wechat']}",
        "YIWANG_WECHAT_NOTICE_TEMPLATE": "demo-progress|character_string1=number,thing2=event,time3=time",
        "YIWANG_SMS_HOOK_KEY": made("sms").hex()[:32],
        "YIWANG_SOCIAL_HOOK_SECRET": f"whsec_{base64.b64encode(made('social')).decode()}",
    }


def say(chinese: str, english: str) -> None:
    """One line for people, in both languages."""
    print(f"{chinese} · {english}", flush=True)  # noqa: T201


@contextmanager
def _database(house: Settings) -> Iterator[Database]:
    """DATABASE_URL, else an embedded server that this `up` owns."""
    if house.database_url:
        if not (house.portal_database_url or house.database_url_outer):
            say(
                "没有给出 PORTAL_DATABASE_URL：群众端将使用内部账号，生产环境请给出",
                "the portal shares the inner database role",
            )
        portal_url = house.portal_database_url or house.database_url_outer or house.database_url
        yield Database(house.database_url, portal_url, outer_url=house.database_url_outer)
        return
    with postgres.running(house.data_dir, own=True) as server:
        if house.two_networks or postgres.has_outer(server):
            postgres.split(server)
            relay_keys.make_outer_data_keys(house.data_dir)
            yield Database(server.url, server.outer_portal_url, server, server.outer_url)
        else:
            yield Database(server.url, server.portal_url, server)


def _side(name: str, data_dir: Path) -> dict[str, str]:
    """With two networks: the keys of a child's own side, and no others."""
    pair = relay_keys.pair(data_dir)
    if name == "portal":
        return {"YIWANG_DATA_KEYS": pair.outer_data_keys} if pair.outer_data_keys else {}
    return pair.environment(Side(name.removeprefix("relay-"))) if name.startswith("relay-") else {}


@contextmanager
def _memory_file() -> Iterator[int]:
    """A file without a name: the demo's passwords never touch the disk."""
    handle = os.memfd_create("logins")
    os.set_inheritable(handle, True)
    try:
        yield handle
    finally:
        os.close(handle)


def _answers(host: str, name: str, port: int) -> bool:
    """The door answers a request, whatever it says, short of an error of its own."""
    link = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=10)  # noqa: S104
    try:
        if name in _WORDLESS:
            link.connect()
            return True
        link.request("GET", "/")
        return link.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def _database_time(url: str) -> Any:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT now()").fetchone()
    return row and row[0]


def _worker_is_up(url: str, since: Any) -> bool:
    """A worker registered or beat after `since`."""
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat >= %s", [since]
            ).fetchone()
    except psycopg.Error:
        return False
    return row is not None


def _rules_are_out(outer_url: str) -> bool:
    """Two networks: the relay has brought what the portal works by; with one network it stands there already."""
    if not outer_url:
        return True
    try:
        with psycopg.connect(outer_url) as connection:
            return connection.execute("SELECT 1 FROM counter_publication LIMIT 1").fetchone() is not None
    except psycopg.Error:
        return False


def run(*, demo: bool, two_networks: bool = False) -> None:
    """Run the product until told to stop."""
    house = Settings()
    told = {"data_dir": Path(house.data_dir).resolve(), "two_networks": two_networks or house.two_networks}
    Up(Plan(house=house.model_copy(update=told), demo=demo or house.demo)).run()
