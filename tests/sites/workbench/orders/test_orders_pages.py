"""Pages of orders: drafted, signed, answered and lifted by forms; who sees nothing; how many statements a page costs."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at, registered
from tests.rooms.supervision.test_alerts import rise
from tests.rooms.topics.test_topics import APART, STALLS
from yiwang.cases.appeals.states import State
from yiwang.cases.prints import commands as prints
from yiwang.cases.topics import jobs
from yiwang.cases.topics.models import Topic
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.quality.supervision.models import Alert, Order

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


def test_a_file_leads_to_an_order_and_a_trace_for_who_looks_over_its_unit():
    case = appeal_at(State.HANDLING).case
    supervisor, handler = at("shi.heng"), at("yang.mo")
    shown = supervisor.get(f"/case/{case.number}/").content.decode()
    ways = [unescape(way) for way in re.findall(r'href="(/(?:supervision/orders/new|traces)/\?[^"]*)"', shown)]
    assert len(ways) == 2 and all(case.number in supervisor.get(way).content.decode() for way in ways)
    assert 'id="supervising"' not in handler.get(f"/case/{case.number}/").content.decode()
    sent = send(
        supervisor, ways[0], unit="yz.jc.gq", number=case.number, title="夜市噪音", matter="没有查清", demand="查清"
    )
    assert sent.status_code == 302
    assert f"{HOME}{Order.objects.get().pk}/" in supervisor.get(f"/case/{case.number}/").content.decode()


@pytest.fixture
def topic():
    for text in (*STALLS, *APART):
        registered(told={"content": text})
    while prints.compare(by=Actor.job("prints.compare"), limit=50):
        continue
    jobs.find_now(days=30)
    return Topic.objects.get(days=30)


def test_a_topic_and_an_alert_lead_to_one_order_each(topic):
    rise(by=Actor.job("topics.find"))
    alert = Alert.objects.get()
    about = [f"/topics/{topic.pk}/", f"/alerts/{alert.pk}/"]
    supervisor = at("shi.heng")
    for page in about:
        way = unescape(re.findall(r'href="(/supervision/orders/new/[^"]*)"', supervisor.get(page).content.decode())[0])
        assert at("yang.mo").get(way).status_code == 403
        given = {one: value for one, [value] in parse_qs(urlsplit(way).query).items()}
        assert send(supervisor, way, **given, matter="一周里反映的多", demand="查清，报告").status_code == 302
        made = Order.objects.latest("pk")
        assert f"{HOME}{made.pk}/" in supervisor.get(page).content.decode(), (
            "once a thing: afterwards it leads to the order"
        )
    assert {str(one.about) for one in Order.objects.all()} == {str(topic.ref), str(alert.ref)}
    hidden = {"unit": "yz.jc.gq", "source": "topic", "about": "999999", "title": "别处", "matter": "多", "demand": "查"}
    assert send(supervisor, f"{HOME}new/", **hidden).status_code == 404
