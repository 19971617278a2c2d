"""The page of a file: moves, letter, person, files, timeline."""

import io

import pytest
from django.template.loader import get_template
from django.urls import reverse
from PIL import Image

from tests.city import CITIZEN, PHONE, appeal_at, registered
from tests.sites.ui.helpers import Html
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import events
from yiwang.cases.appeals.policies import POLICIES
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.ground.files import queries as files
from yiwang.ground.files.queries import clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.sites.workbench.desk.pages import moves as move_pages
from yiwang.sites.workbench.desk.pages import timeline


def picture():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (10, 90, 160)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("row", MOVES.rows, ids=lambda row: row.move.value)
def test_a_move_has_policy_command_event_and_a_line_in_the_timeline(row):
    assert row.move is Move.REGISTER or row.move in POLICIES
    assert callable(getattr(appeals, row.move.value))
    code = getattr(events, row.event).code
    assert code in timeline.SHOWN
    get_template(f"{timeline.FOLDER}/{code}.html")


@pytest.mark.parametrize("code", timeline.SHOWN)
def test_every_fact_that_is_shown_has_a_template(code):
    get_template(f"{timeline.FOLDER}/{code}.html")


def test_public_moves_are_shown_as_public():
    wrong = [
        row.move for row in MOVES.rows if row.public and timeline.SHOWN[getattr(events, row.event).code] != "public"
    ]
    assert wrong == []


def test_every_move_of_an_officer_leads_somewhere(head):
    appeal = appeal_at(State.HANDLING)
    for name, _method, _icon in move_pages.PAGES.values():
        assert reverse(name, args=[appeal.case.number])


def test_the_page_is_whole(handler, django_assert_max_num_queries):
    appeal = registered(attachments=[clean(name="摊子.jpg", data=picture())])
    with django_assert_max_num_queries(32):
        html = handler.page("case", appeal.case.number)
    page = Html(html)
    assert len(page.all("h1")) == 1
    for words in ("来信", "系统建议", "期限账本", "诉求人", "发出的消息", "办理过程", "群众可见", "签收", "把握"):
        assert words in html
    assert "王女士" not in html and PHONE not in html and "154****2345" in html
    assert page.all("img")


def test_a_refused_move_stays_with_its_reason(handler):
    appeal = appeal_at(State.HANDLING)
    html = handler.page("case", appeal.case.number)
    assert "还没有联系过诉求人" in html
    button = Html(html).one("button", id_="move-submit-reply")
    assert button["aria-disabled"] == "true" and "move-submit-reply-why" in button["aria-describedby"]


def test_a_colleague_is_told_whose_it_is(seat):
    appeal = appeal_at(State.HANDLING)
    colleagues = organisation.officers_of(unit_code="yz.jc.gq")
    other = next(o for o in colleagues if o.code not in ("yang.mo", "xiang.dong"))
    assert f"由{appeal.case.officer}承办" in seat(other.code).page("case", appeal.case.number)


def test_opening_a_field_asks_a_purpose_logs_it_and_shows_it_once(handler):
    appeal = appeal_at(State.HANDLING)
    url = reverse("workbench:open", args=[appeal.case.number])
    refused = handler.post(url, {"fields_wanted": ["phone"], "purpose": ""})
    assert refused.status_code == 422 and PHONE not in refused.content.decode()
    assert not record.looks(where=record.Filter(subject=appeal.case.ref)).rows
    shown = handler.post(url, {"fields_wanted": ["phone"], "purpose": "回访诉求人"})
    assert shown.status_code == 200 and PHONE in shown.content.decode() and "王女士" not in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    looks = record.looks(where=record.Filter(subject=appeal.case.ref)).rows
    assert [(look.fields, look.purpose, look.actor_id) for look in looks] == [
        (["phone"], "回访诉求人", str(handler.officer.pk))
    ]
    html = handler.page("case", appeal.case.number)
    assert PHONE not in html and "查看个人信息" in html
    assert handler.get(url).status_code == 302


def test_a_field_that_is_not_there_cannot_be_opened(handler):
    appeal = appeal_at(State.HANDLING)
    answer = handler.send("open", appeal.case.number, fields_wanted=["salt"], purpose="看看")
    assert answer.status_code == 422


def test_a_protected_informant_stays_protected(handler):
    appeal = appeal_at(State.HANDLING)
    type(appeal.case).objects.filter(pk=appeal.case.pk).update(hides_identity=True)
    html = handler.page("case", appeal.case.number)
    assert "举报人身份受保护" in html and "154****" not in html.replace("154****1", "") and "王**" not in html
    answer = handler.send("open", appeal.case.number, fields_wanted=["phone"], purpose="回访")
    assert answer.status_code in (403, 422) and PHONE not in answer.content.decode()
    assert not record.looks(where=record.Filter(subject=appeal.case.ref)).rows


def test_files_open_within_the_scope_alone(handler, stranger):
    appeal = registered(attachments=[clean(name="摊子.jpg", data=picture())])
    other = registered()
    file_id = files.of(subject=appeal.case.ref)[0].pk
    for name in ("file", "thumbnail"):
        own = handler.get(reverse(f"workbench:{name}", args=[appeal.case.number, file_id]))
        assert own.status_code == 200 and own.headers["Content-Type"].startswith("image/")
        assert "sandbox" in own.headers["Content-Security-Policy"] and "no-store" in own.headers["Cache-Control"]
        assert handler.get(reverse(f"workbench:{name}", args=[other.case.number, file_id])).status_code == 404
        assert stranger.get(reverse(f"workbench:{name}", args=[appeal.case.number, file_id])).status_code == 404


def test_the_timeline_says_what_the_citizen_sees(handler):
    appeal = appeal_at(State.HANDLING)
    actor = organisation.actor_for(officer=handler.officer)
    appeals.record_contact(by=actor, case_id=appeal.pk, kind="call", reached=False, note="内部的话", is_public=False)
    html = handler.page("case", appeal.case.number)
    at = html.index("没有联系上")
    assert "内部" in html[at : at + 300] and "内部的话" in html
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    assert "诉求人撤回" in handler.page("case", appeal.case.number)


def test_the_preview_is_a_fragment_with_its_letters(handler):
    appeal = appeal_at(State.PUSHED)
    html = handler.page("peek", appeal.case.number)
    assert "<html" not in html and 'data-key="S"' in html and "154****2345" in html
