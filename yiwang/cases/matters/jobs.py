"""Background work of matters."""

from yiwang.cases.matters import commands, queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("matters.carry_out")
def carry_out(run_id: int) -> None:
    """Files put together, or answered, one by one."""
    commands.carry_out(by=Actor.job("matters.carry_out"), run_id=run_id)


@job("matters.resume", every="*/5 * * * *")
def resume(timestamp: int) -> None:
    """Every five minutes: runs that were cut off go on."""
    for run_id in queries.waiting_runs():
        commands.carry_out(by=Actor.job("matters.carry_out"), run_id=run_id)


@job("matters.close_quiet", every="50 2 * * *")
def close_quiet(timestamp: int) -> None:
    """Each night: what has been answered and nothing comes to any more."""
    for matter_id in queries.quiet(before=clock.now() - commands.QUIET):
        commands.close_quiet(by=Actor.job("matters.close_quiet"), matter_id=matter_id)
