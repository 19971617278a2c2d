"""Background work of the room: samples, and who can fetch what was made."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.quality.served import commands, queries

_LOOK_SECONDS = 15.0


@job("served.draw", poll=_LOOK_SECONDS)
def draw() -> None:
    """Draw of every feed until nobody waits."""
    for feed_id in queries.waiting_feeds():
        while commands.draw(by=Actor.job("served.draw"), feed_id=feed_id).looked:
            continue


@job("served.tell", every="*/10 * * * *")
def tell(timestamp: int) -> None:
    """Tell whoever can fetch something, until nobody is left to tell."""
    while commands.tell_ready(by=Actor.job("served.tell")):
        continue
