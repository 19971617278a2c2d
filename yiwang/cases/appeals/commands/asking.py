"""问诉求人: one question at a time, for which the promise waits; answered, taken back, or lapsed."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.shared import ends_open_business
from yiwang.cases.appeals.events import QuestionTakenBack
from yiwang.cases.appeals.models import Appeal, Question
from yiwang.cases.appeals.states import QuestionState
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor


def _end(by: Actor, question: Question, state: QuestionState, ground: Ground) -> None:
    """The row and its own clock; the promise is the caller's matter."""
    question.state, question.ended_at = state, clock.now()
    question.save(update_fields=["state", "answer", "ended_at"])
    clocks.stop(by=by, subject=question.appeal.case.ref, kind="ask_back_answer", ground=ground)


@ends_open_business
def _ends_with_it(by: Actor, appeal: Appeal) -> None:
    if question := queries.open_question(appeal=appeal):
        question.appeal = appeal
        _end(by, question, QuestionState.TAKEN_BACK, Ground.CANCELLED)
        record.write(by=by, event=QuestionTakenBack(appeal.case.ref, question.pk))
