"""Background work of lawful matters: times that others let pass."""

from yiwang.cases.tracks import commands, queries
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("tracks.lapse", every="*/10 * * * *")
def lapse(timestamp: int) -> None:
    """Every ten minutes: remedies nobody asked for, corrections that did not come, third parties that kept silent."""
    for case_id in queries.lapsed():
        commands.lapse(by=Actor.job("tracks.lapse"), case_id=case_id)
