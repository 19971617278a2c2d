"""首问负责: who was asked first hears of it when the file finds no unit that keeps it."""

from yiwang.cases.appeals.commands.telling import appeal_of, tell_officer
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event


def tell_first_asked(*, by: Actor, event: Event) -> None:
    """The officer who took it in, where no unit has signed for it (any more): it came back, look after it."""
    appeal = appeal_of(event.subject)
    if appeal.first_asked and not appeal.case.signed_at:
        params = {"number": appeal.case.number}
        tell_officer(by=by, case=appeal.case, template="ap.first_asked", to=appeal.first_asked, params=params)
