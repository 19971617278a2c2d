"""温馨提示: when what somebody came for can be fetched, and that it is later (S5.19). It asks nothing."""

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.served import queries
from yiwang.quality.served.events import PickUpTold
from yiwang.quality.served.states import FeedKind

BATCH = 200
_WHAT = "证件"
"""What can be fetched, in a text that others may read."""


@command
def tell_ready(*, by: Actor, limit: int = BATCH) -> int:
    """Tell the next people when they can come for what was made: once a day of pick-up, at most three times a service.

    In the quiet hours it waits for the morning; whoever wants no texts, or whose number is unsafe, gets none (`messaging`).
    Nobody to tell: unchanged. How many were told.
    """
    found = queries.to_tell(today=clock.today(), limit=limit)
    for service in found:
        ready = service.ready_date
        if ready is None:
            continue
        messaging.send(
            by=by, template="hu.notice", to=Recipient(kind=CITIZEN, phone=service.phone), subject=service.ref,
            params={
                "place": FeedKind(service.feed.kind).told_place, "item": _WHAT, "date": f"{ready.month}月{ready.day}日",
            },
        )  # fmt: skip
        service.told_date, service.told_count = ready, service.told_count + 1
        service.save(update_fields=["told_date", "told_count"])
        record.write(by=by, event=PickUpTold(service.ref, service.feed.code, service.told_count))
    return len(found) if found else unchanged(0)
