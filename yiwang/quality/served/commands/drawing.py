"""Who is asked: drawn by the rules of sampling, then handed to `asking`, which has the last word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.queries import About, Plan, Whom
from yiwang.quality.asking.states import Purpose
from yiwang.quality.served import queries
from yiwang.quality.served.events import ServicesDrawn
from yiwang.quality.served.models import Feed, Service
from yiwang.quality.served.states import FeedKind, ServiceState

BATCH = 100
"""Services looked at in one transaction: no longer than a third of a second on a busy machine."""


@dataclass(frozen=True)
class Drawn:
    """How many were looked at, and how many of them are to be asked."""

    looked: int
    drawn: int


@command
def draw(*, by: Actor, feed_id: int, limit: int = BATCH) -> Drawn:
    """Draw the next services of a feed: each once, whoever draws at the same time. Nobody waits: unchanged.

    One person is drawn at most once in thirty days; what is older than its rule asks for is not asked about. Of a stopped feed
    nobody is drawn.
    """
    feed = Feed.objects.get(pk=feed_id)
    found = queries.to_draw(feed_id=feed_id, limit=limit)
    if not found or not feed.is_active:
        return unchanged(Drawn(0, 0))
    now = clock.now()
    for service in found:
        _judge(service, now)
    drawn = _once_a_person([one for one in found if one.state == ServiceState.DRAWN])
    rows.change(found, "state", "drawn_at", "drawn_by", "ask_at")
    if drawn:
        special = queries.tags_near(persons={one.phone_index for one in drawn})
        plans = [_plan(one, special.get(one.phone_index, frozenset())) for one in drawn]
        asking.plan_many(by=by, plans=plans)
    many = {state: sum(one.state == state for one in found) for state in ServiceState}
    record.write(
        by=by, event=ServicesDrawn(
            feed.ref, feed.code, len(found), len(drawn), many[ServiceState.RECENT], many[ServiceState.LATE]
        ),
    )  # fmt: skip
    return Drawn(len(found), len(drawn))


def _judge(service: Service, now: datetime) -> None:
    """What the rules say of one service by itself."""
    rule = queries.rule_for(service)
    service.drawn_at, service.drawn_by = now, rule.code if rule else ""
    if not service.phone_index:
        service.state = ServiceState.NO_PHONE
    elif rule is None or not rule.draws(service):
        service.state = ServiceState.NOT_DRAWN
    elif now - service.served_at > rule.within:
        service.state = ServiceState.LATE
    else:
        service.state, service.ask_at = ServiceState.DRAWN, max(now, service.served_at + rule.delay)


def _once_a_person(wanted: Sequence[Service]) -> list[Service]:
    """Those of them who were and are asked nothing else within thirty days; of the others it is noted."""
    moments = [one.ask_at for one in wanted if one.ask_at]
    if not moments:
        return []
    persons = {one.phone_index for one in wanted}
    near: Mapping[str, list[datetime]] = queries.asked_near(persons=persons, first=min(moments), last=max(moments))
    asked = {person: list(found) for person, found in near.items()}
    drawn = []
    for one in wanted:
        if one.ask_at is None:
            continue
        mine = asked.setdefault(one.phone_index, [])
        if any(abs(one.ask_at - at) < queries.ONCE_IN for at in mine):
            one.state, one.ask_at = ServiceState.RECENT, None
        else:
            mine.append(one.ask_at)
            drawn.append(one)
    return drawn


def _plan(service: Service, special: frozenset[str]) -> Plan:
    """The question: when and where, and nothing of what it was. `special`: cases in which this person came before."""
    day = clock.local(service.served_at)
    return Plan(
        purpose=Purpose.SERVICE, subject=service.ref, unit=service.unit, handler=service.handler,
        whom=Whom(recipient=Recipient(kind=CITIZEN, phone=service.phone)),
        about=About(feed=service.feed.code, item=service.item, tags=special | frozenset(service.tags)),
        params={"date": f"{day.month}月{day.day}日", "place": FeedKind(service.feed.kind).told_place}, at=service.ask_at,
    )  # fmt: skip
