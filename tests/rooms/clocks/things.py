"""A thing with clocks, and commands that use them as a case would."""

from dataclasses import dataclass
from typing import Any, ClassVar

from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref
from yiwang.kit.work import command

BY = Actor.system("tests")
SUBJECT = Ref("tests.thing", 1)


@dataclass(frozen=True)
class ThingMoved(Event):
    """What a case would put on record beside the clock."""

    code: ClassVar[str] = "tests.thing.moved"


@command
def act(*, by: Actor, verbs: Any, subject: Ref = SUBJECT) -> Any:
    """Run verbs of the clocks in one command."""
    answer = verbs()
    record.write(by=by, event=ThingMoved(subject))
    return answer


def within(verb: Any, *, subject: Ref = SUBJECT, **arguments: Any) -> Any:
    """One verb in a command of its own."""
    return act(by=BY, verbs=lambda: verb(by=BY, subject=subject, **arguments), subject=subject)
