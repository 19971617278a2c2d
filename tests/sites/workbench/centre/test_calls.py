"""The desk's pages: the strip, a call with its history, wrap-up, promised calls; who finds them, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.city import PHONE, officer, registered
from tests.rooms.centre.test_calls import LINK, ended, tell
from tests.sites.workbench.desk.conftest import Seat
from yiwang.cases.centre import commands
from yiwang.cases.centre.models import Call, CallBack
from yiwang.cases.centre.states import CallState, WrapUp
from yiwang.ground.record.models import Look
from yiwang.kit import clock
from yiwang.kit.settings import settings

HTMX = {"HX-Request": "true"}
PAGES = ("home", "calls", "call_backs", "promise", "shifts")


@pytest.fixture(autouse=True)
def recordings(monkeypatch):
    monkeypatch.setattr(settings(), "recording_hosts", "records.example:8080")


@pytest.fixture
def ye(city) -> Seat:
    """An operator who has signed in at 8001."""
    seat = Seat().sit("ye.qingwen")
    assert seat.post(reverse("centre:seat"), {"extension": "8001"}).status_code == 302
    return seat


def ring(seat: Seat, **asked: object) -> object:
    return seat.get(reverse("centre:ring"), asked, headers=HTMX)


def nonce(html: str) -> str:
    return re.findall(r'name="nonce" value="([^"]+)"', html)[-1]


def test_the_pages_are_for_the_desk(city) -> None:
    for code, status in (("ye.qingwen", 200), ("yang.mo", 404), ("gu.ningxin", 404)):
        seat = Seat().sit(code)
        assert {seat.get(reverse(f"centre:{name}")).status_code for name in PAGES} == {status}, code


def test_the_strip_says_who_is_calling_and_then_keeps_silent(ye) -> None:
    assert ring(ye).status_code == 204
    call = tell("ringing", "s1", number=PHONE, extension="8001")
    shown = ring(ye)
    html = shown.content.decode()
    assert shown.status_code == 200 and reverse("centre:call", args=[call.pk]) in html and PHONE not in html
    seen = re.search(r"seen=([\w.-]*)", html)[1]
    assert ring(ye, seen=seen).status_code == 204
    tell("answered", "s1", extension="8001")
    assert ring(ye, seen=seen).status_code == 200, "it stands otherwise now"


def test_a_page_on_which_nothing_is_typed_opens_the_call(ye) -> None:
    call = tell("ringing", "s2", number=PHONE, extension="8001")
    answer = ring(ye, open=1)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, reverse("centre:call", args=[call.pk]))
    tell("answered", "s2", extension="8001")
    assert "HX-Redirect" not in ring(ye, open=1, seen=f"{call.pk}.ringing").headers, "once a call"


def test_who_has_not_signed_in_is_told_to_stop_asking(ye) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert ring(ye).status_code == 204
    assert len(asked) <= 5, [query["sql"][:80] for query in asked]
    ye.post(reverse("centre:leave"))
    assert ring(ye).status_code == 286 and b"hx-get" not in ring(ye).content
    assert 'id="ring"' not in ye.get(reverse("centre:home")).content.decode()


def test_a_call_shows_its_history_and_is_wrapped_up(ye) -> None:
    appeal = registered()
    call = ended(ago=3)
    page = ye.get(reverse("centre:call", args=[call.pk])).content.decode()
    assert appeal.case.number in page and PHONE in page, "whose call it is reads the number"
    assert Look.objects.filter(subject_kind="centre.caller", purpose=commands.ON_THE_LINE).count() == 1
    again = ye.post(reverse("centre:call", args=[call.pk]), {"nonce": nonce(page), "note": ""})
    assert again.status_code == 422 and "请选这个电话是什么结果" in again.content.decode()
    said = {"nonce": nonce(page), "wrap_up": "progress", "note": "问夜市的件"}
    for _ in range(2):
        done = ye.post(reverse("centre:call", args=[call.pk]), said)
        assert (done.status_code, done.url) == (302, reverse("centre:home"))
    call.refresh_from_db()
    assert (call.state, call.wrap_up, call.note) == (CallState.DONE, WrapUp.PROGRESS, "问夜市的件")
    assert PHONE not in ye.get(reverse("centre:call", args=[call.pk])).content.decode()
    other = Seat().sit("luo.nianci").get(reverse("centre:call", args=[call.pk]))
    assert other.status_code == 404


def test_who_still_talks_is_told_to_hang_up(ye) -> None:
    call = tell("answered", "s3", number=PHONE, extension="8001")
    page = ye.get(reverse("centre:call", args=[call.pk])).content.decode()
    answer = ye.post(reverse("centre:call", args=[call.pk]), {"nonce": nonce(page), "wrap_up": "wrong"})
    assert answer.status_code == 422 and "还没有挂断" in answer.content.decode()


def test_the_fragment_serves_any_form_with_a_phone(city) -> None:
    appeal = registered()
    clerk = Seat().sit("ye.qingwen")
    html = clerk.post(reverse("centre:history"), {"phone": PHONE}, headers=HTMX).content.decode()
    assert html.startswith('<section id="caller-history"') and appeal.case.number in html and PHONE not in html
    whole = clerk.post(reverse("centre:history"), {"phone": PHONE}).content.decode()
    assert "<html" in whole and appeal.case.number in whole
    assert "没有来过" in clerk.post(reverse("centre:history"), {"phone": "15400099999"}, headers=HTMX).content.decode()
    assert clerk.get(reverse("centre:history")).status_code == 405
    assert Seat().sit("yang.mo").post(reverse("centre:history"), {"phone": PHONE}).status_code == 404


def test_a_promise_is_made_and_kept(ye) -> None:
    call = tell("missed", number=PHONE, extension="8001")
    form = ye.get(reverse("centre:promise"), {"call": call.pk}).content.decode()
    assert f'value="{PHONE}"' in form
    due = re.search(r'name="due_at" value="([^"]+)"', form)[1]
    said = {"nonce": nonce(form), "call": call.pk, "number": PHONE, "due_at": due, "what": "没接到", "is_mine": "1"}
    bad = ye.post(reverse("centre:promise"), said | {"what": ""})
    assert bad.status_code == 422
    assert ye.post(reverse("centre:promise"), said).status_code == 302
    held = CallBack.objects.get()
    page = ye.get(reverse("centre:call_back", args=[held.pk])).content.decode()
    assert "还要再试3次" in page
    tried = {"nonce": nonce(page), "outcome": "reached", "note": "说清楚了", "next_at": ""}
    assert ye.post(reverse("centre:call_back", args=[held.pk]), tried).status_code == 302
    assert PHONE not in ye.get(reverse("centre:call_back", args=[held.pk])).content.decode()


def test_the_link_of_a_recording_is_shown_once_for_a_purpose(ye) -> None:
    call = ended(ago=3)
    url = reverse("centre:recording", args=[call.pk])
    assert ye.get(url).status_code == 403
    tell("recording", call.call_id, recording=LINK)
    page = ye.get(url).content.decode()
    assert LINK not in page and LINK not in ye.get(reverse("centre:call", args=[call.pk])).content.decode()
    assert ye.post(url, {"purpose": ""}).status_code == 422
    assert LINK in ye.post(url, {"purpose": "核对通话内容"}).content.decode()
    supervisor = Seat().sit("shi.heng")
    listed = supervisor.get(reverse("centre:calls")).content.decode()
    assert reverse("centre:call", args=[call.pk]) in listed and f'href="{reverse("centre:home")}"' not in listed
    assert f'href="{reverse("centre:calls")}"' in supervisor.get(reverse("workbench:list")).content.decode(), (
        "in the rail"
    )
    heard = supervisor.get(reverse("centre:call", args=[call.pk])).content.decode()
    assert reverse("centre:recording", args=[call.pk]) in heard and "12个月内" not in heard
    assert Seat().sit("ma.lin").get(url).status_code == 403


@pytest.mark.parametrize(("name", "most"), [("home", 22), ("shifts", 13), ("calls", 11), ("call_backs", 12)])
def test_what_a_page_costs_does_not_grow(ye, name, most) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ye.get(reverse(f"centre:{name}")).status_code == 200
        return len(asked)

    ended()
    commands.promise_call_back(
        by=officer("ye.qingwen"), number=PHONE, due_at=clock.now() + timedelta(days=1), what="问一声"
    )  # fmt: skip
    first = cost()
    for at in range(3):
        ended(number=f"1540002000{at}", ago=20 + at)
        tell("missed", number=f"1540003000{at}")
    assert cost() <= first + 1 <= most + 1, first
    assert Call.objects.count() == 7
