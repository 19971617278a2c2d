"""Other platforms on the workbench: an office sets them up, who watches the house sees the backlog, a file shows its order."""

import json

import pytest
from django.urls import reverse

from tests.rooms.channels.platforms import HOUSE, notice, ordered, partner, raw_order
from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.gateways.sandbox_words import CITY_MAPPING, PLATFORMS
from yiwang.cases.channels.models import Partner, Report
from yiwang.cases.channels.states import ReportState
from yiwang.ground.organisation import queries as organisation

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def seat(client):
    """The browser of somebody of the demo city."""

    def sit(code):
        person = organisation.officer_by_code(code=code)
        client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sit


def form_of(answer):
    return answer.context["form"]


def test_a_platform_is_set_up_once_and_its_secret_shown_once(seat):
    office = seat("cheng.bo")
    nonce = form_of(office.get(reverse("partners:add"))).initial["nonce"]
    said = {"code": "12345", "name": "热线", "kind": "hotline", "channel": "12345", "base_url": "", "nonce": nonce}
    first = office.post(reverse("partners:add"), said)
    row = Partner.objects.get()
    assert row.secret in first.content.decode()
    again = office.post(reverse("partners:add"), said)
    assert again.status_code == 302
    assert row.secret not in office.get(again.url).content.decode()
    wrong = office.post(reverse("partners:add"), said | {"nonce": "n" * 20, "base_url": "http://10.0.0.1/"})
    assert wrong.status_code == 422
    assert "只能用https" in wrong.content.decode()


def test_who_watches_the_house_sees_the_backlog_and_changes_nothing(seat):
    row = partner()
    order = ordered(row)
    Report.objects.update(state=ReportState.PARKED, trouble="refused", status=422)
    watcher = seat("gu.ningxin")
    assert "搁置1条" in watcher.get(reverse("partners:list")).content.decode()
    page = watcher.get(reverse("partners:one", args=["12345"])).content.decode()
    assert order.case.number in page
    assert order.external_id not in page, "the platform's number is personal, and the offices read no file"
    for name in ("add", "change", "switch", "renew", "mapping"):
        args = [] if name == "add" else ["12345"]
        assert watcher.get(reverse(f"partners:{name}", args=args)).status_code == 404
    watcher.post(reverse("partners:replay", args=["12345"]))
    assert Report.objects.get().state == ReportState.WAITING
    assert seat("yang.mo").get(reverse("partners:list")).status_code == 404


def test_a_mapping_is_tried_on_a_sample_before_it_counts(seat):
    partner()
    office, url = seat("cheng.bo"), reverse("partners:mapping", args=["12345"])
    sample = json.dumps(
        PLATFORMS["12345"].says("order", raw_order() | {"ordered_at": "2026-11-22 09:30:00", "due_at": ""})
    )
    said = {"body": json.dumps(CITY_MAPPING), "part": "order", "sample": sample}
    assert "读懂了" in office.post(url, said).content.decode()
    assert "缺工单编号" in office.post(url, said | {"body": "{}"}).content.decode()
    assert queries.mappings_of(partner=Partner.objects.get()) == []
    assert office.post(url, said | {"body": "{"}).status_code == 422
    assert office.post(url, said | {"body": '{"order": {"fields": {"nobody": "x"}}}', "keep": "1"}).status_code == 422
    office.post(url, said | {"keep": "1", "note": "第一版"})
    office.post(url, said | {"keep": "1"})
    assert [one.version for one in queries.mappings_of(partner=Partner.objects.get())] == [1]


def test_it_is_switched_renewed_and_a_notice_is_set_aside(seat):
    row = partner()
    held = commands.keep_unreadable(by=HOUSE, partner=row, raw={"x": 1})
    office = seat("cheng.bo")
    assert "读不懂的来文" in office.get(reverse("partners:one", args=["12345"])).content.decode()
    office.post(reverse("partners:drop", args=["12345", held.pk]))
    assert queries.standing(partner=row).held == 0
    office.post(reverse("partners:switch", args=["12345"]))
    assert not Partner.objects.get().is_on
    renewed = office.post(reverse("partners:renew", args=["12345"])).content.decode()
    assert Partner.objects.get().secret in renewed


def test_a_file_shows_its_order_and_the_desk_sends_again(seat):
    row = partner()
    order = ordered(row, due_at=raw_order()["ordered_at"])
    notice(row, "urge", order.external_id)
    Report.objects.update(state=ReportState.PARKED, trouble="timeout")
    desk = seat("ye.qingwen")
    page = desk.get(reverse("workbench:case", args=[order.case.number])).content.decode()
    for words in ("转来工单", order.external_id, "请先按对方的办", "对方来文", "搁置的再发一次"):
        assert words in page
    desk.post(reverse("partners:resend", args=[order.case.number]))
    assert Report.objects.get().state == ReportState.WAITING
