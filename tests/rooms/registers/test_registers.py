"""A register is asked for a file and a purpose, over HTTP, by the real client; what came back is kept encrypted and on record."""

import pytest
from django.db import connection

from tests.city import officer, registered
from tests.gateways.serving import on_a_port
from yiwang.ground.record import queries as records
from yiwang.ground.record.models import Event, Look
from yiwang.ground.record.queries import Clearing, Target
from yiwang.ground.registers import commands, queries
from yiwang.ground.registers.gateways.rest import TIMEOUT, Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import city as registers_city
from yiwang.ground.registers.models import LookUp
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Unavailable

pytestmark = pytest.mark.usefixtures("city")
BY = Actor.system("test")


@pytest.fixture
def played():
    return Registers(known=registers_city(), wait=lambda seconds: None)


@pytest.fixture
def way(played):
    with on_a_port(serve(played)) as port:
        line = Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox", timeout=TIMEOUT)
        yield line
        line.close()


def special(what: str) -> tuple[str, str]:
    return next((name, key) for told, name, key in registers_city().special if told == what)


def ask(way, *, request_id="q1", register="person", purpose="核对身份", **keys):
    case = registered().case
    return case, commands.look_up(
        by=officer("yang.mo"), subject=case.ref, case=case.number, purpose=purpose, register=register, keys=keys,
        request_id=request_id, way=way,
    )  # fmt: skip


def test_an_answer_is_kept_encrypted_and_is_a_look(way):
    name, key = special("一切正常")
    case, answer = ask(way, id_number=key, name=name)
    assert answer.found and answer.facts["status"] == "normal" and answer.facts["name_matches"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts FROM registers_lookup WHERE id = %s", [answer.look_id])
        assert name.encode() not in bytes(cursor.fetchone()[0])
    look = Look.objects.get(subject_id=str(case.pk), purpose="核对身份")
    assert look.fields == ["register.person"]
    said = Event.objects.get(code="registers.register.asked", subject_id=str(case.pk)).payload
    assert said["outcome"] == "found" and name not in str(said) and key not in str(said)
    assert [row.register for row in queries.looks_of(subject=case.ref)] == ["person"]


def test_another_name_on_the_number_shows_nothing_of_its_holder(way):
    _, key = special("一切正常")
    _, answer = ask(way, id_number=key, name="冒名人")
    assert answer.facts == {"found": True, "name_matches": False}


def test_who_is_not_there_is_absent_and_not_an_error(way):
    _, answer = ask(way, id_number="990102190001010000")
    assert not answer.found and LookUp.objects.get().outcome == "absent"


def test_the_same_request_is_asked_once(way, played):
    _, key = special("已死亡注销")
    _, first = ask(way, id_number=key)
    _, again = ask(way, id_number=key)
    assert (first.look_id, first.serial) == (again.look_id, again.serial) and LookUp.objects.count() == 1


@pytest.mark.parametrize(("mode", "trouble"), [("down", "busy"), ("busy", "busy"), ("garbage", "unreadable")])
def test_no_answer_is_kept_as_a_failure_and_asked_again_under_the_same_name(way, played, mode, trouble):
    played.mode = mode
    _, key = special("一切正常")
    with pytest.raises(Unavailable):
        ask(way, id_number=key)
    row = LookUp.objects.get()
    assert (row.outcome, row.trouble, row.facts) == ("failed", trouble, "")
    played.mode = "normal"
    _, answer = ask(way, id_number=key)
    assert answer.found and LookUp.objects.get().outcome == "found"


def test_a_house_without_registers_says_so():
    with pytest.raises(Unavailable, match="没有接入"):
        ask(None, id_number="990102199004080019")


def test_nobody_asks_without_a_purpose_or_a_number(way):
    with pytest.raises(Invalid):
        ask(way, purpose=" ", id_number="990102199004080019")
    with pytest.raises(Invalid):
        ask(way, name="许安和")
    assert not LookUp.objects.exists()


def test_a_loss_is_entered_once_and_read_back(way):
    _, key = special("没有存照片")
    case = registered().case
    done = {
        "by": officer("yang.mo"), "subject": case.ref, "case": case.number, "purpose": "身份证挂失", "act": "report_loss",
        "keys": {"id_number": key}, "body": {}, "request_id": "a1", "way": way,
    }  # fmt: skip
    first, again = commands.act(**done), commands.act(**done)
    assert first.serial == again.serial and Event.objects.filter(code="registers.register.acted").count() == 1
    _, answer = ask(way, request_id="q2", id_number=key)
    assert answer.facts["card"]["state"] == "lost"


def test_what_registers_said_goes_with_the_file(way):
    _, key = special("一切正常")
    case, answer = ask(way, id_number=key)
    keeper = records.keeper(name="registers.lookup")
    target = Target(subjects=frozenset({case.ref}))
    keys = list(keeper.of(target).values_list("pk", flat=True))
    assert keys == [answer.look_id]
    keeper.clear(Clearing(by=BY, keys=tuple(keys), order="n1", ground="试"))
    row = LookUp.objects.get(pk=answer.look_id)
    assert row.facts == "" and row.outcome == "found"
