"""A file as its citizen sees it, and how often somebody may guess."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from yiwang.cases.counter.models import Attempt, Envelope, Projection
from yiwang.kit import clock, numbers
from yiwang.kit.crypto import keyed_digest

WINDOW = timedelta(hours=1)
TRIES_PER_NUMBER = 8
"""Wrong codes for one number in an hour: 10^10 codes, so guessing one takes longer than the file is kept."""
TRIES_PER_SOURCE = 30


@dataclass(frozen=True)
class PublicFile:
    """A projection: `body` is what `projecting.body_of` wrote, plain JSON ready to show."""

    number: str
    body: dict[str, Any]
    version: int


def index_of(text: str) -> str:
    """A number or an address as the attempts keep it."""
    return keyed_digest(text, purpose="attempt")


def locked_until(*, number: str, source: str) -> datetime | None:
    """When this number, or this address, may be tried again; None: now. Each wrong try leaves the count after an hour."""
    ends = (
        _full(TRIES_PER_NUMBER, number_index=index_of(number)),
        _full(TRIES_PER_SOURCE, source_index=index_of(source)),
    )
    return max((end for end in ends if end), default=None)


def _full(tries: int, **whose: str) -> datetime | None:
    recent = Attempt.objects.filter(at__gte=clock.now() - WINDOW, **whose).order_by("-at", "-id")
    oldest = list(recent.values_list("at", flat=True)[tries - 1 : tries])
    return oldest[0] + WINDOW if oldest else None


def is_guessing(*, number: str, source: str) -> bool:
    """Whether this number, or this address, has had its wrong tries of the hour."""
    return locked_until(number=number, source=source) is not None


def public_file(*, number: str, code: str | None = None) -> PublicFile | None:
    """The file behind a number; with `code`, only if it is the right one. None: no such pair.

    Without `code` only for a browser that has shown the right one before (the site keeps a signed cookie).
    """
    spelled = numbers.read_number(number)
    found = Projection.objects.filter(Q(number=spelled or "")).first()
    if (
        found is None
        or not found.body
        or (code is not None and found.code_hash != numbers.hash_code(number=found.number, code=code))
    ):
        return None
    return PublicFile(found.number, json.loads(found.body), found.version)


def waiting_envelopes() -> int:
    """How many envelopes wait to be taken in."""
    return Envelope.objects.filter(taken_at=None).count()


def oldest_envelope_seconds() -> int:
    """How long the oldest envelope has waited to be taken in; 0 where none waits."""
    first = Envelope.objects.filter(taken_at=None).order_by("id").values_list("posted_at", flat=True).first()
    return max(0, int((clock.now() - first).total_seconds())) if first else 0


def due_envelopes(*, limit: int = 200) -> list[int]:
    """Keys of the envelopes to take in now: those somebody waits for, then the oldest; those that failed wait their turn."""
    waiting = Envelope.objects.filter(taken_at=None).filter(Q(next_try_at=None) | Q(next_try_at__lte=clock.now()))
    return list(waiting.order_by("-goes_first", "id").values_list("pk", flat=True)[:limit])
