"""What the house does with calls by itself: ends those whose end it was never told."""

from yiwang.cases.centre.events import CallsLost
from yiwang.cases.centre.models import Call
from yiwang.cases.centre.queries.calls import lost
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


def _batch() -> Ref:
    return Ref("centre.calls", f"{clock.today():%Y%m%d}")


@command
def end_lost_calls(*, by: Actor) -> int:
    """End the calls whose end the exchange has not told for hours; how many. Their length counts for nothing."""
    found = lost()
    if not found:
        return unchanged(0)
    for call in found:
        call.ended_at, call.is_end_unknown = clock.now(), True
        call.state = call.standing
    Call.objects.bulk_update(found, ["ended_at", "is_end_unknown", "state"])
    record.write(by=by, event=CallsLost(_batch(), len(found)))
    return len(found)
