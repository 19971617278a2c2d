"""A file that is kept secret or ruled by a law of its own by now has no rating in any figure; one that comes back has."""

from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.work import command, unchanged
from yiwang.quality.ratings import queries
from yiwang.quality.ratings.commands.contesting import leave_out
from yiwang.quality.ratings.commands.taking import why_left_out
from yiwang.quality.ratings.states import LeftOut


@command
def follow_file(*, by: Actor, event: Event) -> int:
    """Reaction to a change of grade, track or category; how many ratings changed. What another unit took out stays out."""
    changed = 0
    for found in queries.of_case(case_id=int(event.subject.id)).exclude(left_out=LeftOut.CONTESTED):
        why = why_left_out(found.case) if found.case else ""
        if why != found.left_out:
            leave_out(by=by, found=found, why=why)
            changed += 1
    return changed if changed else unchanged(0)
