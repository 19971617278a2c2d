"""申请延期、依法暂停: asked by who handles it, decided by another, and the promise follows; 恢复计时 when the ground is over."""

from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import count_on, ends_open_business, move, required, taken_up, wait
from yiwang.cases.appeals.events import (
    ExtensionRequested,
    PauseEnded,
    PauseReminded,
    PauseRequested,
    RequestDeclined,
    RequestGranted,
    RequestWithdrawn,
)
from yiwang.cases.appeals.models import Appeal, Request
from yiwang.cases.appeals.states import PAUSE_GROUNDS, Move, RequestKind, RequestState
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import policies as clocks_policies
from yiwang.ground.clocks.states import Ground
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

REASON_SIGNS = 200
"""As many as a line of the ledger holds: there the citizen reads it."""
PROOF_SIGNS = 120
OPINION_SIGNS = 300


@command
def request_extension(*, by: Actor, case_id: int, days: int, reason: str) -> Request:
    """申请延期: so many more working days, once a round, before it is due. `reason`: the citizen reads it once it is granted.

    Invalid: more days than the table allows, or no reason.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(reason, field="reason", message="请写明为什么要延期，批准后诉求人会看到", limit=REASON_SIGNS)
    if same := _asked_already(by, appeal, kind=RequestKind.EXTENSION, days=days, reason=words):
        return unchanged(same)
    policies.may_request_extension(who, appeal).require()
    clocks_policies.may_extend(by, appeal.case.ref, "handle", clock.now()).require()
    rule = queries.extension_rule(appeal=appeal)
    most = rule.value if rule else 0
    if not 1 <= days <= most:
        raise Invalid("延期的天数不对", days=f"请选1到{most}个工作日")
    made = _ask(by, appeal, Move.REQUEST_EXTENSION, kind=RequestKind.EXTENSION, days=days, reason=words)
    record.write(by=by, event=ExtensionRequested(appeal.case.ref, made.pk, days))
    return made


@command
def request_pause(
    *, by: Actor, case_id: int, ground: str, proof: str, reason: str, clean: Clean | None = None
) -> Request:
    """申请暂停: on a lawful ground. `proof`: number or name of the paper that shows it; `clean`: the paper itself, if at hand.

    Invalid: no ground of the law, no proof, or no reason.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    if ground not in PAUSE_GROUNDS:
        raise Invalid("没有选法定事由", ground="请选一个法定事由；别的原因请申请延期")
    paper = required(proof, field="proof", message="请写凭据的文号或名称，例如委托鉴定书的编号", limit=PROOF_SIGNS)
    words = required(reason, field="reason", message="请写明暂停的原因", limit=REASON_SIGNS)
    if same := _asked_already(by, appeal, kind=RequestKind.PAUSE, ground=ground, proof=paper, reason=words):
        return unchanged(same)
    policies.may_request_pause(who, appeal).require()
    asked = {"ground": ground, "proof": paper, "reason": words}
    made = _ask(by, appeal, Move.REQUEST_PAUSE, kind=RequestKind.PAUSE, **asked)
    file = files.keep(by=by, subject=appeal.case.ref, clean=clean, label="暂停计时的凭据") if clean else None
    record.write(by=by, event=PauseRequested(appeal.case.ref, made.pk, ground, file.pk if file else 0))
    return made


def _asked_already(by: Actor, appeal: Appeal, **asked: Any) -> Request | None:
    """The same request of the same hand, still waiting: asked twice it is asked once."""
    waiting = queries.open_request(appeal=appeal)
    is_same = waiting and waiting.asked_by_id == by.officer_id
    return waiting if is_same and all(getattr(waiting, name) == value for name, value in asked.items()) else None


def _ask(by: Actor, appeal: Appeal, by_move: Move, **asked: Any) -> Request:
    made = Request.objects.create(
        appeal=appeal, round=appeal.case.round, asked_by_id=by.officer_id or 0, asked_at=clock.now(), **asked
    )
    move(by=by, appeal=appeal, by_move=by_move)
    return made


@command
def withdraw_request(*, by: Actor, case_id: int) -> Request:
    """撤回申请, by who asked."""
    who, appeal = taken_up(by=by, case_id=case_id)
    waiting = queries.open_request(appeal=appeal)
    last = queries.requests_of(appeal=appeal).first()
    if waiting is None and last and (last.state, last.asked_by_id) == (RequestState.WITHDRAWN, by.officer_id):
        return unchanged(last)
    policies.may_withdraw_request(who, appeal).require()
    request = _waiting(waiting)
    move(by=by, appeal=appeal, by_move=Move.WITHDRAW_REQUEST)
    _withdraw(by, appeal, request)
    return request


def _withdraw(by: Actor, appeal: Appeal, request: Request) -> None:
    request.state, request.decided_at = RequestState.WITHDRAWN, clock.now()
    request.save(update_fields=["state", "decided_at"])
    record.write(by=by, event=RequestWithdrawn(appeal.case.ref, request.pk))


def _waiting(request: Request | None, request_id: int | None = None) -> Request:
    """The request that waits. Conflict: it is not the one that was read."""
    if request is None or (request_id is not None and request.pk != request_id):
        raise Conflict("这项申请已经处理过了，请刷新看看最新情况")
    return request


def _decided(by: Actor, request: Request, state: RequestState, opinion: str) -> None:
    request.state, request.decided_by_id, request.decided_at = state, by.officer_id, clock.now()
    request.opinion = opinion
    request.save(update_fields=["state", "decided_by", "decided_at", "opinion"])


def _done_already(by: Actor, appeal: Appeal, state: RequestState, request_id: int | None) -> Request | None:
    """The request that this hand has decided so already, as the last one."""
    last = queries.requests_of(appeal=appeal).first()
    is_so = last and (last.state, last.decided_by_id) == (state, by.officer_id) and request_id in (None, last.pk)
    return last if is_so else None


@command
def grant(*, by: Actor, case_id: int, opinion: str = "", request_id: int | None = None) -> Request:
    """批准申请: an extension moves the promise by its days, a pause stops it on its ground; the citizen is told either way.

    `request_id`: the one that was read. Conflict: it was decided or withdrawn meanwhile.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    if done := _done_already(by, appeal, RequestState.GRANTED, request_id):
        return unchanged(done)
    policies.may_grant(who, appeal).require()
    request, case = _waiting(queries.open_request(appeal=appeal), request_id), appeal.case
    by = policies.hand(who.without(request.asked_by_id), Move.GRANT, case)
    _decided(by, request, RequestState.GRANTED, opinion.strip()[:OPINION_SIGNS])
    move(by=by, appeal=appeal, by_move=Move.GRANT)
    if request.kind == RequestKind.EXTENSION:
        now = clocks.extend(by=by, subject=case.ref, kind="handle", days=request.days, ground=request.reason)
        casework.settle(by=by, case=case, due_at=now.due_at, amber_at=now.amber_at)
    else:
        wait(by=by, appeal=appeal, ground=Ground(request.ground))
    record.write(by=by, event=RequestGranted(case.ref, request.pk, request.kind, request.days, request.ground))
    return request


@command
def decline(*, by: Actor, case_id: int, opinion: str, request_id: int | None = None) -> Request:
    """不批准, with the reason that who asked will read."""
    who, appeal = taken_up(by=by, case_id=case_id)
    if done := _done_already(by, appeal, RequestState.DECLINED, request_id):
        return unchanged(done)
    policies.may_decline(who, appeal).require()
    request = _waiting(queries.open_request(appeal=appeal), request_id)
    words = required(opinion, field="opinion", message="请写明不批准的理由，申请人会看到", limit=OPINION_SIGNS)
    by = policies.hand(who.without(request.asked_by_id), Move.DECLINE, appeal.case)
    _decided(by, request, RequestState.DECLINED, words)
    move(by=by, appeal=appeal, by_move=Move.DECLINE)
    record.write(by=by, event=RequestDeclined(appeal.case.ref, request.pk, request.kind))
    return request


@command
def resume(*, by: Actor, case_id: int) -> Request:
    """恢复计时: the ground of the pause is over; the promise runs on, and the citizen is told by when."""
    who, appeal = taken_up(by=by, case_id=case_id)
    paused = queries.open_pause(appeal=appeal)
    last = queries.requests_of(appeal=appeal).first()
    if paused is None and last and last.kind == RequestKind.PAUSE and last.ended_at:
        return unchanged(last)
    policies.may_resume(who, appeal).require()
    request = _waiting(paused)
    move(by=by, appeal=appeal, by_move=Move.RESUME)
    request.ended_at = clock.now()
    request.save(update_fields=["ended_at"])
    count_on(by=by, appeal=appeal, ground=Ground.OVER)
    record.write(by=by, event=PauseEnded(appeal.case.ref, request.pk, is_resumed=True))
    return request


@ends_open_business
def _end_requests(by: Actor, appeal: Appeal) -> None:
    """What waits is not decided any more, what stands still has no ground any more. The promise is the caller's matter."""
    if waiting := queries.open_request(appeal=appeal):
        _withdraw(by, appeal, waiting)
    if paused := queries.open_pause(appeal=appeal):
        paused.ended_at = clock.now()
        paused.save(update_fields=["ended_at"])
        record.write(by=by, event=PauseEnded(appeal.case.ref, paused.pk, is_resumed=False))


def let_time_run(*, by: Actor, appeal: Appeal) -> None:
    """For a command that sends the reply on: what was asked for is needed no more, and what stood still counts again."""
    _end_requests(by, appeal)
    if appeal.case.due_at is None:
        count_on(by=by, appeal=appeal, ground=Ground.OVER)


@command
def remind_paused(*, by: Actor, case_id: int, week: str) -> Request | None:
    """Once a week (`week`: 2026-W47): officer and head hear that the promise of this appeal still waits on a granted pause."""
    appeal = queries.lock_appeal(by=by, case_id=case_id)
    paused = queries.open_pause(appeal=appeal)
    told = (PauseReminded.code, week)
    history = record_queries.history(subject=appeal.case.ref) if paused else ()
    if paused is None or any((entry.code, entry.payload.get("week")) == told for entry in history):
        return unchanged(paused)
    record.write(by=by, event=PauseReminded(appeal.case.ref, paused.pk, week))
    return paused
