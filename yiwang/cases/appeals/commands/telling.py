"""How a fact of an appeal becomes a message: to the citizen, to an officer, with the variables that most texts share."""

from datetime import datetime

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import SILENT_PAGES, AppealType
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.messaging.states import way_back
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

CASE = "casework.case"
"""Clocks of other things are told by the rooms that own them."""


def zh_moment(at: datetime | None) -> str:
    """`11月26日17:30`, as an SMS says it."""
    if at is None:
        return "按时"
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"


def unit_of(case: Case) -> Unit:
    """The unit that has it; the desk's while nobody has."""
    unit = case.unit
    return unit if unit else queries.house_unit("desk_unit")


def tell_citizen(*, by: Actor, appeal: Appeal, template: str, params: dict[str, str], words: str = "") -> None:
    """The way the matter came, else as they can be reached, unless somebody else may be looking at it.

    `words`: what a mail or a chat says besides the text; never of a file that is not for every eye.
    """
    party, case = appeal.case.applicant, appeal.case
    if party is None or not (party.phone or party.mail or party.account) or appeal.tripwire.get("page") in SILENT_PAGES:
        return
    is_plain = case.confidentiality == Confidentiality.NORMAL and not case.hides_identity
    to = phones.to_applicant(applicant=party, came_by=way_back(case.channel))
    messaging.send(by=by, template=template, to=to, subject=case.ref, params=params, words=words if is_plain else "")


def tell_officer(
    *,
    by: Actor,
    case: Case,
    template: str,
    to: Officer | None,
    params: dict[str, str],
    kind: str = "officer",
    is_danger: bool = False,
) -> None:
    """To an officer's inbox and phone, where there is one to tell; `kind`: as whom (`organisation.states.Role`, or officer).

    What comes to somebody by rank goes to who stands in while they are away; what comes to the one who has the file does not.
    Nobody hears of a file that does not exist for them, whatever their rank: a sealed one, or one that they are kept from
    (`is_danger`: see `casework.must_not_hear`).
    """
    if to is not None:
        to = (None if kind == "officer" else organisation.stand_in(officer_id=to.pk)) or to
        if casework.must_not_hear(case=case, officer=to, is_danger=is_danger):
            return
        recipient = phones.to_officer(officer=to, kind=kind)
        messaging.send(by=by, template=template, to=recipient, subject=case.ref, params=params)


def appeal_of(subject: Ref) -> Appeal:
    """The appeal that a fact is about."""
    return queries.get_by_id(case_id=int(subject.id))


def of_case(appeal: Appeal, *names: str) -> dict[str, str]:
    """The variables that most texts share."""
    case, unit = appeal.case, unit_of(appeal.case)
    sign = clocks.promise(subject=case.ref, kind="sign") if "sign" in names else None
    known = {
        "number": case.number, "type": AppealType(appeal.type).label, "due": zh_moment(case.due_at),
        "unit": unit.short_name, "phone": unit.duty_phone, "sign": zh_moment(sign.due_at if sign else None),
        "place": appeal.place or "地点不明",
    }  # fmt: skip
    if "minutes" in names:
        known["minutes"] = str(queries.setting("alarm_minutes"))
    return {name: known[name] for name in names}
