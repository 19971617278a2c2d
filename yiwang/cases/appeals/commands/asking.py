"""问诉求人: one question at a time, for which the promise waits; answered, taken back, or lapsed."""

from collections.abc import Sequence
from dataclasses import replace

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import (
    count_on,
    ends_open_business,
    move,
    required,
    taken_up,
    text_digest,
    wait,
)
from yiwang.cases.appeals.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionLapsed,
    QuestionReminded,
    QuestionTakenBack,
)
from yiwang.cases.appeals.models import Appeal, Question
from yiwang.cases.appeals.states import Move, QuestionState
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Refused, Unavailable
from yiwang.kit.work import command, unchanged

CASE, CLOCK = "casework.case", "ask_back_answer"
QUESTION_LIMIT = 300
ANSWER_LIMIT = 2000
BROUGHT = "诉求人附"
"""What a file is called that the citizen sent after the letter."""


@command
def ask(*, by: Actor, case_id: int, text: str) -> Question:
    """问诉求人: the promise waits for the answer, five days a round at most; the citizen hears of it by SMS.

    Invalid: no words. Refused: nobody can be reached, another question waits, or the days of this round are used up.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_ask(who, appeal).require()
    if people.cautions_of(applicant=appeal.case.applicant):
        raise Refused("诉求人的号码有提示，不能发短信问；请当面问，或者在安全的时候打电话")
    by = policies.hand(who, Move.ASK, appeal.case)
    words = required(text, field="text", message="请写下要问诉求人的话", limit=QUESTION_LIMIT)
    limit, days = queries.ask_limit(appeal=appeal), queries.days_to_ask(appeal=appeal)
    if limit is None:
        raise Unavailable("时限表里没有“答复提问”这一行，请系统管理员补上")
    now, ref = clock.now(), appeal.case.ref
    due = clocks.start(by=by, subject=ref, kind=CLOCK, limit=replace(limit, value=days), at=now)
    asked = Question.objects.create(
        appeal=appeal, round=appeal.case.round, text=words, asked_by_id=by.officer_id or 0, asked_at=now, due_at=due.at
    )
    move(by=by, appeal=appeal, by_move=Move.ASK)
    wait(by=by, appeal=appeal, ground=Ground.QUESTION, max_days=days)
    jobs.enqueue("appeals.lapse_question", at=due.at, case_id=case_id)
    record.write(by=by, event=QuestionAsked(ref, asked.pk, days, text_digest(words, salt=asked.pk)))
    return asked


def _waiting(appeal: Appeal, question_id: int | None) -> Question:
    """The question that waits. Conflict: it is not the one that was meant."""
    found = queries.open_question(appeal=appeal)
    if found is None or (question_id is not None and found.pk != question_id):
        raise Conflict("这个提问已经不等回答了，请刷新看看最新情况")
    found.appeal = appeal
    return found


def _end(by: Actor, question: Question, state: QuestionState, ground: Ground) -> None:
    """The row and its own clock; the promise is the caller's matter."""
    question.state, question.ended_at = state, clock.now()
    question.save(update_fields=["state", "answer", "ended_at"])
    clocks.stop(by=by, subject=question.appeal.case.ref, kind=CLOCK, ground=ground)


@command
def take_back_question(*, by: Actor, case_id: int, question_id: int | None = None) -> Question:
    """收回提问: what was asked is known by now; the promise counts again."""
    who, appeal = taken_up(by=by, case_id=case_id)
    known = queries.question(appeal=appeal, id=question_id) if question_id else None
    if known and known.state == QuestionState.TAKEN_BACK:
        return unchanged(known)
    policies.may_take_back_question(who, appeal).require()
    by = policies.hand(who, Move.TAKE_BACK_QUESTION, appeal.case)
    asked = _waiting(appeal, question_id)
    _end(by, asked, QuestionState.TAKEN_BACK, Ground.CANCELLED)
    move(by=by, appeal=appeal, by_move=Move.TAKE_BACK_QUESTION)
    count_on(by=by, appeal=appeal, ground=Ground.OVER)
    record.write(by=by, event=QuestionTakenBack(appeal.case.ref, asked.pk))
    return asked


@command
def answer(
    *, by: Actor, case_id: int, text: str, question_id: int | None = None, attachments: Sequence[Clean] = ()
) -> Question:
    """回答提问: the promise counts again. `question_id`: the question that was read; answering it again changes nothing.

    Invalid: neither words nor files. Conflict: another question waits by now, or none.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    known = queries.question(appeal=appeal, id=question_id) if question_id else None
    if known and known.state == QuestionState.ANSWERED:
        return unchanged(known)
    policies.may_answer(who, appeal).require()
    asked = _waiting(appeal, question_id)
    asked.answer = said(text, attachments, message="请写下回答，或者附上照片")
    for clean in attachments:
        files.keep(by=by, subject=appeal.case.ref, clean=clean, label=BROUGHT)
    _end(by, asked, QuestionState.ANSWERED, Ground.DONE)
    move(by=by, appeal=appeal, by_move=Move.ANSWER)
    count_on(by=by, appeal=appeal, ground=Ground.ANSWERED)
    digest = text_digest(asked.answer, salt=asked.pk)
    record.write(by=by, event=QuestionAnswered(appeal.case.ref, asked.pk, len(attachments), digest))
    return asked


def said(text: str, attachments: Sequence[Clean], *, message: str) -> str:
    """What the citizen wrote; who only sends a picture has said something too."""
    if attachments and not text.strip():
        return ""
    return required(text, field="text", message=message, limit=ANSWER_LIMIT)


@command
def lapse_question(*, by: Actor, case_id: int) -> Question | None:
    """提问到期: nobody answered in time; it is handled with what is there. None: nothing is due by now."""
    who, appeal = taken_up(by=by, case_id=case_id)
    asked = queries.open_question(appeal=appeal)
    if asked is None or asked.due_at > clock.now():
        return unchanged(None)
    policies.may_lapse_question(who, appeal).require()
    asked.appeal = appeal
    _end(by, asked, QuestionState.LAPSED, Ground.LAPSED)
    move(by=by, appeal=appeal, by_move=Move.LAPSE_QUESTION)
    count_on(by=by, appeal=appeal, ground=Ground.LAPSED)
    record.write(by=by, event=QuestionLapsed(appeal.case.ref, asked.pk))
    return asked


@command
def remind_question(*, by: Actor, case_id: int) -> Question | None:
    """提醒回答: on the third day, once a question. None: it was answered meanwhile, or reminded of."""
    _, appeal = taken_up(by=by, case_id=case_id)
    asked = queries.open_question(appeal=appeal)
    if asked is None or asked.reminded_at:
        return unchanged(None)
    asked.reminded_at = clock.now()
    asked.save(update_fields=["reminded_at"])
    record.write(by=by, event=QuestionReminded(appeal.case.ref, asked.pk))
    return asked


@command
def follow_question(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved the clock of an open question; it waits until the moment that the ledger says."""
    if event.subject.kind != CASE or event.kind != CLOCK or event.due_at is None:
        return unchanged(None)
    asked = queries.open_question(appeal=queries.get_by_id(case_id=int(event.subject.id)))
    if asked is not None and asked.due_at != event.due_at:
        asked.due_at = event.due_at
        asked.save(update_fields=["due_at"])
        jobs.enqueue("appeals.lapse_question", at=event.due_at, case_id=asked.appeal_id)
    return unchanged(None)


@ends_open_business
def _ends_with_it(by: Actor, appeal: Appeal) -> None:
    if question := queries.open_question(appeal=appeal):
        question.appeal = appeal
        _end(by, question, QuestionState.TAKEN_BACK, Ground.CANCELLED)
        record.write(by=by, event=QuestionTakenBack(appeal.case.ref, question.pk))
