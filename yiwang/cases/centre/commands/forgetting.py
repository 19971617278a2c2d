"""What the house does with calls by itself: ends those whose end it was never told, and forgets whose they were."""

from datetime import datetime

from yiwang.cases.centre.events import CallsForgotten, CallsLost
from yiwang.cases.centre.models import Call, CallBack, CallBackTry
from yiwang.cases.centre.queries.calls import forgettable, lost
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


@command
def forget_calls(*, by: Actor, before: datetime) -> int:
    """Clear whose calls and call-backs from before then were, and what they said; how many rows, at most a thousand each."""
    calls, promises = forgettable(before=before)
    if not calls and not promises:
        return unchanged(0)
    blank = {"number": "", "number_index": "", "note": "", "recording": "", "forgotten_at": clock.now()}
    Call.objects.filter(pk__in=calls).update(**blank)
    CallBack.objects.filter(pk__in=promises).update(number="", number_index="", name="", what="")
    CallBackTry.objects.filter(call_back__in=promises).update(note="")
    record.write(by=by, event=CallsForgotten(_batch(), len(calls) + len(promises)))
    return len(calls) + len(promises)
