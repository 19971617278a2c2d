"""Background work of applications: what the law says when a time has passed, and decisions by table."""

from yiwang.cases.applications import commands, queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("applications.decide", poll=2.0)
def decide() -> None:
    """Every two seconds: applications that a table decides about."""
    for case_id in queries.to_decide_instantly():
        commands.look_and_decide(by=Actor.job("applications.decide"), case_id=case_id)


@job("applications.lapse", every="*/10 * * * *")
def lapse(timestamp: int) -> None:
    """Every ten minutes: silence is acceptance, corrections and gaps that did not come lapse."""
    by, now = Actor.job("applications.lapse"), clock.now()
    for case_id in queries.silent(now=now):
        commands.accept(by=by, case_id=case_id)
    for case_id in queries.uncorrected(now=now):
        commands.lapse_correction(by=by, case_id=case_id)
    for case_id in queries.gaps_lapsed(now=now):
        commands.lapse_gap(by=by, case_id=case_id)
