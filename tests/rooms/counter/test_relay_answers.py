"""Published answers over the border of two networks: carried once, found outside, emptied there when they are taken down."""

from tests.city import appeal_at, handler_of, head_of, officer
from tests.rooms.counter.networks import Networks
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.models import PublicAnswer
from yiwang.cases.counter.states import Side
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge import queries as answers

TEXT = {"title": "烧烤摊扰民找谁？", "question": "楼下烧烤摊扰民找谁？", "answer": "打派出所值班电话。"}


def published():
    appeal = appeal_at(State.REVIEW, told={"type": "consult"})
    appeals.approve(by=officer("qiao.hong"), case_id=appeal.pk)
    key = answers.of_source(source=appeal.case.ref).pk
    knowledge.redact(by=handler_of(appeal), answer_id=key, **TEXT)
    knowledge.publish(by=head_of(appeal), answer_id=key)
    return appeal, key


def test_answers_cross_are_found_and_taken_down(networks: Networks):
    appeal, key = published()
    networks.carry()
    with networks.outside():
        assert [row.key for row in queries.public_answers(words="烧烤").rows] == [key]
        assert queries.answers_like(text="楼下烧烤摊扰民该找谁问")[0][0] == key
    assert networks.compared().problems == []
    with networks.on(Side.INNER):
        assert not PublicAnswer.objects.filter(is_waiting=True).exists()
        knowledge.withdraw(by=head_of(appeal), answer_id=key, reason="规定改了")
    networks.carry()
    with networks.outside():
        assert queries.public_answers().total == 0
        assert PublicAnswer.objects.get(key=key).folded == ""
    assert networks.compared().problems == []


def test_an_outer_side_made_anew_gets_them_all_again(networks: Networks):
    _appeal, key = published()
    networks.carry()
    with networks.outside():
        PublicAnswer.objects.all().delete()
    commands.begin_again(by=officer("gu.ningxin"), side=Side.INNER)
    networks.carry()
    with networks.outside():
        assert queries.public_answer(key=key).title == TEXT["title"]
