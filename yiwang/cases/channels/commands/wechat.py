"""The chat of the official account: what the menu wants, the dialogue of 我要反映, and all else for the general sorting."""

import re
from datetime import timedelta

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.cases.channels.commands import chat_steps
from yiwang.cases.channels.commands.carrying import citizen
from yiwang.cases.channels.commands.chat_steps import Turn
from yiwang.cases.channels.queries import chat as chat_queries
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.queries.meaning import read
from yiwang.cases.channels.queries.senders import Sender
from yiwang.cases.channels.states import NOTHING, Sense, Why, chat
from yiwang.cases.channels.states.chat import ChatStep, ChatWord, MenuKey
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.states import IncomingKind, IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Unavailable
from yiwang.kit.settings import settings
from yiwang.kit.work import command, unchanged

PATIENCE = timedelta(hours=24)
"""How long an answer is understood by what was asked; later it is a new word."""
MOST_AN_HOUR = 60
"""Messages of one account within an hour, after which the chat answers no more until it is quiet."""
_STEPS = frozenset(ChatStep)
_REPORT = re.compile(r"^(?:我要|我想)?(?:反映|投诉|举报|求助|报事|咨询)(?:问题|事情|一?件事|一下)?$")
_PERSON = re.compile(r"^(?:转)?(?:人工|客服)(?:服务)?$")
_GENERAL = frozenset({Sense.MUTE, Sense.UNMUTE, Sense.PROGRESS}) | NOTHING
"""Words that mean the same whoever says them, and wherever."""


@command
def take(*, by: Actor, incoming_id: int) -> bool:
    """Take one message of the chat. True: it is dealt with, and sorted. False: it is the general sorting's (an answer to a
    question, a word on an answer, 催, 撤回, more about an open file, 退订).

    Sorted already it changes nothing. Unavailable: a picture that it names is still on its way from the platform.
    """
    row = messaging_queries.lock_incoming(incoming_id=incoming_id)
    if row.state != IncomingState.WAITING:
        return unchanged(True)
    meaning = read(row.text)
    turn = Turn(
        by=by, row=row, meaning=meaning, sender=senders.sender_of(row), said=re.sub(r"[\s\W_]+", "", row.text).lower()
    )
    if _is_flood(turn):
        messaging.sort_incoming(by=by, incoming_id=row.pk, state=IncomingState.SET_ASIDE, reason=Why.FLOOD)
        return True
    match IncomingKind(row.kind):
        case IncomingKind.FOLLOW:
            _welcome(turn)
        case IncomingKind.UNFOLLOW:
            _left(turn)
        case IncomingKind.MENU:
            _tapped(turn)
        case _:
            return True if _spoken(turn) else unchanged(False)
    return True


def _is_flood(turn: Turn) -> bool:
    """More than anybody types: kept, and not answered; words of danger are read all the same."""
    since = clock.now() - timedelta(hours=1)
    lately = messaging_queries.of_sender(incoming=turn.row, since=since, limit=MOST_AN_HOUR + 1)
    if len(lately) <= MOST_AN_HOUR:
        return False
    trip = appeals_queries.trip_of(text=turn.row.text)
    return trip is None or trip.soft


def _spoken(turn: Turn) -> bool:
    if step := _step(turn.sender):
        chat_steps.go_on(turn, step)
        return True
    if not turn.is_file and not turn.is_place and (done := _command(turn)) is not None:
        return done
    if turn.sender.open or turn.sender.waiting:
        return _for_a_file(turn)
    if turn.is_file or turn.is_place or turn.meaning.is_matter:
        chat_steps.begin_with(turn)
    else:
        turn.answer(chat.HELP, counts=ChatWord.HELP)
    return True


def _step(sender: Sender) -> ChatStep | None:
    """Where the dialogue stands; None: nowhere, or too long ago."""
    talk = sender.talk
    if talk is None or talk.asked not in _STEPS or talk.asked_at is None or clock.now() - talk.asked_at > PATIENCE:
        return None
    return ChatStep(talk.asked)


def _command(turn: Turn) -> bool | None:
    """What is asked for by name; None: it is no command."""
    if turn.meaning.sense in _GENERAL or turn.meaning.numbers:
        return False
    if _PERSON.match(turn.said):
        turn.answer(chat.PERSON, counts=ChatWord.TURN, asks=ChatStep.PERSON)
    elif _REPORT.match(turn.said):
        chat_steps.begin(turn)
    elif turn.meaning.sense is Sense.HELP:
        turn.answer(chat.HELP, counts=ChatWord.HELP)
    else:
        return None
    return True


def _for_a_file(turn: Turn) -> bool:
    """It may be about a file of theirs; pictures wait until they are here."""
    if turn.is_file and "media_id" in turn.row.details and "media" not in turn.row.details:
        raise Unavailable("照片还没有取到，马上再试")
    return False


# --- the menu, and coming and going


def _tapped(turn: Turn) -> None:
    match turn.row.details.get("key"):
        case MenuKey.REPORT:
            chat_steps.begin(turn)
        case MenuKey.PERSON:
            turn.answer(chat.PERSON, counts=ChatWord.TURN, asks=ChatStep.PERSON)
        case MenuKey.PROGRESS:
            _progress(turn)
        case _:
            turn.answer(chat.HELP, counts=ChatWord.HELP, asks=_step(turn.sender))


def _progress(turn: Turn) -> None:
    """Their files; one alone with its answer, which is then read. A dialogue that was under way goes on."""
    files = chat_queries.told_of(turn.sender.files)
    text = chat_queries.list_words(files)
    turn.answer(text, counts=ChatWord.PROGRESS, asks=_step(turn.sender), about=files[0].case if files else None)
    if len(files) == 1 and files[0].case.state == State.REPLIED and chat_queries.is_shown_in_full(files[0]):
        appeals.read_reply(by=citizen(turn.row), case_id=files[0].pk)


def _welcome(turn: Turn) -> None:
    messaging.mute(by=turn.by, inlet=Inlet.WECHAT, address=turn.row.sender, is_muted=False)
    turn.answer(chat.WELCOME.format(site=settings().site_name), counts=ChatWord.FOLLOWED)


def _left(turn: Turn) -> None:
    """Nothing reaches somebody who has left; an answer then goes as for anybody who unsubscribed."""
    messaging.mute(by=turn.by, inlet=Inlet.WECHAT, address=turn.row.sender)
    messaging.sort_incoming(by=turn.by, incoming_id=turn.row.pk, state=IncomingState.SET_ASIDE, reason=ChatWord.LEFT)
