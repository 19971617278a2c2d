"""Answering, adding, pressing, and the list of one phone, as a citizen does it in a browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.city import handler_of
from tests.sites.portal.citizen import PHONE, Citizen, inside, photo, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Question, Supplement
from yiwang.cases.counter.models import Attempt, Envelope, PhoneCheck
from yiwang.cases.counter.queries import Receipt
from yiwang.ground.files import queries as files
from yiwang.kit import clock

ASKED = "那辆车的车牌是多少？"


@pytest.fixture
def sent(citizen) -> Receipt:
    receipt = citizen.send()
    take_in()
    return receipt


def appeal_of(receipt: Receipt):
    return queries.get_by_id(case_id=queries.case_by_number(number=receipt.number).pk)


def ask(receipt: Receipt) -> None:
    with inside():
        appeal = appeal_of(receipt)
        appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
        appeals.ask(by=handler_of(appeal), case_id=appeal.pk, text=ASKED)
    renew(appeal.pk)


def fields(response) -> dict[str, str]:
    """The hidden fields of the form."""
    found = re.findall(r'<input type="hidden" name="(token|question)" value="([^"]*)"', text(response))
    return dict(found)


def test_a_question_is_answered_with_a_photo_and_nothing_typed_is_lost(citizen, sent):
    ask(sent)
    page = text(citizen.file(sent))
    assert ASKED in page and "期限已暂停" in page and "现在回答" in page
    url = f"/track/{sent.number}/answer/"
    form = fields(citizen.client.get(url))
    wrong = citizen.client.post(
        url, form | {"text": "云A", "files": SimpleUploadedFile("x.exe", b"MZ" + bytes(200)), "upload": "1"}
    )
    assert wrong.status_code == 422 and "云A" in text(wrong)
    assert citizen.client.post(url, form | {"text": "", "go": "1"}).status_code == 422
    done = citizen.client.post(url, form | {"text": "云A12345", "files": photo(), "go": "1"})
    assert done.status_code in (200, 302)
    if done.status_code == 200:  # the picture drew advice: sent on with the next press
        done = citizen.client.post(url, form | {"text": "云A12345", "go": "1"})
    assert "wish=answer" in done.url
    assert "正在转给承办单位" in text(citizen.client.get(done.url))
    take_in()
    with inside():
        assert Question.objects.get().answer == "云A12345"
        assert files.of(subject=appeal_of(sent).case.ref)
    renew(appeal_of_pk(sent))
    page = text(citizen.file(sent))
    assert "您的回答" in page and "期限已暂停" not in page
    assert "没有等您回答的问题" in text(citizen.client.get(url))


def appeal_of_pk(receipt: Receipt) -> int:
    with inside():
        return appeal_of(receipt).pk


def test_a_supplement_is_sent_once(citizen, sent):
    url = f"/track/{sent.number}/supplement/"
    form = fields(citizen.client.get(url))
    assert citizen.client.post(url, form | {"text": " ", "go": "1"}).status_code == 422
    for _ in range(2):
        assert "wish=supplement" in citizen.client.post(url, form | {"text": "昨晚又有", "go": "1"}).url
    take_in()
    with inside():
        assert Supplement.objects.get().text == "昨晚又有"


def test_urging_says_who_hears_of_it_and_when_again(citizen, sent):
    url = f"/track/{sent.number}/urge/"
    assert "督促办理的单位" in text(citizen.client.get(url))
    assert "wish=urge" in citizen.client.post(url).url
    take_in()
    renew(appeal_of_pk(sent))
    assert "可以再催" in text(citizen.client.get(url))
    again = citizen.client.post(url)
    assert again.status_code == 409 and "起可以再催" in text(again)


def test_strangers_reach_none_of_it(sent, stranger):
    for page in ("answer", "supplement", "urge"):
        for call in (stranger.get, stranger.post):
            assert call(f"/track/{sent.number}/{page}/").url == f"/track/?number={sent.number}"
    assert stranger.get("/track/mine/list/").url == "/track/mine/"
    assert stranger.get("/track/mine/code/").url == "/track/mine/"


def test_a_phone_and_one_code_open_the_list(citizen, sent, stranger):
    take_in()
    wrong = stranger.post("/track/mine/", {"phone": PHONE, "code": "0000000000"})
    absent = stranger.post("/track/mine/", {"phone": "15400099999", "code": "0000000000"})
    said = [re.findall(r"yw-error[^>]*>(.*?)</p>", text(one), re.S) for one in (wrong, absent)]
    assert said[0] == said[1] and wrong.status_code == absent.status_code == 422
    with inside():
        assert Attempt.objects.exclude(number_index="").count() == 2
        Envelope.objects.filter(kind="phone_code").delete()
        _forget_checks()
    assert stranger.post("/track/mine/", {"phone": PHONE, "code": sent.code}).url == "/track/mine/code/"
    assert "154****7890" in text(stranger.get("/track/mine/code/"))
    assert stranger.post("/track/mine/code/", {"code": "000000", "go": "1"}).status_code == 422
    mine = Citizen(stranger)
    assert stranger.post("/track/mine/code/", {"code": mine.code, "go": "1"}).url == "/track/mine/list/"
    page = text(stranger.get("/track/mine/list/"))
    assert sent.number in page and "最晚" in page and "鼓楼花园" not in page
    assert f"/track/?number={sent.number}" in page
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert stranger.get("/track/mine/list/").url == "/track/mine/"
    assert stranger.post("/track/mine/close/").url == "/track/"
    assert stranger.get("/track/mine/list/").url == "/track/mine/"


def _forget_checks() -> None:
    PhoneCheck.objects.all().delete()


def test_who_has_opened_a_file_needs_its_phone_alone(citizen, sent):
    citizen.file(sent)
    with inside():
        _forget_checks()
    assert 'name="code"' not in text(citizen.client.get("/track/mine/"))
    assert citizen.client.post("/track/mine/", {"phone": "15400099999"}).status_code == 422
    assert citizen.client.post("/track/mine/", {"phone": PHONE}).url == "/track/mine/code/"
