"""The exchange's door: signed and fresh or not let in, once each, whatever is repeated, out of order, forged or stale."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.rooms.channels.platforms import HOUSE, partner, raw_order
from yiwang.cases.casework.models import Case
from yiwang.cases.channels import commands
from yiwang.cases.channels.gateways import signing
from yiwang.cases.channels.gateways.sandbox_words import CITY_MAPPING, PLATFORMS
from yiwang.cases.channels.models import Nonce, Order, Partner

pytestmark = pytest.mark.usefixtures("city", "door")


@dataclass
class Platform:
    """Another platform at the door."""

    row: Partner
    secret: str

    def __call__(self, method: str, path: str, body: Any = None, **how: Any) -> Any:
        """`how`: secret, at, nonce, signed (another body than the one sent), path signed."""
        full = f"/exchange/{self.row.code}/{path}"
        content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = signing.headers_for(
            secret=how.get("secret", self.secret), method=method, path=how.get("signed_path", full),
            body=how.get("signed", content), at=how.get("at", int(time.time())),
        )  # fmt: skip
        if "nonce" in how:
            headers = dict(how["nonce"])
        client = Client(raise_request_exception=False)
        return client.generic(method, full, content, content_type=how.get("kind", "application/json"), headers=headers)


@pytest.fixture
def hotline() -> Platform:
    row = partner()
    return Platform(row, row.secret)


def test_an_order_is_taken_in_once_and_can_be_asked_for(hotline):
    raw = raw_order(order_id="GD-1 甲")
    first = hotline("POST", "orders", raw)
    again = hotline("POST", "orders", raw)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.get().number == first.json()["number"]
    asked = hotline("GET", f"orders/{quote(raw['order_id'])}")
    assert asked.json()["reports"] == [{"seq": 1, "kind": "receipt", "state": "waiting"}]
    assert hotline("GET", "orders/nobody").status_code == 404
    assert hotline("GET", "ping").json()["partner"] == "12345"


def test_another_platforms_order_does_not_exist(hotline):
    hotline("POST", "orders", raw_order(order_id="GD-1"))
    other = partner("province", kind="province", channel="provincial_platform")
    assert Platform(other, other.secret)("GET", "orders/GD-1").status_code == 404


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "not-the-secret"},
        {"signed": b"{}"},
        {"signed_path": "/exchange/12345/notices"},
        {"at": 0},
        {"at": int(time.time()) - 400},
        {"at": int(time.time()) + 100_000},
        {"nonce": {}},
        {"nonce": {"x-yw-timestamp": "1e9", "x-yw-nonce": "n" * 20, "x-yw-signature": "v1=00"}},
        {"nonce": {"x-yw-timestamp": "٣", "x-yw-nonce": "n" * 20, "x-yw-signature": "v1=00"}},
    ],
)
def test_forged_and_stale_requests_are_refused_counted_and_leave_nothing(hotline, how, caplog):
    answer = hotline("POST", "orders", raw_order(), **how)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("YW-HMAC")
    assert (Order.objects.count(), Nonce.objects.count()) == (0, 0)
    hotline.row.refresh_from_db()
    assert hotline.row.refused == 1
    assert "exchange refused: partner=12345" in caplog.text
    assert "王女士" not in caplog.text


def test_the_very_same_request_is_refused_the_second_time(hotline):
    full, content = "/exchange/12345/orders", json.dumps(raw_order()).encode()
    headers = signing.headers_for(secret=hotline.secret, method="POST", path=full, body=content, at=int(time.time()))
    client = Client()
    said = [client.generic("POST", full, content, content_type="application/json", headers=headers) for _ in range(2)]
    assert [one.status_code for one in said] == [201, 401]
    assert "X-YW-Nonce" in said[1].json()["detail"]


def test_strangers_and_platforms_that_are_off_are_told_the_same(hotline):
    stranger = Client().post("/exchange/nobody/orders", data="{}", content_type="application/json")
    assert stranger.status_code == 401
    commands.switch_partner(by=HOUSE, code="12345", is_on=False)
    off = hotline("POST", "orders", raw_order())
    forged = hotline("POST", "orders", raw_order(), secret="x")
    assert (off.status_code, off.json()["detail"]) == (401, forged.json()["detail"])


def test_an_old_secret_is_good_for_a_day_beside_the_new(hotline):
    new = commands.renew_partner_secret(by=HOUSE, code="12345")
    assert hotline("GET", "ping").status_code == 200
    assert hotline("GET", "ping", secret=new.secret).status_code == 200


def test_what_is_wrong_is_named_and_what_is_no_json_is_refused(hotline):
    wrong = hotline("POST", "orders", raw_order(content="", type="shout"))
    assert wrong.status_code == 422
    assert {one["field"] for one in wrong.json()["errors"]} == {"content", "type"}
    assert hotline("POST", "orders", [1]).status_code == 422
    assert hotline("POST", "orders", raw_order(), kind="text/plain").status_code == 415
    assert hotline("GET", "orders").status_code == 405


def test_a_rating_before_its_order_waits(hotline):
    early = hotline("POST", "orders/GD-1/notices", {"notice_id": "LW-1", "kind": "rating", "rating": "5"})
    assert (early.status_code, early.json()["reason"]) == (202, "no_order")
    assert hotline("POST", "orders", raw_order(order_id="GD-1")).status_code == 201
    urge = {"notice_id": "LW-2", "order_id": "GD-1", "kind": "urge"}
    said = [hotline("POST", "notices", urge) for _ in range(2)]
    assert [one.status_code for one in said] == [200, 200]
    assert [one.json()["state"] for one in said] == ["applied", "applied"]
    lacking = hotline("POST", "notices", {"notice_id": "LW-3", "order_id": "GD-1", "kind": "rating"})
    assert lacking.json()["errors"][0]["field"] == "rating"


def test_a_city_speaks_its_own_words(hotline):
    commands.set_mapping(by=HOUSE, code="12345", body=CITY_MAPPING)
    city = PLATFORMS["12345"]
    raw = raw_order() | {"ordered_at": "2026-11-22 09:30:00"}
    raw.pop("due_at")
    assert hotline("POST", "orders", city.says("order", raw)).status_code == 201
    told = hotline("POST", "orders", raw)
    assert told.status_code == 422, "our own names are none of theirs"


def test_the_document_is_openapi_and_names_every_field(client):
    found = client.get("/exchange/openapi.json").json()
    assert found["openapi"] == "3.1.0"
    assert found["components"]["schemas"]["order"]["required"] == ["order_id", "content", "ordered_at"]
    assert "GB/T 39046-2020" in found["components"]["schemas"]["notice"]["properties"]["rating"]["description"]
