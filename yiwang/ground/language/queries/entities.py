"""What in a text leads to somebody: phones, identity numbers, plates, cards, badges, addresses, accounts, names.

One reading for masking, for sealing, for drafts and for figures. Units and officers the roster alone knows; the cases' side
joins them to what is found here. It proposes, a person decides: a name without a title or an introduction beside it is found only
where it is given (`names`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yiwang.ground.language.queries.shapes import NUMBERS, ROWS_OF_FIGURES, folded
from yiwang.ground.language.states import EntityKind

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|端木"
_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:{_COMPOUND}|[{_SURNAMES}]){_HAN}{{1,2}}"
_SURNAME = rf"(?:{_COMPOUND}|[{_SURNAMES}])"
_TITLE = r"(?:先生|女士|小姐|太太|师傅|老师|同志|大爷|大妈|大姐|大哥|阿姨|奶奶|爷爷|警官|民警|某某|某)"
_HOUSE = r"[\dA-Z一二三四五六七八九十百零〇\-#]{1,8}"
_PLACE = r"(?:(?![在到住请去往来于从的是我您你他她们有和与及把被向就])[\u4e00-\u9fff]){2,8}?"
_PLACE_END = r"(?:小区|花园|新村|家园|公寓|大厦|苑|弄|胡同|里弄|村|社区|巷|路|街|大道)"

_ADDRESSES: tuple[tuple[EntityKind, re.Pattern[str]], ...] = (
    (
        EntityKind.ADDRESS,
        re.compile(
            rf"{_PLACE}{_PLACE_END}(?:{_HAN}{{0,6}}?{_PLACE_END})?(?:\d{{1,5}}[号弄](?![楼码])(?:之\d+)?)?"
            rf"(?:{_HOUSE}(?:号楼|幢|栋|座|单元|室|户|层|楼|号(?!码))){{1,4}}(?:{_HOUSE}室?(?=[，。；、\s]|$))?"
        ),
    ),
    (EntityKind.ADDRESS, re.compile(rf"{_PLACE}{_PLACE_END}\d{{1,5}}号(?!线|楼|码)")),
    (
        EntityKind.ADDRESS,
        re.compile(r"\d{1,4}(?:号楼|幢|栋|座)(?:\d{1,3}单元)?(?:\d{2,4}室?)?|\d{1,3}单元\d{2,4}室?"),
    ),
)
"""Tried in this order; what an earlier one has found, a later one leaves alone."""
_NAMES: tuple[tuple[EntityKind, re.Pattern[str]], ...] = (
    (EntityKind.NAME, re.compile(rf"(?<=姓名[:：为]){_HAN}{{2,4}}|(?<=[我名]叫){_NAME}|(?<=本人){_NAME}")),
    (EntityKind.NAME, re.compile(rf"{_SURNAME}(?:{_HAN}{{1,2}})?(?={_TITLE})")),
    (EntityKind.NAME, re.compile(rf"(?<=[老小]){_SURNAME}(?=[，。、：]|$)")),
)


@dataclass(frozen=True, order=True, slots=True)
class Entity:
    """A stretch [start, end) of the text, and what it is."""

    start: int
    end: int
    kind: EntityKind

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def entities(text: str, *, names: Collection[str] = ()) -> list[Entity]:
    """Everything found, in order and without overlaps. `names`: known names that count wherever they stand."""
    taken: list[Entity] = []
    for found in _candidates(text, names):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return sorted(taken)


def _candidates(text: str, names: Collection[str]) -> Iterator[Entity]:
    for name in sorted({name for name in names if len(name) >= 2}, key=len, reverse=True):
        yield from (Entity(hit.start(), hit.end(), EntityKind.NAME) for hit in re.finditer(re.escape(name), text))
    plain = folded(text)
    for kind, shape, is_one in NUMBERS:
        for hit in shape.finditer(plain):
            if is_one is None or is_one(plain, hit):
                start, end = hit.span("n") if "n" in shape.groupindex else hit.span()
                yield Entity(start, end, kind)
    yield from _shaped(plain, *_ADDRESSES)
    yield from _shaped(plain, (EntityKind.ACCOUNT, ROWS_OF_FIGURES))
    yield from _shaped(plain, *_NAMES)


def _shaped(plain: str, *shapes: tuple[EntityKind, re.Pattern[str]]) -> Iterator[Entity]:
    return (Entity(hit.start(), hit.end(), kind) for kind, shape in shapes for hit in shape.finditer(plain))
