"""Who may read a loop, and who makes which move in it: where the citizen is heard, never who had a hand in it."""

from collections.abc import Collection

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover, bars_dispute
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.callbacks.models import Loop, Opinion
from yiwang.quality.callbacks.queries.hands import may_be_asked, office
from yiwang.quality.callbacks.queries.reading import is_ended_for_good
from yiwang.quality.callbacks.states import BODIES, HEADS, MOVES, OFFICE, LoopState, Move

NOT_YOURS = Verdict("您的岗位不办这一步")
HAD_A_HAND = Verdict("办过这一件的人不能办这一步", "请没有经手的负责人或者督办单位来办")
PLACES = frozenset({*HEADS, Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.INSPECTOR, Role.CALLBACK_AGENT,
    Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN, Role.LINE_EXPERT, Role.HANDLER})  # fmt: skip
"""Whose rail has the page: a handler sees there only what a body of theirs was asked."""
_WATCHERS = (Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.INSPECTOR)


def _heads(grant: Grant, loop: Loop) -> bool:
    """Whether a post heads the unit whose answer it was, or its supervising unit, or one above."""
    return bool(grant.roles & set(HEADS)) and organisation.is_within(loop.unit.code, grant.unit)


def _covers(grant: Grant, role: Role, loop: Loop) -> bool:
    return role in grant.roles and grant.covers(unit=loop.unit.code) and bool(grant.lines & {"*", loop.case.line})


def _of_office(grant: Grant, *roles: Role) -> bool:
    return grant.unit == office().code and bool(grant.roles & set(roles))


def may_read(who: Mover, loop: Loop, opinions: Collection[Opinion] = ()) -> Verdict:
    """The head of the unit, its supervising unit, who watches over it, the service centre, and the bodies that were asked.

    Never a handler of the unit: they know what the opened file says. Nobody from whom the file is kept, and
    nobody at all once it is secret or on a track of its own.
    """
    if who.actor.is_machine:
        return ALLOWED
    if not may_be_asked(loop.case) or casework.is_about(case=loop.case, reach=who.reach):
        return NOT_YOURS
    asked = {one.unit.code for one in opinions}
    seen = any(
        _heads(grant, loop)
        or any(_covers(grant, role, loop) for role in _WATCHERS)
        or (grant.unit == loop.supervising_unit.code and Role.SUPERVISOR in grant.roles)
        or _of_office(grant, *OFFICE, Role.CALLBACK_AGENT)
        or (grant.unit in asked and grant.roles & set(BODIES))
        for grant in who.reach.grants
    )
    return ALLOWED if seen else NOT_YOURS


def _at(move: Move, loop: Loop) -> Verdict:
    state = LoopState(loop.state)
    row = MOVES[move]
    return ALLOWED if state in row.sources else Verdict(f"“{state.label}”的时候不能“{row.label}”")


def stands(who: Mover, move: Move, loop: Loop, opinions: Collection[Opinion] = ()) -> bool:
    """Whether the table of moves lists this hand, by what its posts are; asks the database nothing."""
    return any(_stands(grant, move, loop, opinions) for grant in who.reach.grants)


def _stands(grant: Grant, move: Move, loop: Loop, opinions: Collection[Opinion]) -> bool:
    match move:
        case Move.UNDERSTAND:
            is_agent = _of_office(grant, Role.CALLBACK_AGENT, *OFFICE)
            return _heads(grant, loop) or _covers(grant, Role.SUPERVISOR, loop) or is_agent
        case Move.FOLLOW_UP:
            is_above = grant.unit == loop.supervising_unit.code and bool(grant.roles & {*HEADS, Role.SUPERVISOR})
            return is_above or _of_office(grant, *HEADS, Role.SUPERVISOR)
        case Move.SIGN:
            top = organisation.ancestors(loop.unit.code)[-1]
            return grant.scope == top and _covers(grant, Role.LEADER, loop)
        case Move.OPINE:
            return any(one.unit.code == grant.unit for one in opinions) and bool(grant.roles & set(BODIES))
        case Move.CONCLUDE | Move.CALL_AGAIN:
            return _of_office(grant, *OFFICE)
        case Move.ORDER | Move.STUDY | Move.REPORT_STUDY | Move.CLOSE:
            return _covers(grant, Role.DEPUTY_APPROVER, loop)
        case Move.UPHOLD | Move.OVERTURN:
            return any(_covers(grant, role, loop) for role in (Role.LEADER, Role.DEPUTY_APPROVER))
    return False


def _basic(who: Mover, move: Move, loop: Loop, opinions: Collection[Opinion] = ()) -> Verdict:
    return _at(move, loop) if stands(who, move, loop, opinions) else NOT_YOURS


def may_understand(who: Mover, loop: Loop, hands: Collection[int]) -> Verdict:
    """The head, the supervising unit or a call-back agent; nobody who had a hand in the file."""
    basic = _basic(who, Move.UNDERSTAND, loop)
    return HAD_A_HAND if basic and who.officer_id in hands else basic


def may_follow_up(who: Mover, loop: Loop) -> Verdict:
    """The supervising unit, or the service centre."""
    return _basic(who, Move.FOLLOW_UP, loop)


def may_sign(who: Mover, loop: Loop) -> Verdict:
    """A leader of the bureau itself."""
    return _basic(who, Move.SIGN, loop)


def may_opine(who: Mover, loop: Loop, opinions: Collection[Opinion], hands: Collection[int]) -> Verdict:
    """Somebody of a body that was asked and has not said anything yet, who had no hand in the file."""
    basic = _basic(who, Move.OPINE, loop, opinions)
    if basic and who.officer_id in hands:
        return HAD_A_HAND
    units = {grant.unit for grant in who.reach.grants if grant.roles & set(BODIES)}
    if basic and not any(one.unit.code in units and one.given_at is None for one in opinions):
        return Verdict("您这个部门的意见已经提了")
    return basic


def may_conclude(who: Mover, loop: Loop, opinions: Collection[Opinion]) -> Verdict:
    """The service centre, once every body has spoken, or the time is over."""
    basic = _basic(who, Move.CONCLUDE, loop)
    missing = "、".join(one.unit.short_name for one in opinions if one.given_at is None)
    is_over = loop.due_at is not None and loop.due_at <= clock.now()
    return Verdict(f"还差{missing}的意见", "到期还没有提的，可以不等") if basic and missing and not is_over else basic


def may_order(who: Mover, loop: Loop) -> Verdict:
    """督办立项: the deputy whose line it is."""
    return _basic(who, Move.ORDER, loop)


def may_study(who: Mover, loop: Loop) -> Verdict:
    """专题研究: the same."""
    return _basic(who, Move.STUDY, loop)


def may_report_study(who: Mover, loop: Loop) -> Verdict:
    """What it found: the same."""
    return _basic(who, Move.REPORT_STUDY, loop)


def may_close(who: Mover, loop: Loop) -> Verdict:
    """终结: the same."""
    return _basic(who, Move.CLOSE, loop)


def may_uphold(who: Mover, loop: Loop) -> Verdict:
    """A leader or deputy over the unit, never the one who closed it, nor who stands in for them."""
    return _reviews(who, Move.UPHOLD, loop)


def may_overturn(who: Mover, loop: Loop) -> Verdict:
    """The same hands."""
    return _reviews(who, Move.OVERTURN, loop)


def _reviews(who: Mover, move: Move, loop: Loop) -> Verdict:
    basic = _basic(who, move, loop)
    if basic and loop.closed_by_id in who.hands:
        return Verdict("作出终结决定的人不能复核", "请另一位领导来复核")
    return basic


def may_raise_level(loop: Loop) -> Verdict:
    """A bad answer goes up wherever nobody above is on it already."""
    return _at(Move.RAISE_LEVEL, loop)


def may_follow_answer(loop: Loop) -> Verdict:
    """An answer is called about where the unit was to work on it again."""
    return _at(Move.FOLLOW_ANSWER, loop)


def may_end(loop: Loop) -> Verdict:
    """An answer ends it where it was to be explained."""
    return _at(Move.END, loop)


def may_contest(loop: Loop) -> Verdict:
    """Its citizen: once, for as long as the answer that explained it may be disputed."""
    basic = _at(Move.CONTEST, loop)
    if basic and loop.is_contested:
        return Verdict("这件事已经复核终结", "有新的事实，请重新反映")
    is_open = loop.contest_until is not None and clock.now() <= loop.contest_until
    return basic if is_open or not basic else Verdict("已过可以提异议的期限")


def may_settle(loop: Loop) -> Verdict:
    """Its citizen, who is called."""
    return _at(Move.SETTLE, loop)


def may_fall_silent(loop: Loop) -> Verdict:
    """The house, where nobody answered."""
    return _at(Move.FALL_SILENT, loop)


def may_let_go(loop: Loop) -> Verdict:
    """The house, where the file has gone another way."""
    return _at(Move.LET_GO, loop)


def may_call_again(who: Mover, loop: Loop) -> Verdict:
    """The service centre, where the file is not answered anew because it could not be opened again."""
    return _basic(who, Move.CALL_AGAIN, loop)


def moves_of(
    who: Mover, loop: Loop, *, opinions: Collection[Opinion], hands: Collection[int]
) -> list[tuple[Move, Verdict]]:
    """The moves that belong to where the loop is and to whom this hand is, each allowed or refused with its reason."""
    found = [(row.move, _may(who, loop, row.move, opinions, hands)) for row in MOVES.rows if loop.state in row.sources]
    return [(move, verdict) for move, verdict in found if verdict is not NOT_YOURS]


def _may(who: Mover, loop: Loop, move: Move, opinions: Collection[Opinion], hands: Collection[int]) -> Verdict:
    """One move; those that nobody here makes are nobody's."""
    match move:
        case Move.UNDERSTAND:
            return may_understand(who, loop, hands)
        case Move.FOLLOW_UP:
            return may_follow_up(who, loop)
        case Move.SIGN:
            return may_sign(who, loop)
        case Move.OPINE:
            return may_opine(who, loop, opinions, hands)
        case Move.CONCLUDE:
            return may_conclude(who, loop, opinions)
        case Move.CALL_AGAIN:
            return may_call_again(who, loop)
        case Move.UPHOLD | Move.OVERTURN:
            return _reviews(who, move, loop)
    return _basic(who, move, loop) if move in DECISIONS else NOT_YOURS


DECISIONS = (Move.ORDER, Move.STUDY, Move.REPORT_STUDY, Move.CLOSE)


def is_mine(who: Mover, loop: Loop, opinions: Collection[Opinion]) -> bool:
    """Whether it is this hand's turn, by what its posts are: for lists, which do not ask who had a hand in each."""
    rows = [row.move for row in MOVES.rows if loop.state in row.sources and row.move is not Move.CALL_AGAIN]
    return any(stands(who, move, loop, opinions) for move in rows)


@bars_dispute
def _ended_for_good(appeal: Appeal) -> Verdict:
    """An end that was contested once and upheld is one."""
    over = is_ended_for_good(appeal=appeal)
    return Verdict("这件事已经复核终结", "有新的事实，请重新反映") if over else ALLOWED
