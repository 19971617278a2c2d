"""Who may stand to a file how, counted from posts and the table of moves alone: a second opinion beside the policies."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from random import Random
from typing import Any

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal, Opinion, Part
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import ASKED, CITIZEN, CLIENT, DESK, SYSTEM, Move
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Post
from yiwang.ground.organisation.states import PostState
from yiwang.kit.actor import Actor
from yiwang.kit.states import MoveRow

HOUSE = Actor.job("soak.house")


def everybody() -> list[Actor]:
    """Every officer who serves, the citizen and the house."""
    codes = Post.objects.filter(state=PostState.ACTIVE).values_list("officer__code", flat=True).distinct()
    officers = [organisation.actor_for(officer=organisation.officer_by_code(code=code)) for code in sorted(set(codes))]
    return [*officers, Actor.citizen(), HOUSE]


@cache
def roles_of(by: Actor) -> frozenset[str]:
    """Roles by the raw rows of posts, wherever they stand."""
    if by == HOUSE:
        return frozenset({SYSTEM})
    if by.officer_id is None:
        return frozenset({CITIZEN})
    found = Post.objects.filter(officer_id=by.officer_id, state=PostState.ACTIVE).values_list("roles", flat=True)
    return frozenset(role for roles in found for role in roles)


def is_ruled_out(row: MoveRow[Any, Any], by: Actor, state: StrEnum) -> bool:
    """Whether the table alone forbids it: a role that the row does not name, or a state that it does not leave from."""
    wanted = {str(who) for who in row.who} - {CLIENT}
    named = by.officer_id is not None if ASKED in wanted else bool(roles_of(by) & wanted)
    return state not in row.sources or not named


def near(everyone: Sequence[Actor], appeal: Appeal) -> list[Actor]:
    """Those who may have to do with the file: its units and all above, helpers, who was asked, operators, citizen, house."""
    case = appeal.case
    units = {code for unit in (case.unit, case.supervising_unit) if unit for code in organisation.ancestors(unit.code)}
    units |= set(Part.objects.filter(appeal=appeal).values_list("unit__code", flat=True))
    keys = {person.pk for code in units for person in organisation.officers_of(unit_code=code)}
    keys |= set(Opinion.objects.filter(consultation__appeal=appeal).values_list("officer_id", flat=True))
    keys |= {person.pk for role in DESK for person in organisation.holders(role=role)}
    return [one for one in everyone if one.officer_id is None or one.officer_id in keys]


@cache
def reach_of(by: Actor) -> Mover:
    """The hand with its reach, read once: nobody's posts change while we are at it."""
    return policies.mover(by)


def who_may(dice: Random, hands: list[Actor], move: Move, appeal: Appeal) -> Actor | None:
    """Somebody of them who may make the move, as far as its policy says; None where nobody may."""
    return next((one for one in dice.sample(hands, len(hands)) if policies.POLICIES[move](reach_of(one), appeal)), None)
