"""Background work of the room."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.offer.knowledge import commands, queries


@job("knowledge.review_standards", every="5 0 * * *")
def review_standards(timestamp: int) -> None:
    """Each morning at 8:05 (the worker counts in UTC): standards whose day of reading has come; their owners are told."""
    by = Actor.job("knowledge.review_standards")
    for standard_id in queries.due_standards():
        commands.fall_due(by=by, standard_id=standard_id)
