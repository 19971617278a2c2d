"""A question is planned, or its addressee left in peace; one or thousands of them, with a handful of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.casework.models import Case
from yiwang.ground.messaging import policies as messaging
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import queries
from yiwang.quality.asking.commands.doors import close_doors
from yiwang.quality.asking.events import AskDropped, AskPlanned, PersonSpared
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.queries import About, Plan, Spared, Whom
from yiwang.quality.asking.queries.plans import Key
from yiwang.quality.asking.states import OPEN, AskState, Purpose, TaskState, Way

rows.on_duplicate("asking_ask_once", "这次询问刚刚已经安排，请刷新看看")


@command
def plan(
    *, by: Actor, purpose: Purpose, subject: Ref, unit: Unit, whom: Whom, about: About, round: int = 1,
    handler: Officer | None = None, case: Case | None = None, params: Mapping[str, str] | None = None,
    after: timedelta | None = None, at: datetime | None = None, lapse_at: datetime | None = None, script: str = "",
    title: str = "", questions: Sequence[Mapping[str, Any]] | None = None,
) -> Ask:  # fmt: skip
    """Have somebody asked, `after` so long or `at` that moment (quiet hours wait until nine); PLANNED, or SPARED with its reason.

    Asked already for this purpose, subject and round: unchanged. Other arguments as in `queries.Plan`.
    """
    when = at or clock.now() + (after or timedelta(0))
    wanted = Plan(
        purpose=purpose, subject=subject, unit=unit, whom=whom, about=about, round=round, handler=handler, case=case,
        params=params or {}, at=when, lapse_at=lapse_at, script=script, title=title, questions=questions or (),
    )  # fmt: skip
    known, made = _planned(by, [wanted])
    return made[wanted.key] if made else unchanged(known[wanted.key])


@command
def plan_many(*, by: Actor, plans: Sequence[Plan]) -> int:
    """The same for many, in multi-row statements; how many were planned (neither spared nor known already).

    Whoever stands in it twice is counted twice against the month's limit, in the order given.
    """
    _, made = _planned(by, plans)
    count = sum(one.state == AskState.PLANNED for one in made.values())
    return count if made else unchanged(0)


@command
def call(
    *, by: Actor, purpose: Purpose, subject: Ref, unit: Unit, judged: Unit, whom: Whom, about: About,
    due_at: datetime | None = None, round: int = 1, handler: Officer | None = None, case: Case | None = None,
    params: Mapping[str, str] | None = None, script: str = "", not_by: Collection[int] = (),
    questions: Sequence[Mapping[str, Any]] | None = None, title: str = "",
) -> Task | None:  # fmt: skip
    """Have somebody rung up by the agents of `unit` about a service of `judged`; None: spared, as the question says.

    `handler`, `not_by`: who must not call. Called for already: unchanged, its task. Invalid: no number to ring up.
    """
    to = Whom(recipient=whom.recipient, way=Way.PHONE)
    wanted = Plan(
        purpose=purpose, subject=subject, unit=judged, whom=to, about=about, round=round, handler=handler, case=case,
        params=params or {}, at=queries.next_ring(clock.now()), script=script, questions=questions or (), title=title,
    )  # fmt: skip
    known, made = _planned(by, [wanted])
    if not made:
        return unchanged(queries.task_of(ask=known[wanted.key]))
    ask = made[wanted.key]
    if ask.state == AskState.SPARED:
        return None
    return add_task(ask, unit=unit, script=script, due_at=due_at, not_by=not_by)


def add_task(
    ask: Ask, *, unit: Unit, script: str = "", due_at: datetime | None = None, not_by: Collection[int] = ()
) -> Task:
    """The call of a question; written with all else."""
    task = fresh(
        Task, pk=rows.key(Task), ask=ask, unit=unit, script=queries.script_for(Purpose(ask.purpose), script),
        not_by=sorted(set(not_by)), not_before=queries.next_ring(max(ask.ask_at, clock.now())), due_at=due_at,
    )  # fmt: skip
    return rows.add(task)


@command
def drop(*, by: Actor, subject: Ref, purposes: Collection[Purpose] = tuple(Purpose)) -> int:
    """What is not answered about it is asked no more, and no call is made; how many questions."""
    found = Ask.objects.select_for_update().filter(
        subject_kind=subject.kind, subject_id=int(subject.id), purpose__in=list(purposes), state__in=OPEN
    )
    return _dropped(by, list(found.order_by("pk")))


@command
def drop_of_case(*, by: Actor, case_id: int) -> int:
    """The same of everything that is asked about a file: it was withdrawn, given back, or is nobody's to ask about any more."""
    found = Ask.objects.select_for_update().filter(case_id=case_id, state__in=OPEN)
    return _dropped(by, list(found.order_by("pk")))


def _dropped(by: Actor, found: Sequence[Ask]) -> int:
    now = clock.now()
    for ask in found:
        ask.state, ask.ended_at = AskState.DROPPED, now
        ask.save(update_fields=["state", "ended_at"])
        end_call(ask, TaskState.DROPPED)
        record.write(by=by, event=AskDropped(ask.ref, ask.purpose, str(ask.subject), ask.round))
    close_doors(by=by, asks=found, is_answered=False)
    return len(found) if found else unchanged(0)


def end_call(ask: Ask, state: TaskState) -> None:
    """Its call, where it has one that is not over, is."""
    waiting = Task.objects.filter(ask=ask, state__in=[TaskState.OPEN, TaskState.TAKEN])
    waiting.update(state=state, ended_at=clock.now())


def _planned(by: Actor, plans: Sequence[Plan]) -> tuple[Mapping[Key, Ask], dict[Key, Ask]]:
    """Those that stand already, and the new ones."""
    wanted = {one.key: one for one in plans}
    if not wanted:
        return {}, {}
    _check(wanted.values())
    known = queries.known(keys=wanted.keys())
    fresh_ones = [one for key, one in wanted.items() if key not in known]
    if not fresh_ones:
        return known, {}
    ats = [_when(one) for one in fresh_ones]
    facts = queries.facts_for(fresh_ones, ats)
    asked = {person: list(moments) for person, moments in facts.asked.items()}
    made: dict[Key, Ask] = {}
    for one, at in zip(fresh_ones, ats, strict=True):
        facts = queries.Facts(cautions=facts.cautions, muted=facts.muted, asked=asked, touches=facts.touches)
        person = one.person_index
        found = queries.judged(
            one.purpose, one.about, one.whom, person=person, at=at, key=queries.counted_of(one), facts=facts
        )
        if not found and one.purpose in queries.UNASKED_FOR:
            asked.setdefault(person, []).append(at)
        made[one.key] = _row(by, one, person, at, found)
    return known, made


def _check(plans: Collection[Plan]) -> None:
    if any(one.round < 1 for one in plans):
        raise Invalid("询问的轮次从1开始")


def _when(one: Plan) -> datetime:
    at = one.at or clock.now()
    if queries.way_of(one.whom) == Way.PHONE:
        return queries.next_ring(at)
    return messaging.earliest(at, heeds_quiet=True)


def _row(by: Actor, one: Plan, person: str, at: datetime, found: Spared) -> Ask:
    """Its row and its fact. Of somebody spared nothing is kept by which they could be reached."""
    is_spared = found.reason is not None
    ask = fresh(
        Ask, pk=rows.key(Ask), purpose=str(one.purpose), subject_kind=one.subject.kind, subject_id=int(one.subject.id),
        round=one.round, case=one.case, unit=one.unit, handler=one.handler,
        way="" if is_spared else str(queries.way_of(one.whom)), state=AskState.SPARED if is_spared else AskState.PLANNED,
        spare=str(found.reason or ""), rule=found.rule, to="" if is_spared else queries.packed(one),
        person_index="" if is_spared else person, ask_at=at, ended_at=clock.now() if is_spared else None,
    )  # fmt: skip
    rows.add(ask)
    about = str(one.subject)
    if is_spared:
        event = PersonSpared(ask.ref, ask.purpose, about, ask.round, ask.spare, ask.rule)
        record.write(by=by, event=event)
    else:
        record.write(by=by, event=AskPlanned(ask.ref, ask.purpose, about, ask.round, ask.way))
    return ask
