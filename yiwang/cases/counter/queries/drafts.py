"""A draft as its pages show it."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection

from yiwang.cases.counter.models import Draft, Parcel
from yiwang.ground.files import queries as files
from yiwang.kit import sql
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_phone


@dataclass(frozen=True, kw_only=True)
class Words:
    """Page 1: what it is about. `danger` keeps what the tripwire showed and what the citizen then chose."""

    content: str = ""
    type: str = ""
    danger: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """Page 2: where. `area_code` from the list or the gazetteer, `place` in the citizen's words, `county` whose face (地方站)
    they came by: a hint, never their word.
    """

    area_code: str = ""
    place: str = ""
    county: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Page 3: how to reach. `confirmed_phone`: the phone that answered its code; `deferred_phone`: one whose code could not be
    sent while the other network was away, and which an officer will ask about.
    """

    is_anonymous: bool = False
    name: str = ""
    phone: str = ""
    confirmed_phone: str = ""
    deferred_phone: str = ""
    consented: bool = False

    @property
    def is_confirmed(self) -> bool:
        """The phone now written is the one that answered."""
        return bool(self.phone) and self.phone == self.confirmed_phone

    @property
    def is_deferred(self) -> bool:
        """The phone now written may go without its code."""
        return bool(self.phone) and self.phone == self.deferred_phone and not self.is_confirmed

    @property
    def is_reachable(self) -> bool:
        """Enough to be sent: a phone that answered, or could not be asked, and the consent to use it."""
        return self.consented and (self.is_confirmed or self.is_deferred)

    @property
    def masked_phone(self) -> str:
        """138****6027."""
        return mask_phone(self.phone)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """回执: what the citizen gets at once."""

    number: str
    code: str
    due_at: datetime
    provisional: bool
    promise: str
    steps: list[dict[str, Any]]
    registered_at: datetime
    is_urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class ParcelView:
    """One file beside the draft."""

    id: int
    name: str
    mime: str
    size: int
    notes: list[str]
    has_thumbnail: bool


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """The whole draft."""

    token: str
    words: Words
    place: PlaceLine
    contact: Contact
    parcels: list[ParcelView]
    is_sent: bool
    receipt: Receipt | None
    touched_at: datetime

    @property
    def has_words(self) -> bool:
        """Page 1 is done."""
        return bool(self.words.content.strip() and self.words.type)


@dataclass(frozen=True, kw_only=True)
class UploadLimits:
    """What may be sent along, to be said before anybody chooses. `accept`: for the chooser, never a check."""

    accept: str
    words: str
    max_bytes: int
    max_files: int


def upload_limits() -> UploadLimits:
    """The limits of one submission's files."""
    return UploadLimits(accept=files.ACCEPT, words=files.LIMITS, max_bytes=files.MAX_BYTES, max_files=files.MAX_FILES)


_FIELDS = [field for field in Draft._meta.concrete_fields if field.name not in ("opened_at",)]
_NAMES = [field.attname for field in _FIELDS]
_READ = [getattr(field, "from_db_value", None) for field in _FIELDS]
_LOCK = f"SELECT {', '.join(_NAMES)} FROM counter_draft WHERE token = %s FOR UPDATE"  # noqa: S608 - names of our own columns


def unpack(body: str) -> tuple[Words, PlaceLine, Contact]:
    """The draft's body as read; an empty one is a fresh draft."""
    read = json.loads(body) if body else {}
    return (
        Words(**read.get("words", {})), PlaceLine(**read.get("place", {})), Contact(**read.get("contact", {})),
    )  # fmt: skip


def pack_receipt(receipt: Receipt) -> str:
    """The receipt as kept with the draft, so that sending twice shows the same one."""
    moments = {"due_at": receipt.due_at.isoformat(), "registered_at": receipt.registered_at.isoformat()}
    return json.dumps(vars(receipt) | moments, ensure_ascii=False)


def unpack_receipt(text: str) -> Receipt | None:
    """The receipt as read; None before the draft was sent."""
    if not text:
        return None
    read = json.loads(text)
    moments = {name: datetime.fromisoformat(read[name]) for name in ("due_at", "registered_at")}
    return Receipt(**(read | moments))


def _view(found: Draft, parcels: list[ParcelView]) -> DraftView:
    words, place, contact = unpack(found.body)
    return DraftView(
        token=found.token, words=words, place=place, contact=contact, parcels=parcels, is_sent=found.is_sent,
        receipt=unpack_receipt(found.receipt), touched_at=found.touched_at,
    )  # fmt: skip


def draft(*, token: str) -> DraftView:
    """The draft of this browser. Missing: no such token, or forgotten since."""
    found = Draft.objects.filter(token=token).first() if token else None
    if found is None:
        raise Missing("没有找到您刚才写的内容，可能放得太久已经清除")
    parcels = list(draft_files(token=token).values())
    return _view(found, parcels)


def draft_files(*, token: str) -> dict[int, ParcelView]:
    """The files of a draft by key, without their bytes."""
    rows = Parcel.objects.filter(draft__token=token).only("id", "name", "mime", "size", "notes", "width")
    return {
        row.pk: ParcelView(
            id=row.pk, name=row.name, mime=row.mime, size=row.size, notes=row.notes, has_thumbnail=row.width > 0
        )
        for row in rows
    }


def lock_draft(*, token: str) -> Draft:
    """The draft's row, locked until the command ends. It begins every page's writing, so it is one prepared statement."""
    found = sql.run(_LOCK, [token])
    if not found:
        raise Missing("没有找到您刚才写的内容，可能放得太久已经清除")
    values = [read(value) if read else value for read, value in zip(_READ, found[0], strict=True)]
    return Draft.from_db(connection.alias, _NAMES, values)


def parcel(*, token: str, parcel_id: int) -> Parcel:
    """One file of this draft, with its bytes."""
    found = Parcel.objects.filter(draft__token=token, pk=parcel_id).first()
    if found is None:
        raise Missing
    return found


def with_words(body: str, **changes: Any) -> str:
    """The body with changed words."""
    return _with(body, "words", replace(unpack(body)[0], **changes))


def with_place(body: str, **changes: Any) -> str:
    """The body with a changed place."""
    return _with(body, "place", replace(unpack(body)[1], **changes))


def with_contact(body: str, **changes: Any) -> str:
    """The body with a changed contact."""
    return _with(body, "contact", replace(unpack(body)[2], **changes))


def _with(body: str, part: str, changed: Words | PlaceLine | Contact) -> str:
    """One part changed; what else stands in the body stays."""
    return json.dumps((json.loads(body) if body else {}) | {part: vars(changed)}, ensure_ascii=False)
