"""Reading the record and proving it: histories, looks, digests, verification."""

from yiwang.ground.record.queries.chain import digest, fingerprint, new_salt, public_key
from yiwang.ground.record.queries.reading import (
    PAGE,
    Entry,
    Filter,
    Page,
    erasure,
    events,
    heads_of,
    histories,
    history,
    is_mentioned,
    last_checkpoint,
    looks,
    text_state,
    unsealed,
)
from yiwang.ground.record.queries.verification import Problem, Report, verify

__all__ = [
    "PAGE",
    "Entry",
    "Filter",
    "Page",
    "Problem",
    "Report",
    "digest",
    "erasure",
    "events",
    "fingerprint",
    "heads_of",
    "histories",
    "history",
    "is_mentioned",
    "last_checkpoint",
    "looks",
    "new_salt",
    "public_key",
    "text_state",
    "unsealed",
    "verify",
]  # fmt: skip
