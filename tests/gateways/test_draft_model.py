"""The chat protocol against its sandbox over HTTP: what is sent, what comes back, and every way in which it fails."""

from collections.abc import Iterator

import pytest

from tests.gateways.model_server import Served, model_server
from yiwang.ground.language.gateways.addresses import Allowed, Forbidden
from yiwang.ground.language.gateways.base import Asked, Failed
from yiwang.ground.language.gateways.openai_compatible import LARGEST
from yiwang.ground.language.gateways.sandbox import MODEL
from yiwang.ground.language.states import WriterTrouble

ASKED = Asked(rules="规则", material="<口径 题目='x'>\n补身份证带户口簿。\n</口径>\n<来信>\n〔姓名1〕问补证\n</来信>")


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with model_server() as found:
        yield found


@pytest.fixture(autouse=True)
def _well(served: Served) -> None:
    served.fail()
    served.app.calls.clear()


def test_rules_and_material_go_out_apart_and_the_text_comes_back(served: Served) -> None:
    written = served.client().write(ASKED)
    assert written.text == "您好。您说的〔姓名1〕一事，我们记下了。补身份证带户口簿。"
    assert (written.model, written.tokens_in > 0, written.tokens_out > 0) == (MODEL, True, True)
    assert [message["role"] for message in served.app.calls[0]["messages"]] == ["system", "user"]
    assert served.app.calls[0]["messages"][0]["content"] == "规则"


@pytest.mark.parametrize(
    ("faults", "why"),
    [
        ({"status": 429}, WriterTrouble.BUSY),
        ({"status": 503}, WriterTrouble.BUSY),
        ({"status": 400}, WriterTrouble.REFUSED),
        ({"status": 302}, WriterTrouble.REFUSED),
        ({"body": "<html>"}, WriterTrouble.UNREADABLE),
        ({"body": '{"choices": []}'}, WriterTrouble.UNREADABLE),
        ({"body": '{"choices": [{"message": {"content": "  "}}]}'}, WriterTrouble.EMPTY),
        ({"body": "x" * (LARGEST + 1)}, WriterTrouble.UNREADABLE),
        ({"hang": 1.0}, WriterTrouble.TIMEOUT),
    ],
)
def test_each_fault_is_told_in_a_word(served: Served, faults: dict, why: WriterTrouble) -> None:
    served.fail(**faults)
    with pytest.raises(Failed) as failed:
        served.client(seconds=0.3).write(ASKED)
    assert failed.value.why is why


def test_a_wrong_key_and_a_closed_port_are_refused_and_unreached(served: Served) -> None:
    with pytest.raises(Failed) as refused:
        served.client(key="other").write(ASKED)
    assert refused.value.why is WriterTrouble.REFUSED
    served.fail()
    client = served.client(hosts="127.0.0.1:9")
    client._url = "http://127.0.0.1:9/v1/chat/completions"
    with pytest.raises(Failed) as unreached:
        client.write(ASKED)
    assert unreached.value.why is WriterTrouble.UNREACHED and unreached.value.may_retry


@pytest.mark.parametrize(("hosts", "networks"), [("api.example.com", "127.0.0.0/8"), ("", "")])
def test_nothing_goes_to_a_host_or_network_that_was_not_named(hosts: str, networks: str) -> None:
    with (
        model_server() as own,
        pytest.raises(Failed) as failed,
    ):  # the shared one may still be at an answer nobody waits for
        own.client(hosts=hosts, networks=networks).write(ASKED)
    assert failed.value.why is WriterTrouble.FORBIDDEN and not own.app.calls


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("https://api.example.com/v1", True),
        ("https://api.example.com:8443/v1", False),
        ("https://other.example.com/v1", False),
        ("https://user@api.example.com/v1", False),
        ("ftp://api.example.com", False),
        ("https://api.example.com/v1?key=1", False),
    ],
)
def test_only_addresses_as_they_were_named(url: str, is_fine: bool) -> None:
    allowed = Allowed.read("api.example.com")
    if is_fine:
        allowed.check(url)
    else:
        with pytest.raises(Forbidden):
            allowed.check(url)
