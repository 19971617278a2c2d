"""Background work of campaigns: files that come in, figures by night, reminders in the morning."""

from datetime import timedelta

from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job
from yiwang.quality.campaigns import commands, queries

_AFTER = timedelta(days=2 * 7 * 13)
"""How long after its end a campaign is counted on: as many weeks after it as were compared, and some for late ones."""


@job("campaigns.gather", every="*/10 * * * *")
def gather(timestamp: int) -> None:
    """Every ten minutes: files that a campaign's rule fits wait for a person's word."""
    for campaign_id in queries.campaigns_to_gather():
        commands.gather(by=Actor.job("campaigns.gather"), campaign_id=campaign_id)


@job("campaigns.count", queue=LONG, every="40 3 * * *")
def count(timestamp: int) -> None:
    """Each night: before and during of every campaign whose figures still change."""
    for campaign_id in queries.campaigns_to_count(today=clock.today(), after=_AFTER):
        commands.count_up(by=Actor.job("campaigns.count"), campaign_id=campaign_id)


@job("campaigns.count_one")
def count_one(campaign_id: int) -> None:
    """Once a campaign begins or is reported: its figures at once."""
    commands.count_up(by=Actor.job("campaigns.count"), campaign_id=campaign_id)


@job("campaigns.remind", every="20 9 * * *")
def remind(timestamp: int) -> None:
    """Each morning: measures and tasks whose day comes, or is over."""
    commands.remind(by=Actor.job("campaigns.remind"))
