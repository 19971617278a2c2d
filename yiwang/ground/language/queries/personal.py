"""What in a text points at a person: names, telephone numbers, documents, plates, addresses, accounts; and the text without it.

Patterns and a list of surnames: it proposes, a person decides. A name without a title or an introduction beside it is found
only where it is given (`names`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yiwang.ground.language.states import PersonalKind

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
_DIGIT_BEFORE, _DIGIT_AFTER = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_HOUSE = r"[\dA-Za-z一二三四五六七八九十百零〇\-－#]{1,8}"
_PLACE = r"(?:(?![在到住请去往来于从的是我您你他她们有和与及把被向就])[\u4e00-\u9fff]){2,8}?"
_PLACE_END = r"(?:小区|花园|新村|家园|公寓|大厦|苑|弄|胡同|里弄|村|社区|巷|路|街|大道)"

_SHAPES: tuple[tuple[PersonalKind, re.Pattern[str]], ...] = (
    (PersonalKind.EMAIL, re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        PersonalKind.DOCUMENT,
        re.compile(rf"{_DIGIT_BEFORE}[1-9]\d{{5}}\s?(?:19|20)\d{{6}}\s?\d{{3}}[\dXx]{_DIGIT_AFTER}"),
    ),
    (PersonalKind.DOCUMENT, re.compile(rf"{_DIGIT_BEFORE}(?:[EGDSPHMCT]\d{{8}}|[EC][A-Z]\d{{7}}){_DIGIT_AFTER}")),
    (PersonalKind.PHONE, re.compile(r"(?<![\dA-Za-z])(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?![\dA-Za-z])")),
    (PersonalKind.PHONE, re.compile(r"(?<!\d)0\d{2,3}[-－—\s]?[2-8]\d{6,7}(?!\d)")),
    (
        PersonalKind.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Za-z][\s·•.]?"
            r"(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{4,6}[挂学警]?(?![A-Za-z0-9])"
        ),
    ),
    (
        PersonalKind.ADDRESS,
        re.compile(
            rf"{_PLACE}{_PLACE_END}(?:{_HAN}{{0,6}}?{_PLACE_END})?(?:\d{{1,5}}[号弄](?![楼码])(?:之\d+)?)?"
            rf"(?:{_HOUSE}(?:号楼|幢|栋|座|单元|室|户|层|楼|号(?!码))){{1,4}}(?:{_HOUSE}室?(?=[，。；、\s]|$))?"
        ),
    ),
    (PersonalKind.ADDRESS, re.compile(rf"{_PLACE}{_PLACE_END}\d{{1,5}}号(?!线|楼|码)")),
    (
        PersonalKind.ADDRESS,
        re.compile(r"\d{1,4}(?:号楼|幢|栋|座)(?:\d{1,3}单元)?(?:\d{2,4}室?)?|\d{1,3}单元\d{2,4}室?"),
    ),
    (PersonalKind.ACCOUNT, re.compile(r"(?:微信号?|QQ号?|qq号?|抖音号?|支付宝)[:：为是\s]*[A-Za-z0-9_\-]{5,20}")),
    (PersonalKind.ACCOUNT, re.compile(rf"{_DIGIT_BEFORE}\d(?:[\s-]?\d){{6,}}{_DIGIT_AFTER}")),
    (PersonalKind.NAME, re.compile(rf"(?<=姓名[:：为]){_HAN}{{2,4}}|(?<=[我名]叫){_NAME}|(?<=本人){_NAME}")),
    (PersonalKind.NAME, re.compile(rf"{_SURNAME}(?:{_HAN}{{1,2}})?(?={_TITLE})")),
    (PersonalKind.NAME, re.compile(rf"(?<=[老小]){_SURNAME}(?=[，。、：]|$)")),
)
"""Tried in this order; what an earlier one has found, a later one leaves alone."""


@dataclass(frozen=True, order=True)
class Personal:
    """A stretch [start, end) of the text that points at a person, and how."""

    start: int
    end: int
    kind: PersonalKind

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def personal(text: str, *, names: Collection[str] = (), keep: Collection[str] = ()) -> list[Personal]:
    """What in this text points at a person, in order and without overlaps.

    `names`: known names that count wherever they stand. `keep`: what may stand (a duty phone, the office's own address).
    """
    taken: list[Personal] = []
    allowed = {word for word in keep if word}
    for found in _candidates(text, names):
        words = found.of(text)
        is_free = not any(found.start < other.end and other.start < found.end for other in taken)
        if is_free and not any(words in word or word in words for word in allowed):
            taken.append(found)
    return sorted(taken)


def _candidates(text: str, names: Collection[str]) -> Iterator[Personal]:
    for name in sorted({name for name in names if len(name) >= 2}, key=len, reverse=True):
        yield from (Personal(hit.start(), hit.end(), PersonalKind.NAME) for hit in re.finditer(re.escape(name), text))
    for kind, shape in _SHAPES:
        yield from (Personal(hit.start(), hit.end(), kind) for hit in shape.finditer(text) if hit.end() > hit.start())


def redacted(text: str, *, names: Collection[str] = (), keep: Collection[str] = ()) -> str:
    """The text with each of these put as its kind: 〔电话〕. For `names` and `keep` see `personal`."""
    parts, at = [], 0
    for found in personal(text, names=names, keep=keep):
        parts += [text[at : found.start], f"〔{found.kind.label}〕"]
        at = found.end
    return "".join([*parts, text[at:]])
