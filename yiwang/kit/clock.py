"""The only clock of the house."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in China."""
    return now().astimezone(CHINA).date()


def local(moment: datetime) -> datetime:
    """The same moment as a Chinese wall clock shows it."""
    return moment.astimezone(CHINA)
