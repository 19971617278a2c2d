"""Heads, leaders and the officer of a file hear of its steps as each has chosen to (S5.17)."""

from collections.abc import Mapping, Sequence

from yiwang.cases.appeals.commands.telling import CASE, zh_moment
from yiwang.cases.appeals.events import (
    AppealReturned,
    AppealSigned,
    AppealUrged,
    ApplicantContacted,
    ReplyApproved,
    ReplyPassedUp,
    ReplySentBack,
    ReplySubmitted,
)
from yiwang.cases.appeals.queries.watching import Onlooker, Step, Watched, onlookers
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.commands import Hearer, Notice
from yiwang.ground.messaging.states import Node
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event

STEPS: dict[type[Event], tuple[Node, str]] = {
    AppealSigned: (Node.SIGN, "nt.sign"),
    ApplicantContacted: (Node.HANDLE, "nt.handle"),
    ReplySubmitted: (Node.APPROVE, "nt.approve"),
    ReplyPassedUp: (Node.APPROVE, "nt.approve"),
    ReplySentBack: (Node.APPROVE, "nt.back"),
    ReplyApproved: (Node.REPLY, "nt.reply"),
    AppealUrged: (Node.URGE, "nt.urge"),
    AppealReturned: (Node.RETURN, "nt.return"),
    DeadlineMissed: (Node.OVERDUE, "nt.overdue"),
}
"""Which fact is which step. None of them is part of an intake."""
OVERDUE: dict[str, str] = {"appeal": "nt.overdue"}
"""In which words a missed promise is told, by kind of file."""


def watch_too(*, kind: str, steps: Mapping[type[Event], tuple[Node, str]], overdue: str) -> None:
    """Steps of another kind of file are told the same way; the wiring says which."""
    STEPS.update(steps)
    OVERDUE[kind] = overdue


def notify_watchers(*, by: Actor, events: Sequence[Event]) -> None:
    """Reaction: steps of files, told together; a few statements however many (`onlookers`), and the rows go with all others.

    Wired after every other reaction, so that nobody hears twice of what they are asked to do anyway.
    """
    counted = [event for event in events if _counts(event)]
    found = onlookers(steps=[_step(event) for event in counted], without=by.officer_id)
    messaging.notify(by=by, notices=[_notice(event, *seen) for event, seen in zip(counted, found, strict=True) if seen])


def _step(event: Event) -> Step:
    left = event.unit if isinstance(event, AppealReturned) else ""
    return Step(int(event.subject.id), STEPS[type(event)][0], left)


def _notice(event: Event, file: Watched, seen: Sequence[Onlooker]) -> Notice:
    node, template = STEPS[type(event)]
    template = OVERDUE[file.kind] if node is Node.OVERDUE else template
    hearers = [
        Hearer(
            watcher=one.watcher, part=one.part, is_own=one.is_own, is_important=file.is_important,
            is_closed=file.is_closed,
        )
        for one in seen
    ]  # fmt: skip
    return Notice(node=node, template=template, subject=event.subject, params=_params(file), hearers=hearers)


def _counts(event: Event) -> bool:
    """Of contacts the first that reached the person; of deadlines the promise alone."""
    if isinstance(event, ApplicantContacted):
        return event.is_first and event.reached
    if isinstance(event, DeadlineMissed):
        return event.subject.kind == CASE and event.kind == "handle"
    return True


def _params(file: Watched) -> dict[str, str]:
    """Number, unit, type and due moment: nothing personal goes out of the house."""
    return {
        "number": file.number, "type": file.type, "unit": file.unit_name or "受理台", "due": zh_moment(file.due_at),
    }  # fmt: skip
