"""Who may make which move: of a published answer, of a standard."""

from yiwang.offer.knowledge.policies.answers import (
    at_all,
    may_keep,
    may_patrol,
    may_publish,
    may_redact,
    may_renew,
    may_send_back,
    may_withdraw,
    patrols,
)
from yiwang.offer.knowledge.policies.standards import (
    may_approve_standard,
    may_begin_standard,
    may_confirm_standard,
    may_hand_on_standard,
    may_retire_standard,
    may_send_back_standard,
    may_write_standard,
)

__all__ = [
    "at_all", "may_approve_standard", "may_begin_standard", "may_confirm_standard", "may_hand_on_standard", "may_keep",
    "may_patrol", "may_publish", "may_redact", "may_renew", "may_retire_standard", "may_send_back",
    "may_send_back_standard", "may_withdraw", "may_write_standard", "patrols",
]  # fmt: skip
