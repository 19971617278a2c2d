"""Intake is the hot path: it may not grow a statement unnoticed, wake anybody, and what one statement wrote must be whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import CITIZEN, registered, submission
from yiwang.cases.appeals import commands as appeals
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.language import queries as language
from yiwang.ground.record import queries as record

DIRECT = 3
"""Statements of one intake that goes straight to its station: was it here before, who said it first, and all its rows."""


@pytest.mark.usefixtures("city")
def test_a_direct_intake_takes_so_many_statements() -> None:
    language.forget()  # or the five seconds that a process trusts its model may end between the two
    registered()
    with CaptureQueriesContext(connection) as seen:
        case = appeals.register(by=CITIZEN, submission=submission())
    # keys are drawn in blocks: one intake in many draws one
    said = [query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT nextval"))]
    assert len(said) <= DIRECT, said
    for table in ("casework_case", "appeals_appeal", "people_applicant", "record_event", "record_head", "clocks_entry",
                  "clocks_clock", "messaging_message", "counter_renewal", "casework_searchtext", "prints_print"):  # fmt: skip
        assert f'INSERT INTO "{table}"' in said[-1], table
    assert not [text for text in said if "notify" in text.lower() or "procrastinate" in text]
    assert set(clocks.running(subject=case.ref)) == {"handle", "sign"}
    assert clocks.stored(subject=case.ref, kind="triage") is None, "nobody had to dispatch it"


@pytest.mark.usefixtures("city")
def test_what_one_statement_wrote_is_whole() -> None:
    """Chains, clocks, messages and the cover agree with each other."""
    case = registered().case
    facts = list(record.history(subject=case.ref))
    assert [fact.code for fact in facts] == ["appeals.appeal.registered", "appeals.appeal.pushed"]
    assert record.verify().ok and clocks.verify() == []
    promise = clocks.promise(subject=case.ref)
    assert promise is not None and promise.due_at == case.due_at and case.version == 3
