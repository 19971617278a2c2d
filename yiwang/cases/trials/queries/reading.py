"""Rehearsals as the workbench shows them, and whether a draft has one."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from yiwang.cases.appeals.queries.rehearsal import of_period
from yiwang.cases.trials.models import Trial, TrialLine
from yiwang.cases.trials.states import OPEN
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.models import Ruleset
from yiwang.kit import clock
from yiwang.kit.errors import Missing

PERIOD = timedelta(days=30)
"""Over how long a rehearsal goes where nobody says otherwise."""
LINES_KEPT = timedelta(days=90)


def trial(*, id: int) -> Trial:
    """One rehearsal. Missing: there is none of this key."""
    return _one(Trial.objects.select_related("ruleset").defer("ruleset__payload"), id)


def lock(*, id: int) -> Trial:
    """One rehearsal, held until the transaction ends."""
    return _one(Trial.objects.select_for_update(), id)


def _one(rows: QuerySet[Trial], id: int) -> Trial:
    if found := rows.filter(pk=id).first():
        return found
    raise Missing("没有找到这次预演")


def trials_of(*, ruleset: Ruleset) -> list[Trial]:
    """Every rehearsal of a version, the newest first."""
    return list(Trial.objects.filter(ruleset=ruleset))


def open_trial(*, ruleset_id: int) -> Trial | None:
    """The rehearsal of this version that has not ended."""
    return Trial.objects.filter(ruleset_id=ruleset_id, state__in=OPEN).first()


def lines_of(*, trial: Trial) -> QuerySet[TrialLine]:
    """What would come out otherwise, with the files' numbers, the newest file first.

    Rehearsals keep no line of a sealed file; one that was sealed since is left out as well.
    """
    rows = TrialLine.objects.filter(trial=trial).exclude(case__confidentiality="sealed")
    return rows.select_related("case").only("before", "after", "trial", "case__number", "case__registered_at")


@lru_cache(maxsize=2)
def payload_of(ruleset_id: int) -> Any:
    """What a draft says; a payload never changes, and the readers make themselves ready for each object anew."""
    return rules.ruleset(ruleset_id=ruleset_id).payload


def old_lines(*, now: datetime) -> QuerySet[Trial]:
    """Rehearsals whose single findings are kept no longer."""
    return Trial.objects.filter(ended_at__lt=now - LINES_KEPT, lines__isnull=False).distinct()


def had_appeals(*, now: datetime | None = None) -> bool:
    """Whether anything was registered within `PERIOD`, so that there is something to rehearse on."""
    at = now or clock.now()
    return of_period(since=at - PERIOD, until=at).exists()
