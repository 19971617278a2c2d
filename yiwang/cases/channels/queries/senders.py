"""Whose message it is: the files of its sender, which of them it speaks of, what the sender was asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.channels.models import Asking
from yiwang.cases.channels.queries.meaning import Meaning
from yiwang.cases.channels.queries.sight import CASE
from yiwang.cases.channels.states import Why
from yiwang.ground.files import queries as files
from yiwang.ground.files.queries import MAX_FILES, Clean
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Conversation, Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

HOUSE = Actor.job("channels.sort")
MOST_FILES = 20
"""A sender's newest files; older ones are spoken of by their number."""
NAMED = 3
"""Files that can be named in one short text."""
ASKED_FOR = timedelta(days=3)
"""How long an answer to what was asked back is understood as one."""
FRESH = timedelta(days=7)
"""How long words without a number are taken to go on about the open file last spoken of; later ones a person reads."""
CODES_A_DAY = 5
"""Wrong codes of one sender a day, after which none is tried any more (ten digits: 10^10 guesses)."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who wrote, as far as the house knows: their open and answered files, newest first, and what they were asked."""

    talk: Conversation | None
    files: Sequence[Appeal]
    asking: Asking | None

    @property
    def open(self) -> list[Appeal]:
        """Files that are being worked on."""
        return [one for one in self.files if one.case.state in OPEN]

    @property
    def waiting(self) -> list[Appeal]:
        """Files that wait for the sender: a question is open, or an answer may be disputed; the newest word of ours first."""
        found = [(at, one) for one in self.files if (at := _our_word(one))]
        return [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)]


def sender_of(incoming: Incoming) -> Sender:
    """The sender of a message; the conversation is held, so that the messages of one sender are sorted one by one."""
    inlet = Inlet(incoming.inlet)
    talk = messaging.lock_conversation(inlet=inlet, address=incoming.sender)
    mine = appeals.of_applicants(by=HOUSE, people=known_as(inlet=inlet, sender=incoming.sender))
    return Sender(talk=talk, files=list(mine[:MOST_FILES]), asking=_asked(talk))


def known_as(*, inlet: Inlet, sender: str) -> list[Applicant]:
    """The people who left this number, mailbox or account."""
    if inlet is Inlet.SMS:
        return people.with_phone(phone=sender)
    return (
        people.with_mail(mail=sender) if inlet is Inlet.MAIL else people.with_account(account=account_of(inlet, sender))
    )


def account_of(inlet: Inlet, sender: str) -> str:
    """`weibo:1234567`: an account as people keep it."""
    return f"{inlet}:{sender}"


def _asked(talk: Conversation | None) -> Asking | None:
    _, _, key = (talk.asked if talk else "").partition(":")
    since = clock.now() - ASKED_FOR
    return Asking.objects.filter(pk=int(key), ended_at=None, asked_at__gte=since).first() if key.isdigit() else None


def _our_word(appeal: Appeal) -> datetime | None:
    """Since when a file waits for its citizen; None where it does not."""
    if question := appeals.open_question(appeal=appeal):
        return question.asked_at
    may_still = appeal.dispute_until is None or appeal.dispute_until >= clock.now()
    return appeal.case.replied_at if appeal.case.state == State.REPLIED and may_still else None


def named(incoming: Incoming, meaning: Meaning, sender: Sender) -> tuple[Appeal | None, bool]:
    """The file that a message names, in its words or by the thread it answers; whether it names one that is not the sender's.

    With the file's code anybody may speak of it, as at the counter; without it only its own citizen.
    """
    is_answer = incoming.inlet == Inlet.MAIL and bool(incoming.thread)
    thread = messaging.thread_subject(thread=incoming.thread) if is_answer else None
    by_number = (one for number in meaning.numbers for one in sender.files if one.case.number == number)
    by_thread = (one for one in sender.files if one.case.ref == thread)
    if own := next(by_number, None) or next(by_thread, None):
        return own, False
    code = meaning.code if _may_try(incoming) else ""
    opened = next(filter(None, (_opened(number, code) for number in meaning.numbers)), None)
    is_another = bool(meaning.numbers) or meaning.is_misspelt or (thread is not None and thread.kind == CASE)
    return opened, opened is None and is_another


def is_proved(incoming: Incoming, meaning: Meaning, appeal: Appeal) -> bool:
    """Whether it is their word on the file. Anybody may name another's mailbox as theirs: so by mail it must answer a mail of
    ours about the file, whose id only that mailbox got, or bring the file's code.
    """
    if incoming.inlet != Inlet.MAIL or messaging.thread_subject(thread=incoming.thread) == appeal.case.ref:
        return True
    code = meaning.code if _may_try(incoming) else ""
    return _opened(appeal.case.number, code) is not None


def _may_try(incoming: Incoming) -> bool:
    """Whether a code of this sender is looked at: not after so many that opened nothing."""
    today = messaging.of_sender(incoming=incoming, since=clock.now() - timedelta(days=1))
    return sum(one.reason in (Why.NOT_THEIRS, Why.TOLD_CODE) for one in today) < CODES_A_DAY


def _opened(number: str, code: str) -> Appeal | None:
    """The file that number and code open."""
    try:
        case = appeals.case_by_number(number=number)
    except Missing:
        return None
    is_right = bool(code) and case.code_hash == numbers.hash_code(number=case.number, code=code)
    return appeals.get_by_id(case_id=case.pk) if is_right else None


def said_twice(incoming: Incoming) -> bool:
    """Whether the same sender sent the very same words within a day, and they were dealt with."""
    words = _SPACES.sub("", incoming.title + incoming.text)
    before = messaging.of_sender(incoming=incoming, since=clock.now() - timedelta(days=1))
    done = (IncomingState.TAKEN, IncomingState.JOINED, IncomingState.ON_DESK)
    return any(
        one.pk != incoming.pk and one.state in done and _SPACES.sub("", one.title + one.text) == words for one in before
    )


def brought(incoming: Incoming) -> list[Clean]:
    """The files of a message, as a file of the register takes them."""
    return [
        Clean(
            name=one.name, mime=one.mime, data=files.read(file=one), width=one.width, height=one.height,
            thumbnail=files.thumbnail(file=one) if one.has_thumbnail else b"",
        )
        for one in files.of(subject=incoming.ref)[:MAX_FILES]
    ]  # fmt: skip


def asking_of(*, incoming_id: int) -> Asking | None:
    """What was asked back about a message."""
    return Asking.objects.filter(incoming_id=incoming_id).first()
