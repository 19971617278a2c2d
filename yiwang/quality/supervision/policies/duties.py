"""Who may nudge, and who takes a card back."""

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.supervision.models import Card
from yiwang.quality.supervision.states import CardState

NUDGERS = frozenset(
    {
        Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR, Role.DUTY_LEADER, Role.DEPUTY_APPROVER, Role.APPROVER, Role.UNIT_HEAD,
        Role.DEPUTY_HEAD,
    }
)  # fmt: skip
"""Who stands over a unit and presses that its files be done."""
LIFTERS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR})
"""Who takes back a card that was wrong: never the unit that got it."""


def may_see_duties(reach: Reach) -> Verdict:
    """Whoever approves or supervises."""
    is_over = reach.may(Permission.SUPERVISE) or reach.may(Permission.APPROVE)
    return ALLOWED if is_over else Verdict("民生清单给负责人和督办员看", "自己的件在“待我处理”里")


def may_nudge(reach: Reach, case: Case) -> Verdict:
    """Whoever stands over the unit that has the file, as long as it is not answered."""
    if case.unit is None:
        return Verdict("这一件还没有派给单位", "请先分派")
    if case.replied_at or case.closed_at:
        return Verdict("这一件已经答复，不用再督促")
    may = reach.holds(*NUDGERS, unit=case.unit.code)
    return ALLOWED if may else Verdict("您的岗位不督促这个单位", "请督办员或单位负责人来做")


def may_lift_card(reach: Reach, card: Card) -> Verdict:
    """Supervisors, inspectors and leaders over the unit that got it, from a post outside of that unit."""
    if card.state == CardState.LIFTED:
        return Verdict("这张牌已经撤销")
    stands = any(
        grant.roles & LIFTERS and grant.covers(unit=card.unit.code) and grant.unit != card.unit.code
        for grant in reach.grants
    )
    return ALLOWED if stands else Verdict("由督办单位的督办员、督察员或领导撤销", "请写明理由报督办单位")
