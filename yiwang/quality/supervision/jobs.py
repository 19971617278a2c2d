"""Background work of supervision: what ends with a file."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref
from yiwang.quality.supervision import commands


@job("supervision.settle")
def settle(ref: str) -> None:
    """A file was answered or left its unit: its cards are settled, its new deadlines end."""
    commands.settle(by=Actor.job("supervision.settle"), case_id=int(Ref.parse(ref).id))


@job("supervision.forgive")
def forgive(ref: str) -> None:
    """A new calendar gave a late file more days: what was said of a day that was none is taken back."""
    commands.forgive(by=Actor.job("supervision.forgive"), case_id=int(Ref.parse(ref).id))
