"""What people ask the registers about themselves: proved or not, on record, shown to them alone and gone soon."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from tests.city import CITIZEN, PHONE
from tests.gateways.serving import on_a_port
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.commands import Own
from yiwang.cases.counter.commands.own import MOST_A_DAY
from yiwang.cases.counter.models import OwnQuery
from yiwang.ground.people import commands as people
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.record.models import Look
from yiwang.ground.registers.gateways.rest import TIMEOUT, Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import city as registers_city
from yiwang.ground.registers.models import LookUp
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

BY = Actor.system("test")
NAME, NUMBER = next((name, key) for told, name, key in registers_city().special if told == "一切正常")


@pytest.fixture
def played():
    return Registers(known=registers_city(), wait=lambda seconds: None)


@pytest.fixture
def way(played, city):
    with on_a_port(serve(played)) as port:
        line = Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox", timeout=TIMEOUT)
        yield line
        line.close()


@pytest.fixture
def proved(city):
    """Somebody whose card was looked at."""
    people.remember(by=BY, name=NAME, phone=PHONE, id_number=NUMBER, identity_level=IdentityLevel.IN_PERSON)


def asked(key: str, kind: str, *, plate: str = "", number: str = NUMBER, way=None) -> dict:
    """One question from the portal to the view that its phone sees."""
    own = Own(key=key, phone=PHONE, kind=kind, name=NAME, id_number=number, plate=plate)
    for _ in range(2):
        commands.ask_own(by=CITIZEN, own=own)
    jobs.drain()
    row = OwnQuery.objects.first()
    if way:
        commands.ask_register(query_id=row.pk, way=way)
        commands.ask_register(query_id=row.pk, way=way)
    return queries.personal_view(phone=PHONE).queries[0]


def test_what_is_ones_own_is_found_and_nothing_else(way, proved):
    car = asked("a", "vehicle", plate="岚A00001", way=way)
    assert car["state"] == "found" and car["facts"]["state"] == "normal" and car["plate"] == "岚A00001"
    assert "owner" not in car["facts"] and NUMBER not in str(car) and NAME not in str(car)
    strangers = asked("b", "vehicle", plate="岚A00002", way=way)
    nobodys = asked("c", "vehicle", plate="岚A99999", way=way)
    assert strangers["state"] == nobodys["state"] == "absent" and strangers["facts"] == nobodys["facts"] == {}
    assert asked("d", "licence", way=way)["facts"]["class"] == "C1"
    assert asked("e", "violations", way=way)["facts"]["open"] == 0
    assert OwnQuery.objects.count() == 5, "the same form twice is one question"
    looks = queries_of_looks()
    assert [(one.purpose, one.fields) for one in looks][-1] == ("本人查询机动车", ["register.vehicle"]) and len(
        looks
    ) == 5
    view = shown_looks()
    assert view[0]["what"] == "登记库" and view[0]["unit"] == "本人" and view[-1]["fields"] == ["机动车"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT wish, facts FROM counter_ownquery")
        assert not any(NUMBER.encode() in bytes(cell) for row in cursor.fetchall() for cell in row)


def queries_of_looks() -> list[Look]:
    return list(Look.objects.filter(subject_kind="counter.own").order_by("-id"))


def shown_looks() -> list[dict]:
    return list(queries.personal_view(phone=PHONE).looks)


def test_half_an_hour_later_the_answer_is_gone_and_that_somebody_looked_is_not(way, proved):
    asked("a", "licence", way=way)
    row = OwnQuery.objects.get()
    with time_machine.travel(row.until + timedelta(seconds=1)):
        assert queries.personal_view(phone=PHONE).queries == [], "the portal knows by itself, before anything is swept"
        jobs.forget_own(0)
        row.refresh_from_db()
        assert (row.wish, row.facts) == ("", "") and LookUp.objects.get().facts == ""
        assert len(shown_looks()) == 1
    with time_machine.travel(row.asked_at + timedelta(days=1, minutes=1)):
        jobs.forget_own(0)
    assert not OwnQuery.objects.exists() and len(queries_of_looks()) == 1


def test_who_has_shown_no_card_learns_nothing(way):
    assert asked("a", "licence")["state"] == "unproved", "nobody with this phone"
    people.remember(by=BY, name=NAME, phone=PHONE, id_number=NUMBER, identity_level=IdentityLevel.SMS_VERIFIED)
    assert asked("b", "licence")["state"] == "unproved", "a code proves a phone, not a person"
    people.remember(by=BY, name="别的人", phone=PHONE, id_number=NUMBER, identity_level=IdentityLevel.IN_PERSON)
    assert asked("c", "licence")["state"] == "unproved", "another name"
    people.remember(by=BY, name=NAME, phone=PHONE, id_number=NUMBER, identity_level=IdentityLevel.IN_PERSON)
    assert asked("d", "licence")["state"] == "asked"
    for count in range(MOST_A_DAY - 4):
        asked(f"more{count}", "licence")
    assert asked("last", "licence")["state"] == "too_many"
    assert not LookUp.objects.exists()


def test_a_register_that_is_down_says_so_and_is_asked_again(way, played, proved):
    played.mode = "down"
    told = asked("a", "licence", way=way)
    assert told["state"] == "failed" and told["facts"] == {}
    played.mode = "slow"
    for _ in range(2):
        commands.ask_again(by=CITIZEN, phone=PHONE, key=told["key"], round=told["round"])
    commands.ask_again(by=CITIZEN, phone="15400000000", key=told["key"], round=told["round"])
    jobs.drain()
    assert queries.personal_view(phone=PHONE).queries[0]["state"] == "asked"
    commands.ask_register(query_id=told["key"], way=way)
    after = queries.personal_view(phone=PHONE).queries[0]
    assert (after["state"], after["round"], after["facts"]["class"]) == ("found", 2, "C1")


def test_what_is_written_wrong_is_said_at_the_counter(city):
    with pytest.raises(Invalid) as error:
        commands.ask_own(by=CITIZEN, own=Own(key="k", phone=PHONE, kind="vehicle", name=" ", id_number="1", plate="x"))
    assert set(error.value.fields) == {"name", "id_number", "plate"}
