"""Background work of rehearsals."""

from yiwang.cases.trials import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job


@job("trials.run", queue=LONG)
def run(trial_id: int) -> None:
    """A rehearsal from where it stands to its end."""
    while commands.go_on(by=Actor.job("trials.run"), trial_id=trial_id):
        continue


@job("trials.forget", every="40 2 * * *")
def forget(timestamp: int) -> None:
    """Each night: single findings that are kept no longer."""
    commands.drop_lines(by=Actor.job("trials.forget"))
