"""What is online elsewhere, over a list as the other side speaks it."""

import httpx
import pytest

from yiwang.offer.catalog import queries
from yiwang.offer.catalog.gateways import sandbox
from yiwang.offer.catalog.gateways.online import Failed, Lister


@pytest.fixture
def lister() -> Lister:
    client = httpx.Client(transport=httpx.WSGITransport(app=sandbox.application), base_url="http://province.example")
    return Lister(url="http://province.example/items", client=client)


def answering(status: int, body: str) -> Lister:
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, text=body)))
    return Lister(url="http://province.example/items", client=client)


def test_all_pages_are_read(lister: Lister) -> None:
    assert len(list(lister.items())) == 8


@pytest.mark.parametrize(
    ("status", "body"), [(503, ""), (200, "<html>"), (200, "[]"), (200, '{"items": [{"code": "x"}]}')]
)
def test_what_cannot_be_used_is_said(status: int, body: str) -> None:
    with pytest.raises(Failed):
        list(answering(status, body).items())


@pytest.mark.django_db
def test_the_comparison(city, lister: Lister) -> None:
    found = queries.compare(lister.items(), is_alive=lister.is_alive)
    assert found.not_here == ["电动自行车登记", "烟花爆竹道路运输许可"]
    assert found.other_depth == ["户口迁移：那边IV级，这里III级"]
    assert len(found.dead) == 1 and found.dead[0].startswith("无犯罪记录证明")
    assert "堵路移车" in found.not_there and "居民身份证挂失" not in found.not_there
    assert found.same == 4
    assert "链接打不开1项" in found.said()
