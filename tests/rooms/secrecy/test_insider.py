"""The insider at every door: what is sealed changes nothing that anybody outside 督察 can see, and is found by nothing.

Each test makes the looks of one person twice, before the secret comes and after it has lived, at one and the same moment of the
clock; then nothing may differ: no list, no total, no badge, no sheet, no search. `YIWANG_ATTACK=whole` tries every officer of
the demo city at every address; else these few, who stand in every relation to the matters, try a part of the addresses of single
files each, and all of them together every address.
"""

import os

import pytest
import time_machine

from tests.city import appeal_at, officer, registered
from tests.rooms.centre.test_calls import seated
from tests.rooms.secrecy import insider, world
from tests.rooms.secrecy.insider import Insider
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.secrecy import commands as secrecy
from yiwang.kit import clock

pytestmark = pytest.mark.usefixtures("city")
WHOLE = os.environ.get("YIWANG_ATTACK") == "whole"
NOISE_OF_THIS = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱上画着一只绿孔雀，放到凌晨一点多，家里有老人睡不着。"
NAMED = ("niu.kun", "gong.liang")
"""Whom the matters name, and the head of the unit that they are about."""
HEADS_OF_THE_DESK = ("qin.yao", "luo.xiaoying")
"""They read what their desk diverts to 12389, by design: for them nothing is diverted."""
OUTSIDERS = ("niu.kun", "ruan.bin", "ye.qingwen", "gu.ningxin")
"""Who is named; the boss of the county, who is named too; an operator who is named; an office."""
LIFE = (
    "sign",
    "contact",
    "ask",
    "answer",
    "supplement",
    "urge",
    "extension",
    "submit",
    "approve",
    "read",
    "dispute",
    "late",
)


@pytest.fixture
def frozen():
    with time_machine.travel(clock.now(), tick=False):
        yield


def everyday():
    """What lies about in any case: files of the persons' own units, seats at the desk."""
    appeal_at(State.HANDLING)
    seated("ma.lin", "8002")
    told = {"content": "盐场派出所门口的路灯坏了很久，晚上很黑。", "category": "", "area_code": "", "type": "help"}
    registered(told=told)


def persons():
    """Whoever is tried: a few, or everybody whose post is not where the matters are sealed to."""
    return insider.everybody() if WHOLE else list(OUTSIDERS)


@pytest.mark.parametrize("code", persons())
def test_a_sealed_file_changes_nothing_that_is_seen(code, frozen):
    everyday()
    told = world.secrets()
    secrets = [told[name] for name in (*world.SEALED, *(("own",) if code in NAMED else ()))]
    who = Insider(code).sit()
    sought = secrets if WHOLE else [secrets[OUTSIDERS.index(code)]]
    looks = insider.lists() + [ask for secret in sought for ask in insider.questions(secret)]
    before = who.world(looks)
    for secret in secrets:
        is_long = (WHOLE and secret.name != "own") or secret.name in ("unit", "desk")
        world.lived(world.come(secret), *(LIFE if is_long else LIFE[:2]))
    if code not in HEADS_OF_THE_DESK:
        world.called_in(told["desk"])
    leaks = insider.differs(before, who.again(before, looks, whole=WHOLE))
    assert not leaks, leaks


@pytest.mark.parametrize("how", ["raised", "recused", "declared"])
def test_a_file_that_is_closed_later_is_as_if_it_had_never_been(how, frozen):
    """It lay on the very desk, was signed and spoken about; then it is sealed, or the officer must not touch it."""
    everyday()
    who = Insider("yang.mo").sit()
    looks = [look for look in insider.lists() if look[1].startswith(insider.DESKS)]
    before = who.world(looks)
    appeal = world.lived(registered(told={"content": NOISE_OF_THIS}), "sign", "contact", "urge", "late")
    assert appeal.case.officer.code == "yang.mo" and insider.differs(before, who.again(before, looks[:4], whole=True))
    close = {
        "raised": lambda: secrecy.raise_grade(
            by=officer("ye.qingwen"), case_id=appeal.pk, grade="misconduct", reason="说到民警", named_officers=["yang.mo"]
        ),
        "recused": lambda: secrecy.recuse(
            by=officer("xiang.dong"), case_id=appeal.pk, officer_code="yang.mo", ground="related", reason="是亲戚"
        ),
        "declared": lambda: secrecy.declare(by=officer("yang.mo"), case_id=appeal.pk, reason="是我家亲戚"),
    }  # fmt: skip
    close[how]()
    leaks = insider.differs(before, who.again(before, looks, whole=WHOLE))
    assert not leaks, leaks


@pytest.mark.parametrize("code", [*OUTSIDERS, "yang.mo"])
def test_no_address_of_a_file_tells_it_from_none(code, frozen):
    """Every address that takes a number or a key, read and sent to: as of a number that was never given."""
    told = world.secrets()
    named = world.lived(world.come(told["named"]), "sign", "contact", "ask")
    who, none = Insider(code).sit(), casework.next_number()
    keys = {"number": (named.case.number, none), **insider.keys_of(named)}
    everyone = (*OUTSIDERS, "yang.mo")
    mine = [one for one in insider.doors() if one.is_for(keys) and (WHOLE or one.falls_to(code, everyone))]
    assert len(mine) > 5
    leaks = []
    for door in mine:
        for method in ("GET", "POST"):
            there, nowhere = (door.at(**{name: pair[place] for name, pair in keys.items()}) for place in (0, 1))
            got = [who.ask(method, path, but=[named.case.number, none]) for path in (there, nowhere)]
            if got[0] != got[1]:
                leaks.append(f"{method} {door.route}\n{insider.lines(got[1], got[0])}")
    assert not leaks, "\n\n".join(leaks)
