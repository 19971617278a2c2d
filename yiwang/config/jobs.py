"""The house's own night work."""

from pathlib import Path

import structlog

from yiwang.config import keeping
from yiwang.kit.jobs import job
from yiwang.kit.settings import settings

log = structlog.get_logger(__name__)


@job("config.backup", retry=1, every="30 18 * * *")
def backup(timestamp: int) -> None:
    """Every night (02:30 in Beijing: cron lines count in UTC) a backup, where a folder is set for it."""
    if settings().backup_dir:
        made = keeping.backup(Path(settings().backup_dir), keep=settings().backup_keep)
        log.info("backup made", folder=str(made))
