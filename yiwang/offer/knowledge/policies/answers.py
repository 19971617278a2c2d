"""Who may make which move of an answer: the line that answered edits, somebody else lets it out."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.offer.knowledge.models import Answer
from yiwang.offer.knowledge.policies.hands import NOT_YOURS, holds
from yiwang.offer.knowledge.states import DESK, EVERY_LINE, HEADS, MOVES, PATROLLERS, AnswerState, Move


def at_all(move: Move, reach: Reach, found: Answer) -> Verdict:
    """Whether the table lists this hand for this move, and the move for where the answer is."""
    row, state = MOVES[move], AnswerState(found.state)
    if not holds(reach, row.who, found):
        return NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的问答不能“{row.label}”")


def may_redact(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """The unit that answered, the desk, the line's experts."""
    return at_all(Move.REDACT, reach, found)


def _second(move: Move, by: Actor, reach: Reach, found: Answer) -> Verdict:
    basic = at_all(move, reach, found)
    if not basic or found.redacted_by_id is None:
        return basic
    if by.officer_id == found.redacted_by_id:
        return Verdict("自己改的不能自己复核", "请本单位负责人或另一位同事复核")
    without = reach.without_of(found.redacted_by_id)
    return (at_all(move, without, found) and ALLOWED) or Verdict("不能代改稿人复核他自己的稿", "请另一位同事复核")


def may_publish(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """A head, an overseer, the desk's lead; never who redacted it, nor for who did."""
    return _second(Move.PUBLISH, by, reach, found)


def may_send_back(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """Whoever might publish it."""
    return _second(Move.SEND_BACK, by, reach, found)


def may_keep(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """Whoever edits or oversees; nothing gets out by it."""
    return at_all(Move.KEEP, reach, found)


def may_withdraw(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """Whoever might publish, at once and alone."""
    return at_all(Move.WITHDRAW, reach, found)


def may_renew(by: Actor, reach: Reach, found: Answer) -> Verdict:
    """Whoever might publish."""
    return at_all(Move.RENEW, reach, found)


def patrols(reach: Reach) -> list[tuple[str, str]]:
    """Units (with all below) and lines whose consultations this hand looks through; an empty line is every line."""
    found = {
        (grant.scope, line)
        for grant in reach.own.grants
        if grant.roles.intersection(PATROLLERS)
        for line in ([""] if grant.lines & EVERY_LINE or grant.roles.intersection((*HEADS, *DESK)) else grant.lines)
    }
    return sorted(found)


def may_patrol(reach: Reach) -> Verdict:
    """Heads, the desk, overseers (S1.9, S1.10)."""
    return ALLOWED if patrols(reach) else NOT_YOURS
