"""The house's own night work."""

from pathlib import Path

import structlog

from yiwang.cases.centre import queries as centre
from yiwang.cases.counter.commands.figures import publish_figures as publish
from yiwang.cases.counter.commands.heard import publish_heard as publish_what_was_heard
from yiwang.config import keeping
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job
from yiwang.kit.settings import settings
from yiwang.quality.surveys import queries as surveys

log = structlog.get_logger(__name__)


@job("config.backup", queue=LONG, retry=1, every="30 18 * * *")
def backup(timestamp: int) -> None:
    """Every night (02:30 in Beijing: cron lines count in UTC) a backup, where a folder is set for it."""
    if settings().backup_dir:
        made = keeping.backup(Path(settings().backup_dir), keep=settings().backup_keep)
        log.info("backup made", folder=str(made))


@job("config.publish_figures")
def publish_figures(ref: str = "") -> None:
    """The centre counts, the counter shows, and neither knows the other: the house takes the figures from one to the other."""
    publish(by=Actor.job("config.publish_figures"), payload=centre.public_figures())


@job("config.publish_figures_daily", queue=LONG, every="15 16 * * *")
def publish_figures_daily(timestamp: int) -> None:
    """At 00:15 in China: another whole day is over, also where nothing was counted since."""
    publish_figures()


@job("config.publish_heard")
def publish_heard(ref: str = "") -> None:
    """Results of surveys and what was changed go from the room that knows them to the counter that shows them."""
    publish_what_was_heard(by=Actor.job("config.publish_heard"), payload=surveys.for_everybody())
