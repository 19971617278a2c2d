"""Tokens, rates, repeated requests, errors: what holds for every operation."""

import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection

from tests.sites.api.conftest import HOUSE, Caller, caller, letter
from yiwang.cases.appeals import commands
from yiwang.ground.access import commands as access
from yiwang.ground.access.jobs import forget_answers
from yiwang.ground.access.models import ApiClient, KeptAnswer
from yiwang.kit import clock
from yiwang.sites.api.door import document

# --- who


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic abc", "Bearer yw_aaaaaaaa_bbbb", "Bearer yw__x"]
)
def test_without_a_token_nothing(hotline, given):
    answer = Caller("", "").browser.get("/api/v1/appeals", headers={"authorization": given} if given else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="yiwang"')
    assert answer.json()["status"] == 401


def test_another_systems_secret_opens_nothing(hotline):
    other = caller()
    mixed = Caller(hotline.code, f"yw_{hotline.code}_{other.token.split('_', 2)[2]}")
    assert mixed.get("appeals").status_code == 401


def test_renewed_revoked_expired(hotline):
    assert hotline.get("appeals").status_code == 200
    renewed = Caller(hotline.code, access.renew_client(by=HOUSE, code=hotline.code).token)
    assert (hotline.get("appeals").status_code, renewed.get("appeals").status_code) == (401, 200)
    access.revoke_client(by=HOUSE, code=hotline.code)
    access.revoke_client(by=HOUSE, code=hotline.code)
    assert renewed.get("appeals").status_code == 401
    short = access.open_client(by=HOUSE, name="短", channel="12345", expires_at=clock.now() + timedelta(hours=1))
    guest = Caller(short.client.code, short.token)
    assert guest.get("appeals").status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert guest.get("appeals").status_code == 401


NEEDS = {
    "appeals:write": ("POST", "appeals", letter()),
    "appeals:read": ("GET", "appeals", None),
    "events:read": ("GET", "appeals/YZ2611-10001-4/events", None),
    "ledger:read": ("GET", "appeals/YZ2611-10001-4/ledger", None),
    "appeals:move": ("POST", "appeals/YZ2611-10001-4/moves", {"move": "withdraw"}),
}


@pytest.mark.parametrize("scope", NEEDS)
def test_each_scope_opens_its_own_door_alone(city, door, scope):
    holder = caller("12345", scope)
    for needed, request in NEEDS.items():
        answer = holder(*request)
        assert (answer.status_code == 403) == (needed != scope), (needed, answer.content.decode())
        if needed != scope:
            assert needed in answer.json()["detail"]


# --- how often


def test_above_the_rate_one_waits(city, door):
    with time_machine.travel(clock.now().replace(second=20, microsecond=0), tick=False):
        slow = caller("12345", rate=3)
        assert [slow.get("appeals").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        refused = slow.get("appeals")
        assert refused.headers["Retry-After"] == "40"
    with time_machine.travel(clock.now().replace(second=0, microsecond=0) + timedelta(minutes=1), tick=False):
        assert slow.get("appeals").status_code == 200


def test_what_another_process_let_in_counts(city, door):
    slow = caller("12345", rate=10)
    client = ApiClient.objects.get(code=slow.code)
    minute = clock.now().replace(second=0, microsecond=0)
    with time_machine.travel(minute + timedelta(seconds=5), tick=False):
        access.note_use(by=HOUSE, client_id=client.pk, minute=minute, count=9)
        assert [slow.get("appeals").status_code for _ in range(3)] == [200, 429, 429]
    client.refresh_from_db()
    assert client.minute_count == 10 and client.used_at is not None


# --- the same request again


def test_the_same_key_gets_the_first_answer_byte_for_byte(hotline):
    first = hotline.post("appeals", letter(), idempotency_key="k-1")
    again = hotline.post("appeals", letter(), idempotency_key="k-1")
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert hotline.post("appeals", letter(), idempotency_key="k-2").json()["number"] != first.json()["number"]
    assert caller().post("appeals", letter(), idempotency_key="k-1").json()["number"] != first.json()["number"]


def test_the_same_key_with_another_body_or_address_is_refused(hotline):
    number = hotline.post("appeals", letter(), idempotency_key="k-1").json()["number"]
    for path, body in (("appeals", letter(title="别的")), (f"appeals/{number}/moves", {"move": "withdraw"})):
        refused = hotline.post(path, body, idempotency_key="k-1")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert hotline.get(f"appeals/{number}").json()["state"] == "pushed"


def test_a_refused_request_leaves_its_key_free(hotline):
    assert hotline.post("appeals", letter(title="", content=" "), idempotency_key="k-1").status_code == 422
    assert hotline.post("appeals", letter(), idempotency_key="k-1").status_code == 201


def test_a_move_is_replayed_too(hotline):
    number = hotline.file()["number"]
    answers = [hotline.post(f"appeals/{number}/moves", {"move": "withdraw"}, idempotency_key="m-1") for _ in range(2)]
    assert answers[0].content == answers[1].content


def test_after_a_day_the_key_is_free_and_its_answer_gone(hotline):
    first = hotline.post("appeals", letter(), idempotency_key="k-1").json()["number"]
    kept = KeptAnswer.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, key FROM access_keptanswer")
        raw, key = cursor.fetchone()
    assert b"query_code" in kept.body and b"query_code" not in bytes(raw) and key != "k-1", "kept encrypted"
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert hotline.post("appeals", letter(), idempotency_key="k-1").json()["number"] != first
        KeptAnswer.objects.update(at=clock.now() - timedelta(hours=25))
        forget_answers(0)
        forget_answers(0)
    assert KeptAnswer.objects.count() == 0


@pytest.mark.parametrize("key", ["", " ", "ä", "x" * 201])
def test_a_key_that_cannot_be_one(hotline, key):
    assert hotline.post("appeals", letter(), idempotency_key=key).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_twin_in_flight_is_told_to_wait():
    client = access.open_client(by=HOUSE, name="x", channel="12345").client
    inside, go, seen = threading.Event(), threading.Event(), []

    def slow():
        def act():
            inside.set()
            go.wait(5)
            return access.Answer(status=201, body=b"{}")

        seen.append(access.answer_once(by=HOUSE, client_id=client.pk, key="k", request=b"r", act=act))
        connection.close()

    first = threading.Thread(target=slow)
    first.start()
    assert inside.wait(5)
    with pytest.raises(access_conflict()):
        access.answer_once(by=HOUSE, client_id=client.pk, key="k", request=b"r", act=slow)
    go.set()
    first.join(5)
    again = access.answer_once(by=HOUSE, client_id=client.pk, key="k", request=b"r", act=slow)
    assert again == access.Answer(status=201, body=b"{}", is_replay=True)


def access_conflict():
    from yiwang.kit.errors import Conflict

    return Conflict


# --- errors


def test_every_wrong_field_is_named_as_the_letter_calls_it(hotline):
    body = {
        "channel": 5,
        "titel": "x",
        "content": "x" * 10_001,
        "type": "prayse",
        "applicant": {"phone": 1, "sex": "f"},
    }
    said = {one["field"]: one["message"] for one in hotline.post("appeals", body).json()["errors"]}
    assert said == {
        "channel": "要写成字符串", "title": "缺这一项，请补上", "content": "最多10000个字",
        "type": "只能是：consult, help, complaint, report, suggestion, praise、other",
        "applicant.phone": "要写成字符串",
        "applicant.sex": "没有这个字段，请核对拼写，或者去掉",
        "titel": "没有这个字段，请核对拼写，或者去掉",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"applicant": {"phone": "12"}}, "applicant.phone"), ({"applicant": {"id_number": "430102"}}, "applicant.id_number"),
        ({"area_code": "nowhere"}, "area_code"), ({"title": " ", "content": ""}, "content"),
        ({"occurred_at": "2026-11-22T10:00:00"}, "occurred_at"), ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"occurred_at": 1}, "occurred_at"), ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at"),
        ({"title": "a\x00b"}, "title"), ({"applicant": []}, "applicant"), ({"external_id": ""}, "external_id"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(hotline, change, field):
    answer = hotline.post("appeals", letter(**change))
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field], answer.content.decode()


def test_of_a_move_too(hotline):
    number = hotline.file()["number"]
    for body, field in (
        ({}, "move"), ({"move": "sign"}, "move"), ({"move": "dispute"}, "reason"), ({"move": "withdraw", "why": 1}, "why"),
        ({"move": "withdraw", "version": "3"}, "version"), ({"move": "dispute", "reason": "x", "round": 0}, "round"),
    ):  # fmt: skip
        answer = hotline.post(f"appeals/{number}/moves", body)
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field]), body


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400), (b"\xff\xfe\x00", "application/json", 400), (b"[" * 50_000, "application/json", 400),
        (b'{"a": ' * 9000, "application/json", 400), (b"x=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"[]", "application/json", 422), (b"null", "application/json", 422), (b"", "application/json", 422),
        (b'{"title": "\\ud800"}', "application/json", 422), (b" " * (256 * 1024 + 1), "application/json", 413),
    ],
)  # fmt: skip
def test_bodies_that_are_none(hotline, body, kind, status):
    answer = hotline.browser.generic(
        "POST", "/api/v1/appeals", body, content_type=kind, headers={"authorization": f"Bearer {hotline.token}"}
    )
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


def test_in_english_where_it_is_asked_for(hotline):
    told = hotline.post("appeals", {"channel": "12345"}, accept_language="en-GB,en;q=0.8").json()
    assert told["title"] == "Some of it must be changed"
    assert {"field": "title", "message": "is missing"} in told["errors"]


def test_addresses_and_methods_that_are_not_there(hotline):
    missing, wrong = hotline.get("nothing"), hotline("DELETE", "appeals")
    assert (missing.status_code, missing.json()["status"]) == (404, 404)
    assert (wrong.status_code, wrong.json()["status"], "GET" in wrong.headers["Allow"]) == (405, 405, True)


def test_a_database_that_is_away_is_not_a_defect(hotline, monkeypatch):
    def away(**_):
        raise OperationalError("gone")

    monkeypatch.setattr(commands, "receive", away)
    answer = hotline.post("appeals", letter())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_defect_says_nothing_of_itself(hotline, monkeypatch):
    def broken(**_):
        raise RuntimeError("secret 15400012345")

    monkeypatch.setattr(commands, "receive", broken)
    answer = hotline.post("appeals", letter())
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode() and answer.json()["request_id"]


# --- the papers


def test_the_document_is_openapi_3_1_and_documents_every_refusal(hotline):
    found = json.loads(hotline.browser.get("/api/v1/openapi.json").content)
    assert found == document() and found["openapi"] == "3.1.0"
    for path, item in found["paths"].items():
        for method, said in item.items():
            is_open = path.startswith("/api/v1/items")  # the catalogue asks for no token
            refusals = {"422", "500", "503"} | (set() if is_open else {"401", "403", "429"})
            assert refusals <= set(said["responses"]), (path, method)
            assert said.get("security") == (None if is_open else [{"Bearer": []}]), (path, method)
            for status, answer in said["responses"].items():
                kinds, is_empty = set(answer.get("content", ())), status == "304"
                given = "*/*" if said["operationId"] == "fetch_application_file" else "application/json"
                wanted = "application/problem+json" if int(status) >= 400 else given
                assert kinds == (set() if is_empty else {wanted}), (path, method, status)


def test_the_manual_shows_every_operation_without_scripts(hotline):
    answer = hotline.browser.get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200 and "<script" not in page and "style=" not in page
    assert all(path in page for path in document()["paths"])
    assert "applicant.phone" in page and "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_door_is_alive(hotline):
    assert hotline.browser.get("/healthz").content == b"ok"
