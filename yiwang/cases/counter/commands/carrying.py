"""The relay's writes on its own side: batches made of what waits, letters told, and beginning again where the other side forgot.

Derived or in transit, so nothing here is a fact of the record; what a batch brings becomes one when it is taken in.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from yiwang.cases.casework import commands as casework_commands
from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import queries
from yiwang.cases.counter.gateways import letter as letters
from yiwang.cases.counter.gateways.letter import Item, Keys, Letter
from yiwang.cases.counter.models import (
    Batch,
    Envelope,
    Handout,
    Invitation,
    Link,
    Parcel,
    PersonalView,
    Projection,
    PublicAnswer,
    Publication,
    PublicGuide,
    PublicResult,
    Refusal,
)
from yiwang.cases.counter.models.answers import SHOWN
from yiwang.cases.counter.queries import relaying
from yiwang.cases.counter.queries.invitations import invitations_to_carry
from yiwang.cases.counter.states import FIRST, WITH_FILES, ItemKind, Side
from yiwang.ground.places import queries as places
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

WINDOW = 8
"""Batches under way at most: what else waits, waits in its own table, and a file renewed again is carried once."""
FEW, HEAVY = 200, 1 << 20
"""A batch ends at so many items, or at so many bytes; one item may be heavier, and then goes alone."""
PLACES = "places"
"""The publication that holds the areas and the gazetteer."""
REFUSALS_KEPT = timedelta(days=90)


@dataclass
class _Load:
    """A batch being filled."""

    items: list[Item]
    weight: int = 0
    oldest: datetime | None = None

    def has_room(self, weight: int) -> bool:
        return not self.items or (len(self.items) < FEW and self.weight + weight <= HEAVY)

    def add(self, item: dict[str, Any], *, weight: int, at: datetime | None) -> None:
        self.items.append(item)
        self.weight += weight
        self.oldest = min(filter(None, (self.oldest, at)), default=None)


def _milliseconds() -> int:
    return int(clock.now().timestamp() * 1000)


@command
def join(*, by: Actor, side: Side) -> Link:
    """Make this database one side of two; it is so already from the second time on."""
    found, made = Link.objects.get_or_create(
        side=side, defaults={"epoch": _milliseconds(), "began_at": clock.now(), "heard_at": None}
    )
    if made:
        _send_all_again(side)
    if side is Side.INNER:
        casework_commands.share_serials(by=by)
    return unchanged(found)


@command
def begin_again(*, by: Actor, side: Side) -> Link:
    """Number anew and send everything that is ours once more: the other side lost what it had, or we were put back.

    Applying is idempotent, so what the other side does have stays as it is.
    """
    found = Link.objects.select_for_update().get(side=side)
    Batch.objects.all().delete()
    found.epoch = max(_milliseconds(), found.epoch + 1)
    found.made_number, found.made_digest, found.acked_number = 0, "", 0
    found.save(update_fields=["epoch", "made_number", "made_digest", "acked_number"])
    _send_all_again(side)
    return unchanged(found)


def _send_all_again(side: Side) -> None:
    if side is Side.OUTER:
        Envelope.objects.filter(taken_at=None, came_at=None).update(carried_at=None)
        Parcel.objects.update(carried_at=None)
        return
    Projection.objects.filter(version__gt=0).update(is_waiting=True)
    Publication.objects.update(sent_version=0)
    PublicAnswer.objects.update(is_waiting=True)
    PublicGuide.objects.update(is_waiting=True)
    PublicResult.objects.update(is_waiting=True)
    PersonalView.objects.update(is_waiting=True)
    Handout.objects.update(is_waiting=True)
    Invitation.objects.update(is_waiting=True)
    Envelope.objects.filter(came_at__isnull=False).update(carried_at=None)


@command
def make_batch(*, by: Actor, side: Side, keys: Keys) -> Batch | None:
    """Fill one batch with what waits, in order, and keep it sealed until it is acknowledged. None: nothing waits, or no room."""
    found = Link.objects.select_for_update().get(side=side)
    if found.made_number - found.acked_number >= WINDOW:
        return unchanged(None)
    load = _Load([])
    if side is Side.INNER and found.made_number == 0:
        load.add({"kind": ItemKind.BEGIN, "key": "", "floor": _floor(found)}, weight=0, at=None)
    for fill in _FILLERS[side]:
        fill(load)
    if not load.items:
        return unchanged(None)
    number = found.made_number + 1
    sealed = letters.seal(load.items, keys, side=side, epoch=found.epoch, number=number)
    digest = letters.digest_of(found.epoch, number, found.made_digest, sealed)
    made = Batch.objects.create(
        number=number, sealed=sealed, previous=found.made_digest, digest=digest, items=len(load.items), oldest_at=load.oldest,
        made_at=clock.now(),
    )  # fmt: skip
    found.made_number, found.made_digest = number, digest
    found.save(update_fields=["made_number", "made_digest"])
    return unchanged(made)


def _floor(found: Link) -> int:
    """The other side draws its serials beyond this: beyond every one drawn here or ever brought from there."""
    return max(casework.last_serial(), found.top_serial)


# ---- outer side: parcels, then the envelope that speaks of them


def _fill_envelopes(load: _Load) -> None:
    now = clock.now()
    for row in relaying.envelopes_to_carry().select_for_update(skip_locked=True)[:FEW]:
        if not _fill_parcels(load, row, now) or not load.has_room(len(row.body)):
            return
        load.add(_envelope(row), weight=len(row.body), at=row.posted_at)
        Envelope.objects.filter(pk=row.pk).update(carried_at=now)


def _fill_parcels(load: _Load, row: Envelope, now: datetime) -> bool:
    """The envelope's files, one by one; False where the batch is full before all are in."""
    if row.kind not in WITH_FILES:
        return True
    waiting = Parcel.objects.filter(draft_id=json.loads(row.body)["draft"], carried_at=None).order_by("id")
    for pk, size in list(waiting.values_list("pk", "size")):
        if not load.has_room(size):
            return False
        load.add(_parcel(Parcel.objects.get(pk=pk), row), weight=size, at=row.posted_at)
        Parcel.objects.filter(pk=pk).update(carried_at=now)
    return True


def _envelope(row: Envelope) -> dict[str, Any]:
    return {
        "kind": ItemKind.ENVELOPE, "key": row.number or row.nonce, "wish": row.kind, "number": row.number, "nonce": row.nonce,
        "body": row.body, "goes_first": row.goes_first, "posted_at": row.posted_at.isoformat(),
    }  # fmt: skip


def _parcel(row: Parcel, letter: Envelope) -> dict[str, Any]:
    """A file; one that belongs to a wish about a file that is in already says to which (`of`)."""
    of = {} if letter.kind in FIRST else {"of": letter.nonce}
    plain = {name: getattr(row, name) for name in ("name", "mime", "size", "width", "height", "sha256", "notes")}
    data = {"data": bytes(row.data), "thumbnail": bytes(row.thumbnail)}
    return {"kind": ItemKind.PARCEL, "key": letter.number, **of, **plain, **data}


# ---- inner side: rules, what became of envelopes, what citizens see


def _fill_publications(load: _Load) -> None:
    for known in queries.publications_to_carry():
        row = Publication.objects.select_for_update().get(pk=known.pk)
        weight = len(row.blob) + len(json.dumps(row.payload))
        if not load.has_room(weight):
            return
        load.add(
            {
                "kind": ItemKind.PUBLICATION, "key": row.key, "version": row.version, "payload": row.payload,
                "blob": bytes(row.blob), "updated_at": row.updated_at.isoformat(),
            },
            weight=weight, at=row.updated_at,
        )  # fmt: skip
        Publication.objects.filter(pk=row.pk).update(sent_version=row.version)


def _fill_fates(load: _Load) -> None:
    rows = list(relaying.fates_to_carry().select_for_update(skip_locked=True)[: FEW - len(load.items)])
    for row in rows:
        taken = row.taken_at.isoformat() if row.taken_at else ""
        told = {"nonce": row.nonce, "taken_at": taken, "trouble": row.trouble}
        load.add({"kind": ItemKind.FATE, "key": row.number or row.nonce, **told}, weight=100, at=row.taken_at)
    Envelope.objects.filter(pk__in=[row.pk for row in rows]).update(carried_at=clock.now())


def _fill_projections(load: _Load) -> None:
    gone = []
    for row in _locked_projections(load):
        if not load.has_room(len(row.body)):
            break
        load.add(
            {
                "kind": ItemKind.PROJECTION, "key": row.number, "version": row.version, "code_hash": row.code_hash,
                "body": row.body, "updated_at": row.updated_at.isoformat(), "phone_index": row.phone_index,
            },
            weight=len(row.body), at=row.updated_at,
        )  # fmt: skip
        gone.append(row.pk)
    Projection.objects.filter(pk__in=gone).update(is_waiting=False)


def _locked_projections(load: _Load) -> Iterator[Projection]:
    room = FEW - len(load.items)
    return iter(relaying.projections_to_carry().select_for_update(skip_locked=True)[:room] if room > 0 else ())


def _fill_answers(load: _Load) -> None:
    gone = []
    room = FEW - len(load.items)
    for row in relaying.answers_to_carry().select_for_update(skip_locked=True)[:room] if room > 0 else ():
        told = {name: getattr(row, name) for name in SHOWN}
        weight = sum(len(text.encode()) for text in told.values())
        if not load.has_room(weight):
            break
        at = row.published_at.isoformat() if row.published_at else ""
        head = {
            "kind": ItemKind.PUBLIC_ANSWER,
            "key": f"answer:{row.key}",
            "answer_key": row.key,
            "version": row.version,
        }
        tail = {"published_at": at, "updated_at": row.updated_at.isoformat(), "is_gone": row.is_gone}
        load.add({**head, **told, **tail}, weight=weight, at=row.updated_at)
        gone.append(row.pk)
    PublicAnswer.objects.filter(pk__in=gone).update(is_waiting=False)


def _fill_guides(load: _Load) -> None:
    """Guides to services; one that was taken down goes without a body."""
    gone, room = [], FEW - len(load.items)
    for row in relaying.guides_to_carry().select_for_update(skip_locked=True)[:room] if room > 0 else ():
        weight = len(json.dumps(row.body))
        if not load.has_room(weight):
            break
        told = {"guide": row.key, "body": row.body, "version": row.version, "updated_at": row.updated_at.isoformat()}
        load.add({"kind": ItemKind.PUBLIC_GUIDE, "key": f"guide:{row.key}", **told}, weight=weight, at=row.updated_at)
        gone.append(row.pk)
    PublicGuide.objects.filter(pk__in=gone).update(is_waiting=False)


def _fill_results(load: _Load) -> None:
    """Sealed results one by one, each with its paper."""
    for pk in list(relaying.results_to_carry().values_list("pk", flat=True)[: max(0, FEW - len(load.items))]):
        row = PublicResult.objects.select_for_update().get(pk=pk)
        if not load.has_room(len(row.data)):
            return
        plain = {name: getattr(row, name) for name in ("code_index", "number", "sha256", "body", "version")}
        head = {"kind": ItemKind.PUBLIC_RESULT, "key": f"result:{row.code_index}", "data": bytes(row.data)}
        load.add({**head, **plain, "updated_at": row.updated_at.isoformat()}, weight=len(row.data), at=row.updated_at)
        PublicResult.objects.filter(pk=pk).update(is_waiting=False)


def _fill_views(load: _Load) -> None:
    """What people may see of their own data."""
    gone, room = [], FEW - len(load.items)
    for row in relaying.views_to_carry().select_for_update(skip_locked=True)[:room] if room > 0 else ():
        if not load.has_room(len(row.body)):
            break
        told = {"body": row.body, "version": row.version, "updated_at": row.updated_at.isoformat()}
        head = {"kind": ItemKind.PERSONAL_VIEW, "key": f"view:{row.phone_index}", "phone_index": row.phone_index}
        load.add({**head, **told}, weight=len(row.body), at=row.updated_at)
        gone.append(row.pk)
    PersonalView.objects.filter(pk__in=gone).update(is_waiting=False)


def _fill_handouts(load: _Load) -> None:
    """Copies one by one; what was taken back goes without data."""
    for pk in list(relaying.handouts_to_carry().values_list("pk", flat=True)[: max(0, FEW - len(load.items))]):
        row = Handout.objects.select_for_update().get(pk=pk)
        if not load.has_room(len(row.data)):
            return
        plain = {name: getattr(row, name) for name in ("phone_index", "request_id", "name", "mime")}
        times = {"made_at": row.made_at.isoformat(), "expires_at": row.expires_at.isoformat()}
        head = {"kind": ItemKind.HANDOUT, "key": f"copy:{row.key}", "handout": row.key, "data": bytes(row.data)}
        load.add({**head, **plain, **times}, weight=len(row.data), at=row.made_at)
        Handout.objects.filter(pk=pk).update(is_waiting=False)


def _fill_invitations(load: _Load) -> None:
    """Pages that people were sent the address of."""
    gone, room = [], FEW - len(load.items)
    for row in invitations_to_carry().select_for_update(skip_locked=True)[:room] if room > 0 else ():
        if not load.has_room(len(row.body)):
            break
        answered = row.answered_at.isoformat() if row.answered_at else ""
        told = {"made_at": row.made_at.isoformat(), "until": row.until.isoformat(), "answered_at": answered}
        head = {"kind": ItemKind.INVITATION, "key": f"invitation:{row.token_hash}", "token_hash": row.token_hash}
        load.add({**head, "body": row.body, **told}, weight=len(row.body), at=row.made_at)
        gone.append(row.pk)
    Invitation.objects.filter(pk__in=gone).update(is_waiting=False)


_FILLERS = {
    Side.OUTER: (_fill_envelopes,),
    Side.INNER: (
        _fill_publications,
        _fill_fates,
        _fill_projections,
        _fill_answers,
        _fill_guides,
        _fill_results,
        _fill_views,
        _fill_handouts,
        _fill_invitations,
    ),
}


# ---- letters


@command
def tell(*, by: Actor, side: Side, keys: Keys, number: int = 0) -> bytes:
    """A letter with a batch, or (0) only with how things stand; each is stamped later than the one before."""
    found = Link.objects.select_for_update().get(side=side)
    held = queries.batch(number=number) if number else None
    waiting, oldest = queries.undelivered_count(side)
    found.told_stamp, found.told_at = max(_milliseconds(), found.told_stamp + 1), clock.now()
    found.save(update_fields=["told_stamp", "told_at"])
    if held:
        Batch.objects.filter(pk=held.pk).update(sent_at=clock.now(), tries=F("tries") + 1)
    written = Letter(
        side=side, stamp=found.told_stamp, epoch=found.epoch, number=held.number if held else 0,
        previous=held.previous if held else "", sealed=bytes(held.sealed) if held else b"", ack_epoch=found.peer_epoch,
        ack_number=found.applied_number, ack_digest=found.applied_digest, keys=queries.keys_fingerprint(), waiting=waiting,
        oldest_at=oldest.isoformat() if oldest else None,
    )  # fmt: skip
    return unchanged(letters.write(written, keys))


@command
def note_refusal(*, by: Actor, why: str, size: int, digest: str) -> None:
    """A letter did not pass. The same bytes refused again are noted once; old notes go."""
    Refusal.objects.filter(at__lt=clock.now() - REFUSALS_KEPT).delete()
    if not Refusal.objects.filter(digest=digest, why=why[:60]).exists():
        Refusal.objects.create(at=clock.now(), why=why[:60], size=size, digest=digest)
    return unchanged(None)


@command
def publish_places(*, by: Actor) -> bool:
    """Inner side: put areas and gazetteer among the publications where they have changed; the relay carries them out."""
    version = places.version()
    row = Publication.objects.select_for_update().filter(key=PLACES).first()
    if row and row.payload and row.payload["of"] == version:
        return unchanged(False)
    row = row or Publication(key=PLACES, version=0)
    row.payload, row.version, row.updated_at = {"of": version, **places.snapshot()}, row.version + 1, clock.now()
    row.save()
    return unchanged(True)
