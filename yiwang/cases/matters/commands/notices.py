"""Who is told that the main file's answer did not go to the others."""

from yiwang.cases.appeals.commands.telling import appeal_of, of_case, tell_officer
from yiwang.cases.matters.events import AnswerHeld
from yiwang.kit.actor import Actor


def tell_held(*, by: Actor, event: AnswerHeld) -> None:
    """The officer of the main file, whose words they are."""
    appeal = appeal_of(event.main)
    to = appeal.case.officer
    tell_officer(by=by, case=appeal.case, template="ap.held", to=to, params=of_case(appeal, "number"))
