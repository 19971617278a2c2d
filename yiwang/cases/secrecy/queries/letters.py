"""Reads of inquiries: those of a file, and the letters that a unit was asked by."""

from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy.models import Inquiry
from yiwang.cases.secrecy.states import InquiryState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing

ANSWERS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.LEADER)
"""Who receives and answers a letter for a unit."""
CLOCK = "inquiry"
SUBJECT = "inquiry"


def inquiries_of(*, case: Case) -> list[Inquiry]:
    """What units were asked about a file, newest first."""
    return list(_letters().filter(case=case))


def letters_to(*, reach: Reach) -> list[Inquiry]:
    """Letters to units that this hand heads, the open ones first, the newest 60; none of a file that is kept from the hand."""
    found = _addressed(reach).exclude(state=InquiryState.RECALLED)
    waiting = list(found.filter(state=InquiryState.OPEN).order_by("due_at", "id")[:60])
    return waiting + list(found.filter(state=InquiryState.ANSWERED)[: 60 - len(waiting)])


def count_letters_to(*, reach: Reach) -> int:
    """How many open letters wait for this hand."""
    return _addressed(reach).filter(state=InquiryState.OPEN).count() if heads(reach) else 0


def letter(*, by: Actor, id: int, lock: bool = False) -> Inquiry:
    """One letter, for whoever heads the unit that it went to. Missing: for everybody else, and once it was recalled."""
    found = _addressed(organisation.reach(by=by)).exclude(state=InquiryState.RECALLED).filter(pk=id)
    letter_ = (found.select_for_update(of=("self",)) if lock else found).first()
    if letter_ is None:
        raise Missing("没有这份函，或不是发给您单位的")
    return letter_


def inquiry(*, id: int, lock: bool = False) -> Inquiry:
    """One inquiry with its file, for whoever has the file already. Missing: there is none."""
    found = _letters().filter(pk=id)
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise Missing("没有这份函")
    return one


def heads(reach: Reach) -> list[str]:
    """Codes of the units for which this hand answers letters."""
    return sorted({grant.unit for grant in reach.grants if grant.roles.intersection(ANSWERS)})


def addressees(*, unit_code: str, without: set[int]) -> list[Officer]:
    """Who is told of a letter to a unit: its heads but those who must not touch the matter, by code."""
    held = organisation.officers_of(unit_code=unit_code, roles=ANSWERS)
    return [officer for officer in held if officer.pk not in without]


def due_of_letter(*, at: datetime) -> tuple[clocks.Limit, datetime]:
    """The limit for an answer and by when it is (time_limits.csv `sc.inquiry`). Invalid: the table has none."""
    limit = clocks.limit_for(clock=CLOCK, subject_kind=SUBJECT, type="*", category="*", channel="*", priority="*")
    if limit is None:
        raise Invalid("时限表里没有核实函的答复时限，请系统管理员补上sc.inquiry一行")
    return limit, clocks.quote(limit=limit, at=at).at


def is_late(found: Inquiry) -> bool:
    """Whether an open letter should have been answered by now."""
    return found.state == InquiryState.OPEN and found.due_at < clock.now()


def _addressed(reach: Reach) -> QuerySet[Inquiry]:
    mine = Q(unit__code__in=heads(reach))
    return _letters().filter(mine).exclude(case__excluded_officers__overlap=sorted(reach.hands))


def _letters() -> QuerySet[Inquiry]:
    return Inquiry.objects.select_related("unit", "from_unit", "asked_by", "answered_by", "case")
