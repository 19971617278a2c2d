"""An application goes its way by the pages of the workbench; who sees what, and what a page costs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.filing import NAME, NUMBER, again, filed, head, worked
from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Outcome, State
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record.models import Look

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, url, page_url="", **given):
    page = client.get(page_url or url).content.decode()
    found = dict(re.findall(r'name="(nonce|version)" value="([^"]+)"', page))
    return client.post(url, {**found, **given})


def of(one: Application) -> str:
    return f"/applications/{one.case.number}/"


def test_from_the_list_to_the_decision():
    one = filed()
    clerk, boss = at(one.case.officer.code), at(Officer.objects.get(pk=head(one).officer_id).code)
    with CaptureQueriesContext(connection) as asked:
        listed = clerk.get("/applications/").content.decode()
    assert one.case.number in listed and len(asked) <= 14
    page = clerk.get(of(one)).content.decode()
    assert "户口" in page and NUMBER not in page and NAME not in page
    assert send(clerk, f"{of(one)}accept/").status_code == 302
    assert again(one).case.state == State.HANDLING
    assert send(clerk, f"{of(one)}accept/").status_code in (302, 403)  # twice does one thing
    page = clerk.get(of(one)).content.decode()
    assert "法定" in page and "承诺" in page
    worked(one)
    wrong = send(boss, f"{of(one)}decide/", granted="no", words="")
    assert wrong.status_code == 422
    ground = one.document.grounds[0].code
    assert send(boss, f"{of(one)}decide/", granted="no", ground=ground, words="可以复议").status_code == 302
    assert again(one).outcome == Outcome.REFUSED
    assert "可以复议" in clerk.get(of(one)).content.decode()
    assert one.case.number in clerk.get("/applications/?show=over").content.decode()


def test_a_form_is_opened_for_a_purpose_and_that_is_kept():
    one = filed()
    clerk = at(one.case.officer.code)
    assert send(clerk, f"{of(one)}open/", of(one), purpose="").status_code == 422
    assert not Look.objects.filter(subject_id=str(one.pk)).exists()
    shown = send(clerk, f"{of(one)}open/", of(one), purpose="核对身份").content.decode()
    assert NUMBER in shown and NAME in shown
    look = Look.objects.get(subject_id=str(one.pk))
    assert look.purpose == "核对身份" and "id_number" in look.fields
    assert NUMBER not in clerk.get(of(one)).content.decode()


def test_a_correction_is_told_by_material():
    one = filed()
    clerk = at(one.case.officer.code)
    code = one.materials.first().code
    assert send(clerk, f"{of(one)}ask-correction/").status_code == 422
    assert send(clerk, f"{of(one)}ask-correction/", **{f"why_{code}": "看不清"}).status_code == 302
    assert again(one).case.state == State.CORRECTING
    assert queries.shown(case_id=one.pk)["correction"]["items"] == [{"code": code, "why": "看不清"}]
    assert "看不清" in clerk.get(of(one)).content.decode()


def test_who_has_nothing_to_do_with_it_finds_nothing():
    one = filed()
    stranger = at("mu.yanqiu" if one.case.unit.code != "yz.jc.wj" else "yang.mo")
    assert stranger.get(of(one)).status_code == 404
    assert one.case.number not in stranger.get("/applications/").content.decode()
    assert at("gu.ningxin").get(of(one)).status_code in (403, 404)
