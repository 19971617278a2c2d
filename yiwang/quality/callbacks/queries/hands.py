"""Who had a hand in a file and may therefore not call, which bodies look into it, and who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import SILENT_PAGES
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import way_back
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.quality.asking import queries as asking
from yiwang.quality.asking.states import Grade
from yiwang.quality.callbacks.models import Loop

_HAND = ("officer", "before")
"""Fields of the facts of an appeal that name who had it."""
_DEFAULT_BODIES = "yz.discipline,yz.inspection,yz.legal"


def former_handlers(*, appeal: Appeal) -> frozenset[int]:
    """Keys of everybody who had the file on the desk, in whatever round, or wrote an answer to it."""
    facts = record.history(subject=appeal.case.ref)
    codes = {str(one.payload.get(name, "")) for one in facts if one.code.startswith("appeals.") for name in _HAND}
    found = {one.pk for one in organisation.every_officer() if one.code in codes}
    written = {one.drafted_by_id for one in appeals.replies_of(appeal=appeal)}
    return frozenset(key for key in (*found, *written, appeal.case.officer_id) if key)


def hands_of(*, loop: Loop) -> frozenset[int]:
    """The same of a loop's file."""
    return former_handlers(appeal=appeals.get_by_id(case_id=loop.case_id))


def office() -> Unit:
    """平台办: the service centre, which calls, and which concludes what the bodies found."""
    return appeals.house_unit("desk_unit")


def bodies() -> list[str]:
    """Codes of the units that a leader may have look into a matter (setting `callback_bodies`), as far as they stand."""
    told = rules.current(kind="settings").get("callback_bodies", _DEFAULT_BODIES)
    standing = organisation.roster().standing
    return [code for code in (part.strip() for part in str(told).split(",")) if code in standing]


def body_units(codes: Sequence[str]) -> list[Unit]:
    """The units themselves, in their order."""
    standing = organisation.roster().standing
    return [standing[code] for code in codes]


@dataclass(frozen=True, kw_only=True)
class ToldOf:
    """Whom to ask about a file, and the facts by which they may be spared; None where nobody is known who could be asked."""

    whom: asking.Whom
    about: asking.About


def told_of(*, appeal: Appeal) -> ToldOf | None:
    """Of a file that is nobody's, nobody is asked."""
    case, party = appeal.case, appeal.case.applicant
    if party is None or party.is_anonymous:
        return None
    recipient = messaging.to_applicant(applicant=party, came_by=way_back(case.channel))
    tags = {"violence"} if appeal.tripwire.get("page") in SILENT_PAGES else set()
    about = asking.About(
        category=appeal.category, type=appeal.type, track=case.track, grade=case.confidentiality, tags=frozenset(tags),
        is_secret=not may_be_asked(case),
    )  # fmt: skip
    return ToldOf(whom=asking.Whom(recipient=recipient), about=about)


def may_be_asked(case: Case) -> bool:
    """Whether a file is one that anybody is called back about: not secret, and on no track of a law of its own."""
    return case.confidentiality not in KEPT_SECRET and not case.hides_identity and case.track == Track.APPEAL


def said_why(grade: str, reasons: Sequence[str], words: str) -> str:
    """A bad answer as the reason for which the file is opened again: the grade, the ticked reasons, the own words."""
    ticked = "、".join(asking.REASONS[code] for code in reasons if code in asking.REASONS)
    label = Grade(grade).label if grade else Grade.DISSATISFIED.label
    said = f"回访时说“{label}”{f'：{ticked}' if ticked else ''}。"
    return f"{said}{words}" if words else said
