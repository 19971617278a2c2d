"""Background work on files."""

from yiwang.ground.files import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job


@job("files.sweep", queue=LONG, every="17 19 * * *")
def sweep(timestamp: int) -> None:
    """Every night: erase bytes that belong to no row."""
    commands.sweep(by=Actor.job("files.sweep"))
