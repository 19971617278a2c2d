"""Files that were sent through a page: looked over, and taken in, in the background."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.sites.exchange import desk


@job("exchange.foresee")
def foresee(batch_id: int) -> None:
    """What the import would do."""
    desk.foresee(by=Actor.job("exchange.foresee"), batch_id=batch_id)


@job("exchange.take_in")
def take_in(batch_id: int) -> None:
    """The import itself; run again it goes on where it was."""
    desk.take_in(by=Actor.job("exchange.take_in"), batch_id=batch_id)
