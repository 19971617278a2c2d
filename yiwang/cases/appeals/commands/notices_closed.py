"""What somebody was told of a file leaves their inbox with the file: it was sealed since, or they must not touch it."""

from yiwang.cases.appeals.commands.telling import appeal_of
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy.events import CaseRegraded, OfficerRecused
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as told
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref


def unsay(*, by: Actor, event: CaseRegraded | OfficerRecused) -> None:
    """Reaction, after the file has gone to whom it holds now: number, type and unit stood in those messages."""
    case = appeal_of(event.subject).case
    unsay_about(case=case, subject=case.ref)


def unsay_about(*, case: Case, subject: Ref) -> None:
    """The same of messages about another thing of the file: what lies in inboxes, what waits to go out."""
    if casework.is_open_to_rank(case):
        return
    people = [organisation.officer(id=key) for key in told.officers_told(subject=subject)]
    closed = [officer.pk for officer in people if casework.must_not_hear(case=case, officer=officer)]
    messaging.withdraw(subject=subject, officers=closed)
