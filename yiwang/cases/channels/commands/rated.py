"""A short word from somebody who was asked how satisfied they are: it is their answer, whatever else it could mean."""

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.cases.channels.commands.carrying import Place, answered, citizen, on_desk
from yiwang.cases.channels.events import AnswerCame
from yiwang.cases.channels.queries import meaning as reading
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.queries.meaning import Meaning
from yiwang.cases.channels.states import Sense, Why
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Expectation, Incoming
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor

_DIGITS = reading.GOOD_DIGITS | reading.BAD_DIGITS
_HINT_SIGNS = 40
"""Up to here a hint (“还在吵”) may be a word on the answer; whoever writes more may mean another matter."""


def answer_expected(*, by: Actor, incoming: Incoming, meaning: Meaning) -> Place | None:
    """Whether it answers what its sender was asked by this way; None: nothing was asked, or it speaks of something else.

    What cannot be understood is asked about once more (by who asked); the second time nothing is made of it.
    """
    found = messaging_queries.expectation(inlet=Inlet(incoming.inlet), address=incoming.sender)
    if found is None:
        return None
    appeal = _appeal(found)
    if meaning.numbers and (appeal is None or appeal.case.number not in meaning.numbers):
        return None
    grade = _grade(meaning)
    if grade is None:
        return None
    if not _is_theirs(incoming, meaning, found, appeal):
        return on_desk(Why.UNPROVED, appeal)
    if not grade and found.unclear_at is not None:
        messaging.note_unclear(by=by, expectation_id=found.pk)
        return None
    if not grade:
        messaging.note_unclear(by=by, expectation_id=found.pk)
    record.write(by=citizen(incoming), event=AnswerCame(incoming.ref, str(found.asked), grade))
    if appeal and grade and State(appeal.case.state) is State.REPLIED:
        appeals.read_reply(by=citizen(incoming), case_id=appeal.pk)
    return answered(Why.RATED if grade else Why.ASKED_BACK, appeal)


def _is_theirs(incoming: Incoming, meaning: Meaning, found: Expectation, appeal: Appeal | None) -> bool:
    """By mail it must answer the very question, or a mail about the file: anybody may name another's mailbox as theirs."""
    if incoming.inlet != Inlet.MAIL or messaging_queries.thread_subject(thread=incoming.thread) == found.asked:
        return True
    return appeal is not None and senders.is_proved(incoming, meaning, appeal)


def _appeal(found: Expectation) -> Appeal | None:
    return appeals_queries.get_by_id(case_id=int(found.about_id)) if found.about_kind == "casework.case" else None


def _grade(meaning: Meaning) -> str | None:
    """The digit, `good`, `bad`; empty: an answer that cannot be understood; None: no answer at all."""
    if meaning.digit in _DIGITS and meaning.sense in (Sense.PICK, Sense.GOOD, Sense.BAD):
        is_at_odds = (meaning.sense is Sense.GOOD and meaning.digit in reading.BAD_DIGITS) or (
            meaning.sense is Sense.BAD and meaning.digit in reading.GOOD_DIGITS
        )
        return "" if is_at_odds else str(meaning.digit)
    if meaning.sense is Sense.GOOD:
        return "good"
    if meaning.sense is Sense.BAD:
        is_short = len(meaning.rest) <= _HINT_SIGNS
        return "bad" if meaning.is_sure else "" if is_short else None
    return "" if meaning.sense in (Sense.PICK, Sense.LITTLE) else None
