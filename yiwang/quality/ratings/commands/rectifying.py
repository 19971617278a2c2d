"""整改: the unit says what it changed, and whoever rated it badly is asked about that."""

import secrets

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.messaging.states import Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import AskState, Purpose
from yiwang.quality.ratings import policies, queries
from yiwang.quality.ratings.commands.hearing import end
from yiwang.quality.ratings.commands.taking import RECTIFY_CLOCK
from yiwang.quality.ratings.events import RectificationReported
from yiwang.quality.ratings.models import NOTE_SIGNS, Rating, Rectification
from yiwang.quality.ratings.states import Measure, RectificationState

LEAST_SIGNS = 10
"""Fewer say nothing of what was changed."""
PURPOSE = "看评价里写的话"
_ASKED = (Purpose.BAD_RATING, Purpose.SERVICE)


@command
def report(*, by: Actor, rating_id: int, measure: Measure, note: str) -> Rectification:
    """整改情况: what the unit changed; its clock stands, and the rater is asked to rate that.

    `note`: 10 to 500 signs, for those above, never sent. Where nobody can be asked it ends here, unrated. Reported already:
    unchanged. Refused: not this post's, or theirs to whom it happened. Invalid: too few or too many words.
    """
    reach = organisation.reach(by=by)
    found = queries.get(by=by, reach=reach, rating_id=rating_id)
    waiting = queries.lock_rectification(rating_id=rating_id)
    if waiting is not None and waiting.state == RectificationState.REPORTED:
        return unchanged(waiting)
    policies.may_report(reach, found, waiting).require()
    words = note.strip()
    if not LEAST_SIGNS <= len(words) <= NOTE_SIGNS:
        raise Invalid("请写清楚改了什么", note=f"请写{LEAST_SIGNS}到{NOTE_SIGNS}字：改了什么、谁来管、什么时候起")
    assert waiting is not None
    _keep(by, waiting, measure, words)
    clocks.stop(by=by, subject=found.ref, kind=RECTIFY_CLOCK, ground=Ground.DONE)
    digest = record_queries.digest(text=words, salt=waiting.salt)
    record.write(by=by, event=RectificationReported(found.ref, measure, waiting.turn, digest))
    if not _ask(by, found, waiting.turn):
        end(by=by, waiting=waiting, state=RectificationState.UNRATED, found=found)
    return waiting


def _keep(by: Actor, waiting: Rectification, measure: Measure, words: str) -> None:
    waiting.state, waiting.measure, waiting.note = RectificationState.REPORTED, measure, words
    waiting.salt, waiting.reported_at, waiting.reported_by_id = secrets.token_hex(16), clock.now(), by.officer_id
    waiting.save()


def _ask(by: Actor, found: Rating, turn: int) -> bool:
    """Have the rater asked again; False: there is no way to, or they are to be left in peace."""
    to = rater_of(found)
    if to is None:
        return False
    ask = asking.plan(
        by=by, purpose=Purpose.RERATE, subject=found.subject, round=1 + turn, unit=found.unit, handler=found.handler,
        whom=Whom(recipient=to), about=About(),
    )  # fmt: skip
    return ask.state != AskState.SPARED


def rater_of(found: Rating) -> Recipient | None:
    """Who rated it, as the questions about it still know; None: nobody left a way, or it was erased."""
    for ask in reversed(asking_queries.asks_of(subject=found.subject, purposes=_ASKED)):
        to = asking_queries.to_of(ask).recipient
        if to.phone or to.mail or to.wechat:
            return to
    return None


def follow_clock(*, by: Actor, event: DeadlineMoved) -> None:
    """A new calendar gave another day: the list shows it too."""
    if event.subject.kind == "ratings.rating" and event.kind == RECTIFY_CLOCK and event.due_at:
        move_due(by=by, subject=event.subject, event=event)


@command
def move_due(*, by: Actor, subject: Ref, event: DeadlineMoved) -> None:
    """Take over the day that the ledger says; the ledger has recorded it."""
    Rectification.objects.filter(rating_id=int(subject.id)).update(due_at=event.due_at)
    return unchanged(None)


@command
def see_words(*, by: Actor, rating_id: int) -> str:
    """What was said beside the grade, for who may read it; the look is put on record. Refused: not this post's to read."""
    reach = organisation.reach(by=by)
    found = queries.get(by=by, reach=reach, rating_id=rating_id)
    policies.may_read_words(reach, found).require()
    if found.ask:
        return unchanged(asking.see_words(by=by, ask_id=found.ask, purpose=PURPOSE))
    record.look(by=by, subject=found.ref, fields=("words",), purpose=PURPOSE)
    return unchanged(found.words)
