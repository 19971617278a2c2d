"""Pages of orders: drafted, signed, answered and lifted by forms; who sees nothing; how many statements a page costs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation.models import Officer
from yiwang.quality.supervision.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HOME = "/supervision/orders/"


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, url, **given):
    page = client.get(url).content.decode()
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)
    return client.post(url, {"nonce": nonce[1] if nonce else f"n{url}", **given})


def test_an_order_goes_its_way_by_the_pages():
    case = appeal_at(State.HANDLING).case
    supervisor, deputy, head = at("shi.heng"), at("qiao.hong"), at("xiang.dong")
    given = {"unit": "yz.jc.gq", "title": "夜市噪音", "matter": "三次反映没有查清", "demand": "十日内见效"}
    assert send(supervisor, f"{HOME}new/", **given, number="YZ0000-00000-0").status_code == 422
    assert send(supervisor, f"{HOME}new/", **given, number=case.number).status_code == 302
    url = f"{HOME}{Order.objects.get().pk}/"
    assert head.get(url).status_code == 404 and at("yang.mo").get(f"{HOME}new/").status_code == 403
    assert "签发" in deputy.get(url).content.decode()
    for who, move in ((deputy, "sign"), (supervisor, "serve"), (head, "acknowledge")):
        assert who.post(f"{url}{move}/", {"nonce": f"{move}-nonce"}).status_code == 302
    assert head.post(f"{url}report/", {"nonce": "r0", "text": ""}).status_code == 422
    assert send(head, f"{url}report/", text="摊主已迁走").status_code == 302
    assert supervisor.post(f"{url}accept/", {"nonce": "a-nonce"}).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        shown = head.get(url).content.decode()
    assert "摊主已迁走" in shown and "待解除" in shown and case.number in shown and len(asked) <= 20
    assert deputy.post(f"{url}lift/", {"nonce": "l-nonce"}).status_code == 302
    assert "已解除" in head.get(f"{HOME}?show=over").content.decode()
    paper = head.get(f"{url}paper/")
    assert paper["Content-Type"] == "application/pdf" and paper.content[:5] == b"%PDF-"
    for stranger in ("gu.ningxin", "lan.tao", "yang.mo"):
        assert at(stranger).get(url).status_code == 404


def test_the_list_costs_no_more_for_more_orders():
    supervisor = at("shi.heng")
    given = {"unit": "yz.jc.gq", "matter": "没有查清", "demand": "查清"}
    for number in range(3):
        assert send(supervisor, f"{HOME}new/", **given, title=f"第{number}件").status_code == 302
    with CaptureQueriesContext(connection) as asked:
        page = supervisor.get(HOME).content.decode()
    assert page.count("第1件") == 1 and "3份督办单在办" in page and len(asked) <= 16
