"""The demo city's five thousand people, their cars, licences and firms: made by one seed, the same in every house.

Nobody here exists: ID numbers begin with 99, plates with 岚, telephone numbers are not kept at all. The first of them are cases
that a system must get right (dead, wanted, a near namesake …); the sandbox's page names them.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from stdnum.cn import ric, uscc

from yiwang.kit import clock

SIZE = 5000
_SEED = 20261
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
_GIVEN = "建国明华秀英志强丽娟伟芳军敏杰静磊洋勇艳涛霞刚红斌玲波雪峰梅平兰鹏云飞月龙晶晨佳宇欣怡浩然子涵梓萱一诺"
_AREAS = ("gulou.qian", "gulou.hou", "wenjin", "shipan", "qiaotou", "liuhe", "xihe", "dongguan")


def _day(offset: int) -> str:
    """So many days from today: a register is always of today."""
    return (clock.today() + timedelta(days=offset)).isoformat()


@dataclass(frozen=True, kw_only=True)
class City:
    """All registers. `people`, `licences`, `records`, `households`: by ID number; `vehicles`: by plate; `firms`: by 信用代码.

    `special`: what is worth trying, as (what, name, key).
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    households: dict[str, dict[str, Any]] = field(default_factory=dict)
    licences: dict[str, dict[str, Any]] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    permits: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    vehicles: dict[str, dict[str, Any]] = field(default_factory=dict)
    violations: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    firms: dict[str, dict[str, Any]] = field(default_factory=dict)
    special: list[tuple[str, str, str]] = field(default_factory=list)


def id_number(birth: date, serial: int, region: str = "990102") -> str:
    """A number of 18 signs with its check sign (GB 11643-1999)."""
    head = f"{region}{birth:%Y%m%d}{serial:03}"
    return head + str(ric.calc_check_digit(f"{head}?"))  # it leaves the last sign out


def firm_number(serial: int) -> str:
    """A 统一社会信用代码 of 18 signs with its check sign (GB 32100-2015)."""
    head = f"91990102MA{serial:07}"
    return head + str(uscc.calc_check_digit(head))


def _person(name: str, birth: date, *, serial: int) -> dict[str, Any]:
    return {
        "name": name, "sex": "男" if serial % 2 else "女", "birth": birth.isoformat(), "status": "normal", "is_local": True,
        "area": _AREAS[serial % len(_AREAS)], "wanted": False, "photo_on_file": True, "fingerprints_on_file": True,
        "card": {"state": "valid", "expires": "2044-05-31"}, "namesakes": 0,
        "residence_days": None,
    }  # fmt: skip


_CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
    ("一切正常", "许安和", {}, {}),
    ("已死亡注销", "钟守业", {"status": "dead", "card": {"state": "none", "expires": ""}}, {}),
    ("在逃人员", "戚广来", {"wanted": True}, {}),
    ("户口已注销", "柏长青", {"status": "cancelled"}, {}),
    ("身份证过期", "尤静怡", {"card": {"state": "expired", "expires": _day(-200)}}, {}),
    ("身份证已挂失", "施月华", {"card": {"state": "lost", "expires": _day(1400)}}, {}),
    ("没有存指纹", "范老根", {"fingerprints_on_file": False}, {}),
    ("没有存照片", "邬小满", {"photo_on_file": False}, {}),
    ("同名且生日相同的人", "张建国", {"namesakes": 1}, {"namesakes": 1}),
    ("有犯罪记录", "祁连山", {}, {"has_record": True}),
    ("未成年时的记录已封存", "凌云飞", {}, {"sealed_juvenile": True}),
    ("外地户口，居住登记已满半年", "孟远行", {"is_local": False, "residence_days": 210}, {}),
    ("外地户口，居住登记不满半年", "阮初到", {"is_local": False, "residence_days": 40}, {}),
)


def _special(city: City) -> None:
    for serial, (what, name, person, record) in enumerate(_CASES, 1):
        birth = date(1990, 1, 1) + timedelta(days=97 * serial)
        key = id_number(birth, serial)
        city.people[key] = _person(name, birth, serial=serial) | person
        city.records[key] = {"has_record": False, "sealed_juvenile": False, "namesakes": 0} | record
        city.special.append((what, name, key))
    child = id_number(date(2015, 6, 1), 21)
    parent = city.special[0][2]
    city.people[child] = _person("许小禾", date(2015, 6, 1), serial=21)
    city.records[child] = {"has_record": False, "sealed_juvenile": False, "namesakes": 0}
    city.special.append(("未成年人，监护人许安和", "许小禾", child))
    for key in (parent, child):
        city.households[key] = {"head": parent, "kind": "family", "members": [parent, child], "minors": [child]}


def _ordinary(city: City, lots: random.Random) -> None:
    while len(city.people) < SIZE:
        serial = len(city.people) + 1
        birth = date(1940, 1, 1) + timedelta(days=lots.randrange(82 * 365))
        name = lots.choice(_FAMILY) + "".join(lots.sample(_GIVEN, lots.choice((1, 2, 2))))
        key = id_number(birth, serial % 1000)
        if key in city.people:
            continue
        person = _person(name, birth, serial=serial) | {
            "is_local": lots.random() > 0.15, "fingerprints_on_file": lots.random() > 0.08,
        }  # fmt: skip
        if lots.random() < 0.05:
            person["card"] = {"state": "expired", "expires": _day(-300)}
        city.people[key] = person
        city.records[key] = {"has_record": lots.random() < 0.01, "sealed_juvenile": False, "namesakes": 0}
    keys = list(city.people)
    for key in keys:
        city.households.setdefault(key, {"head": key, "kind": "family", "members": [key], "minors": []})


def _vehicle(owner: str, plate: str, **changes: Any) -> dict[str, Any]:
    return {
        "plate": plate, "owner": owner, "kind": "small_car", "use": "private", "first_registered": _day(-4 * 365), "years": 4,
        "inspection_due": _day(20), "insured_until": _day(160), "open_violations": 0, "injury_accident": False,
        "state": "normal",
    } | changes  # fmt: skip


_CARS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("免检车，一切正常", {}),
    ("有未处理的违法", {"open_violations": 2}),
    ("交强险过期", {"insured_until": _day(-60)}),
    ("营运车", {"use": "commercial"}),
    ("面包车", {"kind": "van"}),
    ("出过伤人事故", {"injury_accident": True}),
    ("第六年，要上线检验", {"years": 6, "first_registered": _day(-6 * 365)}),
    ("已被查封", {"state": "seized"}),
)


def _cars(city: City, lots: random.Random) -> None:
    keys = list(city.people)
    for serial, (what, changes) in enumerate(_CARS, 1):
        plate = f"岚A{serial:05}"
        owner = keys[0] if serial == 1 else keys[40 + serial]
        city.vehicles[plate] = _vehicle(owner, plate, **changes)
        city.special.append((what, city.people[owner]["name"], plate))
    for serial in range(100, 2600):
        plate, owner = f"岚A{serial:05}", lots.choice(keys[50:])
        city.vehicles[plate] = _vehicle(
            owner, plate, years=lots.randrange(1, 14), open_violations=lots.choice((0, 0, 0, 1))
        )
    for plate, car in city.vehicles.items():
        for serial in range(car["open_violations"]):
            city.violations.setdefault(plate, []).append(
                {"number": f"9901{plate[2:]}{serial:02}", "at": f"{_day(-43)}T08:20:00+08:00", "place": "鼓楼大街与文津路口",
                 "what": "机动车不按规定停放", "fen": 10000, "points": 0, "state": "open"}
            )  # fmt: skip
    for key in keys:
        if lots.random() < 0.5:
            city.licences[key] = {
                "class": "C1",
                "state": "valid",
                "points": lots.choice((0, 0, 0, 3, 6)),
                "expires": _day(1100),
            }
    city.licences[keys[0]] = {"class": "C1", "state": "valid", "points": 0, "expires": _day(1100)}


_FIRMS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("资格合规的企业", "云州恒净化工有限公司", {}),
    ("列入黑名单的企业", "云州捷达贸易有限公司", {"blacklisted": True}),
    ("已注销的企业", "云州旧桥试剂店", {"state": "revoked"}),
    ("用量超出核定的企业", "云州广源涂料有限公司", {"year_kg": 980, "year_limit_kg": 1000}),
    ("没有经办资格的企业", "云州新月清洗服务部", {"qualified": False}),
)


def _firms(city: City) -> None:
    agent = city.special[0][2]
    for serial, (what, name, changes) in enumerate(_FIRMS, 1):
        key = firm_number(serial)
        city.firms[key] = {
            "name": name, "state": "operating", "agents": [agent], "qualified": True, "blacklisted": False, "year_kg": 120,
            "year_limit_kg": 1000, "violations_in_year": 0,
        } | changes  # fmt: skip
        city.special.append((what, name, key))


@lru_cache(maxsize=1)
def city() -> City:
    """The registers as they are on the first of them days; what is done to them stays in this process."""
    made, lots = City(), random.Random(_SEED)  # noqa: S311  # nobody's secret
    _special(made)
    _ordinary(made, lots)
    _cars(made, lots)
    _firms(made)
    return made
