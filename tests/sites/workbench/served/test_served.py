"""服务对象: figures for who asks, nothing for a unit; a feed added and changed; no person on any page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.served.people import drawn, feed, row, taken
from yiwang.ground.organisation.models import Officer
from yiwang.quality.served.models import Batch, Feed

pytestmark = pytest.mark.usefixtures("city")


def at(code: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_who_asks_sees_figures_and_no_person_and_a_unit_sees_nothing():
    hukou = feed()
    sent = [row(), row(item="死亡注销"), row(unit="没有这个所")]
    taken(hukou, *sent)
    drawn(hukou)
    client = at("tan.mei")
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/served/").content.decode()
    assert len(seen) <= 20
    assert "属于不询问的情形 少于5" in page
    batch = client.get(f"/served/batches/{Batch.objects.get().pk}/").content.decode()
    assert "对不上办理单位" in batch
    for text in (page, batch):
        assert not any(one.phone in text or one.external_id in text for one in sent)
    for code in ("yang.mo", "xiang.dong", "dai.jun"):
        assert at(code).get("/served/").status_code in (403, 404)
    assert client.get("/served/feeds/hukou/").status_code == 404


def test_a_feed_is_added_once_and_stopped():
    client = at("ou.jianguo")
    nonce = re.search(r'name="nonce" value="([^"]+)"', client.get("/served/feeds/new/").content.decode())[1]
    said = {
        "nonce": nonce,
        "code": "window_one",
        "name": "一号大厅",
        "kind": "window",
        "unit": "yz.service",
        "client": "",
    }
    for _ in range(2):
        assert client.post("/served/feeds/new/", said).status_code == 302
    assert Feed.objects.get().unit.code == "yz.service"
    again = {"nonce": "another-one", "name": "一号大厅", "unit": "", "client": ""}
    assert client.post("/served/feeds/window_one/", again).status_code == 302
    assert not Feed.objects.get().is_active
    assert client.post("/served/feeds/new/", said | {"nonce": "n3", "code": "大厅"}).status_code == 422
