"""The desk reads what is kept, proposes, a second person agrees, and the answer goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.rights import policies, queries
from yiwang.cases.rights.commands.correcting import correct
from yiwang.cases.rights.commands.telling import tell_asker, tell_desk
from yiwang.cases.rights.events import RequestChecked, RequestDecided, RequestOpened, RequestSentBack
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import (
    CLOCK,
    GROUNDS_OF,
    Decision,
    Field,
    RequestKind,
    RequestState,
    needs_second,
)
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock, holdings
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

ANSWER_SIGNS, REASON_SIGNS = 1000, 300
_CARRIED_LATER = frozenset({RequestKind.COPY.value, RequestKind.ERASE.value})
"""What a job does after the decision; the rest is done with it."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is kept of one kind, for the desk: how much and from when to when, and not a word of it."""

    label: str
    count: int
    files: Sequence[str]
    first: datetime
    last: datetime


@command
def open_holdings(*, by: Actor, request_id: int) -> list[Held]:
    """查清所留信息: which rooms keep what of this person, in numbers. Each look is on record. Missing: not for this hand."""
    found = queries.lock_request(by=by, request_id=request_id)
    person = queries.person_of(phone=found.phone, cases=found.cases)
    sheets = holdings.sheets(person)
    record.write(by=by, event=RequestOpened(found.ref, tuple(sheet.code for sheet in sheets)))
    return [
        Held(
            label=sheet.label, count=len(sheet.pieces), first=sheet.pieces[0].at, last=sheet.pieces[-1].at,
            files=sorted({piece.about for piece in sheet.pieces if piece.about}),
        )
        for sheet in sheets
    ]  # fmt: skip


@command
def check(
    *, by: Actor, request_id: int, decision: str, answer: str, ground: str = "", version: int | None = None
) -> DataRequest:
    """核对: decide, or where a second person must agree (a refusal, an erasure) propose. The same again by the same hand:
    unchanged.

    `ground`: why it may be refused, of `GROUNDS_OF` the kind. Invalid: no answer, no ground. Conflict: it has moved on.
    """
    who = policies.hand(by)
    found = queries.lock_request(by=by, request_id=request_id, reach=who.reach)
    if found.state == RequestState.CHECKED and found.checked_by_id == by.officer_id and found.decision == decision:
        return unchanged(found)
    _at(found, version)
    policies.may_check(who, found).require()
    _checked(found, decision, ground, answer)
    found.decision, found.ground, found.answer = decision, ground, answer.strip()
    found.checked_by, found.checked_at = organisation.officer(id=by.officer_id or 0), clock.now()
    found.sent_back = ""
    if not needs_second(found.kind, decision):
        return _settle(by, found)
    found.state, found.version = RequestState.CHECKED, found.version + 1
    found.save()
    record.write(by=by, event=RequestChecked(found.ref, decision, ground))
    tell_desk(by=by, request=found, template="dr.second", but=by.officer_id or 0)
    return found


def _at(found: DataRequest, version: int | None) -> None:
    if version is not None and found.version != version:
        raise Conflict("这件申请刚被别人办过，请刷新看看最新的情况")


def _checked(found: DataRequest, decision: str, ground: str, answer: str) -> None:
    wrong: dict[str, str] = {}
    if decision not in frozenset(Decision.values):
        wrong["decision"] = "请选怎么答复"
    is_whole = decision == Decision.GRANTED
    grounds = frozenset(one.value for one in GROUNDS_OF[found.kind])
    if not is_whole and ground not in grounds:
        wrong["ground"] = "不同意的，要选法律依据"
    if is_whole and ground:
        wrong["ground"] = "同意的不用选依据"
    if decision == Decision.PARTLY and found.kind != RequestKind.ERASE and found.kind != RequestKind.COPY:
        wrong["decision"] = "只有副本和删除可以部分同意"
    if not answer.strip():
        wrong["answer"] = "请写给申请人的答复，写明办了什么或者为什么不办"
    elif len(answer) > ANSWER_SIGNS:
        wrong["answer"] = f"最多{ANSWER_SIGNS}字，请写短一些"
    if wrong:
        raise Invalid(**wrong)


@command
def decide(*, by: Actor, request_id: int, agrees: bool, reason: str = "", version: int | None = None) -> DataRequest:
    """复核: a second person agrees, or sends it back with the reason. Decided already by the same hand: unchanged."""
    who = policies.hand(by)
    found = queries.lock_request(by=by, request_id=request_id, reach=who.reach)
    if agrees and found.decided_by_id == by.officer_id and found.decided_at:
        return unchanged(found)
    _at(found, version)
    policies.may_decide(who, found).require()
    if agrees:
        return _settle(by, found)
    if not reason.strip():
        raise Invalid(reason="请写为什么退回，好让核对的人改")
    before = found.decision
    found.state, found.decision, found.ground = RequestState.RECEIVED, "", ""
    found.sent_back, found.version = reason.strip()[:REASON_SIGNS], found.version + 1
    found.save()
    record.write(by=by, event=RequestSentBack(found.ref, before))
    return found


def _settle(by: Actor, found: DataRequest) -> DataRequest:
    """Decided: what can be done at once is done in this transaction, and the clock stops."""
    now = clock.now()
    found.decided_by, found.decided_at = organisation.officer(id=by.officer_id or 0), now
    found.answer_digest = record_queries.digest(text=found.answer, salt=found.salt)
    is_later = found.decision != Decision.REFUSED and found.kind in _CARRIED_LATER
    if found.decision == Decision.GRANTED and found.kind == RequestKind.CORRECT and found.field != Field.OTHER:
        correct(by=by, request=found)
    found.state = RequestState.CARRYING if is_later else RequestState.DONE
    found.done_at = None if is_later else now
    found.version += 1
    found.save()
    clocks.stop(by=by, subject=found.ref, kind=CLOCK, ground=Ground.DONE)
    event = RequestDecided(found.ref, found.kind, found.decision, found.ground, found.answer_digest, not is_later)
    record.write(by=by, event=event)
    if not is_later:
        tell_asker(by=by, request=found, template="dr.answered")
    return found
