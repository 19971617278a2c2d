"""How long a rehearsal takes: appeals a second, read by what is in force and by a draft, and what 10,000 of them would take.

`rehearse.routing`: every text classified once and judged twice, the costliest. `rehearse.limits`: each clock of a file counted
twice from its ledger. `floor`: what understanding the same appeals once, as at intake, does (routing), or reading their ledgers
once (limits). What is written is rolled back.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from benchmarks.harness import House, Result
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries.rehearsal import Retold, retold
from yiwang.cases.trials import commands as trials
from yiwang.cases.trials import queries
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

MOST = 2_000
"""Appeals read for a figure: the speed is the same from the first hundred on."""
SYSTEM_OFFICE = "gu.ningxin"


def run(house: House) -> list[Result]:
    """Both kinds, through the command that the job runs."""
    return [
        _measured(house, "routing", _routing, lambda batch: [appeals.understand(one.told) for one in batch]),
        _measured(house, "time_limits", _limits, lambda batch: clocks.books_of(subjects=[_ref(one) for one in batch])),
    ]


def _ref(one: Retold) -> Ref:
    return Ref("casework.case", one.case_id)


def _measured(house: House, kind: str, change: Callable[[Any], Any], once: Callable[[list[Retold]], Any]) -> Result:
    with _left_as_found():
        now = clock.now()
        batch = retold(since=now - timedelta(days=365), until=now, after=None, size=MOST)
        began = time.perf_counter()
        once(batch)
        floor = len(batch) / (time.perf_counter() - began)
        speed = _rehearsed(kind, change, since=batch[-1].registered_at) if batch else 0.0
    name = {"routing": "rehearse.routing", "time_limits": "rehearse.limits"}[kind]
    return Result(name, round(speed), "appeals/s", round(floor), round(speed / floor, 3), rows=house.rows)


def _rehearsed(kind: str, change: Callable[[Any], Any], *, since: Any) -> float:
    by = organisation.actor_for(officer=organisation.officer_by_code(code=SYSTEM_OFFICE))
    draft = rules.draft(by=by, kind=kind, payload=change(deepcopy(rules_queries.current(kind=kind))))
    if known := queries.open_trial(ruleset_id=draft.pk):
        trials.cancel(by=by, trial_id=known.pk)
    trial = trials.begin(by=by, ruleset_id=draft.pk, since=since)
    began = time.perf_counter()
    while trials.go_on(by=Actor.job("benchmark"), trial_id=trial.pk):
        continue
    seconds = time.perf_counter() - began
    return queries.trial(id=trial.pk).done / seconds


def _routing(payload: dict[str, Any]) -> dict[str, Any]:
    """Noise at night goes to the county's order group: a rule that moves many."""
    rule = {
        "id": "R00z", "order": -1, "stage": "route", "name": "测量", "stop": True,
        "when": {"field": "category", "is": "neighbour.noise"}, "then": {"to": "@area.county.order"},
    }  # fmt: skip
    return {**payload, "rules": [rule, *payload["rules"]]}


def _limits(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One working day less for every promise of the bureau's own."""
    return [
        row | {"value": str(max(int(row["value"]) - 1, 1))}
        if row["clock"] == "handle" and row["binding"] != "legal"
        else row
        for row in rows
    ]


@contextmanager
def _left_as_found() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    rules_queries.forget()
    connection.close()
