"""What may be kept of somebody, and who may have it erased."""

import re

from stdnum.cn import ric

from yiwang.ground.people.states import IdentityLevel
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import ALLOWED, Verdict

PHONE = re.compile(r"^(1[3-9]\d{9}|0\d{9,11}|\d{7,8})$")
"""Mobile, or a land line with or without its area code."""


def may_erase(by: Actor) -> Verdict:
    """Officers and machines carry out an order; who may give one is the calling room's to say."""
    return Verdict("请向受理单位提出删除申请") if by.kind is ActorKind.CITIZEN else ALLOWED


def check(*, phone: str, id_number: str, identity_level: str) -> None:
    """Invalid, by field, unless number, identity number and level can be."""
    wrong = {
        "phone": "" if not phone or PHONE.match(phone) else "请填11位手机号，或者带区号的座机号",
        "id_number": "" if not id_number or _is_id_number(id_number) else "身份证号和校验位对不上，请对着证件再看一遍",
        "identity_level": "" if identity_level in IdentityLevel.values else "没有这一级身份核验",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def _is_id_number(number: str) -> bool:
    """GB 11643: 17 digits and a check sign (ISO 7064 MOD 11-2). Regions are not looked up, so the demo's 99… pass."""
    return bool(re.fullmatch(r"\d{17}[\dX]", number)) and ric.calc_check_digit(number) == number[-1]
