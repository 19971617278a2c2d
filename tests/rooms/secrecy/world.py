"""What an insider is after: files about police with whole lives, and the words, numbers and people that must not be found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.city import CITIZEN, handler_of, head_of, officer, registered
from tests.rooms.centre.test_calls import ended
from tests.rooms.channels.coming import came
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.queries import next_number
from yiwang.cases.centre import commands as centre
from yiwang.cases.centre.commands import Handed
from yiwang.cases.centre.states import WrapUp
from yiwang.kit import clock
from yiwang.kit.actor import Actor

SEALED = ("named", "unit", "boss", "desk")
"""The secrets that are misconduct; `own` is an ordinary complaint about a unit, `informant` a tip whose teller is protected."""


@dataclass(frozen=True)
class Secret:
    """One file to be kept. `phone`: of whoever wrote it; `canaries`: what stands in it and nowhere else."""

    name: str
    number: str
    phone: str
    person: str
    words: str
    canaries: tuple[str, ...]


def _secret(name: str, place: int, person: str, words: str, canaries: tuple[str, ...], number: str) -> Secret:
    return Secret(name, number, f"154000900{place:02d}", person, words, canaries)


def secrets() -> dict[str, Secret]:
    """What is told, each by somebody else; made-up words that nothing else in the city holds."""
    told = [
        ("named", "荆无忧", "盐场派出所民警牛坤收了我两条紫貂烟才给开证明，还推搡我父亲，请查一查。", ("紫貂烟",)),
        ("unit", "裘半山", "盐场派出所报警以后一直不出警，民警骂人，我放在柜台的青釉罐也被摔了。", ("青釉罐",)),
        ("boss", "贝千帆", "沙浦区分局局长阮斌插手案件，收受好处费，给采砂船老板撑腰，有转账单号佐证。", ("采砂船",)),
        ("desk", "云九皋", "为民服务中心受理员叶清雯收了中介的栗香糕，还骂人，请查。", ("栗香糕",)),
        ("own", "慕听雪", "盐场派出所户籍窗口办事慢、没有指引，我抱着龙眼木匣等了三个小时。", ("龙眼木匣",)),
        (
            "informant",
            "钟离樵",
            "我举报锦纺小区三号楼一楼茶铺后间开设赌场，门口摆一只乌木算盘，请为我保密。",
            ("乌木算盘",),
        ),
    ]
    return {
        name: _secret(name, place, person, words, canaries, next_number())
        for place, (name, person, words, canaries) in enumerate(told, 1)
    }


def come(secret: Secret, *, number: str = "", **told: object) -> Appeal:
    """It is registered under the number that was drawn for it, or another."""
    given = {"content": secret.words, "type": "complaint", "category": "", "area_code": ""} | told
    party = {"name": secret.person, "phone": secret.phone, "address": f"{secret.canaries[0]}巷9号"}
    return registered(told=given, party=party, number=number or secret.number)


def called_in(secret: Secret) -> None:
    """A colleague of the desk was told of it on the telephone, promised a call, and it came by text as well, as another file."""
    desk = officer("ma.lin")
    told = ended(number=secret.phone, extension="8002")
    case = come(secret, number=next_number(), content=f"{secret.words}电话里又说了一次。").case
    centre.wrap_up_call(by=desk, call_id=told.pk, wrap_up=WrapUp.REGISTERED, note=f"说到{secret.canaries[0]}")
    centre.tie_call(by=desk, call_id=told.pk, to=case.ref, wrap_up=WrapUp.REGISTERED)
    centre.promise_call_back(
        by=desk,
        number=secret.phone,
        due_at=clock.now() + timedelta(hours=2),
        what=f"问{secret.canaries[0]}",
        call_id=told.pk,
    )
    came(f"{secret.words}短信里再说一次。", sender=secret.phone)
    handed = Handed(key=f"d:{secret.number}", to="12389", words=secret.words, reason="违纪", phone=secret.phone)
    centre.divert(by=desk, handed=handed)


def lived(appeal: Appeal, *steps: str) -> Appeal:
    """Through its life by the hands that may; each step leaves the rows an insider would look for."""
    if appeal.case.unit is None:
        appeals.push(by=officer("dong.ke"), case_id=appeal.pk, unit_code=appeal.suggestion["unit"])
    for step in steps:
        _STEPS[step](queries.get_by_id(case_id=appeal.pk))
    return queries.get_by_id(case_id=appeal.pk)


def _by(appeal: Appeal) -> Actor:
    return handler_of(appeal) if appeal.case.officer else head_of(appeal)


def _contact(appeal: Appeal) -> None:
    appeals.record_contact(
        by=_by(appeal), case_id=appeal.pk, kind="call", reached=True, note="问过紫貂烟的事", is_public=True
    )


_STEPS: dict[str, Callable[[Appeal], object]] = {
    "sign": lambda one: appeals.sign(by=_by(one), case_id=one.pk),
    "contact": _contact,
    "ask": lambda one: appeals.ask(by=_by(one), case_id=one.pk, text="是哪一天？"),
    "answer": lambda one: appeals.answer(by=CITIZEN, case_id=one.pk, text="上周三"),
    "supplement": lambda one: appeals.supplement(by=CITIZEN, case_id=one.pk, text="还有一张照片", key=f"s{one.pk}"),
    "urge": lambda one: appeals.urge(by=CITIZEN, case_id=one.pk),
    "extension": lambda one: appeals.request_extension(by=_by(one), case_id=one.pk, days=3, reason="还要核实"),
    "submit": lambda one: appeals.submit_reply(
        by=_by(one), case_id=one.pk, text="经查，紫貂烟一事属实，已处理。", outcome="resolved"
    ),
    "approve": lambda one: appeals.approve(by=head_of(one), case_id=one.pk),
    "read": lambda one: appeals.read_reply(by=CITIZEN, case_id=one.pk),
    "dispute": lambda one: appeals.dispute(by=CITIZEN, case_id=one.pk, reason="采砂船没有查"),
    "late": lambda one: Case.objects.filter(pk=one.pk).update(due_at=clock.now()),
}
