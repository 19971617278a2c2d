"""May it be done: by topic."""

from yiwang.cases.channels.policies.partners import (
    FINAL_TRIES,
    GAP_PATIENCE,
    LEASE,
    NONCES_KEPT,
    NOTICE_PATIENCE,
    RETRIES,
    SECRETS_OVERLAP,
    WARN_AHEAD,
    has_waited_enough,
    may_exchange,
    may_manage_partners,
    may_replay,
    patience,
)
from yiwang.cases.channels.policies.sorting import (
    CHANGED_A_FILE,
    carries_for,
    may_answer_back,
    may_deal,
    may_lay_back,
    may_sort,
)

__all__ = [
    "CHANGED_A_FILE",
    "FINAL_TRIES",
    "GAP_PATIENCE",
    "LEASE",
    "NONCES_KEPT",
    "NOTICE_PATIENCE",
    "RETRIES",
    "SECRETS_OVERLAP",
    "WARN_AHEAD",
    "carries_for",
    "has_waited_enough",
    "may_answer_back",
    "may_deal",
    "may_exchange",
    "may_lay_back",
    "may_manage_partners",
    "may_replay",
    "may_sort",
    "patience",
]
