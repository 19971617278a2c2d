"""What a fresh installation begins with: the product's default tables; under the demo also 云州 and its first appeals."""

import csv
import json
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from yiwang.cases.counter import commands as counter
from yiwang.config import exchange, items, platforms, showing, showing_files, showing_loop, story
from yiwang.config.lessons import first_lessons, of_the_demo, sample
from yiwang.ground.access import queries as access
from yiwang.ground.language import queries as language
from yiwang.ground.organisation import bulk as organisation
from yiwang.ground.organisation import queries as officers
from yiwang.ground.places import bulk as places
from yiwang.ground.rules import commands as rules
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

DEFAULTS = Path(__file__).parent / "defaults"
DEMO = Path(__file__).parents[2] / "demo"
TABLES = {
    "channels": "channels.csv",
    "categories": "categories.csv",
    "time_limits": "time_limits.csv",
    "message_templates": "message_templates.csv",
    "reply_templates": "reply_templates.csv",
    "calendar": "calendar_2025_2027.csv",
    "police_lines": "police_lines.csv",
    "green_channels": "green_channels.csv",
    "retention": "retention.csv",
    "never_asked": "never_asked.csv",
    "sampling": "sampling.csv",
}
OF_THE_CITY = {"site_info": "site_info.csv", "faces": "faces.csv", "notices": "notices.csv"}
"""A bureau begins without these, and the portal shows nothing that nobody has set."""
JSON = {"routing": "routing_rules.json", "settings": "settings.json"}
DEMO_PASSWORD = "Yunzhou-2026-demo"  # noqa: S105  shown to everybody, and set only under the demo
BY = Actor.system("seed")


@dataclass(frozen=True)
class Login:
    """One persona of the demo."""

    name: str
    post: str
    username: str
    password: str


PERSONAS = (
    ("ye.qingwen", "受理员"),
    ("dong.ke", "受理组长（复核个人信息申请）"),
    ("tan.mei", "回访员"),
    ("qin.yao", "为民服务中心主任（三级回访的结论）"),
    ("yang.mo", "鼓前派出所社区民警"),
    ("xiang.dong", "鼓前派出所所长"),
    ("ding.yuqing", "鹤鸣派出所社区民警（窗口收件、办件）"),
    ("min.zhi", "鹤鸣派出所所长"),
    ("dai.jun", "镜川分局服务中心主任（督办）"),
    ("qiao.hong", "镜川分局分管副局长（审定咨询）"),
    ("yu.shan", "人口管理支队业务民警（受理申请）"),
    ("kong.fan", "人口管理支队支队长（作出决定）"),
    ("hou.fei", "市局督察民警（密封件）"),
    ("guan.lei", "纪检监察组副组长（违纪线索、纪检举报）"),
    ("shen.zhiyuan", "市局分管副局长（三级回访后的最后处理）"),
    ("wei.rong", "市局局长"),
    ("gu.ningxin", "系统管理员"),
    ("cheng.bo", "安全管理员"),
    ("fan.rui", "审计管理员"),
)
"""Whom the demo's start prints; every other officer logs in with the same password."""


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV table as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: value or "" for name, value in row.items()} for row in csv.DictReader(file)]


def totp_secret(code: str) -> str:
    """The demo's TOTP secret of an officer: made from this installation's key, so that no two installations share it."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    digest = sha256(f"{settings().secret_key}/totp/{code}".encode()).digest()
    return "".join(alphabet[byte % 32] for byte in digest)


def _tables() -> None:
    for kind, name in TABLES.items():
        rules.install(by=BY, kind=kind, payload=rows(DEFAULTS / name), note=name)
    for kind in ("routing", "settings"):
        path = DEFAULTS / JSON[kind]
        rules.install(by=BY, kind=kind, payload=json.loads(path.read_text(encoding="utf-8")), note=path.name)


def _city() -> None:
    places.load_areas(by=BY, rows=rows(DEMO / "areas.csv"))
    places.load_gazetteer(by=BY, rows=rows(DEMO / "gazetteer.csv"))
    organisation.load_units(by=BY, rows=rows(DEMO / "units.csv"))
    organisation.load_officers(
        by=BY,
        rows=[*rows(DEMO / "officers.csv"), *rows(DEMO / "officers_more.csv")],
        extra_posts=rows(DEMO / "officer_posts_extra.csv"),
        password=DEMO_PASSWORD,
        totp_secret_for=totp_secret,
    )
    for kind, name in OF_THE_CITY.items():
        rules.install(by=BY, kind=kind, payload=rows(DEMO / name), note=name)


def _learn(*, demo: bool) -> None:
    """Train the first text model: on phrases and sentences of the categories, in the demo on its sample appeals too.

    Loaded by name and only then: scikit-learn takes seconds that a second start has not.
    """
    language.teach(first_lessons)
    if demo:
        language.teach(of_the_demo)
    if not language.versions():
        import_module("yiwang.ground.language.bulk").train_once(by=BY, examples=language.lessons())


def lay_ground(*, demo: bool) -> None:
    """Rules, in the demo the city, the catalogue, the first text model, and what the portal may know."""
    _tables()
    if demo:
        _city()
    items.lay(city=DEMO if demo else None)
    _learn(demo=demo)
    counter.publish(by=BY)


def seed(*, demo: bool) -> None:
    """Bring the installation to its beginning; run again it changes nothing."""
    lay_ground(demo=demo)
    if demo:
        platforms.admit()
        showing.standards(DEMO / "standards.csv")
        story.tell(sample())
        showing.figures()
        showing.call()
        showing_loop.show()
        showing_files.show()
        exchange.admit()


def demo_logins() -> list[Login]:
    """The personas that the demo prints; none outside of it."""
    if not settings().demo:
        return []
    return [
        Login(officers.officer_by_code(code=code).name, post, code, DEMO_PASSWORD)
        for code, post in PERSONAS
        if access.account_named(username=code)
    ]
