"""Who owes a measure or a task is told once when its day comes, and each working week while it is over."""

from datetime import date, timedelta

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import queries
from yiwang.quality.campaigns.commands.notices import tell_head
from yiwang.quality.campaigns.events import WorkReminded
from yiwang.quality.campaigns.models import Measure, Task

SOON = timedelta(days=3)
"""Days before its day on which the owner is told (bureau default, no source)."""
WEEK = 7


@command
def remind(*, by: Actor) -> int:
    """Tell every owner whose day comes within `SOON`, once, and every seventh day after it while nothing is reported.

    How many were told; nobody: unchanged. Run twice on one day it tells nobody twice.
    """
    today = clock.today()
    due: list[Measure | Task] = [
        *queries.measures_due(until=today + SOON, today=today),
        *queries.tasks_due(until=today + SOON, today=today),
    ]
    told = [piece for piece in due if _is_time(piece, today)]
    for piece in told:
        _tell(by, piece, today)
    return len(told) if told else unchanged(0)


def _is_time(piece: Measure | Task, today: date) -> bool:
    """The first look within the days before it, and the first after it is over; then weekly."""
    if piece.due_on is None:
        return False
    if piece.told_on is None:
        return True
    is_late, was_late = piece.due_on < today, piece.told_on > piece.due_on
    return is_late and (not was_late or (today - piece.told_on).days >= WEEK)


def _tell(by: Actor, piece: Measure | Task, today: date) -> None:
    assert piece.due_on and piece.unit
    is_late = piece.due_on < today
    params = {
        "unit": piece.unit.short_name, "due": f"{piece.due_on.month}月{piece.due_on.day}日",
        "what": piece.campaign.title if isinstance(piece, Measure) else piece.title,
    }  # fmt: skip
    template = "cg.late" if is_late else "cg.due"
    if piece.officer and piece.officer.is_active and not is_late:
        to = phones.to_officer(officer=piece.officer)
        messaging.send(by=by, template=template, to=to, subject=piece.ref, params=params)
    else:
        tell_head(by=by, unit=piece.unit, template=template, subject=piece.ref, params=params)
    piece.told_on = today
    piece.save(update_fields=["told_on"])
    record.write(by=by, event=WorkReminded(piece.ref, is_late))
