"""The shapes of numbers that lead to a person, and the sums and words by which a like number is told from them.

Patterns read a text that `folded` has been over: half-width, letters in capitals, one kind of dash. A pattern proposes;
the check beside it decides: check digit and calendar of an identity number (GB 11643), Luhn's sum of a bank card (ISO/IEC 7812),
the composition of a plate (GA 36-2018), and the words before a number (单号, 案号) that say it is something else.
"""

import re
from collections.abc import Callable
from datetime import date

from yiwang.ground.language.states import EntityKind

Check = Callable[[str, re.Match[str]], bool]
Shape = tuple[EntityKind, re.Pattern[str], Check | None]

_FOLDED = (
    {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
    | {ord("ａ") + at: chr(ord("A") + at) for at in range(26)}
    | {ord("a") + at: chr(ord("A") + at) for at in range(26)}
    | dict.fromkeys(map(ord, "－—–﹣‐‑−"), "-")
    | dict.fromkeys(map(ord, "•‧∙・●"), "·")
    | {
        ord("　"): " ",
        ord("\u00a0"): " ",
        ord("（"): "(",
        ord("）"): ")",
        ord("＠"): "@",
        ord("．"): ".",
        ord("＋"): "+",
    }
)
_HAN_DIGITS = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_BEFORE = 14
"""Signs before a number in which it may be called something."""
_CALLED_IDENTITY = re.compile(r"(?:身份证|证件|公民身份|身份)[^。；\d]{0,8}$")
_CALLED_CARD = re.compile(r"(?:卡号|银行卡|信用卡|储蓄卡|账号|帐号|账户|帐户)[^。；\d]{0,6}$")
_CALLED_PLATE = re.compile(r"(?:车牌|车号|牌照|号牌|牌号)[^。；，\d]{0,5}$")
_CALLED_BADGE = re.compile(r"(?:警号|警员号|胸牌号?|胸号|工号|警官证号?码?)$")
_CALLED_PHONE = re.compile(r"(?:电话|手机|座机|固话|热线|联系方式|联系号码|拨打?|致电|来电|TEL|PHONE)[^。；\d]{0,6}$")
_CALLED_ELSE = re.compile(
    r"(?:单号|订单|编号|流水号?|运单|案号|工单|序列号?|合同号?|发票|批号|户号|学号|学籍号|考号|房号|货号|档案号|受理号|许可证号?|税号|"
    r"代码|车架号|发动机号|设备号|条形?码|ISBN|IMEI|坐标|经度|纬度|金额|余额|区号|邮编|文号|备案号?|统一社会信用|注册号|NO\.?|№)"
    r"[^。；，,\d]{0,6}$"
)
_MONEY_AFTER = re.compile(r"\s?(?:元|万|亿|块|平方|平米|㎡|人民币|%|％|公里|米|吨|度)")
_COUNTED_AFTER = re.compile(r"\s?(?:年|月|元|万|亩|平|路公交|米|型|号文)")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def folded(text: str) -> str:
    """The text sign for sign as the patterns read it; as long as it was."""
    return text.translate(_FOLDED)


def digits(text: str) -> str:
    """The figures of a number that was written with spaces, dashes or Han."""
    return "".join(sign for sign in text.translate(_HAN_DIGITS) if sign.isdigit())


def is_identity_number(number: str) -> bool:
    """Whether 18 signs are a resident's identity number: a day that was, and the right check digit (GB 11643)."""
    plain = number.upper()
    if len(plain) != 18 or not plain[:17].isdigit() or not is_day(plain[6:14]):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(plain, _WEIGHTS, strict=False))
    return plain[17] == _CHECK_DIGITS[total % 11]


def check_digit(first: str) -> str:
    """The eighteenth sign after these seventeen figures."""
    return _CHECK_DIGITS[sum(int(sign) * weight for sign, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def is_day(text: str) -> bool:
    """Whether eight figures are a day of the calendar."""
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True


def is_card_number(number: str) -> bool:
    """Whether the last figure is the one that Luhn's sum asks for."""
    doubled = (int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_called(shape: re.Pattern[str], text: str, start: int) -> bool:
    return bool(shape.search(text[max(0, start - _BEFORE) : start]))


def _identity(text: str, hit: re.Match[str]) -> bool:
    plain = re.sub(r"[\s-]", "", hit[0]).replace("×", "X").replace("*", "X")
    if len(plain) == 15 or not is_identity_number(plain):
        return _is_called(_CALLED_IDENTITY, text, hit.start())
    return True


def _card(text: str, hit: re.Match[str]) -> bool:
    plain = digits(hit[0])
    if _is_called(_CALLED_ELSE, text, hit.start()):
        return False
    return _is_called(_CALLED_CARD, text, hit.start()) or (plain[0] in "3456" and is_card_number(plain))


def _phone(text: str, hit: re.Match[str]) -> bool:
    if _is_called(_CALLED_PHONE, text, hit.start()):
        return True
    return not _is_called(_CALLED_ELSE, text, hit.start()) and not _MONEY_AFTER.match(text, hit.end())


def _han_phone(text: str, hit: re.Match[str]) -> bool:
    plain = digits(hit[0])
    return plain != hit[0] and plain[0] == "1" and plain[1] in "3456789"


def _near_phone(text: str, hit: re.Match[str]) -> bool:
    return _is_called(_CALLED_PHONE, text, hit.start())


def _plate(text: str, hit: re.Match[str]) -> bool:
    """Five signs with two figures at least, a new-energy car's six, or four where the text calls it a plate."""
    if hit["other"]:
        return True
    body = hit["body"]
    if len(body) == 6 and re.fullmatch(r"[A-K][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-K]", body):
        return True
    figures = sum(sign.isdigit() for sign in body)
    if len(body) == 5 and figures >= 2:
        return not _COUNTED_AFTER.match(text, hit.end())
    return figures >= 1 and _is_called(_CALLED_PLATE, text, hit.start())


def _badge(text: str, hit: re.Match[str]) -> bool:
    return bool(_CALLED_BADGE.search(text[max(0, hit.start() - 6) : hit.start()]))


_NOT_IN_NUMBER = r"(?<![\dA-Z])(?<!\d\.)(?<!\*)"
_ENDS = r"(?![\dA-Z*])"
_GAP = r"[- \t·.]{0,2}"

NUMBERS: tuple[Shape, ...] = (
    (EntityKind.EMAIL, re.compile(r"[A-Z0-9_.+-]{1,64}@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"), None),
    (
        EntityKind.ID_NUMBER,
        re.compile(
            rf"{_NOT_IN_NUMBER}[1-9]\d{{5}}[\s-]?(?:18|19|20)\d{{2}}[\s-]?[01]\d[0-3]\d[\s-]?\d{{3}}[\dX×*](?![\dA-Z])"
        ),
        _identity,
    ),
    (
        EntityKind.ID_NUMBER,
        re.compile(rf"{_NOT_IN_NUMBER}[1-9]\d{{5}}\d{{2}}(?:0[1-9]|1[0-2])[0-3]\d\d{{3}}{_ENDS}"),
        _identity,
    ),
    (
        EntityKind.DOCUMENT,
        re.compile(rf"{_NOT_IN_NUMBER}(?<![/_])(?:[EGDSPHMCT]\d{{8}}|[EC][A-Z]\d{{7}}){_ENDS}(?!_)"),
        None,
    ),
    (
        EntityKind.PLATE,
        re.compile(
            rf"[{_PROVINCES}]\s?[A-Z][\s·.-]?(?:(?P<other>(?=[A-Z]*\d[A-Z]*\d)[A-Z0-9]{{4}}[挂学警港澳领试超])|(?P<body>[A-Z0-9]{{4,6}})(?![A-Z0-9]))"
        ),
        _plate,
    ),
    (EntityKind.PLATE, re.compile(rf"(?<![A-Z])WJ[\s·-]?[{_PROVINCES}]?[\s·-]?\d{{4,5}}[A-Z]?(?![A-Z0-9])"), None),
    (
        EntityKind.BANK_CARD,
        re.compile(rf"{_NOT_IN_NUMBER}(?:\d{{16,19}}|\d{{4}}(?:[\s-]\d{{4}}){{3}}(?:[\s-]?\d{{1,3}})?){_ENDS}"),
        _card,
    ),
    (
        EntityKind.PHONE,
        re.compile(
            rf"(?:(?<![\dA-Z])(?<!\d\.)|(?<=TEL)|(?<=PHONE)|(?<=VX)|(?<=WX)|(?<=QQ))(?:\(?\+?86\)?[-\s]?)?"
            rf"1[3-9]\d(?:{_GAP}\d{{4}}{_GAP}\d{{4}}|\d{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}|{_GAP}\d{{3}}{_GAP}\d{{5}}){_ENDS}"
        ),
        _phone,
    ),
    (
        EntityKind.PHONE,
        re.compile(
            r"(?<![\d零〇一幺二两三四五六七八九])[\d零〇一幺二两三四五六七八九]{11}(?![\d零〇一幺二两三四五六七八九])"
        ),
        _han_phone,
    ),
    (
        EntityKind.PHONE,
        re.compile(
            rf"{_NOT_IN_NUMBER}\(?0(?:10|2\d|[3-9]\d{{2}})\)?[-\s]{{0,2}}[2-9]\d{{6,7}}(?:(?:-|转)\d{{1,6}})?{_ENDS}"
        ),
        _phone,
    ),
    (EntityKind.PHONE, re.compile(rf"{_NOT_IN_NUMBER}[48]00[-\s]?\d{{3}}[-\s]?\d{{4}}{_ENDS}"), _phone),
    (EntityKind.PHONE, re.compile(rf"{_NOT_IN_NUMBER}[2-8]\d{{2,3}}-?\d{{4}}{_ENDS}"), _near_phone),
    (
        EntityKind.BADGE,
        re.compile(r"(?<=[号牌证码])[^0-9A-Z\n。]{0,6}(?P<n>[A-Z]{0,3}\d{5,8})(?!\d)"),
        _badge,
    ),
    (EntityKind.ACCOUNT, re.compile(r"(?:微信号?|QQ号?|VX|WX|抖音号?|支付宝)[:：为是\s]*[A-Z0-9_-]{5,20}"), None),
)
"""Tried in this order; what an earlier one has found, a later one leaves alone. A group `n` is what is meant of the hit."""

ROWS_OF_FIGURES = re.compile(r"(?<![\dA-Z])\d(?:[\s-]?\d){6,}(?![\dA-Z])")
"""Seven figures and more: a number of some account, where nothing better is known of it."""
