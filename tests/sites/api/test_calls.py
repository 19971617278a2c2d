"""The exchange's hook: its own scope, moments that can be, whatever the order."""

from datetime import timedelta

import pytest

from tests.city import officer
from tests.sites.api.conftest import Caller, caller
from yiwang.cases.centre import commands
from yiwang.kit import clock

PHONE = "15400012345"


@pytest.fixture
def exchange(city, door) -> Caller:
    commands.take_seat(by=officer("ye.qingwen"), extension="8001")
    return caller("hotline", "calls:write")


def event(fact: str, **changes: object) -> dict[str, object]:
    return {"call_id": "c-1", "event": fact, "at": clock.now().isoformat(timespec="milliseconds")} | changes


def test_a_call_from_ring_to_recording(exchange, monkeypatch) -> None:
    said = exchange.post("calls/events", event("ringing", caller=PHONE, extension="8001"))
    assert (said.status_code, said.json()) == (200, {"call_id": "c-1", "state": "ringing", "extension": "8001"})
    assert exchange.post("calls/events", event("answered", extension="8001")).json()["state"] == "talking"
    assert exchange.post("calls/events", event("ended")).json()["state"] == "wrap_up"
    refused = exchange.post("calls/events", event("recording", recording_url="https://elsewhere.example/a"))
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "recording_url"
    assert exchange.post("calls/events", event("recording")).json()["errors"][0]["field"] == "recording_url"


def test_two_exchanges_may_use_the_same_names(exchange) -> None:
    other = caller("hotline", "calls:write")
    exchange.post("calls/events", event("ringing"))
    assert other.post("calls/events", event("ended")).json()["state"] == "missed"
    assert exchange.post("calls/events", event("answered")).json()["state"] == "talking"


WRONG = (
    {"event": "hung"}, {"call_id": ""}, {"at": "2026-11-22 09:00"}, {"extension": "八"}, {"more": 1}, {"desk": "yz.nowhere"},
)  # fmt: skip


@pytest.mark.parametrize("changes", WRONG)
def test_what_cannot_be_read_is_named(exchange, changes) -> None:
    said = exchange.post("calls/events", event("ringing") | changes)
    assert said.status_code == 422 and said.json()["errors"][0]["field"] == next(iter(changes))


def test_a_stale_event_is_refused(exchange) -> None:
    said = exchange.post("calls/events", event("ringing", at=(clock.now() - timedelta(days=9)).isoformat()))
    assert said.status_code == 422 and said.json()["errors"][0]["field"] == "at"


def test_the_scope_opens_this_and_nothing_else(exchange, hotline) -> None:
    assert hotline.post("calls/events", event("ringing")).status_code == 403
    assert exchange.get("appeals").status_code == 403
