"""Calls that people make: taken, dialled, tried, given up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import policies, queries
from yiwang.quality.asking.commands.answering import answer
from yiwang.quality.asking.events import AskLapsed, CallAttempted, CallGivenBack, CallGivenUp, CallTaken
from yiwang.quality.asking.models import Ask, Attempt, Task, Touch
from yiwang.quality.asking.states import AskState, Door, Grade, Reached, TaskState, Way

NOTE_SIGNS = 300
LONGEST = timedelta(days=14)
"""The latest that somebody may be called again by arrangement (bureau default)."""
RANG = frozenset({Reached.ANSWERED, Reached.LATER, Reached.DECLINED, Reached.NO_ANSWER})
"""What made a telephone ring."""
_OVER = frozenset({Reached.DECLINED, Reached.WRONG_NUMBER})


@command
def take_call(*, by: Actor, task_id: int) -> Task:
    """认领. Mine already: unchanged. Refused: own work, or another's list. Conflict: taken by somebody else meanwhile."""
    task, reach = queries.lock_task(task_id=task_id), organisation.reach(by=by)
    if task.state == TaskState.TAKEN and task.officer_id == by.officer_id:
        return unchanged(task)
    if task.state == TaskState.TAKEN:
        raise Conflict("同事刚刚认领了这个电话，请换一个")
    policies.may_take(reach, task).require()
    task.state, task.officer_id, task.taken_at = TaskState.TAKEN, by.officer_id, clock.now()
    task.save(update_fields=["state", "officer", "taken_at"])
    record.write(by=by, event=CallTaken(task.ask.ref, task.ask_id, by.id))
    return task


@command
def give_back_call(*, by: Actor, task_id: int) -> Task:
    """退回清单, so that somebody else may make it. Nobody's already: unchanged."""
    task = queries.lock_task(task_id=task_id)
    if task.state != TaskState.TAKEN:
        return unchanged(task)
    policies.may_take(organisation.reach(by=by), task).require()
    task.state, task.officer, task.taken_at = TaskState.OPEN, None, None
    task.save(update_fields=["state", "officer", "taken_at"])
    record.write(by=by, event=CallGivenBack(task.ask.ref, task.ask_id))
    return task


@command
def dial(*, by: Actor, task_id: int) -> str:
    """The number to ring up, for who took the call, at an hour that allows it; the look is put on record each time."""
    task = queries.lock_task(task_id=task_id)
    policies.may_dial(organisation.reach(by=by), task, clock.now()).require()
    record.look(by=by, subject=task.ask.ref, fields=("phone",), purpose="回访电话")
    return queries.to_of(task.ask).recipient.phone


@command
def note_attempt(
    *, by: Actor, task_id: int, reached: Reached, note: str = "", next_at: datetime | None = None,
    grade: Grade | None = None, reasons: Sequence[str] = (), words: str = "", body: Mapping[str, Any] | None = None,
) -> Task:  # fmt: skip
    """记一次回访. With ANSWERED comes the answer; declined, or a wrong number: it is over and nobody is said to have answered.

    Else it waits until tomorrow, or `next_at` as arranged; after as many attempts as a service may be touched it is given up.
    Conflict: it is over. Invalid: an arrangement that cannot be, no grade, a question that must be answered is not.
    """
    task = queries.lock_task(task_id=task_id)
    if task.state not in (TaskState.OPEN, TaskState.TAKEN):
        raise Conflict("这个回访已经了结，请刷新看看")
    policies.may_note(organisation.reach(by=by), task).require()
    now, ask = clock.now(), task.ask
    again = _again(now, reached, next_at, note)
    if reached == Reached.ANSWERED:
        _check_form(ask, body or {})
    Attempt.objects.create(task=task, officer_id=by.officer_id or 0, at=now, reached=reached, note=note.strip())
    if reached in RANG:
        touch(ask, Way.PHONE, now)
    count = task.attempts.count()
    record.write(by=by, event=CallAttempted(ask.ref, ask.pk, reached, count))
    if reached == Reached.ANSWERED:
        answer(by=by, ask_id=ask.pk, door=Door.PHONE, grade=grade, reasons=reasons, words=words, body=body)
        task.refresh_from_db()
        return task
    if reached in _OVER or _is_enough(ask, count):
        return _given_up(by, task, is_reached=reached == Reached.DECLINED)
    task.state, task.officer, task.taken_at, task.not_before = TaskState.OPEN, None, None, again
    if reached == Reached.LATER:
        task.state, task.officer_id, task.taken_at = TaskState.TAKEN, by.officer_id, now
    task.save(update_fields=["state", "officer", "taken_at", "not_before"])
    _mark_asked(ask, now)
    return task


def _check_form(ask: Ask, body: Mapping[str, Any]) -> None:
    """What must be answered has been, as the page of the link asks for it too. Invalid: by question (`q_` and its code)."""
    asked = [one["code"] for one in queries.to_of(ask).questions if one.get("is_required")]
    if missing := [code for code in asked if not str(body.get(code) or "").strip()]:
        raise Invalid(**{f"q_{code}": "请回答这一题" for code in missing})


def touch(ask: Ask, way: Way, at: datetime) -> Touch:
    """Their telephone rang because of us: counted for the person and for the file or service it was about."""
    ref = queries.counted_by(ask)
    row = Touch(
        person_index=ask.person_index, subject_kind=ref.kind, subject_id=int(ref.id), ask=ask, way=way, at=at
    )  # fmt: skip
    return rows.add(row)


def _again(now: datetime, reached: Reached, next_at: datetime | None, note: str) -> datetime:
    """When it may be tried next: tomorrow at the first hour, or as arranged."""
    if len(note.strip()) > NOTE_SIGNS:
        raise Invalid(note=f"最多{NOTE_SIGNS}字")
    tomorrow = queries.next_ring(
        clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    )
    if reached != Reached.LATER or next_at is None:
        return tomorrow
    if next_at < tomorrow:
        raise Invalid(next_at="一天只打一次，最早约在明天")
    if next_at > now + LONGEST:
        raise Invalid(next_at="最晚约到14天以后")
    if not queries.may_ring(next_at):
        begins, ends = queries.call_hours()
        raise Invalid(next_at=f"请约在{begins:%H:%M}到{ends:%H:%M}之间")
    return next_at


def _is_enough(ask: Ask, count: int) -> bool:
    """As often tried, or touched about it in this round, as it may be."""
    most, ref = queries.touches_a_round(), queries.counted_by(ask)
    touched = queries.touches_of({(ref, ask.round)}).get((str(ref), ask.round), 0)
    return count >= most or touched >= most


def _mark_asked(ask: Ask, now: datetime) -> None:
    if ask.state == AskState.PLANNED:
        ask.state, ask.asked_at = AskState.ASKED, now
        ask.save(update_fields=["state", "asked_at"])


def _given_up(by: Actor, task: Task, *, is_reached: bool) -> Task:
    """Over without an answer: who was not reached, or would not say, is silent."""
    now, ask = clock.now(), task.ask
    task.state, task.ended_at = TaskState.DONE if is_reached else TaskState.GIVEN_UP, now
    task.save(update_fields=["state", "ended_at"])
    ask.state, ask.ended_at = AskState.SILENT, now
    ask.save(update_fields=["state", "ended_at"])
    about = str(ask.subject)
    if not is_reached:
        record.write(by=by, event=CallGivenUp(ask.ref, ask.pk, ask.purpose, about, ask.round))
    record.write(by=by, event=AskLapsed(ask.ref, ask.pk, ask.purpose, about, ask.round))
    return task
