"""Every write of the room: an answer on its way to the public and off it, and the day's patrol."""

from datetime import datetime, timedelta

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import policies, queries
from yiwang.offer.knowledge.events import (
    AnswerKept,
    AnswerOffered,
    AnswerPublished,
    AnswerRedacted,
    AnswerRenewed,
    AnswerSentBack,
    AnswerWithdrawn,
    ConsultationsPatrolled,
)
from yiwang.offer.knowledge.models import ANSWER_SIGNS, QUESTION_SIGNS, TITLE_SIGNS, Answer, Patrol
from yiwang.offer.knowledge.states import MOVES, TASKS, AnswerState, Ending, Move

CLOCK, PATROL_CLOCK = "publish", "patrol"
REVIEW_AFTER = timedelta(days=365)
"""Law and fees change: a year on somebody reads it again (bureau default, no source)."""
REASON_SIGNS = 300


@command
def offer_answer(
    *, by: Actor, source: Ref, number: str, unit: Unit, line: str, category: str, answered_at: datetime,
    limit: Limit | None, agreed_at: datetime | None = None,
) -> Answer:  # fmt: skip
    """待公开: an answer was approved; somebody has to redact it or to keep it back, within `limit` (ap.publish).

    Offered again after it ended by itself it begins anew. What a person has kept back or taken down stays so, and what is
    under way or public is unchanged.
    """
    found = queries.of_source(source=source, lock=True)
    if found and not found.ending:
        if agreed_at and not found.agreed_at:
            found.agreed_at = agreed_at
            found.save(update_fields=["agreed_at"])
        return unchanged(found)
    found = found or Answer(source_kind=source.kind, source_id=str(source.id))
    found.number, found.unit, found.line, found.category = number, unit, line, category
    found.theme, found.answered_at, found.offered_at = category.partition(".")[0], answered_at, clock.now()
    found.state, found.ending, found.ended_at = AnswerState.WAITING, "", None
    found.redacted_by = found.redacted_at = found.published_by = found.published_at = found.review_on = None
    found.agreed_at = agreed_at or found.agreed_at
    found.save()
    if limit:
        hours = "" if unit.is_always_on_duty else unit.office_hours
        found.due_at = clocks.start(by=by, subject=found.ref, kind=CLOCK, limit=limit, at=clock.now(), hours=hours).at
        found.save(update_fields=["due_at"])
    record.write(by=by, event=AnswerOffered(found.ref, str(source)))
    return found


def _taken(by: Actor, answer_id: int, version: int | None) -> tuple[Reach, Answer]:
    reach = organisation.reach(by=by)
    found = queries.lock_answer(by=by, answer_id=answer_id, reach=reach)
    if version is not None and found.version != version:
        raise Conflict("这条问答刚被别人改动，请刷新看看最新的内容")
    return reach, found


def _moved(found: Answer, move: Move, **changes: object) -> None:
    found.state = MOVES.target(AnswerState(found.state), move)
    for name, value in changes.items():
        setattr(found, name, value)
    found.version += 1
    found.save(update_fields=["state", "version", *changes])


def _digest(found: Answer) -> str:
    text = "\x00".join([str(found.pk), found.title, found.question, found.answer])
    return keyed_digest(text, purpose="record-text")


def _said(text: str, name: str, what: str, limit: int) -> str:
    words = text.strip()
    if not words:
        raise Invalid(f"还没有写{what}", **{name: f"请写{what}"})
    if len(words) > limit:
        raise Invalid(f"{what}太长", **{name: f"最多{limit}字，请删去{len(words) - limit}字"})
    return words


@command
def redact(*, by: Actor, answer_id: int, title: str, question: str, answer: str, version: int | None = None) -> Answer:
    """隐去个人信息: what would be published, as a person has left it. The same words by the same hand: unchanged.

    Invalid: something is empty or too long. Conflict: somebody else has changed it since `version`.
    """
    reach = organisation.reach(by=by)
    found = queries.lock_answer(by=by, answer_id=answer_id, reach=reach)
    policies.may_redact(by, reach, found).require()
    wanted = {
        "title": _said(title, "title", "标题", TITLE_SIGNS),
        "question": _said(question, "question", "问题", QUESTION_SIGNS),
        "answer": _said(answer, "answer", "答复", ANSWER_SIGNS),
    }
    is_same = all(getattr(found, name) == value for name, value in wanted.items())
    if is_same and found.state == AnswerState.EDITED and found.redacted_by_id == by.officer_id:
        return unchanged(found)
    if version is not None and found.version != version:
        raise Conflict("这条问答刚被别人改动，请刷新看看最新的内容")
    _moved(found, Move.REDACT, **wanted, redacted_by_id=by.officer_id, redacted_at=clock.now(), reason="")
    record.write(by=by, event=AnswerRedacted(found.ref, str(found.source), _digest(found)))
    return found


@command
def send_back(*, by: Actor, answer_id: int, reason: str, version: int | None = None) -> Answer:
    """退回再改: it still says too much, or is hard to read. Invalid: no reason."""
    reach, found = _taken(by, answer_id, version)
    policies.may_send_back(by, reach, found).require()
    _moved(found, Move.SEND_BACK, reason=_said(reason, "reason", "退回的原因", REASON_SIGNS))
    record.write(by=by, event=AnswerSentBack(found.ref, str(found.source)))
    return found


@command
def publish(*, by: Actor, answer_id: int, version: int | None = None) -> Answer:
    """公开: anybody may read it. Refused: who redacted it does not let it out. Public already by this hand: unchanged."""
    reach = organisation.reach(by=by)
    found = queries.lock_answer(by=by, answer_id=answer_id, reach=reach)
    if found.state == AnswerState.PUBLISHED and found.published_by_id == by.officer_id:
        return unchanged(found)
    policies.may_publish(by, reach, found).require()
    if version is not None and found.version != version:
        raise Conflict("这条问答刚被别人改动，请再看一遍再公开")
    now = clock.now()
    review = clock.today() + REVIEW_AFTER
    _moved(found, Move.PUBLISH, published_by_id=by.officer_id, published_at=now, review_on=review)
    clocks.stop(by=by, subject=found.ref, kind=CLOCK, ground=Ground.DONE)
    record.write(by=by, event=AnswerPublished(found.ref, str(found.source), _digest(found)))
    return found


@command
def keep(*, by: Actor, answer_id: int, reason: str, version: int | None = None) -> Answer:
    """不公开, with a reason. Kept back already by this hand: unchanged."""
    reach, found = _taken(by, answer_id, None)
    if found.state == AnswerState.KEPT and found.ended_by_id == by.officer_id:
        return unchanged(found)
    policies.may_keep(by, reach, found).require()
    if version is not None and found.version != version:
        raise Conflict("这条问答刚被别人改动，请刷新看看最新的内容")
    words = _said(reason, "reason", "不公开的原因", REASON_SIGNS)
    _moved(found, Move.KEEP, reason=words, ended_by_id=by.officer_id, ended_at=clock.now())
    clocks.stop(by=by, subject=found.ref, kind=CLOCK, ground=Ground.DONE)
    record.write(by=by, event=AnswerKept(found.ref, str(found.source), ""))
    return found


@command
def withdraw(*, by: Actor, answer_id: int, reason: str) -> Answer:
    """撤下, at once and with a reason. Taken down already by this hand: unchanged."""
    reach, found = _taken(by, answer_id, None)
    if found.state == AnswerState.WITHDRAWN and found.ended_by_id == by.officer_id:
        return unchanged(found)
    policies.may_withdraw(by, reach, found).require()
    words = _said(reason, "reason", "撤下的原因", REASON_SIGNS)
    _moved(found, Move.WITHDRAW, reason=words, ended_by_id=by.officer_id, ended_at=clock.now())
    record.write(by=by, event=AnswerWithdrawn(found.ref, str(found.source), ""))
    return found


@command
def renew(*, by: Actor, answer_id: int) -> Answer:
    """仍然有效: read again, good for another year. Renewed today already: unchanged."""
    reach, found = _taken(by, answer_id, None)
    policies.may_renew(by, reach, found).require()
    until = clock.today() + REVIEW_AFTER
    if found.review_on == until:
        return unchanged(found)
    _moved(found, Move.RENEW, review_on=until)
    record.write(by=by, event=AnswerRenewed(found.ref, str(found.source), until.isoformat()))
    return found


@command
def end_answer(*, by: Actor, source: Ref, ending: Ending) -> Answer | None:
    """The asker says no, or that it is not settled: a task ends, what is public is taken down at once. None: never offered."""
    found = queries.of_source(source=source, lock=True)
    if found is None or found.state not in (*TASKS, AnswerState.PUBLISHED):
        return unchanged(found)
    is_out = found.state == AnswerState.PUBLISHED
    if ending is Ending.REFUSED:
        found.agreed_at = None
        found.save(update_fields=["agreed_at"])
    _moved(found, Move.WITHDRAW if is_out else Move.KEEP, ending=ending, reason=ending.label, ended_at=clock.now())
    clocks.stop(by=by, subject=found.ref, kind=CLOCK, ground=Ground.CANCELLED)
    fact = AnswerWithdrawn if is_out else AnswerKept
    record.write(by=by, event=fact(found.ref, str(found.source), ending.value))
    return found


@command
def patrol(*, by: Actor, waiting: int, late: int) -> list[Patrol]:
    """巡查: this hand has looked through the consultations it stands for; one row a unit, line and day.

    `waiting`, `late`: how many there were, for the record. The clock of each (ap.apply.review) ends and begins anew. Patrolled
    today already, by whomever: unchanged.
    """
    reach, officer_id, day = organisation.reach(by=by), by.officer_id, clock.today()
    policies.may_patrol(reach).require()
    made: list[Patrol] = []
    for code, line in policies.patrols(reach):
        unit = organisation.unit(code=code)
        row, is_new = Patrol.objects.get_or_create(
            unit=unit, line=line, day=day,
            defaults={"by_id": officer_id or 0, "at": clock.now(), "waiting": waiting, "late": late},
        )  # fmt: skip
        if is_new:
            made.append(row)
            _next_patrol(by, Ref("knowledge.patrol", f"{unit.pk}-{line}" if line else unit.pk))
            fact = ConsultationsPatrolled(
                Ref("organisation.unit", unit.pk), unit.code, line, day.isoformat(), waiting, late
            )
            record.write(by=by, event=fact)
    return made or unchanged(made)


def _next_patrol(by: Actor, subject: Ref) -> None:
    limit = clocks_queries.limit_for(clock=PATROL_CLOCK, subject_kind="consultation")
    clocks.stop(by=by, subject=subject, kind=PATROL_CLOCK, ground=Ground.DONE)
    if limit:
        clocks.start(by=by, subject=subject, kind=PATROL_CLOCK, limit=limit)
