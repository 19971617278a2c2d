"""Putting very many facts on record at once: the same chains, heads and checkpoints as one by one, by COPY."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from yiwang.ground.record import queries
from yiwang.ground.record.commands import CHECKPOINT_HEADS
from yiwang.ground.record.models import Checkpoint, Event, Head
from yiwang.ground.record.queries import chain
from yiwang.kit import bus, clock
from yiwang.kit.actor import Actor
from yiwang.kit.copying import copy_in

TABLES = (Event, Head, Checkpoint)


class Fact(NamedTuple):
    """A fact that happened at a given time, by a given hand."""

    at: datetime
    by: Actor
    event: bus.Event


class _Row(NamedTuple):
    """Columns of an event before its hash is known, as `chain.event_hash` reads them."""

    subject_kind: str
    subject_id: str
    actor_kind: str
    actor_id: str
    actor_label: str
    on_behalf_of: str
    door: str
    request_id: str
    seq: int
    code: str
    payload: dict[str, Any]
    at: datetime
    prev_hash: str


_HEAD = ("subject_kind", "subject_id", "seq", "hash", "sealed_seq", "changed_at")
_CHECKPOINT = ("seq", "at", "previous", "heads", "root", "digest", "public_key", "signature")


def write(*, facts: Iterable[Fact], sealing: bool = False) -> int:
    """Chain and write facts of subjects that the record does not know yet; how many. Nobody is told and nothing reacts.

    Facts of one subject come in the order in which they happened, those of many may be mixed. `sealing`: the heads say that they
    are sealed, and `seal` follows before anybody verifies. IntegrityError: a subject is known already.
    """
    heads: dict[tuple[str, str], tuple[int, str, datetime]] = {}
    count = copy_in(Event, (*_Row._fields, "hash"), _chained(facts, heads))
    copy_in(
        Head,
        _HEAD,
        ((kind, key, seq, hash_, seq if sealing else 0, at) for (kind, key), (seq, hash_, at) in heads.items()),
    )
    return count


def _chained(
    facts: Iterable[Fact], heads: dict[tuple[str, str], tuple[int, str, datetime]]
) -> Iterator[tuple[Any, ...]]:
    for at, by, event in facts:
        key = event.subject.kind, str(event.subject.id)
        seq, last, before = heads.get(key, (0, "", at))
        if at < before:
            raise ValueError(f"{event.subject}: {event.code} happened before the fact that comes before it")
        row = _Row(
            *key, str(by.kind), by.id, by.label, by.on_behalf_of, by.door, by.request_id,
            seq + 1, event.code, chain.settle(event.payload()), at, last,
        )  # fmt: skip
        hash_ = chain.event_hash(row)
        heads[key] = seq + 1, hash_, at
        yield (*row, hash_)


def last_head() -> int:
    """The key of the newest head, 0 where there is none: what is written after it can be named to `seal`."""
    return Head.objects.order_by("-id").values_list("id", flat=True).first() or 0


def seal(*, after: int, told: Callable[[int], None] = lambda _: None) -> int:
    """Sign checkpoints over all heads after this key that say they are sealed; how many checkpoints.

    For the end of a load written with `sealing`. Done again after a crash it seals once more, which is no harm.
    """
    newest = queries.last_checkpoint()
    seq, previous, at, key = (
        (newest.seq if newest else 0),
        (newest.digest if newest else ""),
        clock.now(),
        chain.public_key(),
    )
    made = 0
    for heads in _batches(after):
        seq += 1
        row = Checkpoint(seq=seq, previous=previous, at=at, heads=heads, root=chain.root_of(heads), public_key=key)
        row.digest = previous = chain.checkpoint_digest(row)
        row.signature = chain.sign(row.digest)
        copy_in(Checkpoint, _CHECKPOINT, [[getattr(row, name) for name in _CHECKPOINT]])
        made += 1
        told(len(heads))
    return made


def _batches(after: int) -> Iterator[list[list[Any]]]:
    last = after
    while True:
        rows = Head.objects.filter(id__gt=last, sealed_seq__gt=0).order_by("id")
        found = list(
            rows.values_list("id", "subject_kind", "subject_id", "sealed_seq", "hash", "seq")[:CHECKPOINT_HEADS]
        )
        if not found:
            return
        last = found[-1][0]
        yield sorted([kind, key, seq, hash_] for _, kind, key, seq, hash_, now in found if seq == now)


__all__ = ["TABLES", "Fact", "last_head", "seal", "write"]
