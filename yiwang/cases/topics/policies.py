"""Who may say what becomes of a topic, and who answers a warning."""

from yiwang.cases.topics.models import Rise
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit.verdicts import ALLOWED, Verdict

MARKERS = frozenset(
    {
        Role.OPERATOR, Role.TRIAGE_LEAD, Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER,
        Role.PLATFORM_ADMIN,
    }
)  # fmt: skip
"""Whose business it is to watch what many raise."""
ANSWERERS = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER})
"""Who answers for what was done about a warning."""


def may_mark(reach: Reach) -> Verdict:
    """Operators, heads, supervisors and leaders."""
    return ALLOWED if reach.roles & MARKERS else Verdict("您的岗位不处理热点", "请受理台、负责人或督办员来做")


def may_search(reach: Reach) -> Verdict:
    """The same, or whoever approves or supervises."""
    is_over = reach.may(Permission.SUPERVISE) or reach.may(Permission.APPROVE)
    return ALLOWED if is_over or reach.roles & MARKERS else Verdict("您的岗位不处理热点", "每晚会自动查找")


def may_acknowledge(reach: Reach, rise: Rise) -> Verdict:
    """The head of the unit it concerns, or of a unit above it; supervisors and leaders over it."""
    may = reach.holds(*ANSWERERS, unit=rise.unit.code)
    return ALLOWED if may else Verdict("由这个单位的负责人或上级处置", f"请{rise.unit.short_name}的负责人来写")
