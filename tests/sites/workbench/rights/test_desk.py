"""The desk of requests about one's own data: what waits, what is kept, two hands, and who finds nothing there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import CITIZEN, PHONE, appeal_at, handler_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.rights import commands, queries
from yiwang.cases.rights.commands import Wish
from yiwang.cases.rights.models import DataRequest
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import queries as record

pytestmark = pytest.mark.usefixtures("city")


def at(code: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def asked(kind: str, **more: str) -> DataRequest:
    return commands.ask(by=CITIZEN, wish=Wish(key=f"k-{kind}", phone=PHONE, kind=kind, words="请说明", **more))


def form(page: str, action: str) -> dict[str, str]:
    found = re.search(rf'action="{action}".*?</form>', page, re.S)
    assert found, action
    return dict(re.findall(r'<input type="hidden" name="(nonce|version)" value="([^"]+)"', found[0]))


def test_two_hands_from_the_list_to_the_answer():
    appeal = appeal_at(State.REPLIED)
    made = asked("erase")
    first, second = at("ye.qingwen"), at("dong.ke")
    assert f"删除 {made.number}" in first.get("/rights/").content.decode()
    address = f"/rights/{made.number}/"
    with CaptureQueriesContext(connection) as read:
        page = first.get(address).content.decode()
    assert len(read) <= 14
    assert "154****2345" in page and PHONE not in page and appeal.case.number in page
    held = first.post(f"{address}held/").content.decode()
    assert "您反映的事" in held and appeal.words not in held
    assert record.history(subject=made.ref)[-1].code == "rights.request.opened"
    wrong = first.post(f"{address}check/", form(page, f"{address}check/") | {"decision": "refused", "answer": "不删"})
    assert wrong.status_code == 422 and "要选法律依据" in wrong.content.decode()
    told = {"decision": "granted", "answer": "已经全部删除", "ground": ""}
    assert first.post(f"{address}check/", form(page, f"{address}check/") | told).url == address
    assert "要由第二个人复核" in first.get(address).content.decode()
    page = second.get(address).content.decode()
    back = form(page, f"{address}back/") | {"reason": "先问一问申请人"}
    assert second.post(f"{address}back/", back).url == address
    page = first.get(address).content.decode()
    assert "先问一问申请人" in page
    first.post(f"{address}check/", form(page, f"{address}check/") | told)
    agreed = form(second.get(address).content.decode(), f"{address}decide/")
    for _ in range(2):
        assert second.post(f"{address}decide/", agreed).url == address
    made.refresh_from_db()
    assert made.state == "carrying" and made.decided_by.code == "dong.ke"


def test_it_exists_for_its_desk_alone_and_a_question_for_inspectors_alone():
    appeal = appeal_at(State.HANDLING)
    plain = asked("explain")
    by = handler_of(appeal)
    appeals.open_identity(by=by, case_id=appeal.pk, fields=("phone",), purpose="回访")
    look = asked("look", look=queries.looks_of(queries.person_with(phone=PHONE))[0].key)
    inspector = next(one.officer for one in organisation.posts_with(role="inspector") if one.unit_id == look.unit_id)
    looker = organisation.officer(id=by.officer_id or 0)
    seen = {"ye.qingwen": (200, 404), inspector.code: (404, 200), looker.code: (404, 404), "gu.ningxin": (404, 404)}
    for code, expected in seen.items():
        client = at(code)
        assert tuple(client.get(f"/rights/{one.number}/").status_code for one in (plain, look)) == expected, code
    page = at(inspector.code).get(f"/rights/{look.number}/").content.decode()
    assert by.label in page and "回访" in page
    assert at("ye.qingwen").post(f"/rights/{look.number}/decide/").status_code == 404
