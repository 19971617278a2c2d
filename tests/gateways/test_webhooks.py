"""The webhook client over real HTTP: signatures a receiver can check, and nowhere it must not go."""

import time
from typing import Any

import httpx
import pytest

from tests.gateways.receiving import receiver
from yiwang.ground.messaging.gateways import hooks

BODY = b'{"type":"appeals.appeal.signed","data":{"number":"YZ2611-18427-3","state":"handling"}}'
LOOPBACK = hooks.read_networks("127.0.0.0/8,::1/128")


def send(
    url: str, secret: str, *, networks: Any = LOOPBACK, seconds: float = 2.0, at: float | None = None, **more: Any
):
    stamp = int(at or time.time())
    headers = hooks.headers_of(secrets_=[secret], id="msg_1", at=stamp, body=BODY)
    with hooks.new_client(httpx.Timeout(seconds)) as client:
        return hooks.post(url=url, headers=headers | more, body=BODY, networks=networks, client=client)


def test_the_signature_is_the_standards():
    """The worked example of the Standard Webhooks specification's reference libraries."""
    signed = hooks.sign(
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=1614265330,
        body=b'{"test": 2432232314}',
    )  # fmt: skip
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_can_check_what_it_gets():
    secret = hooks.new_secret()
    with receiver(secret=secret) as there:
        assert send(there.url, secret).is_taken
        assert there.got[0]["data"]["state"] == "handling"
        assert send(there.url, hooks.new_secret()).status == 401, "another's signature"
        assert send(there.url, secret, at=time.time() - 3600).status == 401, "an old one"


def test_either_secret_signs_while_one_is_replaced():
    old, new = hooks.new_secret(), hooks.new_secret()
    headers = hooks.headers_of(secrets_=[new, old], id="msg_1", at=int(time.time()), body=BODY)
    assert all(hooks.verify(secret=one, headers=headers, body=BODY, now=time.time()) for one in (old, new))
    assert not hooks.verify(secret=old, headers=headers, body=BODY + b" ", now=time.time())
    assert not hooks.verify(secret=old, headers=headers | {"webhook-id": "msg_2"}, body=BODY, now=time.time())


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_refusal_and_is_not_followed(status):
    with receiver(answers=[status]) as there:
        outcome = send(there.url, hooks.new_secret())
        assert (outcome.status, outcome.is_taken, there.got) == (status, False, [])


def test_what_goes_wrong_has_a_name():
    with receiver(hang=1.5) as there:
        assert send(there.url, hooks.new_secret(), seconds=0.3).error == "timeout"
    assert send(there.url, hooks.new_secret()).error == "unreached", "it is gone by now"
    assert send("https://no-such-host.invalid/x", hooks.new_secret()).error == "unknown_host"
    with receiver() as there:
        assert send(there.url.replace("http:", "https:"), hooks.new_secret()).error in ("tls", "unreached", "broken")


FORBIDDEN = [
    "ftp://example.org/x", "http://example.org/x", "https:///x", "https://user:pw@example.org/x", "https://example.org/#x",
    "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.8/x", "https://169.254.169.254/latest/meta-data",
    "https://0.0.0.0/x", "https://192.168.1.1/x", "https://[::ffff:10.0.0.8]/x", "https://224.0.0.1/x", "https://[fe80::1]/x",
    "https://exa mple.org/", "https://example.org:99999/x", "https://例子.org/x", "",
]  # fmt: skip


@pytest.mark.parametrize("url", FORBIDDEN)
def test_addresses_that_nobody_named_are_out_of_reach(url):
    with pytest.raises(hooks.Forbidden):
        hooks.check_url(url, ())
    assert send(url, hooks.new_secret(), networks=()).status == 0


def test_a_name_that_points_inwards_is_found_out_when_it_is_looked_up():
    assert send("https://localhost:9/x", hooks.new_secret(), networks=()).error == "forbidden"


@pytest.mark.parametrize(
    ("url", "networks"),
    [
        ("https://example.org/x", ""), ("https://8.8.8.8/x", ""), ("https://10.20.3.4:8443/x", "10.20.0.0/16"),
        ("http://127.0.0.1:9/x", "127.0.0.0/8"), ("https://10.20.3.4/x?a=b", "192.168.0.0/16, 10.20.0.0/16"),
    ],
)  # fmt: skip
def test_addresses_that_webhooks_may_go_to(url, networks):
    hooks.check_url(url, hooks.read_networks(networks))


def test_plain_http_stays_on_this_machine():
    with pytest.raises(hooks.Forbidden, match="https"):
        hooks.check_url("http://10.20.3.4/x", hooks.read_networks("10.20.0.0/16"))
