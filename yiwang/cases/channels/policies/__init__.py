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

__all__ = [
    "FINAL_TRIES",
    "GAP_PATIENCE",
    "LEASE",
    "NONCES_KEPT",
    "NOTICE_PATIENCE",
    "RETRIES",
    "SECRETS_OVERLAP",
    "WARN_AHEAD",
    "has_waited_enough",
    "may_exchange",
    "may_manage_partners",
    "may_replay",
    "patience",
]
