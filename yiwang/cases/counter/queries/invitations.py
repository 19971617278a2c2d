"""Invitations as the portal shows them, found by what their address holds."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from yiwang.cases.counter.models import Envelope, Invitation
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit import clock
from yiwang.kit.errors import Missing


@dataclass(frozen=True, kw_only=True)
class Invited:
    """One page. `body`: `title`, `grades` and `reasons` (code, Chinese, English), `bad` (codes of grades that ask for reasons),
    `questions`; of a page that is over nothing.
    """

    is_answered: bool
    is_over: bool
    language: str = "zh"
    body: Mapping[str, Any] = field(default_factory=dict)


def invitation_hash(token: str) -> str:
    """What is kept of a token: eighty random bits need no key, so both sides of the border find it."""
    return hashlib.sha256(f"invitation/{token.strip().lower()}".encode()).hexdigest()[:32]


def invited(*, token: str) -> Invited | None:
    """The page of this address. None: there is none."""
    row = Invitation.objects.filter(token_hash=invitation_hash(token)).first()
    if row is None:
        return None
    body: dict[str, Any] = json.loads(row.body) if row.body else {}
    is_over = row.until <= clock.now() or not body
    language = str(body.get("language", "zh"))
    return Invited(is_answered=row.answered_at is not None, is_over=is_over, language=language, body=body)


def invitations_to_carry() -> QuerySet[Invitation]:
    """Inner side: invitations, and ends of such, that have not left."""
    return Invitation.objects.filter(is_waiting=True).order_by("made_at", "id")


def codes(pairs: Sequence[Sequence[str]]) -> list[str]:
    """The codes of options as a body lists them."""
    return [pair[0] for pair in pairs]


def letter_of_rating(*, envelope_id: int) -> Mapping[str, Any]:
    """What an envelope of an invitation says, for whoever asked; read in the transaction that takes it in. Missing: none."""
    row = Envelope.objects.filter(pk=envelope_id, kind=EnvelopeKind.RATING).first()
    if row is None or not row.body:
        raise Missing
    found: Mapping[str, Any] = json.loads(row.body)
    return found
