"""The record's minute: seal what changed."""

import structlog

from yiwang.ground.record import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job

log = structlog.get_logger(__name__)


@job("record.checkpoint", every="* * * * *")
def checkpoint(timestamp: int) -> None:
    """Seal until nothing is left. Each seal goes to the process log too: kept elsewhere, it anchors the record."""
    while sealed := commands.checkpoint(by=Actor.job("record.checkpoint")):
        log.info("record sealed", checkpoint=sealed.seq, heads=len(sealed.heads), digest=sealed.digest)
