"""Facts and the reactions to them. `yiwang.wiring` is the only place that joins the two."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol

from yiwang.kit import jobs, memory, work
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class Event:
    """A fact, named in the past tense. Carries ids, codes and digests, never personal text.

    Subclasses are frozen dataclasses that set `code` (`room.noun.fact`); the first field is `subject`.
    """

    code: ClassVar[str] = ""
    subject: Ref

    def payload(self) -> dict[str, Any]:
        """The fields besides the subject, as JSON can hold them."""
        return {name: _plain(getattr(self, name)) for name in _names(type(self))}


class Reaction(Protocol):
    """Answers a fact inside its transaction."""

    def __call__(self, *, by: Actor, event: Any) -> object:
        """Answer the fact; `by` is who caused it."""


class Gathered(Protocol):
    """Answers all facts of its kinds that one command told, when that ends."""

    def __call__(self, *, by: Actor, events: Sequence[Any]) -> object:
        """Answer the facts, in the order in which they were told; `by` is who caused them."""


_TOGETHER = "facts together"
_now: dict[type[Event], list[Reaction]] = defaultdict(list)
_later: dict[type[Event], list[str]] = defaultdict(list)
_together: dict[type[Event], list[Gathered]] = defaultdict(list)
_places: dict[Gathered, int] = {}
"""In which order those were wired: each command answers in it."""


def now(event: type[Event], reaction: Reaction) -> None:
    """Answer in the same transaction: only for what must never disagree (a clock, a message row)."""
    if reaction not in _now[event]:
        _now[event].append(reaction)


def later(event: type[Event], job: str) -> None:
    """Answer by the job `room.job`, enqueued by name in the same transaction. The default."""
    if job not in _later[event]:
        _later[event].append(job)


def together(event: type[Event], reaction: Gathered) -> None:
    """Answer in the same transaction, but all such facts of a command at once, at its end: where a batch tells hundreds.

    One fact is a batch of one. What is read then is how the command leaves it; of what it makes new nothing needs to be written
    before. Reactions are called in the order in which they were wired.
    """
    _places.setdefault(reaction, len(_places))
    if reaction not in _together[event]:
        _together[event].append(reaction)


def announce(*, by: Actor, event: Event) -> None:
    """Run and enqueue the reactions to a fact; called by `record.write` alone."""
    memory.heard(event.code)
    for reaction in _now[type(event)]:
        reaction(by=by, event=event)
    for gathered in _together[type(event)]:
        work.buffer(_TOGETHER, (gathered, by, event))
    for job in _later[type(event)]:
        jobs.enqueue(job, ref=str(event.subject))


@work.flusher(_TOGETHER, order=10)
def _answer(told: list[tuple[Gathered, Actor, Event]]) -> None:
    """Before all else that is written at the end, for answers start clocks and send messages; what they tell is answered too."""
    while told:
        found: dict[tuple[Gathered, Actor], list[Event]] = defaultdict(list)
        for gathered, by, event in told:
            found[gathered, by].append(event)
        for gathered, by in sorted(found, key=lambda pair: _places[pair[0]]):
            gathered(by=by, events=found[gathered, by])
        told = work.take(_TOGETHER)


def gathered_reactions() -> dict[type[Event], list[Gathered]]:
    """What is answered together, for tests."""
    return dict(_together)


def reactions() -> dict[type[Event], tuple[list[Reaction], list[str]]]:
    """Everything wired, for tests and the docs."""
    return {event: (_now[event], _later[event]) for event in {**_now, **_later}}


_said: dict[type, tuple[str, ...]] = {}


def _names(event: type[Event]) -> tuple[str, ...]:
    """What an event says besides its subject; looked up once a class, for this is asked of every fact."""
    if event not in _said:
        _said[event] = tuple(field.name for field in fields(event) if field.name != "subject")
    return _said[event]


def _plain(value: Any) -> Any:
    if isinstance(value, Ref):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
