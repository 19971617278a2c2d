"""What does not pass the relay stops nothing else, and shows."""

import json
import os
from dataclasses import replace

import pytest

from tests.rooms.counter.networks import Networks, batches_of, cases, keys_of
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.gateways import letter as letters
from yiwang.cases.counter.models import Envelope, Held, Refusal
from yiwang.cases.counter.states import Side
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY = Actor.job("relay")
OUTER, INNER = Side.OUTER, Side.INNER


def old(path) -> None:
    """A file that the ferry finished long ago."""
    os.utime(path, (1, 1))


def bend(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


@pytest.mark.parametrize("at", [0, 6, 40, 400, -70, -1])
def test_a_changed_letter_is_refused_and_stops_nothing(networks: Networks, at: int):
    networks.send()
    (path,) = batches_of(networks)
    forged = networks.halves[INNER].folder.pickup / f"{path.stem}x.ywr"
    forged.write_bytes(bend(path.read_bytes(), at % path.stat().st_size))
    old(forged)
    networks.work()
    assert len(cases()) == 1
    assert Refusal.objects.count() == 1
    assert not forged.exists()
    state = queries.relay_state()
    assert (state.refused, bool(state.last_refusal)) == (1, True)


def test_a_cut_file_is_given_time_and_then_refused(networks: Networks):
    networks.send()
    (path,) = batches_of(networks)
    cut = networks.halves[INNER].folder.pickup / path.name
    cut.write_bytes(path.read_bytes()[:-200])
    path.unlink()
    networks.read(INNER)
    assert cut.exists(), "the ferry may still be writing it"
    old(cut)
    for _ in range(2):
        networks.read(INNER)
    assert not cut.exists()
    assert Refusal.objects.count() == 1
    networks.work()
    assert len(cases()) == 1, "it was dropped again"


def test_nobody_speaks_for_the_other_side(networks: Networks):
    """A letter of our own brought back to us, and one signed by a stranger."""
    networks.send()
    raw = batches_of(networks)[0].read_bytes()
    with pytest.raises(letters.Unreadable, match="签名"):
        letters.read(raw, keys_of(OUTER), sender=INNER)
    stranger = letters.Keys(own="07" * 32, peer="", seal="5e" * 32)
    forged = letters.write(letters.read(raw, keys_of(INNER), sender=OUTER), stranger)
    with pytest.raises(letters.Unreadable, match="签名"):
        letters.read(forged, keys_of(INNER), sender=OUTER)


def test_content_is_sealed_and_bound_to_its_place(networks: Networks):
    networks.send("王女士说楼下烧烤摊太吵")
    raw = batches_of(networks)[0].read_bytes()
    letter = letters.read(raw, keys_of(INNER), sender=OUTER)
    assert "烧烤".encode() not in raw
    assert any(item["kind"] == "envelope" for item in letters.unseal(letter, keys_of(INNER)))
    with pytest.raises(letters.Unreadable, match="封装"):
        letters.unseal(replace(letter, number=letter.number + 1), keys_of(INNER))
    with pytest.raises(letters.Unreadable, match="封装"):
        letters.unseal(letter, replace(keys_of(INNER), seal="00" * 32))


def test_an_old_numbering_is_not_played_again(networks: Networks):
    networks.send()
    (path,) = batches_of(networks)
    raw = path.read_bytes()
    networks.work()
    with networks.outside():
        commands.begin_again(by=BY, side=OUTER)
    networks.carry()
    again = networks.halves[INNER].folder.pickup / path.name
    again.write_bytes(raw)
    old(again)
    networks.read(INNER)
    assert Refusal.objects.get().why.startswith("是已经作废")
    assert len(cases()) == 1


def test_other_index_keys_are_noticed(networks: Networks, monkeypatch):
    networks.send()
    monkeypatch.setattr("yiwang.cases.counter.queries.keys_fingerprint", lambda: "another")
    networks.write(OUTER)
    networks.ferry(OUTER)
    monkeypatch.undo()
    for path in networks.halves[INNER].folder.pickup.glob("*.ywr"):
        old(path)
    networks.read(INNER)
    assert "INDEX_KEY" in Refusal.objects.first().why


def test_an_item_that_fails_is_held_with_those_behind_it(networks: Networks):
    first, second = networks.send(), networks.send()
    with networks.outside():
        Envelope.objects.filter(number=first.number).update(number="YZ2611-bad-0")
        Envelope.objects.create(
            kind="withdrawal", number="YZ2611-bad-0", nonce="behind", posted_at=clock.now(), body="{}"
        )
    networks.carry()
    jobs.drain()
    assert cases() == [second.number], "the other one did not wait"
    assert list(Held.objects.values_list("kind", flat=True)) == ["envelope", "envelope"]
    assert queries.relay_state().held == 2
    for _ in range(2):
        assert commands.retry_held(by=BY, side=INNER) == 0
    row = Held.objects.order_by("id").first()
    row.body = row.body.replace("YZ2611-bad-0", first.number)
    row.save()
    assert commands.retry_held(by=BY, side=INNER) == 2
    assert list(Envelope.objects.order_by("id").values_list("kind", flat=True)) == ["submission"] * 2 + ["withdrawal"]
    assert commands.retry_held(by=BY, side=INNER) == 0


def test_a_number_that_comes_for_two_matters_is_held_and_not_dropped(networks: Networks):
    receipt = networks.send()
    networks.work()
    with networks.outside():
        Envelope.objects.filter(number=receipt.number).delete()
        Envelope.objects.create(
            kind="submission", number=receipt.number, nonce=f"sent:{receipt.number}", posted_at=clock.now(),
            body=json.dumps({"draft": 0}),
        )  # fmt: skip
    networks.carry()
    assert "两件不同的事" in Held.objects.get().why
