"""Background work of applications: what the law says when a time has passed, and decisions by table."""

from contextlib import suppress

from yiwang.cases.applications import commands, queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError
from yiwang.kit.jobs import job


@job("applications.decide", poll=2.0)
def decide() -> None:
    """Every two seconds: applications that a table decides about."""
    for case_id in queries.to_decide_instantly():
        with suppress(HouseError):  # somebody moved it meanwhile; the others must not wait for it
            commands.look_and_decide(by=Actor.job("applications.decide"), case_id=case_id)


@job("applications.act", every="* * * * *")
def act(timestamp: int) -> None:
    """Every minute: grants that another system has to carry out, until it has."""
    for case_id in queries.owing_acts():
        commands.act_elsewhere(by=Actor.job("applications.act"), case_id=case_id)


@job("applications.lapse", every="*/10 * * * *")
def lapse(timestamp: int) -> None:
    """Every ten minutes: silence is acceptance, corrections and gaps that did not come lapse."""
    by, now = Actor.job("applications.lapse"), clock.now()
    late = (
        (queries.silent, commands.accept),
        (queries.uncorrected, commands.lapse_correction),
        (queries.gaps_lapsed, commands.lapse_gap),
    )
    for found, act_ in late:
        for case_id in found(now=now):
            with suppress(HouseError):
                act_(by=by, case_id=case_id)
