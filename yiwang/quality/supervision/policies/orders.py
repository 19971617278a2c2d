"""May this hand make this move on an order? Each answers with the reason its button shows."""

from collections.abc import Collection

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.errors import Conflict
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import ANSWERERS, DRAFTERS, MOVES, SIGNERS, OrderMove, OrderState

_LEADERS = (Role.LEADER, Role.DEPUTY_APPROVER)


def _open(order: Order, move: OrderMove) -> Verdict:
    try:
        MOVES.target(OrderState(order.state), move)
    except Conflict as error:
        return Verdict(error.message)
    return ALLOWED


def _held(reach: Reach, roles: Collection[Role], order: Order, who: str) -> Verdict:
    return ALLOWED if reach.holds(*roles, unit=order.unit.code) else Verdict(f"只有{who}可以做这一步")


def _drafter(reach: Reach, order: Order, move: OrderMove) -> Verdict:
    return first_refusal(_held(reach, DRAFTERS, order, "管着这个单位的督办员、督察员和局领导"), _open(order, move))


def _signer(reach: Reach, order: Order, move: OrderMove) -> Verdict:
    return first_refusal(_held(reach, SIGNERS, order, "局领导、分管领导和督察部门"), _open(order, move))


def _answerer(reach: Reach, order: Order, move: OrderMove) -> Verdict:
    return first_refusal(_held(reach, ANSWERERS, order, f"{order.unit.short_name}的负责人"), _open(order, move))


def may_draft_order(reach: Reach, *, unit_code: str = "", case: Case | None = None) -> Verdict:
    """Who stands over the unit as one of `DRAFTERS`; `unit_code` empty: over any. Never about what is kept secret."""
    if not reach.holds(*DRAFTERS, unit=unit_code or None):
        return Verdict("只有管着这个单位的督办员、督察员和局领导可以拟督办单")
    if case and case.confidentiality in KEPT_SECRET:
        return Verdict("密封件和举报保密件不出督办单", "请由督察台办理")
    return ALLOWED


def may_amend_order(reach: Reach, order: Order) -> Verdict:
    """Whoever could have drafted it, while it is not signed."""
    return _drafter(reach, order, OrderMove.AMEND)


def may_sign_order(reach: Reach, order: Order) -> Verdict:
    """A leader; or an inspector, but not on what the same hand drafted."""
    own = order.drafted_by_id in reach.hands and not reach.holds(*_LEADERS, unit=order.unit.code)
    two = Verdict("自己拟的督办单要由另一个人签发") if own else ALLOWED
    return first_refusal(_signer(reach, order, OrderMove.SIGN), two)


def may_decline_order(reach: Reach, order: Order) -> Verdict:
    """Whoever could sign it."""
    return _signer(reach, order, OrderMove.DECLINE)


def may_serve_order(reach: Reach, order: Order) -> Verdict:
    """Whoever could have drafted it, once it is signed."""
    return _drafter(reach, order, OrderMove.SERVE)


def may_acknowledge_order(reach: Reach, order: Order) -> Verdict:
    """Who answers for the unit."""
    return _answerer(reach, order, OrderMove.ACKNOWLEDGE)


def may_report_order(reach: Reach, order: Order) -> Verdict:
    """Who answers for the unit, once it signed for the order."""
    return _answerer(reach, order, OrderMove.REPORT)


def _not_reporter(reach: Reach, reported_by: int) -> Verdict:
    return Verdict("自己报告的要由别人审核") if reported_by in reach.hands else ALLOWED


def may_accept_order(reach: Reach, order: Order, *, reported_by: int = 0) -> Verdict:
    """Whoever could have drafted it; never whoever reported (`reported_by`: key of the officer)."""
    return first_refusal(_drafter(reach, order, OrderMove.ACCEPT), _not_reporter(reach, reported_by))


def may_send_back_order(reach: Reach, order: Order, *, reported_by: int = 0) -> Verdict:
    """As to accept it; whoever may lift it may send it back too."""
    return first_refusal(_drafter(reach, order, OrderMove.SEND_BACK), _not_reporter(reach, reported_by))


def may_lift_order(reach: Reach, order: Order, *, reported_by: int = 0) -> Verdict:
    """Whoever could sign it; after an escalation a leader alone (time limit sv.report: 升级签发层级)."""
    verdict = first_refusal(_signer(reach, order, OrderMove.LIFT), _not_reporter(reach, reported_by))
    if verdict and order.escalated_at and not reach.holds(Role.LEADER, unit=order.unit.code):
        return Verdict("没有按时报告，已经升级，要由局领导解除")
    return verdict


def may_revoke_order(reach: Reach, order: Order) -> Verdict:
    """Whoever could sign it."""
    return _signer(reach, order, OrderMove.REVOKE)
