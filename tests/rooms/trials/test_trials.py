"""A draft is rehearsed before it rules: what would change is found, case by case and in sum, without a word of any letter."""

from copy import deepcopy
from datetime import timedelta

import pytest

from tests import city as towns
from tests.city import appeal_at
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.trials import commands as trials
from yiwang.cases.trials import jobs, queries
from yiwang.cases.trials.models import Trial, TrialLine
from yiwang.cases.trials.states import TrialState
from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db
SEALED = "盐场派出所的民警收了烧烤摊老板的钱，每次检查之前都给他通风报信，我要举报他贪污受贿。"
NOISE_RULE = "R20"


@pytest.fixture
def drafter(city):
    return city.officer("gu.ningxin")


@pytest.fixture
def approver(city):
    return city.officer("cheng.bo")


def _changed(kind: str, change):
    payload = deepcopy(rules_queries.current(kind=kind))
    return change(payload) or payload


def _drafted(drafter, kind: str, change) -> tuple[int, Trial]:
    """Handed in by the system office: its rehearsal begins by itself."""
    draft = rules.draft(by=drafter, kind=kind, payload=_changed(kind, change))
    return draft.pk, Trial.objects.get(ruleset=draft)


def _run(trial: Trial) -> Trial:
    jobs.run(trial.pk)
    jobs.run(trial.pk)  # a job that comes twice changes nothing
    return queries.trial(id=trial.pk)


def _noise_to_the_county(payload) -> None:
    """Noise at night goes to the county's order group instead of the station."""
    payload["rules"] = [
        {"id": "R00z", "order": -1, "stage": "route", "name": "夜间噪声归县区治安", "stop": True,
         "when": {"field": "category", "is": "neighbour.noise"}, "then": {"to": "@area.county.order"}},
        *payload["rules"],
    ]  # fmt: skip


def test_a_routing_draft_is_told_case_by_case_and_approved_only_then(drafter, approver) -> None:
    noise, sealed = towns.registered(), towns.registered(told={"content": SEALED, "category": "", "type": ""})
    assert sealed.case.confidentiality == "sealed"
    other = appeal_at(State.REGISTERED)
    draft_id, trial = _drafted(drafter, "routing", _noise_to_the_county)
    with pytest.raises(Refused, match="预演还没有做完"):
        rules.approve(by=approver, ruleset_id=draft_id)

    done = _run(trial)
    assert (done.state, done.total, done.done, done.changed) == (TrialState.DONE, 3, 3, 1)
    (line,) = queries.lines_of(trial=done)
    assert line.case_id == noise.pk
    assert line.before["unit"] == noise.case.unit.code
    assert line.after["unit"] != line.before["unit"]
    assert done.sums["unit"][line.before["unit"]][0] - done.sums["unit"][line.before["unit"]][1] == 1
    assert done.sums["sealed"] == {"read": 1}
    assert not TrialLine.objects.filter(case__in=[sealed.pk, other.pk]).exists()
    assert noise.content[:6] not in str([line.before, line.after, done.sums])
    rules.approve(by=approver, ruleset_id=draft_id)
    assert [fact.code for fact in record.history(subject=done.ref)] == ["trials.trial.begun", "trials.trial.ended"]


def test_what_a_draft_would_seal_is_one_number_and_no_line(drafter) -> None:
    towns.registered()

    def sealing(payload) -> None:
        rule = {
            "id": "S00z", "order": -1, "stage": "seal", "name": "都密封", "stop": True,
            "when": {"field": "category", "is": "neighbour.noise"},
            "then": {"seal": True, "grade": "misconduct", "to": "yz.inspection", "exclude_units": "named"},
        }  # fmt: skip
        payload["rules"] = [rule, *payload["rules"]]

    _, trial = _drafted(drafter, "routing", sealing)
    done = _run(trial)
    assert done.sums == {"sealed": {"read": 1, "newly": 1}}
    assert (done.total, done.changed, TrialLine.objects.count()) == (1, 0, 0)


def test_it_goes_on_where_it_was_killed_and_can_be_stopped(drafter, monkeypatch) -> None:
    monkeypatch.setattr(trials, "BATCH", 1)
    for _ in range(3):
        towns.registered()
    draft_id, trial = _drafted(drafter, "routing", _noise_to_the_county)
    by = Actor.job("trials.run")
    assert trials.go_on(by=by, trial_id=trial.pk)  # and then the machine dies
    assert queries.trial(id=trial.pk).done == 1
    done = _run(trial)
    assert (done.total, done.done, done.changed, TrialLine.objects.count()) == (3, 3, 3, 3)
    assert not trials.go_on(by=by, trial_id=trial.pk)

    again = trials.begin(by=drafter, ruleset_id=draft_id)
    assert trials.begin(by=drafter, ruleset_id=draft_id) == again
    trials.go_on(by=by, trial_id=again.pk)
    trials.cancel(by=drafter, trial_id=again.pk)
    trials.cancel(by=drafter, trial_id=again.pk)
    assert not trials.go_on(by=by, trial_id=again.pk)
    assert TrialLine.objects.filter(trial=again).count() == 0
    with pytest.raises(Refused, match="已经结束"):
        trials.cancel(by=drafter, trial_id=trial.pk)


def test_limits_are_counted_by_the_ledger_of_each_file(drafter) -> None:
    appeal = towns.registered(registered_at=clock.now() - timedelta(days=20))
    kept, old = towns.registered(), appeal.case.due_at

    def shorter(rows) -> list:
        return [row | {"value": "1"} if row["code"] == "ap.handle.complaint" else row for row in rows]

    _, trial = _drafted(drafter, "time_limits", shorter)
    done = _run(trial)
    lines = {line.case_id: line for line in queries.lines_of(trial=done)}
    assert set(lines) == {appeal.pk, kept.pk}
    assert lines[appeal.pk].before["due.handle"] == old.isoformat()
    assert lines[appeal.pk].after["due.handle"] < old.isoformat()
    assert "late.handle" not in lines[appeal.pk].after, "late by both, so that is no difference"
    assert done.sums["due"] == {"handle": [2, 0]}
    assert Case.objects.get(pk=appeal.pk).due_at == old, "a rehearsal writes nothing"


def test_a_calendar_and_office_hours_move_what_is_due(drafter, approver) -> None:
    appeal = towns.registered()
    day = clock.local(appeal.case.due_at).date().isoformat()

    def off(rows) -> list:
        return [row | {"is_working": "0", "kind": "holiday"} if row["date"] == day else row for row in rows]

    _, trial = _drafted(drafter, "calendar", off)
    assert _run(trial).sums["due"]["handle"] == [0, 1]
    _, trial = _drafted(drafter, "settings", lambda found: found | {"office_hours": "09:00-12:00,13:30-17:00"})
    assert _run(trial).sums["due"]["handle"] == [1, 0]


def test_settings_and_categories_are_read_as_if_they_were_in_force(drafter) -> None:
    assert towns.registered().route == "direct"
    guessed = towns.registered(told={"category": "", "type": ""})
    was = guessed.route == "direct"
    beyond = guessed.suggestion["unit_confidence"] + (0.001 if was else -0.001)
    _, trial = _drafted(drafter, "settings", lambda found: found | {"direct_threshold": beyond})
    assert _run(trial).sums["direct"] == {"": [1 + was, 2 - was]}

    def personal(rows) -> list:
        return [row | {"sensitivity": "personal"} if row["code"] == "neighbour.noise" else row for row in rows]

    _, trial = _drafted(drafter, "categories", personal)
    done = _run(trial)
    assert done.sums["turned"]["confidentiality"]["normal>personal"] >= 1


def test_templates_are_told_by_how_many_messages_read_so(drafter) -> None:
    towns.registered()

    def reworded(rows) -> list:
        return [row | {"zh": row["zh"] + "谢谢。"} if row["code"] == "ap.registered" else row for row in rows]

    _, trial = _drafted(drafter, "message_templates", reworded)
    done = _run(trial)
    assert done.sums == {"messages": {"ap.registered": 1}}
    assert done.total > done.changed == 1


def test_nobody_else_rehearses_and_a_stale_rehearsal_counts_for_nothing(city, drafter, approver) -> None:
    towns.registered()
    draft_id, trial = _drafted(drafter, "routing", _noise_to_the_county)
    with pytest.raises(Refused, match="系统管理员或安全管理员"):
        trials.begin(by=city.officer("yang.mo"), ruleset_id=draft_id)
    with pytest.raises(Invalid):
        trials.cancel(by=drafter, trial_id=trial.pk)
        trials.begin(by=drafter, ruleset_id=draft_id, until=clock.now() + timedelta(days=1))
    with pytest.raises(Refused, match="还没有预演"):
        rules.approve(by=approver, ruleset_id=draft_id)
    _run(trials.begin(by=approver, ruleset_id=draft_id))
    second, trial = _drafted(drafter, "routing", lambda found: found | {"note": "另一版"})
    _run(trial)
    rules.approve(by=approver, ruleset_id=second)
    with pytest.raises(Refused, match="又批准了新的一版"):
        rules.approve(by=approver, ruleset_id=draft_id)
    rules.refuse(by=approver, ruleset_id=draft_id, reason="不需要了")
    with pytest.raises((Refused, Conflict)):
        trials.begin(by=drafter, ruleset_id=draft_id)


def test_findings_are_dropped_after_ninety_days(drafter) -> None:
    towns.registered()
    _, trial = _drafted(drafter, "routing", _noise_to_the_county)
    _run(trial)
    jobs.forget(0)
    assert TrialLine.objects.count() == 1
    Trial.objects.update(ended_at=clock.now() - timedelta(days=91))
    jobs.forget(0)
    jobs.forget(0)
    assert TrialLine.objects.count() == 0


def test_without_an_appeal_there_is_nothing_to_rehearse(drafter, approver) -> None:
    draft_id, trial = _drafted(drafter, "routing", _noise_to_the_county)
    trials.cancel(by=drafter, trial_id=trial.pk)
    rules.approve(by=approver, ruleset_id=draft_id)
