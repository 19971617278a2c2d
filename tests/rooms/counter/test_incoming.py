"""What machines bring to the portal's door crosses the border once, with one network and with two."""

import pytest

from tests.city import CITIZEN
from yiwang.cases.counter import commands, jobs
from yiwang.cases.counter.models import Envelope
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.models import Conversation, Incoming
from yiwang.ground.messaging.states import Inlet

pytestmark = pytest.mark.usefixtures("city")
BROUGHT = commands.Brought(
    inlet="wechat", external_id="msg:23442211", sender="oTestOpenid0000000000000001", kind="file",
    details={"media_id": "m1"}, sent_at="2026-11-22T09:00:00+08:00",
)  # fmt: skip


def test_a_message_crosses_once_however_often_it_is_brought():
    for _ in range(2):
        commands.post_incoming(by=CITIZEN, brought=BROUGHT)
        jobs.drain()
    kept = Incoming.objects.get()
    assert (kept.inlet, kept.kind, kept.sender, kept.details) == (
        "wechat", "file", BROUGHT.sender, {"media_id": "m1"},
    )  # fmt: skip
    assert kept.sent_at and kept.sent_at.isoformat() == "2026-11-22T01:00:00+00:00"
    assert Conversation.objects.get(inlet=Inlet.WECHAT).address == BROUGHT.sender
    envelope = Envelope.objects.get(kind=EnvelopeKind.INCOMING)
    assert (envelope.body, envelope.trouble) == ("", "") and envelope.taken_at
    assert "23442211" not in envelope.nonce


@pytest.mark.parametrize("wrong", [{"inlet": "pigeon"}, {"kind": "smell"}, {"sent_at": "yesterday"}])
def test_a_door_that_does_not_know_its_words_is_found_out_at_the_door(wrong):
    with pytest.raises(ValueError):
        commands.post_incoming(by=CITIZEN, brought=commands.Brought(**(_plain() | wrong)))
    assert not Envelope.objects.exists()


def _plain() -> dict:
    return {"inlet": "sms", "external_id": "1", "sender": "13800001234", "text": "1"}


def test_the_relay_carries_it_in_and_its_fate_out(networks):
    with networks.outside():
        commands.post_incoming(by=CITIZEN, brought=BROUGHT)
    networks.work()
    assert Incoming.objects.get().sender == BROUGHT.sender
    with networks.outside():
        left = Envelope.objects.get(kind=EnvelopeKind.INCOMING)
        assert left.taken_at and left.body == ""
