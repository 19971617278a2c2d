"""The sandbox's own side: the page, the count of doubles, the levers; and that it runs under the house's server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.gateways.serving import KEY, SECRET, Served, sandbox
from tests.gateways.test_sms_contract import PHONE, asked, sms
from yiwang.ground.messaging.gateways.aliyun import AliyunSms
from yiwang.ground.messaging.gateways.sandbox import as_provider_text, default_templates


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with sandbox(tmp_path) as found:
        found.behave()
        yield found


def get(served: Served, path: str) -> httpx.Response:
    return httpx.get(f"{served.url}{path}", trust_env=False)


def test_the_page_shows_what_a_phone_got_and_nothing_runs_in_it(served: Served) -> None:
    client = served.client()
    client.send(sms(params={"number": "<script>alert(1)</script>"}))
    client.send(sms(phone="15430001002"))
    page = get(served, "/")
    assert page.text.index("15430001002") < page.text.index(PHONE)
    assert "&lt;script&gt;" in page.text and "<script" not in page.text
    assert 'http-equiv="refresh"' in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    one = get(served, f"/?phone={PHONE}").text
    assert "15430001002" not in one and f"url=/?phone={PHONE}" in one
    assert 'http-equiv="refresh"' not in get(served, "/?still=1").text
    assert "--brand" in get(served, "/style.css").text


def test_it_counts_what_comes_twice(served: Served) -> None:
    message = sms()
    client = served.client()
    client.send(message)
    client.send(message)
    assert get(served, "/stats.json").json() == {"accepted": 2, "distinct": 1, "duplicates": 1}
    assert [row["copies"] for row in served.phone(PHONE)] == [2, 2]
    assert "同一条收到2次" in get(served, "/").text


def test_faults_end_by_themselves_or_by_hand(served: Served) -> None:
    served.misbehave(fail_rate=1, times=2)
    client = served.client()
    answers = []
    for _ in range(3):
        try:
            answers.append(bool(client.send(sms())))
        except Exception as no:
            answers.append(str(no))
    assert answers == ["isp.SYSTEM_ERROR", "isp.SYSTEM_ERROR", True]
    served.misbehave(lie="drop")
    assert "说收下却丢掉" in get(served, "/").text
    assert httpx.delete(f"{served.url}/faults", trust_env=False).json()["lie"] == ""


@pytest.mark.parametrize("wrong", [{"lie": "maybe"}, {"hang": "never"}, {"explode": 1}, {"fail_rate": "often"}])
def test_a_fault_it_does_not_know_is_refused(served: Served, wrong: dict[str, object]) -> None:
    assert httpx.post(f"{served.url}/faults", json=wrong, trust_env=False).status_code == 400


def test_another_sites_form_cannot_set_faults(served: Served) -> None:
    form = httpx.post(f"{served.url}/faults", data={"lie": "drop"}, trust_env=False)
    assert form.status_code == 400 and get(served, "/faults").json()["lie"] == ""


def test_a_template_the_bureau_wrote_can_be_approved(served: Served) -> None:
    text = as_provider_text("【云州公安】{number}今晚停水。")
    httpx.post(f"{served.url}/templates", json={"SMS_NEW": text}, trust_env=False).raise_for_status()
    served.client().send(sms(template="SMS_NEW"))
    assert served.phone(PHONE)[0]["content"] == "【云州公安】YZ2611-00001-2今晚停水。"


def test_every_sms_of_the_product_is_approved_in_both_languages() -> None:
    templates = default_templates()
    assert {"SMS_AP_CODE", "SMS_AP_CODE_EN", "SMS_AP_ALARM", "SMS_AP_REGISTERED"} <= templates.keys()
    assert not [code for code, text in templates.items() if "【" in text or not text.strip()]


def test_it_runs_under_the_houses_server(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    granian = Path(sys.executable).with_name("granian")
    app = "yiwang.ground.messaging.gateways.sandbox:application"
    command = [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), app]
    server = subprocess.Popen(
        command, env={**os.environ, "DATA_DIR": str(tmp_path)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        client = AliyunSms(endpoint=f"http://127.0.0.1:{port}", key_id=KEY, key_secret=SECRET)
        _wait_for(port)
        message = sms()
        assert client.send(message)
        assert client.find(asked(message))
        assert (tmp_path / "sandbox.sqlite3").exists()
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the sandbox did not come up")
