"""Reads at the border, by topic: what is published, a draft, a file as its citizen sees it."""

from yiwang.cases.counter.queries.drafts import (
    Contact,
    DraftView,
    ParcelView,
    PlaceLine,
    Receipt,
    UploadLimits,
    Words,
    draft,
    lock_draft,
    parcel,
    upload_limits,
)
from yiwang.cases.counter.queries.published import (
    TripView,
    TypeGuess,
    coming,
    forget,
    guess_type,
    promise_for,
    publication,
    trip_of,
)
from yiwang.cases.counter.queries.tracking import PublicFile, due_envelopes, is_guessing, public_file, waiting_envelopes

__all__ = [
    "Contact",
    "DraftView",
    "ParcelView",
    "PlaceLine",
    "PublicFile",
    "Receipt",
    "TripView",
    "TypeGuess",
    "UploadLimits",
    "Words",
    "coming",
    "draft",
    "due_envelopes",
    "forget",
    "guess_type",
    "is_guessing",
    "lock_draft",
    "parcel",
    "promise_for",
    "public_file",
    "publication",
    "trip_of",
    "upload_limits",
    "waiting_envelopes",
]
