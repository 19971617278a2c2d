"""Applying online, page by page, under the portal's own role: kept, checked in the form's own words, one receipt."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import services
from tests.sites.portal.citizen import inside, photo, take_in, text
from yiwang.cases.appeals.queries import case_by_number
from yiwang.cases.applications import queries as applications
from yiwang.cases.applications import states
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter.commands.filed import CLOCKS
from yiwang.cases.counter.models import Draft, Envelope, Parcel, Projection
from yiwang.kit import clock, memory
from yiwang.kit.actor import Actor
from yiwang.sites.ui.sayings import say

BASE = "/services/test.id_card/apply/"
PHONE = "15400067890"
WHO = {"name": "王小明", "id_number": "11010519491231002x", "phone": PHONE, "consented": "on"}
FORM = {
    "f_name": "王小明",
    "f_id_number": "11010519491231002X",
    "f_reason": "lost",
    "f_delivery": "window",
    "f_truth": "on",
}


class Applicant:
    """Somebody with a browser who applies."""

    def __init__(self) -> None:
        self.client = Client()

    def post(self, page: str, **sent: object):
        return self.client.post(f"{BASE}{page}", sent)

    def get(self, page: str = "") -> str:
        return text(self.client.get(f"{BASE}{page}"))

    @property
    def code(self) -> str:
        with inside():
            return json.loads(Envelope.objects.filter(kind="phone_code").latest("id").body)["code"]

    def chosen(self, reason: str = "0") -> None:
        assert self.post("", s_reason=reason).status_code in (200, 422)
        assert self.post("", s_reason=reason, s_rush="0").url == f"{BASE}who/"

    def known(self, **more: str) -> None:
        assert self.post("who/", **WHO, **more, ask="1").url.startswith(f"{BASE}who/?sent=1")
        assert self.post("who/", **WHO, **more, code=self.code, go="1").url == f"{BASE}form/1/"

    def filled(self) -> None:
        assert self.post("form/1/", **FORM).url == f"{BASE}materials/"

    def given(self, **more: object):
        sent = {"said_loss": "1", "said_photo": "1", "declared_loss": "on", "file_photo": photo(), "go": "1"}
        return self.post("materials/", **(sent | more))


@pytest.fixture
def applicant(portal) -> Applicant:
    with inside():
        services.three()
    memory.forget()
    return Applicant()


def letter() -> dict:
    with inside():
        return json.loads(Envelope.objects.get(kind="application").body)


def test_from_the_first_question_to_the_receipt(applicant):
    assert f"{BASE}?s_reason=0" in text(applicant.client.get("/services/test.id_card/", {"s_reason": "0"}))
    applicant.chosen()
    applicant.known()
    page = applicant.get("form/1/")
    assert 'value="王小明"' in page and "由系统带出" in page
    applicant.filled()
    assert "不用交" in applicant.get("materials/")
    assert applicant.given().url == f"{BASE}check/"
    assert "补领工本费：40元" in applicant.get("check/")
    with CaptureQueriesContext(connection) as found:
        sent = applicant.post("check/", is_true="on")
    assert sent.url == f"{BASE}receipt/"
    assert len(found) <= 12, [one["sql"][:80] for one in found]
    assert applicant.post("check/", is_true="on").url == f"{BASE}receipt/"
    page = applicant.get("receipt/")
    told = letter()
    assert told["number"] in page and "查询码" in page
    assert told["item"] == "test.id_card" and told["chosen"] == {"reason": ["丢了"], "rush": ["不急"]}
    assert told["form"]["id_number"] == "11010519491231002X" and "address" not in told["form"]
    given = {one["code"]: one for one in told["given"]}
    assert given["household"]["from_register"] and given["loss"]["declared"] and len(given["photo"]["files"]) == 1
    with inside():
        assert Parcel.objects.filter(sha256=given["photo"]["files"][0], draft_id=told["draft"]).exists()
        assert json.loads(Projection.objects.get(number=told["number"]).body)["kind"] == "application"


def test_what_was_typed_is_kept_and_its_faults_are_said_in_the_forms_words(applicant):
    applicant.chosen()
    page = text(applicant.post("who/", name="王小明", id_number="123", phone="1", go="1"))
    assert "号码对不上校验" in page and 'value="王小明"' in page and "手机号码不对" in page
    applicant.known()
    page = text(
        applicant.post("form/1/", **(FORM | {"f_name": "王", "f_delivery": "post", "f__shown": "name,delivery"}))
    )
    assert "请填身份证上的姓名，2到30个字" in page and "收件地址" in page
    assert 'value="王"' in applicant.get("form/1/")
    assert applicant.post("form/1/", **(FORM | {"save": "1"})).url == "/services/test.id_card/"
    assert "checked" in applicant.get("form/1/")
    page = text(applicant.post("materials/", said_photo="1", go="1"))
    assert "还没有交“相片”" in page and "还没有交“丢失声明”" in page
    page = text(applicant.post("check/", is_true="on"))
    assert "还差材料" in page
    assert "请勾选" in text(applicant.post("check/"))


def test_a_file_is_looked_at_at_once_and_never_judged(applicant):
    applicant.chosen()
    applicant.known()
    applicant.filled()
    small = applicant.post("materials/", file_photo=photo("小.jpg"), said_photo="1", upload="1")
    assert small.url == f"{BASE}materials/"
    page = applicant.get("materials/")
    assert "小.jpg" in page
    wrong = text(applicant.post("materials/", file_photo=services.paper(), said_photo="1", upload="1"))
    assert "这项材料要jpg、png文件" in wrong
    with inside():
        only = Parcel.objects.get()
    assert applicant.client.get(f"{BASE}materials/{only.pk}/").status_code == 200
    assert Client().get(f"{BASE}materials/{only.pk}/").status_code == 404
    applicant.post("materials/", same_loss=str(only.pk), said_loss="1", upload="1")
    applicant.post("materials/", remove=f"photo:{only.pk}")
    with inside():
        assert Parcel.objects.count() == 1
    applicant.post("materials/", remove=f"loss:{only.pk}")
    with inside():
        assert Parcel.objects.count() == 0


def test_what_is_brought_later_has_its_day(applicant):
    applicant.chosen("1")
    applicant.known()
    applicant.post("form/1/", **(FORM | {"f_reason": "expired"}))
    wrong = text(applicant.post("materials/", said_old="1", later_old="2020-01-01", upload="1"))
    assert "30天以内" in wrong
    day = (clock.today() + timedelta(days=7)).isoformat()
    applicant.post("materials/", said_old="1", later_old=day, said_photo="1", file_photo=photo(), go="1")
    assert f"{day}前补交" in applicant.get("check/")


def test_somebody_may_act_for_another_for_a_thing_and_a_time(applicant):
    applicant.chosen()
    wrong = text(applicant.post("who/", **WHO, is_proxy="on", proxy_name="李四", go="1"))
    assert "代办人的身份号码不对" in wrong and "请写委托到哪一天" in wrong
    until = (clock.today() + timedelta(days=30)).isoformat()
    applicant.known(
        is_proxy="on",
        proxy_name="李四",
        proxy_id_number="11010519491231002X",
        proxy_scope="代交材料",
        proxy_until=until,
    )
    applicant.filled()
    applicant.given()
    assert "李四" in applicant.get("check/")
    applicant.post("check/", is_true="on")
    assert letter()["proxy"]["until"] == until


def test_who_may_not_apply_here_is_told_why(applicant):
    page = applicant.post("", s_reason="2")
    assert page.status_code == 422 and "请到就近的中国使领馆问" in text(page)
    assert applicant.client.get("/services/test.hukou/apply/").url == "/services/test.hukou/"


@pytest.mark.parametrize("page", ["who/", "form/1/", "materials/", "pledge/", "check/", "receipt/"])
def test_a_stranger_begins_at_the_beginning(applicant, page):
    assert Client().get(f"{BASE}{page}").url == BASE
    with inside():
        assert not Draft.objects.filter(is_sent=True).exists()


def sent(applicant) -> str:
    """An application that the inner side has taken in; its number."""
    applicant.chosen()
    applicant.known()
    applicant.filled()
    applicant.given()
    applicant.post("check/", is_true="on")
    number = letter()["number"]
    take_in()
    return number


def test_the_inner_side_takes_it_in_and_its_page_follows(applicant):
    number = sent(applicant)
    with inside():
        one = applications.by_case(case_id=case_by_number(number=number).pk)
        assert one.item_code == "test.id_card"
        assert {row.code: row.state for row in one.materials.all()}["photo"] == "given"
        assert not Parcel.objects.exists()
    page = text(applicant.client.get(f"/track/{number}/"))
    assert "居民身份证补领换领" in page and "已收到，正在看材料" in page and "受理期限" in page
    assert Client().get(f"/track/{number}/").status_code == 302


def test_withdrawn_online(applicant):
    number = sent(applicant)
    assert "撤回" in text(applicant.client.get(f"/track/{number}/withdraw/"))
    applicant.client.post(f"/track/{number}/withdraw/")
    take_in()
    with inside():
        case = case_by_number(number=number)
        assert case.state == "withdrawn"
        counter.project(by=Actor.job("counter.project"), case_id=case.pk)
    assert "撤回这一件" not in text(applicant.client.get(f"/track/{number}/"))


def test_labels_that_travel_have_english():
    """What the inner side says of an application in fixed words, an applicant who reads English reads in English."""
    kinds = (states.MaterialState, states.StepState, states.Outcome, states.SpecialKind, states.PaperKind, states.Ended)
    told = (
        [str(one.label) for kind in kinds for one in kind]
        + [one.public_label for one in states.State]
        + list(CLOCKS.values())
    )
    with translation.override("en"):
        assert [one for one in told if re.search(r"[㐀-鿿]", say(one))] == []
