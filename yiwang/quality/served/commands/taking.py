"""Rows taken in: each service once, whatever is sent again; what cannot be taken is given back with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.memory import remembered
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.states import Purpose
from yiwang.quality.served import policies, queries
from yiwang.quality.served.events import BatchBegun, ServicesTaken
from yiwang.quality.served.models import Batch, Feed, Service
from yiwang.quality.served.queries import Read, Rejected, Row
from yiwang.quality.served.states import MOST_FAULTS, MOST_ROWS, BatchDoor, BatchState, ServiceState


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of some rows: `known` stood here already, `changed` of those had something new."""

    taken: int = 0
    known: int = 0
    changed: int = 0
    rejected: Sequence[Rejected] = ()


rows.on_duplicate("served_service_once", "这些服务刚刚由另一次导入收下了，请再试一次")


@command
def take(*, by: Actor, batch_id: int, sent: Sequence[Row]) -> Taken:
    """Take up to 500 rows of a file in. The same rows again change nothing.

    Refused: not for this hand, or the feed is stopped. Invalid: more rows than that.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("feed__unit").filter(pk=batch_id).first()
    if batch is None:
        raise Missing
    return _take(by, batch, sent)


@command
def take_sent(*, by: Actor, sent: Sequence[Row], feed_code: str = "") -> Taken:
    """Take up to 500 rows in that a system sent by the API: its feed is the one that names its token.

    All that it sends on one Chinese day is one batch. `feed_code`: where given it must be that feed. Refused: no feed names the
    token. Invalid: more rows than that.
    """
    feed = queries.feed_of_client(client=by.id)
    if feed is None or feed_code not in ("", feed.code):
        raise Refused("这个令牌没有绑定这个数据来源。请平台管理员在“服务对象”里绑定")
    policies.may_feed(by, feed).require()
    digest = f"day:{clock.today().isoformat()}"
    batch = Batch.objects.select_for_update().filter(feed=feed, digest=digest).first() or _day(by, feed, digest)
    batch.feed = feed
    return _take(by, batch, sent)


def _day(by: Actor, feed: Feed, digest: str) -> Batch:
    """The batch of a day; two that begin it at once share it."""
    batch, is_new = Batch.objects.get_or_create(
        feed=feed, digest=digest,
        defaults={"door": BatchDoor.API, "state": BatchState.DONE, "begun_by": by.label, "begun_at": clock.now()},
    )  # fmt: skip
    if is_new:
        record.write(by=by, event=BatchBegun(batch.ref, feed.code, BatchDoor.API, digest))
    return batch


def _take(by: Actor, batch: Batch, sent: Sequence[Row]) -> Taken:
    feed = batch.feed
    policies.may_feed(by, feed).require()
    if len(sent) > MOST_ROWS:
        raise Invalid(f"一次最多{MOST_ROWS}行，请分几次")
    reads, rejected = queries.understood(feed=feed, sent=sent)
    known = queries.of_keys(feed=feed, keys=[one.key for one in reads])
    fresh = {one.key: one for one in reads if one.key not in known}
    changed = _renewed(known, reads)
    staff = _staff() if any(one.row.handler for one in fresh.values()) else {}
    for one in fresh.values():
        rows.add(_service(batch, one, staff.get(one.row.handler)))
    _hush(by, reads)
    told = Taken(taken=len(fresh), known=len(reads) - len(fresh), changed=changed, rejected=rejected)
    if not (told.taken or changed or (rejected and batch.door == BatchDoor.API)):
        return unchanged(told)
    _count(batch, told)
    record.write(by=by, event=ServicesTaken(batch.ref, feed.code, told.taken, changed, len(rejected)))
    return told


def _count(batch: Batch, told: Taken) -> None:
    """Add to the batch's figures. Of a file the rows given back are counted at its end: it may be read again."""
    faults = [[one.row.number, one.fault.value] for one in told.rejected]
    is_sent = batch.door == BatchDoor.API
    Batch.objects.filter(pk=batch.pk).update(
        taken=F("taken") + told.taken, known=F("known") + told.known, changed=F("changed") + told.changed,
        rejected=F("rejected") + (len(faults) if is_sent else 0),
        faults=_joined(batch.faults, faults), ended_at=clock.now() if is_sent else None,
    )  # fmt: skip


def _joined(before: list[list[object]], now: list[list[object]]) -> list[list[object]]:
    """Each row once, as many as are kept."""
    return [list(one) for one in dict.fromkeys(map(tuple, [*before, *now]))][:MOST_FAULTS]


# --- rows written


@remembered(until="organisation.")
def _staff() -> Mapping[str, Officer]:
    """Officers by code and badge number."""
    found: dict[str, Officer] = {}
    for officer in organisation.every_officer():
        found |= {name: officer for name in (officer.code, officer.badge_no) if name}
    return found


def _service(batch: Batch, one: Read, handler: Officer | None) -> Service:
    row = one.row
    return Service(
        feed=batch.feed, batch=batch, key=one.key, item=row.item.strip(), unit=one.unit, point=row.point.strip(),
        handler=handler, served_at=one.served_at, received_at=clock.now(), phone=one.phone,
        phone_index=queries.phone_index(one.phone), tags=sorted(one.tags), ready_date=row.ready_date,
        state=ServiceState.WAITING if one.phone else ServiceState.NO_PHONE,
    )  # fmt: skip


def _hush(by: Actor, reads: Sequence[Read]) -> None:
    """Who came as a special case is not asked about anything else either, though it was arranged already."""
    special = {queries.phone_index(one.phone) for one in reads if one.tags and one.phone}
    for service in queries.drawn_of(persons=special) if special else ():
        asking.drop(by=by, subject=service.ref, purposes=(Purpose.SERVICE,))


def _renewed(known: Mapping[str, Service], reads: Sequence[Read]) -> int:
    """Progress of services that stand here: another day of pick-up, a special case that was not said before. How many."""
    changed: dict[int, Service] = {}
    for one in reads:
        service = known.get(one.key)
        if service is None or service.erased_at:
            continue
        tags = sorted({*service.tags, *one.tags})
        ready = one.row.ready_date or service.ready_date
        if (tags, ready) != (sorted(service.tags), service.ready_date):
            service.tags, service.ready_date = tags, ready
            changed[service.pk] = service
    if changed:
        Service.objects.bulk_update(list(changed.values()), ["tags", "ready_date"])
    return len(changed)
