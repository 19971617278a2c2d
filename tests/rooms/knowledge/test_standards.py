"""One wording: written by one, approved by another, found by what is asked, used, held against what was answered, read again."""

from datetime import timedelta

import pytest

from tests.city import appeal_at, handler_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.queries.precedents import like_answers, one_wording
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.offer.knowledge import commands, jobs, queries
from yiwang.offer.knowledge.models import Standard
from yiwang.offer.knowledge.states import StandardState

pytestmark = pytest.mark.django_db
WRITER, APPROVER = "yu.shan", "kong.fan"
WORDS = {
    "question": "身份证丢了怎么补，多久能拿到？", "also": "身份证被偷了怎么办\n补办身份证要带什么材料",
    "answer": "本人到任一派出所补领，工本费40元，20日内领证。", "ground": "居民身份证法", "category": "hukou.id_card",
    "line": "household",
}  # fmt: skip
ASKED = "我上周坐车把身份证弄丢了，下个月要出差，请问在鼓前能不能补办，要带什么，几天拿得到？"
TOLD = {"type": "consult", "content": ASKED, "category": "hukou.id_card"}


def in_force(**changes) -> Standard:
    made = commands.write_standard(by=officer(WRITER), **WORDS | changes)
    return commands.approve_standard(by=officer(APPROVER), standard_id=made.pk)


def test_one_writes_another_approves_and_it_has_its_history(city) -> None:
    made = commands.write_standard(by=officer(WRITER), **WORDS)
    assert commands.write_standard(by=officer(WRITER), standard_id=made.pk, **WORDS).version == made.version, "the same"
    assert queries.find_standard(text=ASKED) == [], "what nobody has approved is in nobody's mouth"
    with pytest.raises(Refused):
        commands.approve_standard(by=officer(WRITER), standard_id=made.pk)
    commands.approve_standard(by=officer(APPROVER), standard_id=made.pk)
    stands = commands.approve_standard(by=officer(APPROVER), standard_id=made.pk)
    assert (stands.state, stands.wording, stands.review_on) == (
        StandardState.APPROVED, 1, clock.today() + timedelta(days=365),
    )  # fmt: skip
    commands.write_standard(by=officer(WRITER), standard_id=made.pk, **WORDS | {"answer": "15日内领证。"}, why="快了")
    assert queries.get_standard(standard_id=made.pk).answer == WORDS["answer"], (
        "the old one holds until another approves"
    )
    with pytest.raises(Conflict):
        commands.approve_standard(by=officer(APPROVER), standard_id=made.pk, version=1)
    commands.approve_standard(by=officer(APPROVER), standard_id=made.pk)
    rows = queries.wordings_of(standard=made)
    assert [(row.number, row.approved_by.code) for row in rows] == [(2, APPROVER), (1, APPROVER)]
    assert [entry.code.rpartition(".")[2] for entry in record.history(subject=made.ref)] == [
        "written", "approved", "written", "approved",
    ]  # fmt: skip


def test_a_head_approves_nothing_of_their_own_and_words_are_needed(city) -> None:
    made = commands.write_standard(by=officer(APPROVER), **WORDS)
    with pytest.raises(Refused, match="自己写的"):
        commands.approve_standard(by=officer(APPROVER), standard_id=made.pk)
    with pytest.raises(Invalid):
        commands.write_standard(by=officer(WRITER), **WORDS | {"answer": " "})
    with pytest.raises(Refused):
        commands.retire_standard(by=officer("yang.mo"), standard_id=made.pk, reason="与我无关")
    with pytest.raises(Invalid):
        commands.send_back_standard(by=officer("wei.rong"), standard_id=made.pk, reason=" ")


def test_it_is_found_by_what_is_asked_not_by_the_same_words(city) -> None:
    mine = in_force()
    other = in_force(question="老人去世了，多久去销户？", also="", answer="一个月内销户。", category="hukou.death")
    assert [found.id for found in queries.find_standard(text="身份证被人偷了")] == [mine.pk]
    long = f"{'我家住在城北，平时工作很忙。' * 20}请问身份证丢了怎么补？谢谢！"
    assert [found.label for found in queries.find_standard(text=long)] == [f"口径{mine.pk}"]
    assert queries.find_standard(text="楼下烧烤摊每晚吵到一点") == []
    assert queries.find_standard(text="") == []
    commands.retire_standard(by=officer(APPROVER), standard_id=mine.pk, reason="规定改了")
    assert mine.pk not in [found.id for found in queries.find_standard(text=ASKED)], "retired at once"
    assert [found.id for found in queries.find_standard(text="亲人过世怎么销户口")] == [other.pk]


def test_a_search_asks_the_database_nothing_while_nothing_changes(city, django_assert_num_queries) -> None:
    in_force()
    queries.find_standard(text=ASKED, category="hukou.id_card")
    with django_assert_num_queries(0):
        assert queries.find_standard(text=ASKED, category="hukou.id_card")[0].score > 0.25


def test_its_day_comes_the_owner_is_told_once_and_confirms(city) -> None:
    mine = in_force()
    Standard.objects.filter(pk=mine.pk).update(review_on=clock.today())
    jobs.review_standards(0)
    jobs.review_standards(0)
    due = queries.get_standard(standard_id=mine.pk)
    assert due.state == StandardState.DUE
    assert queries.find_standard(text=ASKED)[0].is_due, "it stays in force"
    told = messaging.inbox(officer_id=due.owner_id)
    assert [(row.template, mine.label in row.body) for row in told] == [("kn.standard.due", True)]
    commands.confirm_standard(by=officer(WRITER), standard_id=mine.pk)
    again = commands.confirm_standard(by=officer(WRITER), standard_id=mine.pk)
    assert (again.state, again.review_on) == (StandardState.APPROVED, clock.today() + timedelta(days=365))


def test_who_has_left_is_told_nothing_and_a_head_hands_it_on(city) -> None:
    mine = in_force()
    heir = organisation.officer_by_code(code=APPROVER)
    assert commands.hand_on_standard(by=officer(APPROVER), standard_id=mine.pk, owner_id=heir.pk).owner_id == heir.pk
    with pytest.raises(Refused):
        commands.hand_on_standard(by=officer("yang.mo"), standard_id=mine.pk, owner_id=heir.pk)


def answered(text: str, *, standards=None):
    appeal = appeal_at(State.HANDLING, told=TOLD)
    by = handler_of(appeal)
    appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="问清了情况。")
    appeals.submit_reply(by=by, case_id=appeal.pk, text=text, outcome="explained", standards=standards)
    appeals.approve(by=officer("qiao.hong"), case_id=appeal.pk)
    return appeal


def test_what_was_used_is_noted_and_what_says_otherwise_is_listed(city) -> None:
    mine = in_force()
    same = answered("您好，王女士，到任一派出所补领，工本费40元，20日内领证。", standards=[mine.pk])
    other = answered("您好，到派出所补领，四十元，十五日内领证，电话15400067891。")
    assert [use.standard_id for use in queries.used_for(subject=same.case.ref)] == [mine.pk]
    found = one_wording(by=officer("wei.rong"), standard=queries.get_standard(standard_id=mine.pk))
    assert (found.looked, found.used) == (2, 1)
    assert [(row.precedent.number, row.found[0].said, row.found[0].should) for row in found.rows] == [
        (other.case.number, ("15",), ("20",))
    ]  # fmt: skip
    assert "15400067891" not in found.rows[0].precedent.text, "what points at somebody is taken out"
    assert one_wording(by=officer("gu.ningxin"), standard=mine).looked == 0, "only what the reader may see"


def test_like_answers_are_those_in_sight_and_ask_few_questions(city, django_assert_max_num_queries) -> None:
    first = answered("您好，王女士，到任一派出所补领，工本费40元，20日内领证。")
    reader = handler_of(first)
    with django_assert_max_num_queries(5):
        found = like_answers(by=reader, text=ASKED, category="hukou.id_card")
    assert [one.number for one in found] == [first.case.number]
    assert "王女士" not in found[0].text
    assert like_answers(by=reader, text=ASKED, category="hukou.id_card", apart=first.pk) == []
    assert like_answers(by=officer("gu.ningxin"), text=ASKED, category="hukou.id_card") == []
    assert like_answers(by=reader, text="楼下烧烤摊每晚吵到一点", category="neighbour.noise") == []


def test_a_use_is_taken_back_before_the_answer_goes_out(city) -> None:
    mine, appeal = in_force(), appeal_at(State.HANDLING, told=TOLD)
    by = handler_of(appeal)
    appeals.draft_reply(by=by, case_id=appeal.pk, text="草稿", standards=[mine.pk])
    appeals.draft_reply(by=by, case_id=appeal.pk, text="草稿", standards=[mine.pk])
    assert len(queries.used_for(subject=appeal.case.ref)) == 1
    appeals.draft_reply(by=by, case_id=appeal.pk, text="草稿", standards=[])
    assert queries.used_for(subject=appeal.case.ref) == []
    appeals.draft_reply(by=by, case_id=appeal.pk, text="另一稿")
    codes = [entry.code for entry in record.history(subject=mine.ref)]
    assert codes[-2:] == ["knowledge.standard.used", "knowledge.standard.not_used"]
