"""我的数据 in the browser: seen, asked, answered, fetched once; under the portal's role, for the holder of the phone alone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import handler_of, officer
from tests.filing import NAME, NUMBER, filed, window
from tests.gateways.serving import on_a_port
from tests.sites.portal.citizen import PHONE, Citizen, inside, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.applications import commands as applications
from yiwang.cases.applications.commands import Party
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import jobs
from yiwang.cases.counter.models import OwnQuery, PhoneCheck
from yiwang.cases.rights import commands as rights
from yiwang.cases.rights.models import DataRequest
from yiwang.ground.people import commands as people
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.registers.gateways.rest import TIMEOUT, Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import city as registers_city
from yiwang.kit.actor import Actor

DATA = "/track/mine/data/"


@pytest.fixture
def holder(citizen) -> Citizen:
    """Somebody whose list stands open, with one appeal that an officer has opened."""
    sent = citizen.send()
    take_in()
    with inside():
        appeal = appeals_queries.get_by_id(case_id=appeals_queries.case_by_number(number=sent.number).pk)
        citizen.appeal = appeal
        by = handler_of(appeal)
        citizen.looker = by.label
        appeals.open_identity(by=by, case_id=appeal.pk, fields=("phone",), purpose="回访")
        PhoneCheck.objects.all().delete()  # the minute between two codes is over
    citizen.client.post("/track/mine/", {"phone": PHONE, "code": sent.code})
    citizen.client.post("/track/mine/code/", {"code": citizen.code, "go": "1"})
    return citizen


def nonce(page: str) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found
    return found[1]


def asked(holder: Citizen, address: str, **told: str) -> str:
    form = {"nonce": nonce(text(holder.client.get(address)))} | told
    for _ in range(2):
        assert holder.client.post(address, form).url.startswith(f"{DATA}?sent=")
    take_in()
    with inside():
        made = DataRequest.objects.get()
        jobs.show_request(ref=str(made.ref))
    return made.number


def test_whoever_has_no_session_open_goes_to_its_door(stranger):
    for address in (DATA, f"{DATA}ask/copy/", f"{DATA}requests/DR2611-00001-3/", f"{DATA}looks/1-aa/"):
        assert stranger.get(address).url == "/track/mine/"
    assert stranger.post(f"{DATA}copies/x/").url == "/track/mine/"


def test_who_looked_is_shown_by_unit_and_post(holder):
    assert DATA in text(holder.client.get("/track/mine/list/"))
    first = text(holder.client.get(DATA))
    assert "正在取" in first and 'hx-trigger="every 3s"' in first
    take_in()
    with CaptureQueriesContext(connection) as made:
        page = text(holder.client.get(DATA))
    assert len(made) <= 10
    assert "每天更新一次" in page and "回访" in page and holder.appeal.case.unit.short_name in page
    assert holder.looker not in page and "hx-trigger" not in page and "依法不便显示的不在此列" in page
    with inside():
        Appeal.objects.filter(pk=holder.appeal.pk).update(tripwire={"page": "domestic"})
    renew(holder.appeal.pk)
    assert "回访" not in text(holder.client.get(DATA)), "at once, whatever the view of the day says"


def test_a_copy_is_asked_for_once_and_fetched_once(holder):
    holder.client.get(DATA)
    number = asked(holder, f"{DATA}ask/copy/", format="json")
    address = f"{DATA}requests/{number}/"
    assert "最晚" in text(holder.client.get(address)) and number in text(holder.client.get(DATA))
    with inside():
        made = DataRequest.objects.get()
        rights.check(by=officer("ye.qingwen"), request_id=made.pk, decision="granted", answer="副本已经备好")
        jobs.show_request(ref=str(made.ref))
    page = text(holder.client.get(address))
    assert "副本已经备好" in page and "行政复议" in page
    fetch = re.search(rf'action="({DATA}copies/[^"]+)"', page)
    assert fetch and holder.client.get(fetch[1]).status_code == 405
    got = holder.client.post(fetch[1])
    assert got["Content-Type"] == "application/json" and holder.appeal.words in got.content.decode()
    assert holder.client.post(fetch[1]).status_code == 409
    take_in()
    with inside():
        jobs.show_request(ref=str(made.ref))
    assert "取走了" in text(holder.client.get(address))


def test_a_look_is_questioned_from_the_look_alone(holder):
    holder.client.get(DATA)
    take_in()
    address = re.search(rf'href="({DATA}looks/[^"]+)"', text(holder.client.get(DATA)))
    assert address
    assert holder.client.post(address[1], {"nonce": "n" * 43, "words": " "}).status_code == 422
    asked(holder, address[1], words="我没有打过电话，为什么看")
    with inside():
        assert DataRequest.objects.get().unit.code.endswith("inspection")
    assert holder.client.get(f"{DATA}looks/1-abcdef/").status_code == 404
    assert holder.client.get(f"{DATA}ask/look/").status_code == 404


def test_in_english_and_refused_by_shape(holder):
    holder.client.cookies["django_language"] = "en"
    page = text(holder.client.get(f"{DATA}ask/correct/"))
    assert "Correct my data" in page and "identity number" in page
    wrong = holder.client.post(f"{DATA}ask/correct/", {"nonce": "n" * 43, "field": "id_number", "after": "12"})
    assert wrong.status_code == 422 and "identity number cannot be right" in text(wrong)


def test_what_was_applied_for_stands_in_the_list(holder):
    with inside():
        one = filed(party=Party(name=NAME, phone=PHONE, id_number=NUMBER, identity_level="sms_verified"))
        applications.ask_correction(by=window(one), case_id=one.pk, items=[("house", "看不清房号")])
        renew(one.pk)
    page = text(holder.client.get("/track/mine/list/"))
    assert "户口迁移" in page and one.case.number in page and "等您回答" in page and "前办到下一步" in page
    assert "前答复您" in page, "the appeal stands beside it"


def test_ones_own_registers(holder, stranger):
    """Asked, answered, and a register that is down; who showed no card is told how to."""
    address = "/track/mine/registers/"
    assert stranger.get(address).url == stranger.post(f"{address}again/").url == "/track/mine/"
    assert address in text(holder.client.get("/track/mine/list/"))
    wrong = holder.client.post(
        address, {"nonce": nonce(text(holder.client.get(address))), "kind": "vehicle", "name": "许安和"}
    )
    assert wrong.status_code == 422 and "18位" in text(wrong) and "许安和" in text(wrong)
    person = next(key for told, _, key in registers_city().special if told == "一切正常")

    def ask(**told: str) -> str:
        form = {"nonce": nonce(text(holder.client.get(address))), "name": "许安和", "id_number": person}
        told_back = holder.client.post(address, form | told)
        assert told_back.url.startswith(f"{address}?sent=")
        take_in()
        return text(holder.client.get(told_back.url))

    assert "到任一户籍窗口" in ask(kind="licence")
    with inside():
        people.remember(
            by=Actor.system("test"),
            name="许安和",
            phone=PHONE,
            id_number=person,
            identity_level=IdentityLevel.IN_PERSON,
        )
    assert "正在查" in ask(kind="vehicle", plate="岚A00001")
    with inside(), on_a_port(serve(Registers(known=registers_city()))) as port:
        asked = OwnQuery.objects.first()
        counter.ask_register(query_id=asked.pk, way=Rest(url=f"http://127.0.0.1:{port}/v1", token="x", timeout=TIMEOUT))
    page = text(holder.client.get(address))
    assert "没有查成" in page and "不是您写错了" in page
    assert holder.client.post(f"{address}again/", {"key": str(asked.pk), "round": "1"}).url.startswith(address)
    take_in()
    with inside(), on_a_port(serve(Registers(known=registers_city()))) as port:
        counter.ask_register(
            query_id=asked.pk, way=Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox", timeout=TIMEOUT)
        )
    page = text(holder.client.get(address))
    assert "岚A00001" in page and "小型汽车" in page and "检验有效期止" in page and person not in page
    holder.client.cookies["django_language"] = "en"
    english = re.sub(
        r"<[^>]*>|云州公安民生服务|云州市公安局|中文|[岚云]A\d{5}|\([^)a-z]*\)", " ", text(holder.client.get(address))
    )
    assert re.findall(r"[㐀-鿿]{2,}", english) == []
