"""Questions and people for the tests of the room."""

from itertools import count
from typing import Any

from tests import city
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.quality.asking.queries import About, Plan, Whom
from yiwang.quality.asking.states import Purpose

JOB = Actor.job("test.job")
PHONE = "15400012345"
_keys = count(1)


def unit(code: str = "yz.jc.gq"):
    return organisation.unit(code=code)


def agent() -> Actor:
    """A call-back agent of the service centre."""
    return city.officer("tan.mei")


def whom(phone: str = PHONE, **more: Any) -> Whom:
    return Whom(recipient=Recipient(kind=CITIZEN, phone=phone, **more))


def a_plan(phone: str = PHONE, *, purpose: Purpose = Purpose.SERVICE, about: About | None = None, **more: Any) -> Plan:
    subject = more.pop("subject", None) or Ref("served.service", next(_keys))
    said = {"date": "11月3日", "place": "鼓前服务点", "number": "YZ2611-18427-3"}
    who = more.pop("whom", None) or whom(phone)
    return Plan(purpose=purpose, subject=subject, unit=unit(), whom=who, about=about or About(), params=said, **more)
