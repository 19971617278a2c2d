"""Two networks and the gate is closed: what the citizen is told, and that nothing typed is lost."""

import json
from datetime import timedelta

import pytest

from tests.sites.portal.citizen import PHONE, inside, text
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Envelope, Link
from yiwang.kit import clock


def heard(ago: timedelta) -> None:
    """The other network was last heard of so long ago."""
    now = clock.now()
    with inside():
        Link.objects.update_or_create(side="outer", defaults={"epoch": 1, "began_at": now, "heard_at": now - ago})
    queries.forget_gate()


@pytest.fixture
def closed(citizen):
    heard(timedelta(minutes=10))
    return citizen


def letter() -> dict:
    with inside():
        return json.loads(Envelope.objects.get(kind="submission").body)


def test_a_phone_may_go_without_its_code(closed):
    closed.write()
    closed.place()
    page = text(closed.client.get("/appeal/contact/"))
    assert "验证码现在可能很久才到" in page
    assert "先不等验证码" in page
    asked = closed.contact(ask="1")
    assert asked.status_code == 302
    assert "已经记下" in text(closed.client.get(asked.url))
    refused = closed.contact(go="1")
    assert refused.status_code == 422
    assert PHONE in text(refused), "what was typed stands there"
    assert closed.contact(go="1", later="on").url == "/appeal/check/"
    assert "没有用短信确认" in text(closed.client.get("/appeal/check/"))
    assert closed.submit().url == "/appeal/receipt/"
    assert (letter()["party"]["phone"], letter()["party"]["identity_level"]) == (PHONE, "none")


def test_another_phone_needs_the_same_word_again(closed):
    closed.write()
    closed.place()
    closed.contact(go="1", later="on")
    assert closed.contact(go="1", phone="15400054321").status_code == 422


def test_an_open_gate_lets_nobody_pass_without_a_code(citizen):
    heard(timedelta(seconds=5))
    citizen.write()
    citizen.place()
    page = text(citizen.client.get("/appeal/contact/"))
    assert "先不等验证码" not in page
    assert citizen.contact(go="1", later="on").status_code == 422


def test_with_one_network_nothing_of_this_is_said(citizen):
    citizen.write()
    citizen.place()
    assert "先不等验证码" not in text(citizen.client.get("/appeal/contact/"))
    receipt = citizen.send()
    assert "正在转入" not in text(citizen.client.get("/appeal/receipt/"))
    assert "正在转入" not in text(citizen.file(receipt))


def test_receipt_and_file_say_where_it_lies(closed):
    closed.write()
    closed.place()
    closed.contact(go="1", later="on")
    closed.submit()
    page = text(closed.client.get("/appeal/receipt/"))
    assert "已收到，正在转入" in page
    assert closed.receipt.number in page
    assert "已收到，正在转入" in text(closed.file(closed.receipt))
    heard(timedelta(seconds=1))
    assert "正在转入" not in text(closed.client.get("/appeal/receipt/"))


def test_danger_is_told_to_call_and_not_that_somebody_hears(closed):
    closed.write("现在有人拿着刀在砸门，我们躲在屋里", "help")
    page = text(closed.client.get("/appeal/danger/"))
    assert "现在网上连不到值班台" in page
    assert "110" in page
    assert "两分钟内有人确认" not in page
    sent = closed.client.post("/appeal/danger/send/", {"place": "鼓楼花园3栋"})
    assert sent.url == "/appeal/receipt/"
    page = text(closed.client.get("/appeal/receipt/"))
    assert "还没有送到值班台" in page
    assert "值班台正在响铃" not in page
