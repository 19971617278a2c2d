"""Moves as forms: made, refused, stale, repeated."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.city import appeal_at
from tests.sites.workbench.desk.conftest import stamps
from tests.sites.workbench.desk.test_case import picture
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.casework import queries as casework
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.sites.workbench.desk.pages.moves import PAGES

TEXT = "您好，昨晚十点半我们到了鼓楼花园北门，摊主当场撤走并签了承诺书，以后每晚十点后加巡。再有请打0309-5550034。"


def state(appeal):
    return queries.get_by_id(case_id=appeal.pk).case.state


def facts(appeal, code):
    return [entry for entry in record.history(subject=appeal.case.ref) if entry.code == code]


def actor(client):
    return organisation.actor_for(officer=client.officer)


def sign_form(client, appeal):
    return stamps(client.page("case", appeal.case.number), at="/sign/")


def contact_said(**changes):
    return {"kind": "call", "reached": "1", "note": "约了今晚到场", "is_public": "on"} | changes


def test_sign_is_one_click_and_twice_is_once(handler):
    appeal = appeal_at(State.PUSHED)
    form = sign_form(handler, appeal)
    first = handler.send("sign", appeal.case.number, **form)
    again = handler.send("sign", appeal.case.number, **form)
    assert first.status_code == again.status_code == 302
    assert (
        first.headers["Location"] == again.headers["Location"] == reverse("workbench:case", args=[appeal.case.number])
    )
    assert state(appeal) == State.HANDLING and len(facts(appeal, "appeals.appeal.signed")) == 1


def test_a_move_by_get_is_none(handler):
    appeal = appeal_at(State.PUSHED)
    assert handler.get(reverse("workbench:sign", args=[appeal.case.number])).status_code == 405
    assert state(appeal) == State.PUSHED


def test_a_form_without_its_number_does_nothing(handler):
    appeal = appeal_at(State.PUSHED)
    assert handler.send("sign", appeal.case.number).status_code == 422
    assert state(appeal) == State.PUSHED


def test_contact_is_recorded_once_however_often_it_is_sent(handler):
    appeal = appeal_at(State.HANDLING)
    said = handler.hidden("contact", appeal.case.number) | contact_said()
    for _ in range(3):
        assert handler.send("contact", appeal.case.number, **said).status_code == 302
    kept = casework.contacts_of(case=appeal.case)
    assert [(c.kind, c.reached, c.note, c.is_public) for c in kept] == [("call", True, "约了今晚到场", True)]


def test_contact_says_what_is_missing_and_keeps_the_rest(handler):
    appeal = appeal_at(State.HANDLING)
    said = handler.hidden("contact", appeal.case.number) | {"note": "约了今晚到场"}
    answer = handler.send("contact", appeal.case.number, **said)
    assert answer.status_code == 422 and "约了今晚到场" in answer.content.decode()
    assert "有2处需要改" in answer.content.decode()
    said |= contact_said(note=" ")
    assert "几个字也行" in handler.send("contact", appeal.case.number, **said).content.decode()


def test_a_stale_form_is_told_what_is_now_and_what_was_typed(handler, head):
    appeal = appeal_at(State.HANDLING)
    said = handler.hidden("contact", appeal.case.number) | contact_said()
    appeals.record_contact(by=actor(head), case_id=appeal.pk, kind="visit", reached=True, note="所长去过了")
    answer = handler.send("contact", appeal.case.number, **said)
    html = answer.content.decode()
    assert answer.status_code == 409 and "约了今晚到场" in html and "有了变化" in html
    assert len(casework.contacts_of(case=appeal.case)) == 1


def test_a_move_that_no_longer_fits_says_why(handler):
    appeal = appeal_at(State.REPLIED)
    answer = handler.get(reverse("workbench:contact", args=[appeal.case.number]))
    assert answer.status_code == 403 and "已答复的件不能记录联系" in answer.content.decode()


def test_reassign_to_a_colleague_of_the_same_unit(handler, head):
    appeal = appeal_at(State.HANDLING)
    html = head.page("reassign", appeal.case.number)
    assert "杨墨" not in html and "闵直" not in html
    code = head.officer.code
    said = stamps(html) | {"officer_code": code}
    assert head.send("reassign", appeal.case.number, **said).status_code == 302
    assert queries.get_by_id(case_id=appeal.pk).case.officer.code == code
    other = head.hidden("reassign", appeal.case.number) | {"officer_code": "min.zhi"}
    assert head.send("reassign", appeal.case.number, **other).status_code == 422


def test_attach_cleans_what_is_given(handler):
    appeal = appeal_at(State.HANDLING)
    said = handler.hidden("attach", appeal.case.number)
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 40)
    refused = handler.send("attach", appeal.case.number, **said, file=bad)
    assert refused.status_code == 422 and not files.of(subject=appeal.case.ref)
    good = SimpleUploadedFile("现场.jpg", picture())
    assert handler.send("attach", appeal.case.number, **said, file=good).status_code == 302
    assert [file.label for file in files.of(subject=appeal.case.ref)] == ["承办单位附"]


def reply_said(client, appeal, **changes):
    return client.hidden("reply", appeal.case.number) | {"outcome": "resolved", "text": TEXT, "ground": ""} | changes


def contacted():
    appeal = appeal_at(State.HANDLING)
    by = organisation.actor_for(officer=appeal.case.officer)
    appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="电话联系过")
    return appeal


def test_a_draft_is_kept_and_comes_back(handler):
    appeal = contacted()
    assert handler.send("reply", appeal.case.number, **reply_said(handler, appeal, act="draft")).status_code == 302
    html = handler.page("reply", appeal.case.number)
    assert "摊主当场撤走" in html and state(appeal) == State.HANDLING
    assert f'data-draft="reply-{appeal.case.number}-1"' in html


def test_a_skeleton_goes_after_what_was_written_and_saves_nothing(handler):
    appeal = contacted()
    assert "噪声处理" in handler.page("reply", appeal.case.number)
    said = reply_said(handler, appeal, act="insert:rt.public.noise", text="先写的话")
    html = handler.send("reply", appeal.case.number, **said).content.decode()
    assert html.index("先写的话") < html.index("到场实测")
    assert queries.open_reply(appeal=appeal) is None
    assert handler.send("reply", appeal.case.number, **said | {"act": "insert:nothing"}).status_code == 404


def test_a_reply_is_submitted_once(handler):
    appeal = contacted()
    said = reply_said(handler, appeal, act="submit")
    for _ in range(2):
        answer = handler.send("reply", appeal.case.number, **said)
        assert answer.headers["Location"] == reverse("workbench:case", args=[appeal.case.number])
    assert state(appeal) == State.REVIEW and len(facts(appeal, "appeals.reply.submitted")) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "请写下给诉求人的答复"),
        ({"outcome": ""}, "请选一个结果"),
        ({"outcome": "not_supported"}, "请写明依据"),
        ({"outcome": "other_body"}, "请写明归哪个机关管"),
    ],
)
def test_a_reply_that_lacks_something_is_shown_again(handler, changes, words):
    appeal = contacted()
    answer = handler.send("reply", appeal.case.number, **reply_said(handler, appeal, act="submit", **changes))
    assert answer.status_code == 422 and words in answer.content.decode() and state(appeal) == State.HANDLING


def test_before_a_contact_it_can_be_drafted_but_not_submitted(handler):
    appeal = appeal_at(State.HANDLING)
    assert "还没有联系过诉求人" in handler.page("reply", appeal.case.number)
    answer = handler.send("reply", appeal.case.number, **reply_said(handler, appeal, act="submit"))
    assert answer.status_code == 403 and state(appeal) == State.HANDLING


def test_two_writers_see_both_texts(handler, head):
    appeal = contacted()
    said = reply_said(handler, appeal, act="draft", text="杨墨写的这一版")
    appeals.draft_reply(by=actor(head), case_id=appeal.pk, text="所长写的那一版", outcome="explained")
    answer = handler.send("reply", appeal.case.number, **said)
    html = answer.content.decode()
    assert answer.status_code == 409 and "杨墨写的这一版" in html and "所长写的那一版" in html
    assert queries.open_reply(appeal=appeal).text == "所长写的那一版"
    merged = stamps(html) | {"act": "draft", "outcome": "explained", "text": "合起来的一版", "ground": ""}
    assert handler.send("reply", appeal.case.number, **merged).status_code == 302
    assert queries.open_reply(appeal=appeal).text == "合起来的一版"


def test_the_head_reads_both_and_approves_once(head):
    appeal = appeal_at(State.REVIEW)
    html = head.page("review", appeal.case.number)
    assert "烧烤摊" in html and "家里有老人" in html and "每晚十点后加巡" in html
    said = stamps(html)
    for _ in range(2):
        assert head.send("review", appeal.case.number, **said).status_code == 302
    assert state(appeal) == State.REPLIED and len(facts(appeal, "appeals.reply.approved")) == 1


def test_sending_back_asks_a_reason(head, handler):
    appeal = appeal_at(State.REVIEW)
    said = head.hidden("send_back", appeal.case.number)
    refused = head.send("send_back", appeal.case.number, **said, reason="")
    assert refused.status_code == 422 and state(appeal) == State.REVIEW
    assert head.send("send_back", appeal.case.number, **said, reason="写明几点到场").status_code == 302
    assert state(appeal) == State.HANDLING
    assert "写明几点到场" in handler.page("reply", appeal.case.number)


def test_the_writer_does_not_approve(handler):
    appeal = appeal_at(State.REVIEW)
    assert handler.get(reverse("workbench:review", args=[appeal.case.number])).status_code == 403
    version = queries.get_by_id(case_id=appeal.pk).case.version
    assert handler.send("review", appeal.case.number, version=version, nonce="mine").status_code == 403
    assert state(appeal) == State.REVIEW


def test_a_stale_approval_approves_nothing(head, handler):
    appeal = appeal_at(State.REVIEW)
    said = head.hidden("review", appeal.case.number)
    appeals.record_contact(by=actor(handler), case_id=appeal.pk, kind="call", reached=True, note="又打了一次")
    assert head.send("review", appeal.case.number, **said).status_code == 409
    assert state(appeal) == State.REVIEW


def test_what_one_press_does_harms_nothing_or_is_undone_by_another_move():
    """Every other move leads to a page that says what will follow and asks."""
    at_once = {move for move, (_, method, _) in PAGES.items() if method == "post"}
    undone_by = {
        Move.TAKE_BACK: Move.PUSH, Move.SIGN: Move.RETURN_TO_DESK, Move.WITHDRAW_REQUEST: Move.REQUEST_EXTENSION,
    }  # fmt: skip
    adds_only = {Move.URGE, Move.ACKNOWLEDGE}
    assert at_once == set(undone_by) | adds_only
    assert set(undone_by.values()) <= set(PAGES)
