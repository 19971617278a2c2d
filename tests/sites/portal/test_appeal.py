"""An appeal from the first word to the receipt, under the portal's own database role."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.city import NOISE, officer
from tests.sites.portal.citizen import Citizen, inside, photo, renew, take_in, text
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import push
from yiwang.cases.counter.models import Draft, Envelope, Parcel
from yiwang.kit import clock

ENVELOPES = Envelope.objects.filter(kind="submission")


def test_four_pages_and_a_receipt(citizen):
    receipt = citizen.send()
    page = text(citizen.client.get("/appeal/receipt/"))
    assert receipt.number in page
    assert f"{receipt.code[:3]} {receipt.code[3:6]} {receipt.code[6:]}" in page
    assert "正在派给能办的单位" in page
    take_in()
    page = text(citizen.client.get("/appeal/receipt/"))
    assert "由鼓前派出所办理" in page
    assert "hx-trigger" not in page
    with inside():
        case = appeals.case_by_number(number=receipt.number)
    assert case.unit.code == "yz.jc.gq"


def test_sent_twice_is_one(citizen):
    first = citizen.send()
    for _ in range(3):
        assert citizen.submit().url == "/appeal/receipt/"
    assert citizen.receipt == first
    with inside():
        assert ENVELOPES.count() == 1


def test_the_receipt_survives_a_reload(citizen):
    receipt = citizen.send()
    assert all(receipt.number in text(citizen.client.get("/appeal/receipt/")) for _ in range(2))


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [("", "complaint", "还没有写是什么事"), ("字" * 2001, "complaint", "最多2000字"), ("字" * 9000, "", "")],
)
def test_what_was_typed_is_kept(citizen, content, kind, said):
    page = citizen.write(content, kind)
    assert page.status_code == 422
    assert said in text(page)
    assert content in text(page)


def test_without_a_type_it_is_guessed_and_asked(citizen):
    page = citizen.write(kind="")
    assert page.status_code == 200
    assert "我们按您写的猜是“投诉”" in text(page)
    assert 'value="complaint" id="id_type_2" checked' in text(page)
    assert NOISE in text(page)


def test_the_guess_as_a_fragment_keeps_nothing(citizen):
    client = citizen.client
    told = {"content": NOISE, "type": ""}
    fragment = client.post("/appeal/kind/", told, headers={"HX-Request": "true"})
    assert "投诉" in text(fragment)
    assert "<html" not in text(fragment)
    assert client.post("/appeal/kind/", told | {"type": "help"}, headers={"HX-Request": "true"}).status_code == 204
    assert client.post("/appeal/kind/", told).url == "/appeal/"
    with inside():
        assert not Draft.objects.exists()


def test_put_away_and_taken_up_again(citizen):
    assert citizen.write(save="1").url == "/appeal/saved/"
    assert "7天之内" in text(citizen.client.get("/appeal/saved/"))
    home = text(citizen.client.get("/"))
    assert "您上次写了一半" in home
    page = text(citizen.client.get("/appeal/"))
    assert "您上次写了一半" in page
    assert NOISE in page


def test_thrown_away_is_gone(citizen):
    citizen.write()
    cleared = citizen.client.post("/appeal/restart/", follow=True)
    assert NOISE not in text(cleared)
    assert 'data-draft-clear="appeal"' in text(cleared)
    with inside():
        assert not Draft.objects.exists()


def test_a_lost_cookie_leads_back_and_says_so(citizen):
    citizen.write()
    citizen.client.cookies.clear()
    for page in ("place", "contact", "check"):
        assert citizen.client.get(f"/appeal/{page}/").url == "/appeal/?came=lost"
    assert "没有找到刚才写的" in text(citizen.client.get("/appeal/?came=lost"))
    assert citizen.write().url == "/appeal/place/"


def test_a_changed_cookie_opens_nothing(citizen):
    citizen.write()
    citizen.client.cookies["yw_draft"] = citizen.client.cookies["yw_draft"].value + "x"
    assert citizen.client.get("/appeal/place/").url == "/appeal/?came=lost"


def test_pages_cannot_be_jumped(citizen):
    citizen.client.post("/appeal/", {"content": "只写了事情，没有选", "type": ""})
    assert citizen.client.get("/appeal/place/").url == "/appeal/"
    citizen.write()
    assert citizen.client.get("/appeal/check/").url == "/appeal/contact/"
    citizen.send()
    assert citizen.client.get("/appeal/contact/").url == "/appeal/receipt/"


def test_no_place_is_asked_for(citizen):
    citizen.write()
    page = citizen.place("")
    assert page.status_code == 422
    assert "没有写地点" in text(page)


def test_the_place_named_in_the_words_is_proposed(citizen):
    citizen.write()
    page = text(citizen.client.get("/appeal/place/"))
    assert 'value="鼓楼花园' in page
    assert '<option value="jc-gq" selected>' in page


def test_names_are_proposed_while_typing(stranger):
    assert "鼓楼花园" in text(stranger.get("/appeal/places/", {"place": "鼓楼"}))
    assert text(stranger.get("/appeal/places/")).strip() == ""


def test_photos_are_kept_shown_and_removed(citizen, stranger):
    citizen.write()
    assert citizen.place(files=photo()).url == "/appeal/contact/"
    with inside():
        kept = Parcel.objects.get()
    picture = citizen.client.get(f"/appeal/files/{kept.pk}/")
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert "北门.jpg" in text(citizen.client.get("/appeal/place/"))
    assert stranger.get(f"/appeal/files/{kept.pk}/").status_code == 404
    other = Citizen(Client())
    other.write("别人的事，也在鼓楼花园")
    assert other.client.get(f"/appeal/files/{kept.pk}/").status_code == 404
    other.client.post("/appeal/place/", {"place": "鼓楼花园", "remove": str(kept.pk)})
    with inside():
        assert Parcel.objects.count() == 1
    citizen.client.post("/appeal/place/", {"place": "鼓楼花园", "remove": str(kept.pk)})
    with inside():
        assert not Parcel.objects.exists()


def test_a_refused_file_loses_neither_the_others_nor_the_place(citizen):
    citizen.write()
    bad = SimpleUploadedFile("程序.exe", b"MZ" + bytes(500))
    huge = SimpleUploadedFile("录像.mov", bytes(21 * 1024 * 1024))
    page = citizen.place(files=[photo(), bad, huge])
    assert page.status_code == 422
    said = text(page)
    assert "北门.jpg" in said
    assert "程序.exe" in said
    assert "文件有21 MB，最大20 MB" in said
    assert 'value="鼓楼花园北门"' in said
    with inside():
        assert Parcel.objects.count() == 1


def test_a_phone_must_answer(citizen):
    citizen.write()
    citizen.place()
    page = citizen.contact(go="1")
    assert page.status_code == 422
    assert "手机号还没有确认" in text(page)
    assert citizen.contact(ask="1").url == "/appeal/contact/?sent=1#id_code"
    assert "154****7890" in text(citizen.client.get("/appeal/contact/?sent=1"))
    again = citizen.contact(ask="1")
    assert "秒后再试" in text(again)
    wrong = citizen.contact(code="000000" if citizen.code != "000000" else "111111", go="1", sent="1")
    assert "还可以试4次" in text(wrong)
    assert 'value="王女士"' in text(wrong)
    assert citizen.contact(code=citizen.code, go="1").url == "/appeal/check/"


def test_five_wrong_codes_need_a_new_one(citizen):
    citizen.write()
    citizen.place()
    citizen.contact(ask="1")
    right = citizen.code
    for _ in range(5):
        citizen.contact(code="000000" if right != "000000" else "111111", go="1")
    assert "已经失效" in text(citizen.contact(code=right, go="1"))


def test_consent_is_asked_for(citizen):
    citizen.write()
    citizen.place()
    assert "同意后勾选" in text(
        citizen.client.post("/appeal/contact/", {"name": "王", "phone": "15400067890", "go": "1"})
    )


def test_a_report_may_be_anonymous_a_complaint_not(citizen):
    citizen.write("鼓楼花园有人开设赌场，每晚都有人进出", "report")
    citizen.place()
    assert citizen.client.post("/appeal/contact/", {"how": "anonymous", "go": "1"}).url == "/appeal/check/"
    page = text(citizen.client.get("/appeal/check/"))
    assert "匿名，不留手机号" in page
    citizen.write()
    assert 'value="anonymous"' not in text(citizen.client.get("/appeal/contact/"))
    refused = citizen.client.post("/appeal/contact/", {"how": "anonymous", "go": "1"})
    assert refused.status_code == 422


def test_nobody_is_promised_a_call_without_a_number(citizen):
    citizen.write(NOISE, "consult")
    citizen.place()
    citizen.client.post("/appeal/contact/", {"how": "anonymous", "go": "1"})
    assert "联系您" not in re.sub(r"<h2>.*?</h2>", "", text(citizen.client.get("/appeal/check/")))
    citizen.submit()
    assert "民警联系您" not in text(citizen.client.get("/appeal/receipt/"))
    take_in()
    with inside():
        case = appeals.case_by_number(number=citizen.receipt.number)
        if case.unit is None:
            push(by=officer("ye.qingwen"), case_id=case.pk, unit_code="yz.jc.gq")
    renew(case.pk)
    page = text(citizen.file(citizen.receipt))
    assert "单位签收后就开始办。" in page
    assert "民警会先联系您" not in page


def test_back_asks_for_no_second_sending(citizen):
    assert "js/posted.js" in text(citizen.write(kind="nonsense"))
    assert "js/posted.js" not in text(citizen.client.get("/appeal/"))


def test_the_last_box_is_needed(citizen):
    citizen.write()
    citizen.place()
    citizen.confirm()
    page = citizen.client.post("/appeal/check/", {})
    assert page.status_code == 422
    assert "请勾选" in text(page)


def test_an_old_cookie_opens_no_receipt(citizen):
    citizen.send()
    take_in()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert citizen.client.get("/appeal/receipt/").url == "/appeal/"


def test_personal_pages_are_kept_nowhere(citizen):
    citizen.write()
    for page in ("", "place/", "contact/"):
        answer = citizen.client.get(f"/appeal/{page}")
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert 'name="robots" content="noindex' in text(answer)


def test_the_cookies_are_closed_to_scripts(citizen):
    citizen.write()
    kept = citizen.client.cookies["yw_draft"]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", 7 * 24 * 3600)
