"""A file keeps the version of the rules it began under; what a law sets rules at once, for every file."""

import ast
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import yiwang
from tests import city as towns
from tests.city import CITIZEN, appeal_at
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit import clock

pytestmark = pytest.mark.django_db
ASKS = {"limit_for"}


def _approve(kind: str, change) -> None:
    towns.approved(kind, change(rules_queries.current(kind=kind)))


def _rows(rows, **wanted):
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def _own_limits_shorter(rows):
    """One working day where the bureau itself promised more; the law's rows as they were."""
    return [
        row | {"value": "1"} if row["binding"] != "legal" and row["clock"] in {"handle", "dispute_window"} else row
        for row in rows
    ]


def test_a_new_version_changes_nothing_for_a_standing_file(city) -> None:
    appeal = appeal_at(State.REPLIED)
    told = {"clock": "handle", "type": appeal.type, "category": appeal.category, "channel": "web", "priority": "normal"}
    before = clocks.limit_for(**told)
    _approve("time_limits", _own_limits_shorter)

    assert clocks.limit_for(**told).value == 1  # what begins now
    assert clocks.limit_for(**told, began=appeal.case.began) == before  # what began before
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="晚上又来了")
    promise = clocks.promise(subject=appeal.case.ref)
    assert promise is not None
    assert promise.due == clocks.quote(limit=before, at=promise.started_at)

    since = clock.local(clock.now())
    old, new = clocks.say_version(began=appeal.case.began), clocks.say_version(began=clock.now())
    assert old == "按第1版时限。法律规定的期限按现行的算。"
    assert new == f"按{since.year}年{since.month}月{since.day}日起施行的第2版时限。"


def test_what_a_law_sets_rules_at_once(city) -> None:
    began = clock.now()
    told = {"clock": "handle", "type": "complaint", "category": "neighbour.noise", "channel": "web"}
    own = clocks.limit_for(**told)
    assert own.binding != "legal"
    law = own.as_row() | {
        "code": "law.new", "binding": "legal", "value": "2", "type": "complaint", "category": "neighbour", "source": "测试法",
    }  # fmt: skip
    _approve(
        "time_limits", lambda rows: [*[r for r in rows if r["code"] != own.code], law, own.as_row() | {"value": "1"}]
    )
    assert clocks.limit_for(**told).code in {"law.new", own.code}
    kept = clocks.limit_for(**told, began=began)
    assert (kept.code, kept.value) == ("law.new", 2), "an own row that gives more time than a new law yields to it"
    assert clocks.limit_for(**told | {"type": "consult"}, began=began).code != "law.new"


def test_settings_of_a_file_are_kept_too(city) -> None:
    began = clock.now()
    _approve("settings", lambda found: found | {"unreached_attempts": 9})
    assert int(queries.setting("unreached_attempts")) == 9
    assert int(queries.setting("unreached_attempts", began=began)) == 3


def test_keeping_costs_no_statement(city) -> None:
    """Once a process has read both versions, what a file is owed is told from memory."""
    began = clock.now() - timedelta(days=1)
    _approve("time_limits", _own_limits_shorter)
    told = {"clock": "handle", "type": "complaint", "category": "neighbour.noise", "channel": "web", "began": began}
    clocks.limit_for(**told)
    with CaptureQueriesContext(connection) as asked:
        for day in range(30):
            clocks.limit_for(**told | {"began": began - timedelta(days=day)})
    assert len(asked) == 0


def test_a_file_taken_over_keeps_the_rules_of_the_day_it_came(city) -> None:
    appeal = towns.registered()
    assert appeal.case.began == appeal.case.registered_at
    appeal.case.rules_at = datetime(2026, 11, 2, tzinfo=clock.CHINA)
    assert appeal.case.began == appeal.case.rules_at


def test_whoever_reads_a_limit_for_a_file_says_when_it_began() -> None:
    """Every reader in the files' rooms: else a new version would move what stands already.

    What is no appeal (a letter, a request about data) begins with its own clock, by the limits of that moment.
    """
    root = Path(yiwang.__file__).parent
    careless = []
    for path in sorted((root / "cases").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            is_asked = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS
            if is_asked and not {"began", "subject_kind"} & {word.arg for word in node.keywords}:
                careless.append(f"{path.relative_to(root)}:{node.lineno}")
    assert not careless
