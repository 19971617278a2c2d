"""What a file's page asks of the database: at most twenty statements for every reader, also where the file has come back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import CITIZEN, answer, handler_of, head_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation

MOST = 20
"""docs/performance.md, targets: `case_page`."""


@pytest.fixture
def come_back(city):
    """An operator pushed it, it was answered, the citizen did not accept that, and the second answer waits for the head."""
    held = registered(is_held=True)
    unit = organisation.officer_by_code(code="yang.mo").unit
    appeals.push(by=officer("ye.qingwen"), case_id=held.pk, unit_code=unit.code)
    appeal = queries.get_by_id(case_id=held.pk)
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(queries.get_by_id(case_id=appeal.pk))
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="夜里还是吵，没有人来过。", round=1)
    again = queries.get_by_id(case_id=appeal.pk)
    appeals.sign(by=handler_of(again), case_id=again.pk)
    answer(queries.get_by_id(case_id=appeal.pk))
    return queries.get_by_id(case_id=appeal.pk)


def statements(client, number):
    """Of the page opened again: the first time a process reads what it then remembers for some seconds."""
    found = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as seen:
            html = client.page("case", number)
        sent = [one["sql"] for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        found.append(sent)
    return min(found, key=len), html


def test_a_file_that_came_back_asks_no_more_than_twenty_statements(come_back, seat):
    case = come_back.case
    assert (case.state, case.round) == (State.REVIEW, 2) and come_back.pushed_by_id
    head = organisation.head_of(unit_code=case.unit.code)
    assert head_of(come_back).officer_id == head.pk
    for code in ("ye.qingwen", head.code, case.officer.code):
        sent, html = statements(seat(code), case.number)
        assert "夜里还是吵" in html
        assert len(sent) <= MOST, "\n".join([f"{code} {len(sent)}", *(one[:90] for one in sent)])
        replies = [one for one in sent if 'FROM "appeals_reply"' in one]
        assert len(replies) == 1, (code, replies)
