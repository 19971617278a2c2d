"""Who stands how to a file: a hand with what its posts reach, and what most moves ask first."""

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import CITIZEN, CLIENT, HANDLERS, HEADS, MOVES, SYSTEM, Move, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.policies import NOT_FILED, NOT_YOURS, Beside, Mover, mover, stands
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import ALLOWED, Verdict


def role_of(who: Mover, row: MoveRow[State, Move], case: Case) -> bool:
    """Whether the table of moves lists this hand for this file. A guest of the file makes no move of its own unit's or rank's."""
    if case.is_lent:
        return False
    if who.actor.kind is ActorKind.CITIZEN:
        return CITIZEN in row.who
    if who.actor.is_machine:
        return SYSTEM in row.who
    if who.reach.client:
        return CLIENT in row.who and case.is_filed_by(who.reach.client)
    return any(stands(grant, Role(role), case) for grant in who.reach.grants for role in grant.roles & set(row.who))


def at_all(move: Move, who: Mover, appeal: Appeal) -> Verdict:
    """Whether the table lists this hand for this move, and the move for where the file is; each policy asks it first."""
    row, state = MOVES[move], State(appeal.case.state)
    if not role_of(who, row, appeal.case):
        return NOT_FILED if who.reach.client and CLIENT in row.who else NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的件不能{row.label}")


def hand(who: Mover, move: Move, case: Case) -> Actor:
    """The hand as the record shows it: for whom it acts, where only a deputy's grants let it make this move."""
    named = set(MOVES[move].who)
    by = [g for g in who.reach.grants if any(stands(g, Role(role), case) for role in g.roles & named)]
    return who.actor.acting_for(by[0].of_name) if by and all(grant.of for grant in by) else who.actor


def stands_in_for(who: Mover, by: Actor) -> int | None:
    """The key of the officer for whom the hand acts; None where it acts for itself."""
    return next((g.of for g in who.reach.grants if g.of and g.of_name == by.on_behalf_of), None)


def helps(who: Mover, unit_code: str) -> bool:
    """Whether this hand works in that unit, or heads it or one above it: it may do the part that the unit was asked for."""
    return any(
        (grant.unit == unit_code and grant.roles & set(HANDLERS))
        or (organisation.is_within(unit_code, grant.unit) and grant.roles & set(HEADS))
        for grant in who.reach.grants
    )


def heads_it(who: Mover, case: Case) -> bool:
    """Whether this hand heads the unit that has the file, or one above it."""
    return any(stands(grant, role, case) for grant in who.reach.grants for role in HEADS if role in grant.roles)


def on_it(who: Mover, appeal: Appeal) -> Verdict:
    """The officer it was given to works on it; the head may step in."""
    case = appeal.case
    if case.officer_id in (None, who.officer_id) or heads_it(who, case):
        return ALLOWED
    return Verdict(f"这一件由{case.officer}承办", "要接过来，请他或负责人“换人办理”")


__all__ = [
    "NOT_FILED", "NOT_YOURS", "Beside", "Mover", "at_all", "hand", "heads_it", "helps", "mover", "on_it", "role_of", "stands",
    "stands_in_for",
]  # fmt: skip
