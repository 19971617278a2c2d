"""Work in the background: what was granted is carried out."""

from yiwang.cases.rights import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref


@job("rights.carry_out")
def carry_out(ref: str) -> None:
    """Erase what was granted; of other requests nothing."""
    commands.carry_out(by=Actor.job("rights.carry_out"), request_id=int(Ref.parse(ref).id))
