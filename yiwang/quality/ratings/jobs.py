"""Background work of ratings: after an application is over its applicant is asked."""

from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref
from yiwang.quality.ratings import commands


@job("ratings.ask_applicant")
def ask_applicant(ref: str) -> None:
    """The application was decided, or what came out was delivered."""
    commands.ask_applicant(by=Actor.job("ratings.ask_applicant"), case_id=int(Ref.parse(ref).id))
