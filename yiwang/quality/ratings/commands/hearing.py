"""What the room that asks says: answered, silent, called, given up; each becomes what it means here, once."""

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskAnswered, AskDropped, AskLapsed, CallGivenUp
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import Door, Grade, Purpose
from yiwang.quality.ratings import queries
from yiwang.quality.ratings.commands.taking import CALL_CLOCK, RECTIFY_CLOCK, Said, Served, keep, start_clock
from yiwang.quality.ratings.events import BadRatingCalledBack, RatedAgain, RectificationEnded, RectificationReopened
from yiwang.quality.ratings.models import Rating, Rectification
from yiwang.quality.ratings.states import TURNS, CallBack, RatingKind, RectificationState

_FIRST = frozenset({Purpose.SERVICE, Purpose.LEVEL_ONE})
_AGAIN = frozenset({Purpose.RERATE, Purpose.LEVEL_TWO, Purpose.LEVEL_THREE})


def hear_answer(*, by: Actor, event: AskAnswered) -> None:
    """The first answer about a service is its rating; what is said after putting right is the grade of that."""
    purpose, subject = Purpose(event.purpose), Ref.parse(event.about)
    if purpose in _FIRST and event.grade:
        _keep(by, asking_queries.ask(ask_id=event.ask), event)
    elif purpose in _AGAIN and event.grade and (found := queries.rating_of(subject=subject)):
        rate_again(by=by, rating_id=found.pk, grade=Grade(event.grade))
    elif purpose is Purpose.BAD_RATING and (found := queries.rating_of(subject=subject)):
        end_call(by=by, rating_id=found.pk, outcome=CallBack.MADE)


def _keep(by: Actor, ask: Ask, event: AskAnswered) -> None:
    said = Said(grade=Grade(event.grade), door=Door(event.door), reasons=event.reasons)
    keep(by=by, served=_served(ask), said=said, digest=event.words)


def _served(ask: Ask) -> Served:
    return Served(
        unit=ask.unit, subject=ask.subject, handler=ask.handler, case=ask.case, ask=ask.pk,
        to=asking_queries.to_of(ask).recipient,
    )  # fmt: skip


def hear_silence(*, by: Actor, event: AskLapsed | AskDropped) -> None:
    """Nobody answered. Silence is no grade, unless the bureau has one filled in; what was not rated again is over."""
    purpose, subject = Purpose(event.purpose), Ref.parse(event.about)
    if purpose is Purpose.RERATE and (found := queries.rating_of(subject=subject)):
        leave_unrated(by=by, rating_id=found.pk)
    elif purpose is Purpose.BAD_RATING and (found := queries.rating_of(subject=subject)):
        end_call(by=by, rating_id=found.pk, outcome=CallBack.MADE)  # reached, and wanted to say nothing
    elif purpose in _FIRST and isinstance(event, AskLapsed) and (grade := queries.setting("default_rating")):
        filled = Said(grade=Grade(grade), door=Door.SYSTEM, kind=RatingKind.DEFAULT)
        keep(by=by, served=_served(asking_queries.ask(ask_id=event.ask)), said=filled)


def hear_given_up(*, by: Actor, event: CallGivenUp) -> None:
    """Nobody could be reached about a bad rating."""
    found = queries.rating_of(subject=Ref.parse(event.about)) if event.purpose == Purpose.BAD_RATING else None
    if found:
        end_call(by=by, rating_id=found.pk, outcome=CallBack.UNREACHED)


@command
def end_call(*, by: Actor, rating_id: int, outcome: CallBack) -> Rectification | None:
    """The rater was rung up, or cannot be: its clock stands. Over already: unchanged."""
    found = queries.lock_rectification(rating_id=rating_id)
    if found is None or found.call != CallBack.WAITING:
        return unchanged(found)
    found.call, found.called_at = outcome, clock.now()
    found.save(update_fields=["call", "called_at"])
    ref = Ref("ratings.rating", rating_id)
    clocks.stop(by=by, subject=ref, kind=CALL_CLOCK, ground=Ground.DONE)
    record.write(by=by, event=BadRatingCalledBack(ref, outcome))
    return found


@command
def rate_again(*, by: Actor, rating_id: int, grade: Grade) -> Rating:
    """The rater's grade of what was done. Bad: the unit has it once more, and after the second time it is for those above.

    Of an appeal it is only kept beside the first: its call-back goes on by itself. Without a bad rating: unchanged.
    """
    found = queries.rating(id=rating_id)
    waiting = queries.lock_rectification(rating_id=rating_id)
    if not found.is_bad or (waiting is not None and waiting.state != RectificationState.REPORTED):
        return unchanged(found)
    found.again, found.again_at = grade, clock.now()
    found.save(update_fields=["again", "again_at"])
    record.write(by=by, event=RatedAgain(found.ref, str(found.subject), grade, waiting.turn if waiting else 1))
    if waiting is not None:
        _judge(by, found, waiting, grade)
    return found


def _judge(by: Actor, found: Rating, waiting: Rectification, grade: Grade) -> None:
    if not grade.is_bad:
        end(by=by, waiting=waiting, state=RectificationState.SETTLED, found=found)
    elif waiting.turn >= TURNS:
        end(by=by, waiting=waiting, state=RectificationState.UNSETTLED, found=found)
    else:
        waiting.state, waiting.turn = RectificationState.OPEN, waiting.turn + 1
        waiting.due_at = start_clock(by=by, found=found, kind=RECTIFY_CLOCK)
        waiting.save(update_fields=["state", "turn", "due_at"])
        record.write(by=by, event=RectificationReopened(found.ref, waiting.turn))


@command
def leave_unrated(*, by: Actor, rating_id: int) -> Rectification | None:
    """It was put right, and who rated it said nothing more: that is neither satisfied nor not. Not waiting: unchanged."""
    waiting = queries.lock_rectification(rating_id=rating_id)
    if waiting is None or waiting.state != RectificationState.REPORTED:
        return unchanged(waiting)
    end(by=by, waiting=waiting, state=RectificationState.UNRATED, found=queries.rating(id=rating_id))
    return waiting


@command
def end(*, by: Actor, waiting: Rectification, state: RectificationState, found: Rating) -> None:
    """It has come to an end; those above hear how."""
    waiting.state, waiting.ended_at = state, clock.now()
    waiting.save(update_fields=["state", "ended_at"])
    record.write(by=by, event=RectificationEnded(found.ref, state, found.unit.code))
