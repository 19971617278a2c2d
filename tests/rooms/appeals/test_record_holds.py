"""The record that real appeals leave: whole as it was written, and found damaged in each of the four ways."""

import pytest

from tests.city import appeal_at, registered
from tests.rooms.record.test_verification import tamper
from yiwang.cases.appeals.states import State
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries
from yiwang.ground.record.states import Finding
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")
DAMAGE = {
    Finding.CHANGED: ['UPDATE record_event SET payload = payload || \'{{"unit": "yz"}}\' WHERE {it} AND seq = 2'],
    Finding.MISSING: ["DELETE FROM record_event WHERE {it} AND seq = 2"],
    Finding.TRUNCATED: ["DELETE FROM record_event WHERE {it} AND seq > 3"],
    Finding.DELETED: ["DELETE FROM record_event WHERE {it}", "DELETE FROM record_head WHERE {it}"],
}


@pytest.fixture
def answered():
    """One appeal brought to its answer, one beside it, both sealed by a checkpoint."""
    appeal = appeal_at(State.REPLIED)
    registered()
    assert record.checkpoint(by=Actor.job("record.checkpoint"))
    return appeal.case.ref


def test_what_commands_write_is_whole(answered):
    report = queries.verify()
    assert report.ok, report.problems
    assert report.unsealed == 0
    assert len(queries.history(subject=answered)) >= 6


@pytest.mark.parametrize("way", DAMAGE, ids=str)
def test_damage_is_found(answered, way):
    it = f"subject_kind = '{answered.kind}' AND subject_id = '{answered.id}'"
    assert tamper(*(statement.format(it=it) for statement in DAMAGE[way])) >= 1
    assert {(problem.kind, problem.subject) for problem in queries.verify().problems} == {(way, answered)}
