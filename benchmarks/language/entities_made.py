"""Phrases with numbers, units and officers, made by chance: what is meant, and what only looks like it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from yiwang.ground.language.queries.shapes import check_digit
from yiwang.ground.language.states import EntityKind
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries.naming import Force, Person

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_WIDE = {ord("0") + at: chr(0xFF10 + at) for at in range(10)} | {ord("A") + at: chr(0xFF21 + at) for at in range(26)}
_HAN = str.maketrans("0123456789", "零一二三四五六七八九")


@dataclass(frozen=True)
class Made:
    """A phrase; where what is meant stands in it, and whom each stretch means."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    codes: tuple[str, ...] = field(default=())


Maker = Callable[[random.Random], Made]


def _around(before: str, words: str, after: str) -> Made:
    return Made(before + words + after, ((len(before), len(before) + len(words)),))


def _figures(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def phone(rng: random.Random) -> Made:
    """A mobile or a land line as people write them."""
    mobile = "1" + rng.choice("3456789") + _figures(rng, 9)
    code, line = rng.choice(["010", "0571", "0309", "0731", "028"]), rng.choice("23456789") + _figures(rng, 6)
    spelling = rng.choice(
        [
            mobile, mobile, mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}",
            f"+86 {mobile}", f"86-{mobile}", mobile.translate(_WIDE), mobile.translate(_HAN),
            f"{mobile[:4]} {mobile[4:7]} {mobile[7:]}",
            f"{code}-{line}", f"{code}{line}", f"({code}){line}", f"（{code}）{line}", f"{code}-{line}-{rng.randint(1, 999)}",
            f"400-{_figures(rng, 3)}-{_figures(rng, 4)}",
        ]
    )  # fmt: skip
    before = rng.choice(["电话", "我的手机是", "请打", "联系方式：", "", "微信同号", "打", "tel:", "家里电话："])
    return _around(before, spelling, rng.choice(["。", "，白天都在。", "找我。", "（王先生）。", ""]))


def identity(rng: random.Random) -> Made:
    """An identity number of eighteen signs, in whole or in groups."""
    born = f"{rng.randint(1935, 2024)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    first = f"{rng.randint(11, 65)}{_figures(rng, 4)}{born}{_figures(rng, 3)}"
    number = first + check_digit(first)
    parts = number[:6], number[6:14], number[14:]
    spelling = rng.choice([number, number, number.lower(), number.translate(_WIDE), " ".join(parts), "-".join(parts)])
    before = rng.choice(["身份证", "身份证号码：", "身份证号是", "", "我的证件号", "本人，", "（"])
    return _around(before, spelling, rng.choice(["。", "，请查。", "，女。", "）。"]))


def plate(rng: random.Random) -> Made:
    """A plate of the forms of GA 36-2018."""
    head = rng.choice(_PROVINCES) + rng.choice(_PLATE_SIGNS)
    sign = rng.choice(_PLATE_SIGNS)
    pair = "".join(rng.choices(_PLATE_SIGNS, k=2))
    five = rng.choice(
        [
            _figures(rng, 5),
            _figures(rng, 4) + sign,
            sign + _figures(rng, 4),
            f"{_figures(rng, 2)}{pair}{_figures(rng, 1)}",
        ]
    )
    energy = rng.choice("DF")
    green = rng.choice([energy + _figures(rng, 5), energy + sign + _figures(rng, 4), _figures(rng, 5) + energy])
    special = _figures(rng, 4) + rng.choice("学警挂")
    body = rng.choice([five, five, five, green, green, special])
    spelling = rng.choice(["{}{}", "{}{}", "{}·{}", "{} {}", "{}-{}"]).format(head, body)
    spelling = rng.choice([spelling, spelling, spelling.lower(), spelling.translate(_WIDE)])
    before = rng.choice(["车牌", "车牌号", "一辆", "那辆", "", "车号是", "黑色轿车，"])
    return _around(before, spelling, rng.choice(["停在消防通道。", "，每天堵门。", "的车主。", "。", "逆行。"]))


POSITIVES: dict[EntityKind, Maker] = {
    EntityKind.PHONE: phone,
    EntityKind.ID_NUMBER: identity,
    EntityKind.PLATE: plate,
}


def _plain(text: str) -> Made:
    return Made(text)


def _day(rng: random.Random) -> str:
    return f"{rng.randint(2015, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"


NEGATIVES: tuple[Maker, ...] = (
    lambda rng: _plain(f"订单号1{rng.randint(3, 9)}{_figures(rng, 9)}，一直没发货。"),
    lambda rng: _plain(f"快递单号{_figures(rng, 12)}丢了。"),
    lambda rng: _plain(f"工单编号2026{rng.randint(1, 12):02}{_figures(rng, 12)}，没有人回。"),
    lambda rng: _plain(f"案号（2026）云{rng.randint(10, 99)}刑初{rng.randint(1, 9999)}号。"),
    lambda rng: _plain(f"一共{rng.randint(1000000, 99999999)}元，到现在没退。"),
    lambda rng: _plain(f"合同价款{rng.randint(10**10, 10**11 - 1)}元整。"),
    lambda rng: _plain(f"{_day(rng)}{rng.randint(0, 23)}时{rng.randint(10, 59)}分。"),
    lambda rng: _plain(f"{rng.randint(2015, 2026)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}那天。"),
    lambda rng: _plain(f"坐标{rng.uniform(100, 120):.8f}，{rng.uniform(20, 40):.8f}。"),
    lambda rng: _plain(f"营业执照统一社会信用代码9{_figures(rng, 17)}。"),
    lambda rng: _plain(f"设备编号{_figures(rng, 18)}，坏了半年。"),
    lambda rng: _plain(f"流水号{_figures(rng, 18)}，扣了两次。"),
    lambda rng: _plain(f"新{rng.choice(_PLATE_SIGNS)}{rng.randint(2018, 2026)}年开的楼盘。"),
    lambda rng: _plain(f"这里是{rng.choice(_PROVINCES)}A级景区，每天{rng.randint(100, 99999)}人。"),
    lambda rng: _plain(f"坐{rng.randint(100, 999)}路公交，{rng.randint(10, 99)}分钟一趟。"),
    lambda rng: _plain(f"发票代码{_figures(rng, 12)}，号码{_figures(rng, 8)}。"),
    lambda rng: _plain(f"打110、120、12345都打过，第{rng.randint(1, 99)}次了。"),
    lambda rng: _plain(f"型号GB{rng.randint(1000, 99999)}-{rng.randint(2000, 2026)}，电池{rng.randint(20, 100)}安。"),
    lambda rng: _plain(f"面积{rng.uniform(50, 200):.2f}平方米，总价{rng.randint(500000, 5000000)}元。"),
    lambda rng: _plain(f"学号{rng.randint(2015, 2026)}{_figures(rng, 8)}。"),
)  # fmt: skip
"""What has figures and is no phone, identity number or plate."""


# --- units and officers

_TITLES = ("民警", "警官", "警察")


def made_officers(force: Force, units: Sequence[Unit], rng: random.Random, count: int) -> list[Made]:
    """Half mentions of the demo's units and officers, half of what is called alike."""
    stations = [unit for unit in units if unit.kind == "station"]
    names = {unit.code: unit for unit in units}
    few = [one for one in force.people if len(force.by_surname[one.name[0]]) == 1]
    makers: list[Maker] = [
        lambda rng: _unit(rng.choice(list(force.units.items())), rng),
        lambda rng: _unit((rng.choice(stations).name, ""), rng, {unit.name: unit.code for unit in units}),
        lambda rng: _named_officer(rng.choice(force.people), rng),
        lambda rng: _badge(rng.choice(force.people), rng),
        lambda rng: _at_unit(rng.choice(force.people), names, rng),
        lambda rng: _surname(rng.choice(few), rng),
        lambda rng: _leader(rng.choice(stations), force, rng),
    ]
    others: list[Maker] = [
        lambda rng: _plain(f"邻居{rng.choice(force.people).name}天天半夜唱歌。"),
        lambda rng: _plain(f"我叫{rng.choice(force.people).name}，住在镇上。"),
        lambda rng: _plain(f"物业主任{rng.choice(force.people).name}不给开门。"),
        lambda rng: _plain(f"尊敬的{rng.choice(force.people).name[0]}局长，您好！"),
        lambda rng: _plain(f"{rng.choice(['长沙', '杭州', '岳麓', '余杭'])}市公安局让我回户籍地办。"),
        lambda rng: _plain(f"{rng.choice(['望月湖', '文源', '洋湖'])}派出所的人来过。"),
        lambda rng: _plain("社区民警来过两次，很客气。"),
        lambda rng: _plain(f"找过老师{rng.choice(force.people).name}和校长。"),
        lambda rng: _plain(f"教育局{rng.choice(force.people).name[0]}局长说不归他们管。"),
        lambda rng: _plain("派出所的人说不归他们管，让找交警。"),
    ]
    found = [rng.choice(makers)(rng) for _ in range(count // 2)]
    return found + [rng.choice(others)(rng) for _ in range(count - len(found))]


def _unit(form: tuple[str, str], rng: random.Random, codes: dict[str, str] | None = None) -> Made:
    words, code = form
    before = rng.choice(["去", "昨天", "反映到", "打电话给", "", "我在"])
    one = _around(before, words, rng.choice(["办户口。", "的人态度很好。", "没有人接。", "说要等。", "，两次了。"]))
    return Made(one.text, one.spans, (code or (codes or {})[words],))


def _named_officer(person: Person, rng: random.Random) -> Made:
    title = rng.choice(_TITLES)
    words, before, after = person.name, f"{title}", rng.choice(["让我再等等。", "接待的我。", "没有留电话。"])
    if rng.random() < 0.5:
        before, after = rng.choice(["那天", "是", "找过"]), f"{title}{after}"
    one = _around(before, words, after)
    return Made(one.text, one.spans, (person.code,))


def _badge(person: Person, rng: random.Random) -> Made:
    one = _around(rng.choice(["警号", "警号是", "警号："]), person.badge, rng.choice(["的民警开的单。", "，想表扬。"]))
    return Made(one.text, one.spans, (person.code,))


def _at_unit(person: Person, names: dict[str, Unit], rng: random.Random) -> Made:
    """At a unit, by surname and title: both are meant."""
    unit = names[person.unit].short_name
    text = f"{unit}的{person.name[0]}警官{rng.choice(['说不能办。', '很耐心。', '让我周一来。'])}"
    spans = ((0, len(unit)), (len(unit) + 1, len(unit) + 4))
    return Made(text, spans, (person.unit, person.code))


def _surname(person: Person, rng: random.Random) -> Made:
    one = _around(rng.choice(["", "是", "找"]), f"{person.name[0]}警官", rng.choice(["办的。", "接的电话。"]))
    return Made(one.text, one.spans, (person.code,))


def _leader(unit: Unit, force: Force, rng: random.Random) -> Made:
    """盐场派出所所长: the unit, and whoever is called so there."""
    said = unit.short_name
    heads = [one for one in force.people if any(code == unit.code and title == "所长" for code, title in one.posts)]
    text = f"{said}所长{rng.choice(['从来不露面。', '亲自来的。'])}"
    spans, codes = [(0, len(said))], [unit.code]
    if heads:
        spans.append((len(said), len(said) + 2))
        codes.append(heads[0].code)
    return Made(text, tuple(spans), tuple(codes))
