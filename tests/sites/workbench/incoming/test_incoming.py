"""来件 at the desk: who sees what, each act once, what may be undone, what stays masked; and texts for an editor."""

import re

import pytest
from django.urls import reverse

from tests.city import answer, appeal_at, handler_of, head_of
from tests.rooms.channels.coming import NEW, STRANGER, came, fresh
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Supplement
from yiwang.cases.appeals.states import State
from yiwang.cases.channels import queries
from yiwang.cases.channels.models import Posting
from yiwang.cases.channels.states import PostState, Why
from yiwang.ground.messaging.models import Incoming, Message
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.record.models import Event, Look

BUDGET = 22


def page(seat, name, *args, **query):
    got = seat.get(reverse(f"incoming:{name}", args=args), query)
    assert got.status_code == 200
    return got.content.decode()


def send(seat, name, row, **said):
    """The form of this page, filled in and sent twice."""
    shown = seat.get(reverse(f"incoming:{name}", args=[row.pk]))
    source = shown if shown.status_code == 200 else seat.get(reverse("incoming:one", args=[row.pk]))
    nonce = re.findall(r'name="nonce" value="([^"]*)"', source.content.decode())[-1]
    url = reverse(f"incoming:{name}", args=[row.pk])
    first = seat.post(url, said | {"nonce": nonce})
    assert seat.post(url, said | {"nonce": nonce}).status_code == first.status_code
    return first


@pytest.fixture
def comment(city) -> Incoming:
    return came(NEW, inlet=Inlet.WEIBO, sender="1234567", is_public=True)


@pytest.fixture
def unsure(city) -> Incoming:
    """A text with a number that is not the sender's."""
    appeal = appeal_at(State.HANDLING)
    return came(f"{appeal.case.number} 昨晚十一点又来了两个摊", sender=STRANGER)


def test_what_waits_is_counted_listed_and_masked(operator, unsure, django_assert_max_num_queries):
    with django_assert_max_num_queries(BUDGET):
        shown = page(operator, "list")
    assert "又来了两个摊" in shown and "154****7777" in shown and STRANGER not in shown
    with django_assert_max_num_queries(BUDGET + 8):
        one = page(operator, "one", unsure.pk)
    assert STRANGER not in one and Why.NOT_THEIRS.label in one


def test_handlers_have_no_such_page(seat, unsure):
    assert seat("yang.mo").get(reverse("incoming:list")).status_code == 404
    assert seat("yang.mo").get(reverse("incoming:one", args=[unsure.pk])).status_code == 404


def test_a_comment_becomes_a_fact_to_check_of_nobody_once(operator, comment):
    got = send(operator, "register", comment, content=NEW)
    assert got.status_code == 302
    case = appeals_queries.get_by_id(case_id=int(fresh(comment).subject_id)).case
    assert case.channel == "weibo" and case.applicant.is_anonymous and fresh(comment).state == IncomingState.TAKEN
    assert Posting.objects.count() == 0


def test_a_short_name_is_not_given_away_and_a_comment_is_not_answered_here(operator, comment, city):
    assert "****4567" in page(operator, "one", comment.pk)
    named = came("顶", inlet=Inlet.WEIBO, sender="老李", is_public=True)
    shown = page(operator, "one", named.pk)
    assert "****" in shown and "老李" not in shown
    assert operator.get(reverse("incoming:answer", args=[named.pk])).status_code == 403


def test_a_message_is_laid_on_a_file_and_the_officer_stands_in_the_record(operator, unsure):
    number = re.search(r"YZ\d{4}-\d+-\d", unsure.text)[0]
    assert send(operator, "join", unsure, number="YZ2611-99999-1", carry="add").status_code == 422
    assert send(operator, "join", unsure, number=number, carry="add").status_code == 302
    assert Supplement.objects.get().text == unsure.text and fresh(unsure).reason == Why.SUPPLEMENTED
    sorted_by = (
        Event.objects.filter(code="messaging.incoming.sorted", subject_id=str(unsure.pk)).order_by("-seq").first()
    )
    assert sorted_by.actor_id == str(operator.officer.pk)
    assert operator.post(reverse("incoming:back", args=[unsure.pk]), {"nonce": "n" * 24}).status_code == 409


def test_what_is_only_laid_with_a_file_is_read_by_who_handles_it(operator, seat, unsure):
    number = re.search(r"YZ\d{4}-\d+-\d", unsure.text)[0]
    assert send(operator, "join", unsure, number=number, carry="note").status_code == 302
    shown = seat("yang.mo").get(reverse("workbench:case", args=[number])).content.decode()
    assert "又来了两个摊" in shown and Supplement.objects.count() == 0
    send(operator, "back", unsure)
    assert fresh(unsure).state == IncomingState.ON_DESK


def test_an_answer_goes_back_by_text_within_its_signs(operator, unsure):
    assert send(operator, "answer", unsure, text="字" * 100).status_code == 422
    words = "您好，请把姓名和查询码一起发来，我们核对后把这条补到那一件里，谢谢您的理解和支持。"
    assert send(operator, "answer", unsure, text=words).status_code == 302
    sent = Message.objects.get(template="ch.words")
    assert words in sent.body and fresh(unsure).reason == Why.BY_HAND


def test_set_aside_with_a_ground_and_laid_back(operator, unsure):
    assert send(operator, "aside", unsure, reason="satisfied").status_code == 422
    assert send(operator, "aside", unsure, reason="not_a_matter").status_code == 302
    assert fresh(unsure).state == IncomingState.SET_ASIDE
    send(operator, "back", unsure)
    assert fresh(unsure).state == IncomingState.ON_DESK


def test_a_number_in_full_needs_a_purpose_and_is_on_record(operator, unsure):
    url = reverse("incoming:sender", args=[unsure.pk])
    assert operator.post(url, {"nonce": "n" * 24, "purpose": ""}).status_code == 422 and not Look.objects.exists()
    assert STRANGER in operator.post(url, {"nonce": "n" * 24, "purpose": "回电核实"}).content.decode()
    assert Look.objects.get().fields == ["sender"]


def test_one_senders_messages_are_found_for_a_purpose(operator, unsure):
    got = operator.post(reverse("incoming:find"), {"nonce": "n" * 24, "said": STRANGER, "purpose": "来电询问"})
    assert "又来了两个摊" in got.content.decode() and Look.objects.count() == 1
    short = operator.post(reverse("incoming:find"), {"nonce": "n" * 24, "said": "12", "purpose": "来电询问"})
    assert short.status_code == 422


def test_words_of_a_file_out_of_sight_are_not_shown(operator, city):
    """What became a sealed matter leaves the desk's sight with its message."""
    row = came("我要举报鼓前派出所民警王某收了摊贩的钱，不出警，还打人", sender=STRANGER)
    appeal = appeals_queries.get_by_id(case_id=int(row.subject_id))
    assert appeal.case.confidentiality == "sealed"
    assert reverse("incoming:one", args=[row.pk]) not in page(operator, "list", show="all")
    for name in ("one", "register", "join", "answer", "aside"):
        assert operator.get(reverse(f"incoming:{name}", args=[row.pk])).status_code == 404, name
    tried = {
        "register": {"content": "别的"}, "sender": {"purpose": "回电"}, "answer": {"text": "收到"},
        "aside": {"reason": "not_a_matter"}, "back": {},
    }  # fmt: skip
    for name, said in tried.items():
        answer = operator.post(reverse(f"incoming:{name}", args=[row.pk]), {"nonce": name.ljust(24, "n"), **said})
        assert answer.status_code == 404, name
    found = operator.post(reverse("incoming:find"), {"nonce": "m" * 24, "said": STRANGER, "purpose": "回电"})
    assert "没有找到" in found.content.decode() and not Look.objects.exists()


def test_an_answer_to_a_post_waits_for_an_editor_without_what_points_at_a_person(operator, city):
    row = came("鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多。", inlet=Inlet.WEIBO, sender="7654321")
    appeal = appeals_queries.get_by_id(case_id=int(row.subject_id))
    by = handler_of(appeal)
    appeals.sign(by=by, case_id=appeal.pk)
    answer(appeal, text="已到现场。联系人电话15400012345，谢谢您。")
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    receipt, reply = Posting.objects.order_by("pk")
    assert receipt.case_id == appeal.pk and "15400012345" not in reply.text and "〔电话〕" in reply.text
    shown = page(operator, "postings")
    assert appeal.case.number in shown and queries.postings_waiting() == 2
    url = reverse("incoming:posting", args=[reply.pk])
    assert operator.post(url, {"nonce": "a" * 24, "link": "weibo"}).status_code == 422
    assert operator.post(url, {"nonce": "b" * 24, "link": "https://weibo.example/1"}).status_code == 302
    assert operator.post(url, {"nonce": "c" * 24, "reason": "换个说法"}).status_code == 409
    reply.refresh_from_db()
    assert (reply.state, reply.link) == (PostState.POSTED, "https://weibo.example/1")
