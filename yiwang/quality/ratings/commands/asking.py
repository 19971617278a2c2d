"""一事一评: who applied for something is asked once how it was, when it is over; the never-asked table has the last word."""

from yiwang.cases.applications import queries as applications
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import State
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import way_back
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as questions
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import Purpose


@command
def ask_applicant(*, by: Actor, case_id: int) -> Ask | None:
    """Have the applicant of a finished application asked for one grade; spared as the table of the item says.

    Not over, a part of a bundle (the whole is asked about), nobody's, or asked already: unchanged.
    """
    one = applications.by_case(case_id=case_id)
    case = one.case
    asked = questions.asks_of(subject=case.ref, purposes=[Purpose.SERVICE])
    whom = _whom(one)
    if case.state != State.FINISHED or one.parent_id or case.unit is None or whom is None or asked:
        return unchanged(None)
    day = clock.local(one.finished_at or clock.now())
    about = About(item=one.item_code, track=case.track, grade=case.confidentiality, is_secret=case.is_kept_secret)
    return asking.plan(
        by=by, purpose=Purpose.SERVICE, subject=case.ref, unit=case.unit, handler=case.officer, case=case, whom=whom,
        about=about, params={"date": f"{day.month}月{day.day}日", "place": case.unit.short_name},
    )  # fmt: skip


def _whom(one: Application) -> Whom | None:
    person = one.case.applicant
    if person is None or person.is_anonymous:
        return None
    return Whom(recipient=messaging.to_applicant(applicant=person, came_by=way_back(one.case.channel)))
