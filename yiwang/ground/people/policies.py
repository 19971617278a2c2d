"""What may be kept of somebody, and who may have it erased."""

import re

from stdnum.cn import ric

from yiwang.ground.people.states import GROUNDS_OF, CautionKind, IdentityLevel
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import ALLOWED, Verdict

PHONE = re.compile(r"^\d{7,15}$")
"""Any number that can be rung, from home or abroad (E.164: 15 digits at most): a letter passed on from another platform is
never turned away for its number. The portal asks for a mobile and confirms it."""
MAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]{3,190}$")
"""One @ between a name and a house (RFC 5321: 64 signs and 255); whether it exists only a mail to it tells."""
OTHER_DOCUMENT = re.compile(r"^([A-Z]{1,3}\d{5,12}|\d{8})$")
"""Passports and the permits of Hong Kong, Macao and Taiwan residents."""


def may_erase(by: Actor) -> Verdict:
    """Officers and machines carry out an order; who may give one is the calling room's to say."""
    return Verdict("请向受理单位提出删除申请") if by.is_outside else ALLOWED


def check(*, phone: str, id_number: str, identity_level: str, mail: str = "") -> None:
    """Invalid, by field, unless number, identity number, level and mailbox can be."""
    wrong = {
        "phone": "" if not phone or PHONE.match(phone) else "电话是7到15位数字：11位手机号，或者带区号的座机号",
        "id_number": "" if not id_number or _is_id_number(id_number) else "身份证号和校验位对不上，请对着证件再看一遍",
        "mail": "" if not mail or MAIL.match(mail) else "邮箱要写成name@example.com这样",
        "identity_level": "" if identity_level in IdentityLevel.values else "没有这一级身份核验",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def _is_id_number(number: str) -> bool:
    """GB 11643: 17 digits and a check sign (ISO 7064 MOD 11-2). Regions are not looked up, so the demo's 99… pass."""
    if OTHER_DOCUMENT.match(number):
        return True
    return bool(re.fullmatch(r"\d{17}[\dX]", number)) and ric.calc_check_digit(number) == number[-1]


def check_caution(*, kind: str, ground: str, reason: str, guardian_phone: str) -> None:
    """Invalid, by field, unless kind and ground go together, a reason stands, and a guardian's number can be."""
    known = kind in CautionKind.values and ground in GROUNDS_OF[CautionKind(kind)]
    wrong = {
        "ground": "" if known else "请选一种和提示相符的情形",
        "reason": "" if reason.strip() else "请写明依据，例如“本人电话里说手机被丈夫查看”",
        "guardian_phone": "" if not guardian_phone or PHONE.match(guardian_phone) else "监护人电话是7到15位数字",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)
