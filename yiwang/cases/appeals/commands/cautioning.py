"""Whom not to text: noted on a file by who handles it, and by the house where the tripwire says that a phone may be watched."""

from datetime import datetime, timedelta

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.commands.shared import taken_up
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import SILENT_PAGES
from yiwang.ground.people import commands as people
from yiwang.ground.people import queries as people_queries
from yiwang.ground.people.models import Caution
from yiwang.ground.people.states import CautionGround, CautionKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command

MOST_DAYS = 3650


@command
def caution(
    *, by: Actor, case_id: int, kind: str, ground: str, reason: str, days: int = 0, guardian_name: str = "",
    guardian_phone: str = "",
) -> Caution:  # fmt: skip
    """设提示: the number left on this file is unsafe, or who left it is unfit; at once, also for what waits to be sent.

    `days`: how long it holds, 0 until somebody lifts it. Refused: who neither handles the file nor answers for it. Invalid: as
    `people.note_caution`.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_caution(who, appeal).require()
    party = appeal.case.applicant
    if party is None or party.is_anonymous:
        raise Invalid("诉求人没有留联系方式，不需要设提示")
    return people.note_caution(
        by=by, applicant=party, kind=kind, ground=ground, reason=reason, about=appeal.case.ref, until=_until(days),
        guardian_name=guardian_name, guardian_phone=guardian_phone,
    )  # fmt: skip


@command
def lift_caution(*, by: Actor, case_id: int, caution_id: int, reason: str) -> Caution:
    """解除提示, with the reason. Missing: it was not noted on this file; whoever noted it on another has a reason of theirs."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_caution(who, appeal).require()
    if people_queries.caution(id=caution_id).about != appeal.case.ref:
        raise Missing
    return people.lift_caution(by=by, caution_id=caution_id, reason=reason)


def heed_tripwire(*, by: Actor, appeal: Appeal) -> None:
    """After a page of the tripwire that means that a phone may be watched nothing goes to it, of this file or any other."""
    page, party = appeal.tripwire.get("page"), appeal.case.applicant
    if page in SILENT_PAGES and party is not None and (party.phone or party.mail or party.account):
        people.note_caution(
            by=by, applicant=party, kind=CautionKind.UNSAFE, ground=CautionGround.TRIPWIRE, about=appeal.case.ref,
            reason=f"登记时的紧急提示：{page}",
        )  # fmt: skip


def _until(days: int) -> datetime | None:
    if not 0 <= days <= MOST_DAYS:
        raise Invalid(days=f"有效天数是0到{MOST_DAYS}，0是一直有效")
    return clock.now() + timedelta(days=days) if days else None
