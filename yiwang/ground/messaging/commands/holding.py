"""After a restore nothing goes out by itself: a person looks first, and then lets it go."""

from datetime import UTC, datetime

from django.db.models import F, PositiveSmallIntegerField, Value
from django.db.models.functions import Greatest

from yiwang.ground.messaging.events import MessagesHeld, MessagesReleased
from yiwang.ground.messaging.models import Delivery, Message
from yiwang.ground.messaging.states import WAITING, DeliveryState
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

HELD_UNTIL = datetime(2200, 1, 1, tzinfo=UTC)
"""The moment of what is held back: no message is ever meant for it."""
_OUTBOX = Ref("messaging.outbox", 1)


@command
def hold(*, by: Actor) -> int:
    """Keep everything that waits from going out, to phones and to other systems; how many that are.

    Each counts as tried once, so that on its way out the gateway is asked first whether it has it: what was sent between
    a backup and its restore does not go out twice.
    """
    waiting = Message.objects.filter(state__in=WAITING).exclude(not_before=HELD_UNTIL)
    tried = Greatest(F("attempts"), Value(1), output_field=PositiveSmallIntegerField())
    count = waiting.update(not_before=HELD_UNTIL, attempts=tried)
    calls = Delivery.objects.filter(state=DeliveryState.WAITING).exclude(next_try_at=HELD_UNTIL)
    count += calls.update(next_try_at=HELD_UNTIL)
    if not count:
        return unchanged(0)
    record.write(by=by, event=MessagesHeld(_OUTBOX, count))
    return count


@command
def release(*, by: Actor) -> int:
    """Let go what was held back; how many that are. Quiet hours are kept all the same."""
    count = Message.objects.filter(state__in=WAITING, not_before=HELD_UNTIL).update(not_before=clock.now())
    calls = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at=HELD_UNTIL)
    count += calls.update(next_try_at=clock.now())
    if not count:
        return unchanged(0)
    record.write(by=by, event=MessagesReleased(_OUTBOX, count))
    jobs.enqueue("messaging.drain")
    return count
