"""Who is told what, when: the reactions that turn a fact of an appeal into message rows in the same transaction."""

from collections.abc import Callable
from dataclasses import replace

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.telling import (
    appeal_of,
    of_case,
    tell_citizen,
    tell_officer,
    unit_of,
    zh_moment,
)
from yiwang.cases.appeals.events import (
    AlarmAcknowledged,
    AlarmEscalated,
    AlarmRaised,
    AppealDisputed,
    AppealHandedOver,
    AppealPushed,
    AppealReassigned,
    AppealSigned,
    AppealWithdrawn,
    ReplyApproved,
    ReplyPassedUp,
    ReplySentBack,
    ReplySubmitted,
)
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies import Mover, deputy_decides, may_send_back, mover
from yiwang.cases.appeals.states import APPROVERS
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import DutyKind
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

_DAY_BEGINS, _DAY_ENDS = 8, 18
_TO_UNIT = ("unit", "number", "type", "sign", "due")
"""Variables of the text that a unit's head gets where nobody is named."""


def tell_registered(*, by: Actor, appeal: Appeal, code: str) -> None:
    """The receipt by SMS. Called by the intake itself: the code is secret and stands in no event."""
    case = appeal.case
    if case.confidentiality == Confidentiality.SEALED:
        tell_citizen(by=by, appeal=appeal, template="ap.sealed", params={"number": case.number})
        return
    params = of_case(appeal, "number", "unit", "due") | {"code": numbers.show_code(code)}
    tell_citizen(by=by, appeal=appeal, template="ap.registered", params=params)


def tell_pushed(*, by: Actor, event: AppealPushed) -> None:
    """The officer who has it, or the head where nobody is named; in parallel the supervising unit's head (S5.9)."""
    appeal = appeal_of(event.subject)
    case = appeal.case
    if case.officer:
        tell_officer(
            by=by,
            case=case,
            template="ap.pushed",
            to=case.officer,
            params=of_case(appeal, "number", "type", "sign", "due"),
        )
    else:
        head = organisation.head_of(unit_code=event.unit)
        params = of_case(appeal, "unit", "number", "type", "sign", "due")
        tell_officer(by=by, case=case, template="ap.pushed.unit", to=head, params=params, kind="unit_head")
    if case.supervising_unit and (above := organisation.head_of(unit_code=case.supervising_unit.code)):
        params = of_case(appeal, "number", "unit")
        tell_officer(by=by, case=case, template="ap.pushed.super", to=above, params=params, kind="supervisor")
    tell_on_duty(by=by, appeal=appeal)


def _is_night() -> bool:
    """Whether only who is on duty is there: a day off, or before eight and from six on (bureau default, no source)."""
    there = clock.local(clock.now())
    return not clocks.calendar().is_working(there.date()) or not _DAY_BEGINS <= there.hour < _DAY_ENDS


def tell_on_duty(*, by: Actor, appeal: Appeal) -> None:
    """What is urgent and comes by night: whoever stands on the unit's roster now is told too."""
    case = appeal.case
    if case.priority != Priority.URGENT or case.unit is None or not _is_night():
        return
    params = of_case(appeal, *_TO_UNIT)
    for person in organisation.on_roster(kind=DutyKind.OFFICER, unit_code=case.unit.code):
        if person != case.officer:
            tell_officer(by=by, case=case, template="ap.pushed.unit", to=person, params=params, kind="duty_officer")


def tell_handed_over(*, by: Actor, event: AppealHandedOver) -> None:
    """The officer who has it now, else the unit's head: in the inbox, and by SMS only what is amber already.

    A leaver's desk may hold a hundred files; a hundred texts in one minute would tell nobody anything.
    """
    appeal = appeal_of(event.subject)
    case = appeal.case
    officer = case.officer or organisation.head_of(unit_code=event.unit)
    if officer is None or casework.must_not_hear(case=case, officer=officer):
        return
    is_near = case.amber_at is not None and case.amber_at <= clock.now()
    to = phones.to_officer(officer=officer, kind="officer" if case.officer else "unit_head")
    template, names = ("ap.assigned", ("number", "type", "due")) if case.officer else ("ap.pushed.unit", _TO_UNIT)
    params = of_case(appeal, *names)
    messaging.send(
        by=by, template=template, to=to if is_near else replace(to, phone=""), subject=case.ref, params=params
    )


def tell_signed(*, by: Actor, event: AppealSigned) -> None:
    """The citizen: whose desk it is on, and the duty phone."""
    appeal = appeal_of(event.subject)
    params = of_case(appeal, "number", "unit", "phone")
    tell_citizen(by=by, appeal=appeal, template="ap.signed", params=params)


def tell_reassigned(*, by: Actor, event: AppealReassigned) -> None:
    """The officer who has it from now on, and the one who has it no more."""
    appeal = appeal_of(event.subject)
    tell_officer(
        by=by, case=appeal.case, template="ap.assigned", to=appeal.case.officer,
        params=of_case(appeal, "number", "type", "due"),
    )  # fmt: skip
    if event.before:
        params = of_case(appeal, "number") | {"officer": str(appeal.case.officer)}
        before = organisation.officer_by_code(code=event.before)
        tell_officer(by=by, case=appeal.case, template="ap.unassigned", to=before, params=params)


Approvers = Callable[[str], list[tuple[Officer, Mover]]]


def approvers_of(unit_code: str) -> list[tuple[Officer, Mover]]:
    """Whoever approves in this very unit, asked through who stands in where they are away."""
    people = organisation.officers_of(unit_code=unit_code, roles=APPROVERS)
    asked = [organisation.stand_in(officer_id=person.pk) or person for person in people]
    return [(person, mover(organisation.actor_for(officer=person))) for person in asked]


def approver_of(appeal: Appeal, reply: Reply, *, approvers: Approvers = approvers_of) -> Officer | None:
    """Who is asked to approve on the level where it is: the nearest officer above who may, climbing from the unit.

    `approvers`: who remembers them for many files.
    """
    for code in organisation.ancestors(unit_of(appeal.case).code):
        for person, who in approvers(code):
            if may_send_back(who, appeal, reply) and deputy_decides(who, appeal, reply):
                return person
    return None


def ask_approval(*, by: Actor, event: ReplySubmitted | ReplyPassedUp) -> None:
    """The approver, with the hour by which."""
    appeal = appeal_of(event.subject)
    reply = queries.open_reply(appeal=appeal)
    if reply and (person := approver_of(appeal, reply)):
        params = {"number": appeal.case.number, "time": zh_moment(appeal.case.due_at)}
        tell_officer(by=by, case=appeal.case, template="ap.approve.ask", to=person, params=params, kind="approver")


def tell_sent_back(*, by: Actor, event: ReplySentBack) -> None:
    """Who wrote it."""
    appeal = appeal_of(event.subject)
    reply = next(reply for reply in queries.replies_of(appeal=appeal) if reply.pk == event.reply)
    params = {"number": appeal.case.number, "reason": reply.reason}
    writer = reply.drafted_by if reply.drafted_by and reply.drafted_by.is_active else None
    to = writer or appeal.case.officer or organisation.head_of(unit_code=unit_of(appeal.case).code)
    tell_officer(by=by, case=appeal.case, template="ap.sendback", to=to, params=params)


def tell_replied(*, by: Actor, event: ReplyApproved) -> None:
    """The citizen: there is an answer, and until when it may be disputed; the answer's own words where the way has room."""
    appeal = appeal_of(event.subject)
    days = (appeal.dispute_until - clock.now()).days + 1 if appeal.dispute_until else 0
    link = f"{settings().public_url}/t/{appeal.case.number}"
    params = {"number": appeal.case.number, "link": link, "days": str(days)}
    tell_citizen(by=by, appeal=appeal, template="ap.replied", params=params, words=_words_of(appeal))


def _words_of(appeal: Appeal) -> str:
    """The answer in full, for whoever can be reached by more than a text to a phone."""
    party = appeal.case.applicant
    answer = queries.answer_of(appeal=appeal) if party and (party.mail or party.account) else None
    return answer.text if answer else ""


def tell_reopened(*, by: Actor, event: AppealDisputed) -> None:
    """The head of the unit, and the officer who has it now."""
    appeal = appeal_of(event.subject)
    case = appeal.case
    head = organisation.head_of(unit_code=unit_of(case).code)
    tell_officer(by=by, case=case, template="ap.reopened", to=head, params={"number": case.number}, kind="unit_head")
    if case.officer and case.officer != head:
        params = of_case(appeal, "number", "type", "due")
        tell_officer(by=by, case=case, template="ap.assigned", to=case.officer, params=params)


def tell_withdrawn(*, by: Actor, event: AppealWithdrawn) -> None:
    """The citizen, as a receipt."""
    appeal = appeal_of(event.subject)
    tell_citizen(by=by, appeal=appeal, template="ap.withdrawn", params={"number": appeal.case.number})


def _ring(*, by: Actor, subject: Ref, duty: DutyKind, template: str, params: tuple[str, ...]) -> None:
    """Of those who hold the role, who stands on the roster now; all of them where nobody does."""
    appeal = appeal_of(subject)
    alarm = queries.alarm_of(appeal=appeal)
    if alarm is None:
        return
    for person in organisation.who_rings(kind=duty, unit_code=alarm.unit.code):
        texts = of_case(appeal, *params)
        tell_officer(
            by=by, case=appeal.case, template=template, to=person, params=texts, kind=duty.role, is_danger=True
        )


def ring_duty_desk(*, by: Actor, event: AlarmRaised) -> None:
    """The phones of the duty desk."""
    _ring(
        by=by, subject=event.subject, duty=DutyKind.OFFICER, template="ap.alarm", params=("number", "place", "minutes")
    )


def ring_duty_leader(*, by: Actor, event: AlarmEscalated) -> None:
    """The duty leader's phone."""
    params = ("number", "place", "minutes", "unit", "phone")
    _ring(by=by, subject=event.subject, duty=DutyKind.LEADER, template="ap.alarm.leader", params=params)


def tell_alarm_taken(*, by: Actor, event: AlarmAcknowledged) -> None:
    """The citizen, that somebody has it; the duty leader, who."""
    appeal = appeal_of(event.subject)
    alarm = queries.alarm_of(appeal=appeal)
    if alarm is None:
        return
    params = {"number": appeal.case.number, "unit": alarm.unit.short_name}
    tell_citizen(by=by, appeal=appeal, template="ap.alarm.taken", params=params)
    params = {"number": appeal.case.number, "officer": organisation.officer_by_code(code=event.officer).name}
    for leader in organisation.who_rings(kind=DutyKind.LEADER, unit_code=alarm.unit.code):
        tell_officer(
            by=by,
            case=appeal.case,
            template="ap.alarm.done",
            to=leader,
            params=params,
            kind="duty_leader",
            is_danger=True,
        )
