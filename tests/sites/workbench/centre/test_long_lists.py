"""Lists of the desk on a day with more than one page of them: nothing is left out without a word."""

import pytest

from tests.city import appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.centre import commands
from yiwang.cases.centre.commands import Handed
from yiwang.cases.centre.states import DivertTo
from yiwang.sites.workbench.desk.pages import slices


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 1)


def shown(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_diversions_go_on_to_the_next_page_of_the_same_kind(operator):
    for key, words in (("a", "有人砸门"), ("b", "楼上漏水")):
        commands.divert(by=officer("ye.qingwen"), handed=Handed(key=key, to=DivertTo.POLICE, words=words))
    first = shown(operator, "/desk/diversions/?show=waiting")
    assert "楼上漏水" in first and "有人砸门" not in first and "?show=waiting&amp;page=2" in first
    assert "有人砸门" in shown(operator, "/desk/diversions/?show=waiting&page=2")


def test_what_is_to_be_delivered_is_counted_whole_and_shown_by_pages(operator):
    for _ in range(2):
        appeal = appeal_at(State.HANDLING, told={"channel": "letter"})
        by = handler_of(appeal)
        appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="联系过")
        appeals.submit_reply(by=by, case_id=appeal.pk, text="已办。", outcome="resolved")
        appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    first = shown(operator, "/desk/hand-overs/")
    assert "有2件" in first and "?page=2" in first
    assert "第2到2件" in shown(operator, "/desk/hand-overs/?page=2")
