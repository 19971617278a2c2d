"""Who is told that a file is worked on with others, or by itself again."""

from yiwang.cases.appeals.commands.telling import appeal_of, of_case, tell_citizen, tell_officer
from yiwang.cases.appeals.events import AppealFollowed, AppealWentAlone
from yiwang.kit.actor import Actor


def tell_followed(*, by: Actor, event: AppealFollowed) -> None:
    """The citizen: known, and who is on it. Who was asked first: where it lies now (首问负责, S5.24)."""
    appeal = appeal_of(event.subject)
    tell_citizen(by=by, appeal=appeal, template="ap.joined", params=of_case(appeal, "number", "unit", "phone"))
    if event.before_unit or not appeal.case.signed_at:
        params = of_case(appeal, "number", "unit")
        tell_officer(by=by, case=appeal.case, template="ap.moved", to=appeal.first_asked, params=params)


def tell_alone(*, by: Actor, event: AppealWentAlone) -> None:
    """The citizen, where a person set it apart; whoever has it again; and who was asked first, where nobody has."""
    appeal = appeal_of(event.subject)
    case = appeal.case
    if not by.is_machine:
        tell_citizen(by=by, appeal=appeal, template="ap.alone", params=of_case(appeal, "number"))
    to = case.officer if case.unit_id else appeal.first_asked
    tell_officer(by=by, case=case, template="ap.left", to=to, params=of_case(appeal, "number"))
