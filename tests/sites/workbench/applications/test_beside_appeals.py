"""Applications lie beside appeals on the same cover: no list, search, figure, clock or job of appeals stumbles over one."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import travel

from tests.city import registered
from tests.filing import CITIZEN, accepted, filed
from yiwang.cases.applications import commands
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PAGES = (
    "/inbox/", "/cases/", "/search/?q=户口", "/units/", "/nodes/", "/approvals/", "/messages/", "/today/", "/triage/", "/duties/",
    "/figures/", "/topics/", "/paused/", "/requests/", "/orders/", "/undecided/", "/matters/", "/loops/", "/calls/", "/people/",
)  # fmt: skip


def at(code):
    client = Client(raise_request_exception=True)
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("who", ["handler", "xiang.dong", "ye.qingwen", "wei.rong", "shi.heng"])
def test_no_page_of_appeals_stumbles_over_an_application(who):
    one, _other = filed(key="a"), accepted(key="b")
    commands.withdraw(by=CITIZEN, case_id=filed(key="c").pk)
    letter = registered()
    client = at(one.case.officer.code if who == "handler" else who)
    answers = {page: client.get(page).status_code for page in PAGES}
    assert {page: status for page, status in answers.items() if status not in (200, 302, 403, 404)} == {}
    if who == "ye.qingwen":
        assert letter.case.number in client.get("/cases/").content.decode()
        assert one.case.number not in client.get("/cases/").content.decode()


def test_its_clocks_are_told_without_an_appeal_behind_them():
    accepted()
    with travel(clock.now() + timedelta(days=90), tick=False):
        told = clocks.sweep(by=Actor.job("clocks.sweep"))
        assert told.missed
