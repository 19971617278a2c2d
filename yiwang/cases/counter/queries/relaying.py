"""Two networks: how the sides stand with each other, for the relay, the portal's pages and the page of the IT lead."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Min, Q, QuerySet, Sum

from yiwang.cases.counter.models import (
    Batch,
    Envelope,
    Handout,
    Held,
    Link,
    PersonalView,
    Projection,
    PublicAnswer,
    Publication,
    PublicGuide,
    PublicResult,
    Refusal,
)
from yiwang.cases.counter.queries.invitations import invitations_to_carry
from yiwang.cases.counter.states import Side
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.settings import settings

FRESH_SECONDS = 2.0
REFUSALS_OF = timedelta(days=1)
_gate: list[tuple[float, "Gate"]] = []


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What the portal says about the way in. `is_two`: there are two networks; `is_open`: the inner side was heard lately."""

    is_two: bool
    is_open: bool
    heard_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RelayState:
    """How this side stands with the other.

    `heard_at`: the newest letter of theirs that passed; `told_at`: the newest of ours. `backlog_out`: rows and unacknowledged
    items that wait to leave; `oldest_out_at`: since when the oldest batch waits. `backlog_in`, `oldest_in_at`: what the other
    said it has for us (inside: undelivered envelopes). `refused`: letters refused in the last day; `held`: items that
    could not be put in their place.
    """

    side: Side
    is_open: bool
    heard_at: datetime | None
    told_at: datetime | None
    backlog_out: int
    oldest_out_at: datetime | None
    backlog_in: int
    oldest_in_at: datetime | None
    made_number: int
    acked_number: int
    applied_number: int
    refused: int
    last_refusal: str
    last_refused_at: datetime | None
    held: int
    last_held: str


def link() -> Link | None:
    """The end of the relay in this database; None with one network only."""
    return Link.objects.first()


def has_relay() -> bool:
    """Whether what is renewed here must be carried out."""
    return Link.objects.filter(side=Side.INNER).exists()


def keys_fingerprint() -> str:
    """What both sides' index keys must agree on: a query code shown on one side opens the file on the other."""
    return keyed_digest("relay", purpose="relay")


def _is_open(found: Link) -> bool:
    patience = timedelta(seconds=settings().relay_patience)
    return found.heard_at is not None and clock.now() - found.heard_at < patience


def gate() -> Gate:
    """How the way in stands, at most two seconds old. Asked by the portal, whose role may read two columns of the link."""
    if _gate and time.monotonic() - _gate[0][0] < FRESH_SECONDS:
        return _gate[0][1]
    found = Link.objects.filter(side=Side.OUTER).only("heard_at").first()
    known = Gate(
        is_two=found is not None, is_open=found is None or _is_open(found), heard_at=found.heard_at if found else None
    )
    _gate[:] = [(time.monotonic(), known)]
    return known


def forget_gate() -> None:
    """Ask afresh (tests)."""
    _gate.clear()


def relay_state() -> RelayState | None:
    """For the page of the IT lead and `yiwang relay status`; None with one network only."""
    found = link()
    if found is None:
        return None
    side = Side(found.side)
    batches = Batch.objects.aggregate(items=Sum("items"), oldest=Min("oldest_at"))
    oldest = [at for at in (batches["oldest"], oldest_waiting(side)) if at]
    refusals = Refusal.objects.filter(at__gt=clock.now() - REFUSALS_OF)
    last, held = refusals.first(), Held.objects.order_by("-id").first()
    return RelayState(
        side=side, is_open=_is_open(found), heard_at=found.heard_at, told_at=found.told_at,
        backlog_out=waiting_count(side) + (batches["items"] or 0), oldest_out_at=min(oldest, default=None),
        backlog_in=found.peer_waiting, oldest_in_at=found.peer_oldest_at, made_number=found.made_number,
        acked_number=found.acked_number, applied_number=found.applied_number, refused=refusals.count(),
        last_refusal=last.why if last else "", last_refused_at=last.at if last else None, held=Held.objects.count(),
        last_held=f"{held.kind}：{held.why}" if held else "",
    )  # fmt: skip


# ---- what waits to leave


def envelopes_to_carry() -> QuerySet[Envelope]:
    """Outer side: what nobody has carried yet; what somebody waits for this minute goes first."""
    return Envelope.objects.filter(taken_at=None, came_at=None, carried_at=None).order_by("-goes_first", "id")


def fates_to_carry() -> QuerySet[Envelope]:
    """Inner side: what became of envelopes that the relay had brought."""
    return Envelope.objects.filter(came_at__isnull=False, taken_at__isnull=False, carried_at=None).order_by("id")


def projections_to_carry() -> QuerySet[Projection]:
    """Inner side: files whose newest version has not left."""
    return Projection.objects.filter(is_waiting=True).order_by("updated_at", "id")


def answers_to_carry() -> QuerySet[PublicAnswer]:
    """Inner side: published answers whose newest version, or whose removal, has not left."""
    return PublicAnswer.objects.filter(is_waiting=True).order_by("updated_at", "id")


def guides_to_carry() -> QuerySet[PublicGuide]:
    """Inner side: guides whose newest version, or whose removal, has not left."""
    return PublicGuide.objects.filter(is_waiting=True).order_by("updated_at", "id")


def results_to_carry() -> QuerySet[PublicResult]:
    """Inner side: sealed results whose newest version, or whose emptying, has not left."""
    return PublicResult.objects.filter(is_waiting=True).order_by("updated_at", "id")


def views_to_carry() -> QuerySet[PersonalView]:
    """Inner side: views of people's own data whose newest version has not left."""
    return PersonalView.objects.filter(is_waiting=True).order_by("updated_at", "id")


def handouts_to_carry() -> QuerySet[Handout]:
    """Inner side: copies that lie ready, or were taken back, and have not left."""
    return Handout.objects.filter(is_waiting=True).order_by("made_at", "id")


def publications_to_carry() -> list[Publication]:
    """Inner side: rules whose newest version has not left. There are half a dozen."""
    return [row for row in Publication.objects.defer("payload", "blob") if row.version > row.sent_version]


def has_work(side: Side) -> bool:
    """Whether anything waits to leave or to be acknowledged; asked four times a second: a few looks into small indexes."""
    if Batch.objects.exists():
        return True
    if side is Side.OUTER:
        return envelopes_to_carry().order_by().exists()
    waiting = (
        projections_to_carry(),
        fates_to_carry(),
        answers_to_carry(),
        guides_to_carry(),
        results_to_carry(),
        views_to_carry(),
        handouts_to_carry(),
        invitations_to_carry(),
        Publication.objects.filter(version__gt=F("sent_version")),
    )
    return any(rows.order_by().exists() for rows in waiting)


def waiting_count(side: Side) -> int:
    """How many rows no batch holds yet."""
    if side is Side.OUTER:
        return envelopes_to_carry().count()
    return (
        fates_to_carry().count()
        + projections_to_carry().count()
        + answers_to_carry().count()
        + guides_to_carry().count()
        + results_to_carry().count()
        + views_to_carry().count()
        + handouts_to_carry().count()
        + invitations_to_carry().count()
        + len(publications_to_carry())
    )


def oldest_waiting(side: Side) -> datetime | None:
    """Since when the oldest of them waits."""
    if side is Side.OUTER:
        return envelopes_to_carry().order_by().aggregate(at=Min("posted_at"))["at"]
    waiting = (projections_to_carry(), answers_to_carry(), guides_to_carry(), results_to_carry(), views_to_carry())
    oldest = [rows.order_by().aggregate(at=Min("updated_at"))["at"] for rows in waiting]
    return min((at for at in oldest if at), default=None)


def undelivered_count(side: Side) -> tuple[int, datetime | None]:
    """What the other side does not hold yet, in batches or out of them, and since when the oldest waits."""
    batches = Batch.objects.aggregate(items=Sum("items"), oldest=Min("oldest_at"))
    oldest = [at for at in (batches["oldest"], oldest_waiting(side)) if at]
    return waiting_count(side) + (batches["items"] or 0), min(oldest, default=None)


def batches(*, ids_beyond: int = 0) -> list[Batch]:
    """What is not acknowledged, in order, without its content."""
    return list(Batch.objects.filter(number__gt=ids_beyond).defer("sealed").order_by("number"))


def batch(*, number: int) -> Batch | None:
    """One batch with its content; None once it is acknowledged."""
    return Batch.objects.filter(number=number).first()


# ---- do both sides agree


def inventory() -> dict[str, Any]:
    """What this side holds, as digests: both sides' answers are equal once everything has been carried (`relay verify`)."""
    side = Side(found.side) if (found := link()) else Side.INNER
    files = {
        row.number: f"{row.version} {keyed_digest(row.body, purpose='inventory')} {row.code_hash}"
        for row in Projection.objects.order_by("number").iterator(2000)
        if row.version or side is Side.INNER
    }
    known = {row.key: f"{row.version} {_content(row)}" for row in Publication.objects.all()}
    return {
        "side": side.value, "files": files, "publications": known, "answers": _answers(), "guides": _guides(),
        "results": _results(),
        "envelopes": _envelopes(side), "waiting": waiting_count(side),
        "batches": Batch.objects.count(), "held": Held.objects.count(),
        "unborn": list(Projection.objects.filter(version=0).order_by("number").values_list("number", flat=True)),
    }  # fmt: skip


def _content(row: Publication) -> str:
    return keyed_digest(repr(row.payload) + bytes(row.blob).hex(), purpose="inventory")


def _answers() -> dict[str, str]:
    """Every published answer, and every one that was taken down, by key."""
    rows = PublicAnswer.objects.order_by("key").iterator(2000)
    return {
        str(row.key): f"{row.version} {keyed_digest(row.folded, purpose='inventory')} {row.is_gone}" for row in rows
    }


def _guides() -> dict[str, str]:
    """Every guide, and every one that was taken down, by the item's code."""
    rows = PublicGuide.objects.order_by("key").defer("found_by", "terms").iterator(500)
    return {row.key: f"{row.version} {keyed_digest(repr(row.body), purpose='inventory')}" for row in rows}


def _results() -> dict[str, str]:
    """Every sealed result by the digest of its code; its paper by the digest that it has."""
    rows = PublicResult.objects.order_by("code_index").defer("data").iterator(500)
    return {row.code_index: f"{row.version} {row.sha256} {keyed_digest(row.body, purpose='inventory')}" for row in rows}


def _envelopes(side: Side) -> dict[str, str]:
    """Every envelope that crossed or should have, by nonce: taken, waiting, or taken in vain."""
    mine = Q(came_at__isnull=False) if side is Side.INNER else Q(came_at=None)
    rows = Envelope.objects.filter(mine).order_by("id").values_list("nonce", "taken_at", "trouble")
    return {
        nonce: f"{'taken' if taken else 'waiting'} {trouble if taken else ''}".strip() for nonce, taken, trouble in rows
    }
