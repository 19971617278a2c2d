"""Intake is the hot path: it may not grow a statement unnoticed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import registered
from yiwang.ground.clocks import queries as clocks

DIRECT = 25
"""Statements of one intake that goes straight to its station, its number drawn, jobs and messages written."""


@pytest.mark.usefixtures("city")
def test_a_direct_intake_takes_so_many_statements():
    registered()
    with CaptureQueriesContext(connection) as seen:
        appeal = registered()
    after = 1  # the helper reads the appeal once more
    said = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    assert len(said) - after <= DIRECT, said
    assert set(clocks.running(subject=appeal.case.ref)) == {"handle", "sign"}
    assert clocks.stored(subject=appeal.case.ref, kind="triage") is None, "nobody had to dispatch it"
