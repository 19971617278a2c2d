"""`yiwang token` and `yiwang webhook`: what they print opens the door, once."""

from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from yiwang.config import cli
from yiwang.config.cli import tokens, webhooks
from yiwang.ground.access import queries as access
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def this_database(monkeypatch):
    @contextmanager
    def opened(door=""):
        yield

    for module in (tokens, webhooks):
        monkeypatch.setattr(module, "house", opened)


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli.cli, list(words))
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.output


def test_a_token_is_printed_once_and_renewed_and_revoked():
    token = run("token", "create", "--name", "12345热线平台", "--channel", "12345", "--rate", "90").strip()
    client = access.client_of_token(token=token)
    assert (client.channel, client.rate, len(client.scopes)) == ("12345", 90, 5)
    listed = run("token", "list")
    assert client.code in listed and token not in listed
    renewed = run("token", "renew", client.code).strip()
    assert access.client_of_token(token=token) is None
    assert access.client_of_token(token=renewed).code == client.code
    for _ in range(2):
        run("token", "revoke", client.code)
    assert access.client_of_token(token=renewed) is None
    assert "已停用" in run("token", "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "--name", "x", "--channel", "nowhere"), "没有代码为"), (("renew", "nobody"), "没有这个外部系统"),
        (("create", "--name", "x", "--channel", "12345", "--scope", "all"), "权限"),
        (("create", "--name", "x", "--channel", "12345", "--expires", "2020-01-01"), "到期"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence(words, said):
    assert said in run("token", *words, code=1)


def test_a_webhook_from_the_command_line():
    token = run("token", "create", "--name", "x", "--channel", "12345", "--scope", "events:read").strip()
    client = access.client_of_token(token=token).code
    secret = run("webhook", "add", "--client", client, "--url", "https://example.org/h").strip()
    hook = Hook.objects.get()
    assert secret == hook.secret and hook.events == ["*"]
    assert run("webhook", "renew", hook.code).strip() not in ("", secret)
    messaging.tell_hook(
        by=Actor.job("x"), hook_id=hook.pk, event="appeals.appeal.signed", subject=Ref("casework.case", 1), data={}
    )
    Delivery.objects.update(state="parked")
    assert "parked 1" in run("webhook", "list")
    assert "重发 1 条" in run("webhook", "replay", hook.code, "--parked")
    assert Delivery.objects.get().state == "waiting"
    run("webhook", "replay", hook.code, code=1)
    run("webhook", "stop", hook.code)
    assert "已停 removed" in run("webhook", "list", "--client", client)
    assert "https" in run("webhook", "add", "--client", client, "--url", "http://example.org", code=1)
