"""Other systems tell of people served: their own feed alone, each service once, and no name anywhere."""

from datetime import timedelta

import pytest

from tests.sites.api.conftest import Caller, caller
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.served import commands
from yiwang.quality.served.models import Service
from yiwang.quality.served.states import FeedKind

HOUSE = Actor.system("tests")


def row(number: int, **more: object) -> dict[str, object]:
    at = (clock.now() - timedelta(hours=1)).isoformat(timespec="seconds")
    usual = {"id": f"HZ{number}", "served_at": at, "unit": "yz.jc.gq", "phone": f"1540000{number:04}"}
    return usual | more


@pytest.fixture
def hukou(city, door) -> Caller:
    known = caller("hotline", "served:write")
    commands.open_feed(by=HOUSE, code="hukou", name="户政", kind=FeedKind.HUKOU, client=known.code)
    return known


def test_rows_are_taken_once_and_what_is_wrong_is_named(hukou) -> None:
    sent = {"rows": [row(1), row(2, unit="没有这个所"), row(3, ready_on="2027-01-04")]}
    said = hukou.post("served", sent).json()
    assert (said["taken"], said["known"], said["rejected"][0]["index"], said["rejected"][0]["reason"]) == (
        2,
        0,
        1,
        "no_unit",
    )
    assert hukou.post("served", sent).json()["known"] == 2
    first = hukou.post("served", {"rows": [row(4)]}, idempotency_key="k1")
    again = hukou.post("served", {"rows": [row(4)]}, idempotency_key="k1")
    assert first.content == again.content or again.status_code == 422
    assert Service.objects.count() == 3


@pytest.mark.parametrize(
    "body", [{"rows": []}, {"rows": [row(1)] * 501}, {"rows": [row(1, name="王某")]}, {"rows": [row(1, id_number="4")]}]
)
def test_what_may_not_be_sent_is_refused(hukou, body) -> None:
    assert hukou.post("served", body).status_code in (413, 422)
    assert not Service.objects.exists()


def test_a_token_tells_of_its_own_feed_alone_and_opens_nothing_else(hukou, hotline) -> None:
    assert hukou.post("served", {"feed": "case", "rows": [row(1)]}).status_code == 403
    assert caller("hotline", "served:write").post("served", {"rows": [row(1)]}).status_code == 403
    assert hotline.post("served", {"rows": [row(1)]}).status_code == 403
    assert hukou.get("appeals").status_code == 403
