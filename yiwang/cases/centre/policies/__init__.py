"""Who may do what at the service centre."""

from yiwang.cases.centre.policies.calls import may_give_up, may_hear, may_sit, may_tell, may_wrap_up
from yiwang.cases.centre.policies.slips import (
    may_divert,
    may_fail_hand_over,
    may_hand_over,
    may_mend_slip,
    may_settle_diversion,
    may_undo_diversion,
)

__all__ = [
    "may_divert",
    "may_fail_hand_over",
    "may_give_up",
    "may_hand_over",
    "may_hear",
    "may_mend_slip",
    "may_settle_diversion",
    "may_sit",
    "may_tell",
    "may_undo_diversion",
    "may_wrap_up",
]
