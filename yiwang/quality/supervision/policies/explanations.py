"""Who explains for a unit, and who decides for the supervising unit."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.states import (
    ACCEPTERS,
    EXPLANATION_MOVES,
    WRITERS,
    ExplanationMove,
    ExplanationState,
)


def _open_for(move: ExplanationMove, row: Explanation) -> Verdict:
    state, one = ExplanationState(row.state), EXPLANATION_MOVES[move]
    return ALLOWED if state in one.sources else Verdict(f"{state.label}的超期说明不能{one.label}")


def may_explain(reach: Reach, row: Explanation) -> Verdict:
    """The heads of the very unit that was late, and the officer who has the file: nobody from above explains for it."""
    is_head = any(grant.roles & set(WRITERS) and grant.unit == row.unit.code for grant in reach.grants)
    if not is_head and row.case.officer_id not in reach.hands:
        return Verdict(f"由{row.unit.short_name}的负责人或承办民警写说明")
    return _open_for(ExplanationMove.EXPLAIN, row)


def may_accept_explanation(reach: Reach, row: Explanation) -> Verdict:
    """From the supervising unit or above, and never by who wrote it or has the file."""
    return _decides(ExplanationMove.ACCEPT, reach, row)


def may_send_back_explanation(reach: Reach, row: Explanation) -> Verdict:
    """As for agreeing."""
    return _decides(ExplanationMove.SEND_BACK, reach, row)


def _decides(move: ExplanationMove, reach: Reach, row: Explanation) -> Verdict:
    own = row.unit_id == row.supervising_unit_id
    stands = any(
        grant.roles & set(ACCEPTERS) and grant.covers(unit=row.unit.code) and (own or grant.unit != row.unit.code)
        for grant in reach.grants
    )
    if not stands:
        return Verdict(f"由督办单位（{row.supervising_unit.short_name}）审定")
    if reach.hands & {row.written_by_id, row.case.officer_id}:
        return Verdict("自己写的说明、自己承办的件，请督办单位的另一个人审定")
    return _open_for(move, row)
