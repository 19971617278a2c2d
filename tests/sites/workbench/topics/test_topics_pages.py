"""Pages of topics: who sees which, what may be done, and a warning answered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import registered
from tests.rooms.topics.test_topics import APART, STALLS
from yiwang.cases.prints import commands as prints
from yiwang.cases.topics import jobs
from yiwang.cases.topics.models import Rise, Topic
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def topic():
    for text in (*STALLS, *APART):
        registered(told={"content": text})
    while prints.compare(by=Actor.job("prints.compare"), limit=50):
        continue
    jobs.find_now(days=30)
    return Topic.objects.get(days=30)


def test_list_and_topic_show_files_in_sight_and_take_marks(topic):
    client = at("ye.qingwen")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/topics/").content.decode()
    assert topic.summary in page and "近30天有1个热点" in page and len(asked) <= 16
    shown = client.get(f"/topics/{topic.pk}/").content.decode()
    assert shown.count('name="pick"') == len(STALLS) and "热度" in shown and "关注" in shown
    assert client.post(f"/topics/{topic.pk}/mark/", {"state": "watched"}).status_code == 302
    assert "关注中" in client.get("/topics/?show=watched").content.decode()
    assert client.post("/topics/search/", {"days": "90"}).status_code == 302
    for stranger in ("gu.ningxin", "cheng.bo"):
        assert at(stranger).get(f"/topics/{topic.pk}/").status_code == 404


def test_a_warning_is_answered_by_the_head(topic):
    unit = organisation.unit_by_id(id=topic.unit_id)
    row = Rise.objects.create(
        kind="topic", thing="topic:1", day=clock.today(), topic=topic, unit=unit, seen=9, expected=2.0, chance=0.00001,
        supervising_unit=organisation.supervising_unit(unit_code=unit.code), at=clock.now(),
    )  # fmt: skip
    head = at(organisation.head_of(unit_code=unit.code).code)
    assert "1条预警等处置" in head.get("/topics/rises/").content.decode()
    page = head.get(f"/topics/rises/{row.pk}/")
    nonce = page.context["form"]["nonce"].value()
    assert head.post(f"/topics/rises/{row.pk}/", {"nonce": nonce, "note": ""}).status_code == 422
    assert head.post(f"/topics/rises/{row.pk}/", {"nonce": nonce, "note": "已夜查"}).status_code == 302
    assert "已夜查" in head.get("/topics/rises/").content.decode()
    assert at("gu.ningxin").get(f"/topics/rises/{row.pk}/").status_code == 404
