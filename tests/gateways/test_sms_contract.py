"""What every SMS gateway must do, tried on the real client against the sandbox over HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.gateways.serving import SIGN, Served, sandbox
from yiwang.ground.messaging.gateways import aliyun
from yiwang.ground.messaging.gateways.base import Asked, Fate, Rejected, Sms, SmsGateway, Uncertain, Unreached
from yiwang.kit import clock

PHONE = "15430001001"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with sandbox(tmp_path) as found:
        found.behave()
        yield found


@pytest.fixture
def gateway(served: Served) -> SmsGateway:
    return served.client()


def sms(**changes: object) -> Sms:
    plain = {
        "phone": PHONE,
        "out_id": uuid4().hex,
        "sign": SIGN,
        "template": "SMS_AP_WITHDRAWN",
        "params": {"number": "YZ2611-00001-2"},
    }
    return Sms(**{**plain, **changes})


def asked(message: Sms, days_ago: int = 0) -> Asked:
    return Asked(phone=message.phone, out_id=message.out_id, day=clock.today() - timedelta(days=days_ago))


def test_a_message_is_taken_shown_and_found_again(served: Served, gateway: SmsGateway) -> None:
    message = sms()
    assert gateway.send(message)
    shown = served.phone(PHONE)
    assert [row["content"] for row in shown] == ["【云州公安】YZ2611-00001-2已按您的要求撤回。需要时可再提出。"]
    found = gateway.find(asked(message))
    assert found and found.fate is Fate.DELIVERED and found.at and found.at.tzinfo
    assert abs((clock.now() - found.at).total_seconds()) < 60


def test_values_with_signs_of_the_protocol_arrive_as_they_are(served: Served, gateway: SmsGateway) -> None:
    gateway.send(sms(params={"number": "a b+c&d=e/%7E~*’“🙂”"}))
    assert "a b+c&d=e/%7E~*’“🙂”" in str(served.phone(PHONE)[0]["content"])


def test_what_was_never_sent_is_not_found(gateway: SmsGateway) -> None:
    assert gateway.find(asked(sms())) is None


def test_a_message_is_found_on_its_own_day_only(gateway: SmsGateway) -> None:
    message = sms()
    gateway.send(message)
    assert gateway.find(asked(message, days_ago=1)) is None


def test_receipts_of_several_phones_and_more_than_a_page(gateway: SmsGateway) -> None:
    messages = [sms(phone=PHONE) for _ in range(aliyun.PAGE + 3)] + [sms(phone="15430001002")]
    for message in messages:
        gateway.send(message)
    known = gateway.receipts([asked(message) for message in messages])
    assert known.keys() == {message.out_id for message in messages}


def test_a_receipt_takes_its_time_and_may_say_no(served: Served, gateway: SmsGateway) -> None:
    served.misbehave(receipt_seconds=60)
    early = sms()
    gateway.send(early)
    served.misbehave(receipt_seconds=0, receipt_fail_code="MK:0001")
    bad = sms()
    gateway.send(bad)
    known = gateway.receipts([asked(early), asked(bad)])
    assert (known[early.out_id].fate, known[early.out_id].at) == (Fate.WAITING, None)
    assert (known[bad.out_id].fate, known[bad.out_id].error_code) == (Fate.FAILED, "MK:0001")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": "03095550003"}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"sign": "某某公司"}, "isv.SMS_SIGNATURE_ILLEGAL"),
        ({"template": "SMS_NONE"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ({"params": {}}, "isv.TEMPLATE_MISSING_PARAMETERS"),
    ],
)
def test_a_wrong_message_is_rejected_for_good(
    served: Served, gateway: SmsGateway, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Rejected) as no:
        gateway.send(sms(**changes))
    assert (no.value.code, no.value.may_retry) == (code, False)
    assert served.store.counts()["accepted"] == 0


def test_flow_control_may_be_tried_again(served: Served, gateway: SmsGateway) -> None:
    served.misbehave(fail_rate=1, fail_code="isv.BUSINESS_LIMIT_CONTROL", times=1)
    with pytest.raises(Rejected) as no:
        gateway.send(sms())
    assert no.value.may_retry
    assert gateway.send(sms())


def test_a_wrong_secret_is_rejected(served: Served) -> None:
    with pytest.raises(Rejected, match="SignatureDoesNotMatch"):
        served.client(secret="not the secret").send(sms())
    assert served.store.counts()["accepted"] == 0


def test_a_changed_request_and_a_replayed_one_are_rejected(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[httpx.Request] = []
    client = served.client()
    monkeypatch.setattr(client._client, "event_hooks", {"request": [sent.append], "response": []})
    client.send(sms())
    headers = dict(sent[0].headers)
    again = httpx.post(sent[0].url, headers=headers, trust_env=False)
    assert again.json()["Code"] == "SignatureNonceUsed"
    changed = str(sent[0].url).replace(PHONE, "15430009999")
    assert httpx.post(changed, headers=headers, trust_env=False).json()["Code"] == "SignatureDoesNotMatch"
    assert served.store.counts()["accepted"] == 1


def test_an_old_signature_is_rejected(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = clock.now() - timedelta(minutes=20)
    honest = aliyun.clock.now
    client = served.client()
    headers = client._headers
    monkeypatch.setattr(aliyun.clock, "now", lambda: long_ago)
    signed = headers("SendSms", "")
    monkeypatch.setattr(aliyun.clock, "now", honest)
    monkeypatch.setattr(client, "_headers", lambda action, query: signed)
    with pytest.raises(Rejected):
        client._call("SendSms")


def test_a_hanging_gateway_is_uncertain_and_may_have_taken_it(served: Served) -> None:
    served.misbehave(hang_seconds=1.5, hang="before")
    message = sms()
    with pytest.raises(Uncertain):
        served.client(seconds=0.4).send(message)
    assert served.client().find(asked(message))


def test_nobody_there_is_unreached() -> None:
    lonely = aliyun.AliyunSms(endpoint="http://127.0.0.1:9", key_id="k", key_secret="s")
    with pytest.raises(Unreached):
        lonely.send(sms())


@pytest.mark.parametrize(("status", "code"), [(503, "isp.UNHEARD_OF"), (500, "InternalError")])
def test_a_broken_gateway_is_uncertain(served: Served, gateway: SmsGateway, status: int, code: str) -> None:
    served.misbehave(fail_rate=1, fail_status=status, fail_code=code)
    with pytest.raises(Uncertain):
        gateway.send(sms())


def test_the_lies(served: Served, gateway: SmsGateway) -> None:
    served.misbehave(lie="drop")
    dropped = sms()
    assert gateway.send(dropped)
    assert gateway.find(asked(dropped)) is None
    served.misbehave(lie="deny")
    denied = sms()
    with pytest.raises(Rejected):
        gateway.send(denied)
    assert gateway.find(asked(denied))


def test_the_example_of_the_providers_manual() -> None:
    """help.aliyun.com, V3版本请求体&签名机制: RunInstances, with its fixed keys."""
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": aliyun.EMPTY_SHA256,
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    image = "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"
    query = aliyun.canonical_query({"RegionId": "cn-shanghai", "ImageId": image})
    assert (
        aliyun.signature(
            secret="YourAccessKeySecret", method="POST", query=query, headers=headers, body_hash=aliyun.EMPTY_SHA256
        )
        == "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )
