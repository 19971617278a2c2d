"""The files of one phone, and what a citizen has begun to write about a file."""

import json
from dataclasses import dataclass
from datetime import timedelta

from yiwang.cases.counter.models import Draft, PersonalView, Projection
from yiwang.cases.counter.queries.drafts import ParcelView, draft, unpack
from yiwang.cases.counter.queries.tracking import PublicFile
from yiwang.kit import clock, numbers
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing

LISTED = 50
"""So many files of one phone are shown, the newest first."""
SESSION = timedelta(minutes=30)
"""How long the list stays open after the code was confirmed."""


def phone_index(phone: str) -> str:
    """A phone as the projections keep it; both sides of the border give the same."""
    return keyed_digest(phone, purpose="phone-files")


def files_of(*, phone: str) -> list[PublicFile]:
    """The files that the holder of this phone may see among their own, the newest first, at most `LISTED`.

    Sealed files, protected informants' and those whose phone may be in another's hands are not among them: their projections
    carry no index.
    """
    rows = Projection.objects.filter(phone_index=phone_index(phone)).exclude(phone_index="").order_by("-id")[:LISTED]
    return [PublicFile(row.number, json.loads(row.body), row.version) for row in rows if row.body]


def belongs_to(*, phone: str, number: str = "", code: str = "") -> bool:
    """Whether one of this phone's files has this number, or one of its files or requests this query code."""
    rows = Projection.objects.filter(phone_index=phone_index(phone)).exclude(phone_index="").order_by("-id")
    if number:
        return rows.filter(number=number).exists()
    known = [*rows.values_list("number", "code_hash")[:LISTED], *door_of(phone=phone)]
    return any(hashed == numbers.hash_code(number=name, code=code) for name, hashed in known)


def door_of(*, phone: str) -> list[tuple[str, str]]:
    """Numbers and hashed query codes of this phone's requests: they open the list too, when no file is left."""
    found = PersonalView.objects.filter(phone_index=phone_index(phone)).first()
    body = json.loads(found.body) if found and found.body else {}
    return [(number, hashed) for number, hashed in body.get("door", [])]


def phone_of(*, token: str) -> str:
    """The phone whose list this browser has open; empty where it has none, or its half hour is over."""
    found = Draft.objects.filter(token=token).first() if token else None
    if found is None:
        return ""
    contact = unpack(found.body)[2]
    confirmed = found.checks.exclude(confirmed_at=None).order_by("-confirmed_at", "-id").first()
    if confirmed is None or confirmed.confirmed_at is None or clock.now() > confirmed.confirmed_at + SESSION:
        return ""
    return contact.phone if contact.is_confirmed else ""


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """What a citizen has written about a file and not sent yet, with its files."""

    token: str
    text: str
    parcels: list[ParcelView]
    is_sent: bool


def note(*, token: str, number: str) -> NoteView:
    """What was begun under this token for this file; an empty one where nothing was."""
    try:
        found = draft(token=token)
    except Missing:
        return NoteView(token=token, text="", parcels=[], is_sent=False)
    kept = read_note(Draft.objects.get(token=token).body)
    if kept.get("number") != number:
        raise Missing
    return NoteView(token=token, text=kept["text"], parcels=found.parcels, is_sent=found.is_sent)


def read_note(body: str) -> dict[str, str]:
    """The body of a note: number and text; empty for a draft of another kind."""
    kept: dict[str, str] = (json.loads(body) if body else {}).get("note", {})
    return kept


def pack_note(number: str, text: str) -> str:
    """The body of a note as kept."""
    return json.dumps({"note": {"number": number, "text": text}}, ensure_ascii=False)


def unindexed(*, limit: int) -> list[str]:
    """Numbers of projections of which nobody has looked whose they are."""
    waiting = Projection.objects.filter(phone_index=None, version__gt=0).order_by("id")
    return list(waiting.values_list("number", flat=True)[:limit])
