"""Who looks after other platforms, who may tell them again, and how long a report is tried."""

from datetime import datetime, timedelta

from yiwang.cases.channels.models import Partner
from yiwang.ground.organisation import policies as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict

LEASE = timedelta(minutes=2)
"""After so long a worker that took a report is believed dead; far above a round of calls."""
RETRIES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 30, 45, 60, 60))
"""Waits between tries: four hours in all, the time in which a result must be told (time_limits.csv ap.12345.back)."""
FINAL_TRIES = 3
"""So often a report goes that the platform has read and refused: it says the same the next time."""
SECRETS_OVERLAP = timedelta(hours=24)
NONCES_KEPT = timedelta(minutes=15)
"""Twice as long as a message counts as fresh, and some more."""
GAP_PATIENCE = timedelta(minutes=10)
"""How long a numbered notice waits for the one before it; then it is applied without."""
NOTICE_PATIENCE = timedelta(days=7)
"""How long a notice waits for its order or for an answer."""
WARN_AHEAD = timedelta(hours=24)
"""How long before the other platform's term its officer is told (mission 4.5: 黄牌前1日)."""


def may_manage_partners(by: Actor) -> Verdict:
    """The office that lets other bodies' systems in, and the house itself."""
    return organisation.may_manage_systems(by)


def may_replay(reach: Reach) -> Verdict:
    """Whoever looks after platforms or the house, and the operators, who answer for what was not told."""
    wanted = (Permission.MANAGE_SYSTEMS, Permission.WATCH_HOUSE, Permission.TAKE_IN)
    return ALLOWED if any(map(reach.may, wanted)) else Verdict("您的岗位不能重发", "请受理员或系统管理员重发")


def may_exchange(partner: Partner) -> Verdict:
    """Whether the platform is in use."""
    return ALLOWED if partner.is_on else Verdict("这个平台的对接已停用", "请安全管理员先启用")


def patience(*, attempts: int, is_final: bool) -> timedelta | None:
    """How long a report waits after so many tries; None: it has been enough."""
    if is_final and attempts >= FINAL_TRIES:
        return None
    return RETRIES[attempts - 1] if 0 < attempts <= len(RETRIES) else None


def has_waited_enough(*, since: datetime, now: datetime) -> bool:
    """Whether a notice has waited for its order or its answer as long as it may."""
    return now - since > NOTICE_PATIENCE
