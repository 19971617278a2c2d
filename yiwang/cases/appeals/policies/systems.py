"""What another body's system is told."""

from dataclasses import dataclass

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation.queries.reaching import ClientGrant


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How much of an appeal another body's system is told; number, state, type and promise it is told of all it sees.

    `desks`: category, unit, officer's moves. `answer`: the bureau's reply, which goes back through its channel. `words`:
    title, text and place. `applicant`: who appeals, masked; unmasked never.
    """

    desks: bool = False
    answer: bool = False
    words: bool = False
    applicant: bool = False


def sight(client: ClientGrant, case: Case) -> Sight:
    """The words come back to who sent them alone; an answer to the channel it goes through; of sealed matters nothing."""
    if case.confidentiality == Confidentiality.SEALED:
        return Sight()
    is_filer, is_channel = case.is_filed_by(client), case.channel == client.channel
    return Sight(desks=True, answer=is_channel, words=is_filer, applicant=is_filer)
