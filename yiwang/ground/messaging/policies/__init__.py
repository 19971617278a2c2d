"""When a message may go, what officers hear of, and who looks after the groups' robots."""

from yiwang.ground.messaging.policies.sending import (
    BATCH_SECONDS,
    CODE_LIFE,
    CODE_LIMITS,
    DELIVERIES_KEPT,
    HOOK_LEASE,
    KEEP,
    LEASE,
    LOOKS,
    LOST_AFTER,
    MORNING,
    PATIENCE,
    RESTS,
    RETRIES,
    SECRETS_OVERLAP,
    UNREACHED_WAIT,
    _wait,
    earliest,
    hook_patience,
    hook_rest,
    in_words,
    is_quiet,
    may_send_code,
    next_look,
    patience,
)
from yiwang.ground.messaging.policies.watching import (
    A_MINUTE,
    DEFAULTS,
    DIGEST_AT,
    WATCHING,
    Wish,
    default_wish,
    is_wanted,
    may_manage_robots,
    part_of,
)
from yiwang.ground.messaging.policies.ways import DEMANDED, WECHAT_OPEN, is_demanded, is_open

__all__ = [
    "A_MINUTE", "BATCH_SECONDS", "CODE_LIFE", "CODE_LIMITS", "DEFAULTS", "DELIVERIES_KEPT", "DEMANDED", "DIGEST_AT",
    "HOOK_LEASE", "KEEP", "LEASE", "LOOKS", "LOST_AFTER", "MORNING", "PATIENCE", "RESTS", "RETRIES",
    "SECRETS_OVERLAP", "UNREACHED_WAIT", "WATCHING", "WECHAT_OPEN", "Wish", "_wait", "default_wish", "earliest",
    "hook_patience", "hook_rest", "in_words", "is_demanded", "is_open", "is_quiet", "is_wanted", "may_manage_robots",
    "may_send_code", "next_look", "part_of", "patience",
]  # fmt: skip
