"""Answers that other rooms bring: a reply to a text, a page that was sent in."""

from yiwang.cases.channels.events import AnswerCame
from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.events import InvitationAnswered
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import queries
from yiwang.quality.asking.commands.answering import WORDS_SIGNS, answer
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries.replies import DOORS, read_reply
from yiwang.quality.asking.states import OPEN, Door, Grade


@command
def take_reply(*, by: Actor, event: AnswerCame) -> Ask:
    """A digit or a word is the answer to what its sender was asked; what nobody understands is asked about once more, by a text
    that answers theirs. Over already: unchanged.
    """
    ask = queries.lock_ask(ask_id=int(Ref.parse(event.asked).id))
    incoming = messaging_queries.incoming(incoming_id=int(event.subject.id))
    to = queries.to_of(ask).recipient
    if ask.state not in OPEN:
        return unchanged(ask)
    if not event.grade:
        return _ask_again(by, ask)
    grade, words = read_reply(said=event.grade, text=incoming.text or incoming.title)
    answer(by=by, ask_id=ask.pk, door=DOORS[incoming.inlet], grade=grade, words=words[:WORDS_SIGNS])
    messaging.send(by=by, template="cb.thanks", to=to, subject=ask.ref, params={})
    return ask


def _ask_again(by: Actor, ask: Ask) -> Ask:
    if ask.unclear_at is not None:
        return unchanged(ask)
    ask.unclear_at = clock.now()
    ask.save(update_fields=["unclear_at"])
    messaging.send(by=by, template="cb.again", to=queries.to_of(ask).recipient, subject=ask.ref, params={})
    return unchanged(ask)


@command
def take_envelope(*, by: Actor, event: InvitationAnswered) -> Ask:
    """What somebody answered on the page they were sent. Missing: no question has that page."""
    ask = queries.by_token(token_hash=event.invitation)
    if ask is None:
        raise Missing
    said = counter.letter_of_rating(envelope_id=int(event.subject.id))
    return answer(
        by=by, ask_id=ask.pk, door=Door.LINK, grade=Grade(said["grade"]) if said["grade"] else None,
        reasons=said["reasons"], words=said["words"], body=said["body"] or None,
    )  # fmt: skip
