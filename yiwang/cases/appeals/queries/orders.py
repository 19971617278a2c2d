"""Reads of what waits for leaders and heads: orders, answers on either level."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, When

from yiwang.cases.appeals.models import Appeal, Instruction
from yiwang.cases.appeals.states import APPROVERS, HEADS, InstructionState, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import EVERY_LINE, TO_DO, CaseQuerySet
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

_OVER_ALL = frozenset(APPROVERS) - frozenset(HEADS)
_DUE_FIRST = F("due_at").asc(nulls_last=True), "at", "pk"
_SEALED = Q(confidentiality=Confidentiality.SEALED)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Answers that wait for one approver: so many, and the first of them by due date."""

    count: int
    rows: list[Appeal]


def instruction(*, id: int) -> Instruction:
    """An order by key, with its file, for the house itself. Missing where there is none."""
    joined = ("appeal__case__unit", "appeal__case__officer", "by__unit", "reported_by")
    found = Instruction.objects.select_related(*joined).filter(pk=id).first()
    if found is None:
        raise Missing("没有这条批示")
    return found


def orders_by(*, by: Actor, reach: Reach | None = None) -> QuerySet[Instruction]:
    """我的批示: what this officer, or whom they stand in for, has ordered and not closed; reported first, then by due date.

    Of a file that was sealed since, or that they are kept from by now, an order tells its giver nothing any more.
    """
    held = reach or organisation.reach(by=by)
    givers = {by.officer_id or 0, *(grant.of for grant in held.grants if grant.of)}
    seen = casework.visible(by=by, reach=held).select_related(None).order_by().values("pk")
    rows = _orders().filter(by_id__in=givers, appeal__case__in=seen).exclude(state=InstructionState.CLOSED)
    reported = Choice(When(state=InstructionState.REPORTED, then=0), default=1)
    return rows.order_by(reported, *_DUE_FIRST)


def orders_on(*, by: Actor, reach: Reach | None = None) -> QuerySet[Instruction]:
    """待落实批示: orders that wait for a report, on files of the units in which this officer handles or heads; by due date."""
    held = reach or organisation.reach(by=by)
    units = {
        key for grant in held.grants for key in (grant.unit_ids if grant.roles & frozenset(HEADS) else {grant.unit_id})
    }
    seen = casework.visible(by=by, reach=held).filter(unit_id__in=units).order_by()
    return _orders().filter(state=InstructionState.OPEN, appeal__case__in=seen).order_by(*_DUE_FIRST)


def _orders() -> QuerySet[Instruction]:
    return Instruction.objects.select_related("appeal__case__unit", "appeal__case__officer", "by", "reported_by")


def to_approve(*, by: Actor, reach: Reach, size: int) -> Waiting:
    """Answers that this very officer may decide about, on either level; what is due first on top. Two queries."""
    cases = answers_for(by=by, reach=reach).order_by("due_at", "pk")
    keys = list(cases.values_list("pk", flat=True)[:100])
    found = Appeal.objects.filter(pk__in=keys[:size]).select_related("case__unit", "case__officer", "case__applicant")
    rows = {appeal.pk: appeal for appeal in found} if keys else {}
    return Waiting(count=len(keys), rows=[rows[key] for key in keys[:size] if key in rows])


def answers_for(*, by: Actor, reach: Reach) -> CaseQuerySet:
    """Files whose answer waits at a level on which one of this officer's grants stands, without those they had a hand in."""
    first, second = Q(pk__in=[]), Q(pk__in=[])
    for grant in reach.grants:
        first |= first_level(grant)
        second |= _second_level(grant)
    waiting = (Q(state=State.REVIEW) & first) | (Q(state=State.SECOND_REVIEW) & second)
    seen = casework.visible(by=by, reach=reach).select_related(None)
    return seen.filter(TO_DO, waiting).exclude(pk__in=had_a_hand(by))


def second_for(*, by: Actor, reach: Reach) -> CaseQuerySet:
    """Of those the ones on the second level."""
    return answers_for(by=by, reach=reach).filter(state=State.SECOND_REVIEW)


def had_a_hand(by: Actor) -> QuerySet[Appeal, Any]:
    """Appeals whose waiting answer this very officer wrote or has passed up."""
    me = by.officer_id
    hands = Q(replies__drafted_by=me) | Q(replies__passed_by=me) | Q(replies__passed_for=me)
    return Appeal.objects.filter(hands, replies__state="submitted").values("pk")


def _lines(grant: Grant) -> Q:
    return Q() if grant.lines & EVERY_LINE else Q(line__in=sorted(grant.lines))


def first_level(grant: Grant) -> Q:
    """As `policies.stands` says of one file."""
    found = Q(pk__in=[])
    if grant.roles & frozenset(HEADS):
        found |= Q(unit_id__in=grant.unit_ids) | Q(supervising_unit_id=grant.unit_id)
    if grant.roles & _OVER_ALL:
        found |= (Q(unit_id__in=grant.scope_ids) & _lines(grant)) | Q(supervising_unit_id=grant.unit_id)
    return found


def _second_level(grant: Grant) -> Q:
    """As `policies.level.is_second` says of one file."""
    found = Q(pk__in=[])
    if Role.DEPUTY_APPROVER in grant.roles:
        found |= Q(unit_id__in=grant.scope_ids) & _lines(grant) & ~_SEALED
    if grant.roles & frozenset(HEADS):
        found |= _over(grant.unit_ids) & ~_SEALED
        found |= Q(unit_id=grant.unit_id) & _SEALED
    if grant.roles & _OVER_ALL:
        found |= _over(grant.scope_ids) & _lines(grant) & ~_SEALED
    return found


def _over(units: frozenset[int]) -> Q:
    """Files whose supervising unit, or the unit above where there is none, is one of these."""
    nobody = Q(supervising_unit=None) & (Q(unit__parent_id__in=units) | Q(unit__parent=None, unit_id__in=units))
    return Q(supervising_unit_id__in=units) | nobody
