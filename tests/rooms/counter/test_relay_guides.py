"""Guides over the border of two networks: carried once, found outside, emptied there when they are taken down."""

from tests import services
from tests.rooms.counter.networks import Networks
from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.models import PublicGuide
from yiwang.cases.counter.states import Side
from yiwang.kit import memory
from yiwang.kit.actor import Actor

BY = Actor.job("tests.guides")


def found(words: str) -> list[str]:
    memory.forget()
    return [row.key for row in queries.guides_like(words=words)]


def test_guides_cross_are_found_and_taken_down(networks: Networks):
    services.three()
    networks.carry()
    with networks.outside():
        assert "test.id_card" in found("深份证丢了")
        assert (queries.public_guide(key="test.id_card").body or {})["form"]["x-order"] == list(
            services.FORM["properties"]
        )
    assert networks.compared().problems == []
    with networks.on(Side.INNER):
        assert not PublicGuide.objects.filter(is_waiting=True).exists()
        PublicGuide.objects.filter(key="test.hukou").update(key="test.gone")
        commands.renew_guides(by=BY)
    networks.carry()
    with networks.outside():
        assert PublicGuide.objects.get(key="test.gone").body is None
    assert networks.compared().problems == []
