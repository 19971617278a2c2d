"""Feeds set up and changed; files begun and ended."""

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict
from yiwang.kit.work import command, unchanged
from yiwang.quality.served import policies, queries
from yiwang.quality.served.events import BatchBegun, BatchEnded, FeedChanged, FeedOpened
from yiwang.quality.served.models import Batch, Feed
from yiwang.quality.served.states import BatchDoor, BatchState, FeedKind


@command
def open_feed(*, by: Actor, code: str, name: str, kind: FeedKind, unit: Unit | None = None, client: str = "") -> Feed:
    """Set a source up. `client`: the API client that may send for it, empty: files only. The same again: unchanged.

    Refused: not for this hand. Conflict: another source has this code, or this client.
    """
    policies.may_manage(organisation.reach(by=by)).require()
    _client_is_free(client, code)
    known = Feed.objects.filter(code=code).first()
    if known and (known.name, known.kind) == (name, kind):
        return unchanged(known)
    if known:
        raise Conflict(f"代码“{code}”已经用在“{known.name}”上，请换一个")
    feed = Feed.objects.create(code=code, name=name, kind=kind, unit=unit, client=client, opened_at=clock.now())
    record.write(by=by, event=FeedOpened(feed.ref, code, kind, client))
    return feed


@command
def change_feed(*, by: Actor, feed_id: int, name: str, unit: Unit | None, client: str, is_active: bool) -> Feed:
    """Change a source, or stop it: what it sends is then refused, and nobody of it is drawn any more."""
    policies.may_manage(organisation.reach(by=by)).require()
    feed = Feed.objects.select_for_update().get(pk=feed_id)
    _client_is_free(client, feed.code)
    wanted = (name, unit.pk if unit else None, client, is_active)
    if (feed.name, feed.unit_id, feed.client, feed.is_active) == wanted:
        return unchanged(feed)
    feed.name, feed.unit, feed.client, feed.is_active = name, unit, client, is_active
    feed.save(update_fields=["name", "unit", "client", "is_active"])
    record.write(by=by, event=FeedChanged(feed.ref, feed.code, client, is_active))
    return feed


def _client_is_free(client: str, code: str) -> None:
    other = queries.feed_of_client(client=client)
    if other and other.code != code:
        raise Conflict(f"这个令牌已经绑定了“{other.name}”，一个令牌只报一个来源")


@command
def begin_file(
    *, by: Actor, feed_code: str, digest: str, file_name: str = "", columns: dict[str, str] | None = None
) -> Batch:
    """Begin to take a file in, or go on with it: the same file of the same feed is the same batch.

    `digest`: SHA-256 of its bytes, 64 hex signs. Missing: no such feed. Refused: not for this hand, or the feed is stopped.
    """
    feed = queries.feed(code=feed_code)
    policies.may_feed(by, feed).require()
    if known := Batch.objects.filter(feed=feed, digest=digest).first():
        return unchanged(known)
    batch = Batch.objects.create(
        feed=feed, door=BatchDoor.FILE, digest=digest, file_name=file_name, columns=columns or {}, begun_by=by.label,
        begun_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=BatchBegun(batch.ref, feed.code, batch.door, digest))
    return batch


@command
def end_file(*, by: Actor, batch_id: int, rows: int, rejected: int) -> Batch:
    """A file was read to its end: so many rows, so many of them given back. Read again, it says what the last run came to."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if (batch.state, batch.rejected) == (BatchState.DONE, rejected):
        return unchanged(batch)
    batch.state, batch.rejected, batch.ended_at = BatchState.DONE, rejected, clock.now()
    batch.save(update_fields=["state", "rejected", "ended_at"])
    record.write(by=by, event=BatchEnded(batch.ref, rows, rejected))
    return batch
