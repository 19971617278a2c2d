"""Background work of the loop: after an answer its citizen is asked, or called."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref
from yiwang.quality.callbacks import commands


@job("callbacks.follow_answer")
def follow_answer(ref: str) -> None:
    """The answer to this file is out."""
    commands.follow_answer(by=Actor.job("callbacks.follow_answer"), case_id=int(Ref.parse(ref).id))
