"""Who stands how to a file, whatever kind it is: a hand with what its posts reach, and what a role demands of the file."""

from dataclasses import dataclass

from yiwang.cases.casework.models import EVERY_LINE, Case
from yiwang.cases.casework.states import DESK, HANDLERS, HEADS
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict

NOT_YOURS = Verdict("您的岗位不办这一步")


NOT_FILED = Verdict("这一件不是这个系统提交的", "只有提交它的系统可以替诉求人办这一步")


@dataclass(frozen=True)
class Beside(Verdict):
    """Refused because what the move is about is not there (no request waits, nothing is paused): it has no button at all."""


@dataclass(frozen=True)
class Mover:
    """A hand with what its posts reach; read once, asked about many moves."""

    actor: Actor
    reach: Reach

    @property
    def officer_id(self) -> int | None:
        """The officer's key, if it is one."""
        return self.actor.officer_id

    @property
    def hands(self) -> frozenset[int]:
        """The officer, and those for whom the officer stands in today."""
        return frozenset(key for key in (self.officer_id, *(grant.of for grant in self.reach.grants)) if key)

    def without(self, *officer_ids: int) -> "Mover":
        """The same hand without what it holds for these officers: nobody decides about what is theirs in their name."""
        return Mover(self.actor, self.reach.without_of(*officer_ids)) if officer_ids else self


def mover(by: Actor) -> Mover:
    """The hand, with its reach: one query for an officer, none for others."""
    return Mover(by, organisation.reach(by=by))


def stands(grant: Grant, role: Role, case: Case) -> bool:
    """Whether one post, by one of its roles, stands to this file as the role demands."""
    unit = case.unit.code if case.unit else ""
    above = case.supervising_unit.code if case.supervising_unit else ""
    if role in HANDLERS:
        return grant.unit == unit
    if role in HEADS:
        return bool(unit) and (organisation.is_within(unit, grant.unit) or above == grant.unit)
    if role in DESK or role is Role.DUTY_LEADER:
        return not unit or organisation.is_within(unit, grant.scope)
    within = bool(unit) and organisation.is_within(unit, grant.scope)
    return (within and (bool(grant.lines & EVERY_LINE) or case.line in grant.lines)) or above == grant.unit
