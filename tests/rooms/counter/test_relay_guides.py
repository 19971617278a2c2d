"""Guides and sealed results over the border of two networks: carried once, found outside, emptied there when they go."""

from tests import services
from tests.rooms.counter.networks import Networks
from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.models import PublicGuide, PublicResult
from yiwang.cases.counter.states import Side
from yiwang.kit import clock, memory
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


def test_a_sealed_result_crosses_with_its_paper_and_is_emptied(networks: Networks):
    with networks.on(Side.INNER):
        body = '{"number": "1", "document": "证明", "second": []}'
        told = {
            "number": "YZ2611-10001-0",
            "sha256": "0" * 64,
            "body": body,
            "data": b"%PDF",
            "updated_at": clock.now(),
        }
        PublicResult.objects.create(code_index="a" * 32, is_waiting=True, **told)
    networks.carry()
    with networks.outside():
        assert queries.result_pdf(number="YZ2611-10001-0", result="1") == ("证明1.pdf", b"%PDF")
    assert networks.compared().problems == []
    with networks.on(Side.INNER):
        assert not PublicResult.objects.filter(is_waiting=True).exists()
        PublicResult.objects.update(body="", data=b"", version=2, is_waiting=True)
    networks.carry()
    with networks.outside():
        found = PublicResult.objects.get()
        assert (found.body, bytes(found.data)) == ("", b"")
    assert networks.compared().problems == []
