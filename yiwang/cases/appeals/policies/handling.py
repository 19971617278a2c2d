"""What the station does before it answers."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Mover, at_all, helps, on_it
from yiwang.cases.appeals.states import Move
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import queries as secrecy
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal


def may_sign(who: Mover, appeal: Appeal) -> Verdict:
    """The officer it was given to, another where nobody was named, or the head."""
    return first_refusal(at_all(Move.SIGN, who, appeal), on_it(who, appeal))


def may_reassign(who: Mover, appeal: Appeal) -> Verdict:
    """The head, or the officer who has it."""
    return first_refusal(at_all(Move.REASSIGN, who, appeal), on_it(who, appeal))


def may_record_contact(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(at_all(Move.RECORD_CONTACT, who, appeal), on_it(who, appeal))


def may_attach(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(at_all(Move.ATTACH, who, appeal), on_it(who, appeal))


def may_acknowledge(who: Mover, appeal: Appeal) -> Verdict:
    """The duty desk: duty officers of the unit and above, the duty leader, the operators."""
    basic = at_all(Move.ACKNOWLEDGE, who, appeal)
    alarm = getattr(appeal, "alarm", None)
    if alarm is None:
        return Verdict("这一件没有紧急警示")
    on_duty = any(
        Role.DUTY_OFFICER in grant.roles and organisation.is_within(alarm.unit.code, grant.scope)
        for grant in who.reach.grants
    )
    if not basic and not on_duty:
        return basic
    return ALLOWED if alarm.acknowledged_at is None else Verdict("已经有人确认过了")


def _has_part(who: Mover, appeal: Appeal) -> bool:
    return any(helps(who, one.unit_code) for one in queries.acts_of(appeal).open_parts)


def may_open_identity(who: Mover, appeal: Appeal) -> Verdict:
    """Name, phone, number and address in full: whoever sees the file, with a purpose.

    A protected informant's only whom a second person has let see it, for a day (`secrecy.grant_opening`). Of guests a unit
    that has its part to do, and of a sealed file none: who is asked for an opinion needs no name.
    """
    party, case = appeal.case.applicant, appeal.case
    if case.is_lent and (case.confidentiality == Confidentiality.SEALED or not _has_part(who, appeal)):
        return Verdict("只有承办单位和在办的协办单位能看诉求人的身份")
    if party is None or party.is_anonymous:
        return Verdict("诉求人没有留下身份")
    if case.hides_identity and not secrecy.is_opened_to(case_id=case.pk, officer_id=who.officer_id):
        return Verdict("举报人身份受保护", "确需知道的，申请“开启身份”，由另一人同意")
    return NOT_YOURS if who.actor.officer_id is None else ALLOWED
