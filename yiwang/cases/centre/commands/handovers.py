"""送达: owed with the answer, done step by step, tried in vain, given up with proof, dropped where the answer is disputed."""

from dataclasses import dataclass
from datetime import date

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeal_policies
from yiwang.cases.appeals import queries as appeal_queries
from yiwang.cases.appeals.events import AppealDisputed, ReplyApproved
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.events import HandOverEnded, HandOverOwed, HandOverTried
from yiwang.cases.centre.models import HandOver, HandOverTry
from yiwang.cases.centre.states import (
    SATISFACTIONS,
    STEPS,
    HandOverState,
    HandOverStep,
    HandOverWay,
    Satisfaction,
)
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

SAID_SIGNS, PROOF_SIGNS = 1000, 80


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """How it went. `receiver`: who took it; `proof`: tracking number or their number; `handed_on`: the day; `said`: their words.

    `satisfaction`: of the step that asks for it, one of `Satisfaction`.
    """

    receiver: str = ""
    proof: str = ""
    said: str = ""
    handed_on: date | None = None
    satisfaction: str = ""


def owe_hand_over(*, by: Actor, event: ReplyApproved) -> None:
    """Reaction: an answer that no machine carries waits to be taken to who asked, from the very moment it was let out."""
    appeal = appeal_queries.get_by_id(case_id=int(event.subject.id))
    way = queries.way_of(appeal=appeal)
    if way is None or any(one.round == appeal.case.round for one in queries.hand_overs_of(case=appeal.case)):
        return
    _drop_waiting(by, appeal.case)
    _owe(by, appeal, way)


def _owe(by: Actor, appeal: Appeal, way: HandOverWay) -> None:
    """A row a step; where the slip tells that they met already, that step is done."""
    case, due, now = appeal.case, queries.due_at(appeal=appeal), clock.now()
    slip = queries.slip_of(case=case)
    met = slip.answers if slip else {}
    steps = STEPS.get(way, (HandOverStep.DELIVER,))
    for place, step in enumerate(steps, start=1):
        row = HandOver(case=case, round=case.round, way=way, step=step, place=place, owed_at=now, due_at=due)
        if step is HandOverStep.MEET and met.get("met_on"):
            row.state, row.ended_at, row.said = HandOverState.DONE, now, met.get("met_note", "")
            row.handed_on = date.fromisoformat(met["met_on"])
        row.save()
    record.write(by=by, event=HandOverOwed(case.ref, way, len(steps)))


def drop_hand_overs(*, by: Actor, event: AppealDisputed) -> None:
    """Reaction: an answer that is disputed is taken to nobody any more."""
    _drop_waiting(by, appeal_queries.get_by_id(case_id=int(event.subject.id)).case)


def _drop_waiting(by: Actor, case: Case) -> None:
    for one in HandOver.objects.filter(case=case, state=HandOverState.WAITING):
        one.case = case
        _end(by, one, HandOverState.DROPPED)


def _taken(by: Actor, hand_over_id: int, case_id: int) -> HandOver:
    case = casework.lock(by=by, case_id=case_id)
    return queries.hand_over(hand_over_id=hand_over_id, case=case, lock=True)


def _end(by: Actor, found: HandOver, state: HandOverState) -> HandOver:
    found.state, found.ended_at, found.ended_by_id = state, clock.now(), by.officer_id
    found.save()
    event = HandOverEnded(found.case.ref, found.pk, found.way, found.step, state, found.satisfaction)
    record.write(by=by, event=event)
    return found


@command
def hand_over(*, by: Actor, case_id: int, hand_over_id: int, delivered: Delivered) -> HandOver:
    """One step is done: they met, the answer is in their hands, they have said what they think of it. Done already: unchanged.

    A deputy who is not satisfied disputes the answer with these words, as long as the window to dispute is open. Refused:
    another step comes first. Invalid: nobody received it, a day ahead, no satisfaction where it is asked for.
    """
    found = _taken(by, hand_over_id, case_id)
    if found.state == HandOverState.DONE:
        return unchanged(found)
    policies.may_hand_over(appeal_policies.mover(by), found, is_open=queries.is_open(found=found)).require()
    _check(found, delivered)
    found.receiver, found.proof = delivered.receiver.strip(), delivered.proof.strip()
    found.said, found.satisfaction = delivered.said.strip(), delivered.satisfaction
    found.handed_on = delivered.handed_on or clock.today()
    _end(by, found, HandOverState.DONE)
    if found.satisfaction == Satisfaction.DISSATISFIED:
        _dispute(by, found)
    return found


def _check(found: HandOver, delivered: Delivered) -> None:
    faults: dict[str, str] = {}
    step = HandOverStep(found.step)
    if step is HandOverStep.DELIVER and not delivered.receiver.strip():
        faults["receiver"] = f"请写{HandOverWay(found.way).asks_receipt}"
    if step is HandOverStep.MEET and not delivered.said.strip():
        faults["said"] = "请写面商的情况"
    if step is HandOverStep.SATISFACTION:
        if delivered.satisfaction not in SATISFACTIONS:
            faults["satisfaction"] = "请选满意、基本满意或不满意"
        elif delivered.satisfaction == Satisfaction.DISSATISFIED and not delivered.said.strip():
            faults["said"] = "请写不满意在哪里，好让人接着办"
    if delivered.handed_on and delivered.handed_on > clock.today():
        faults["handed_on"] = "日期还没有到，请核对"
    if len(delivered.said) > SAID_SIGNS:
        faults["said"] = f"最多{SAID_SIGNS}字，请删去{len(delivered.said) - SAID_SIGNS}字"
    faults |= {
        name: f"最多{PROOF_SIGNS}字" for name in ("receiver", "proof") if len(getattr(delivered, name)) > PROOF_SIGNS
    }
    if faults:
        raise Invalid("送达记录还没有填好", **faults)


def _dispute(by: Actor, found: HandOver) -> None:
    """As who asked would: the record says through whom."""
    asker = Actor.citizen(door=by.door, request_id=by.request_id)
    appeal = appeal_queries.get_by_id(case_id=found.case_id)
    if appeal_policies.may_dispute(appeal_policies.mover(asker), appeal):
        appeals.dispute(by=asker, case_id=found.case_id, reason=found.said, round=found.round)


@command
def try_hand_over(*, by: Actor, case_id: int, hand_over_id: int, how: str) -> HandOverTry:
    """送达没有成: when and why not is kept; the step waits on. Invalid: no words."""
    found = _taken(by, hand_over_id, case_id)
    policies.may_hand_over(appeal_policies.mover(by), found, is_open=queries.is_open(found=found)).require()
    words = how.strip()
    if not words or len(words) > SAID_SIGNS:
        why = "请写怎样送的、为什么没有送成" if not words else f"最多{SAID_SIGNS}字"
        raise Invalid(why, how=why)
    number = found.tries.count() + 1
    made = HandOverTry.objects.create(hand_over=found, at=clock.now(), how=words, officer_id=by.officer_id or 0)
    record.write(by=by, event=HandOverTried(found.case.ref, found.pk, number))
    return made


@command
def fail_hand_over(*, by: Actor, case_id: int, hand_over_id: int, said: str) -> HandOver:
    """无法送达, proved by the attempts on record; what becomes of the paper is said. Given up already: unchanged."""
    found = _taken(by, hand_over_id, case_id)
    if found.state == HandOverState.FAILED:
        return unchanged(found)
    mover = appeal_policies.mover(by)
    policies.may_fail_hand_over(mover, found, is_open=queries.is_open(found=found)).require()
    if not said.strip():
        raise Invalid("没有写去处", said="请写答复书现在在哪里，例如“存档，来人可以取”")
    found.said = said.strip()[:SAID_SIGNS]
    _end(by, found, HandOverState.FAILED)
    for later in HandOver.objects.filter(case=found.case, round=found.round, state=HandOverState.WAITING):
        later.case = found.case
        _end(by, later, HandOverState.DROPPED)
    return found
