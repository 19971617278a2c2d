"""Sorting: a message from outside finds its place. Run twice, or by two workers at once, it does one thing."""

from collections.abc import Sequence
from dataclasses import replace

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels.commands import carrying, rated, wechat
from yiwang.cases.channels.commands.carrying import Place, answered, aside, carry, joined, on_desk, take_new, words_of
from yiwang.cases.channels.commands.saying import ask_back, say, tell_progress
from yiwang.cases.channels.models import Asking
from yiwang.cases.channels.queries import meaning as reading
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.queries.meaning import Meaning
from yiwang.cases.channels.queries.senders import Sender
from yiwang.cases.channels.states import NOTHING, AskedKind, Sense, Why
from yiwang.ground.language.queries import Trip
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

_ASIDE = {Sense.EMPTY: Why.EMPTY, Sense.ADVERT: Why.ADVERT, Sense.FOREIGN_CODE: Why.FOREIGN_CODE}


@command
def sort(*, by: Actor, incoming_id: int) -> Incoming:
    """Find a message's place: on a file, a file of its own, before a person, or aside. Sorted already: unchanged.

    Nothing a sender writes makes it fail; what fails is ours, and is tried again (`messaging.put_off_incoming`).
    """
    row = messaging_queries.hold_incoming(incoming_id=incoming_id)
    if row.state != IncomingState.WAITING:
        return unchanged(row)
    if row.inlet == Inlet.WECHAT and wechat.take(by=by, incoming_id=row.pk):
        return row
    place = _off_the_desk(by, row, _place(by, row))
    return lay(by=by, incoming=row, place=place)


def lay(*, by: Actor, incoming: Incoming, place: Place) -> Incoming:
    """Note where it lies."""
    return messaging.sort_incoming(
        by=by, incoming_id=incoming.pk, state=place.state, about=place.about, reason=place.why, asked=place.asked
    )


def _place(by: Actor, row: Incoming) -> Place:
    """In this order: danger first, then what asks nothing of a file, what was asked back, the file it names, the rest."""
    trip = appeals_queries.trip_of(text=f"{row.title}\n{row.text}")
    is_danger = trip is not None and not trip.soft
    if row.is_public:
        return on_desk(Why.PUBLIC_DANGER if is_danger else Why.PUBLIC)
    sender, said = senders.sender_of(row), _meaning(row)
    if trip and is_danger:
        return _danger(by, row, sender, trip)
    if found := _mute_or_help(by, row, said):
        return found
    if sender.asking and (found := _answered_back(by, row, sender, sender.asking, said)):
        return found
    if found := rated.answer_expected(by=by, incoming=row, meaning=said):
        return found
    is_bare = said.sense is Sense.EMPTY and bool(senders.brought(row))
    if said.sense in NOTHING and not is_bare:
        return aside(_ASIDE[said.sense])
    if said.is_matter and senders.said_twice(row):
        return aside(Why.REPEATED)
    appeal, is_foreign = senders.named(row, said, sender)
    if appeal:
        return carry(by=by, incoming=row, appeal=appeal, meaning=said)
    return _foreign(by, row, said) if is_foreign else _unnamed(by, row, sender, said)


def _off_the_desk(by: Actor, row: Incoming, place: Place) -> Place:
    """What tells of misconduct waits on no list that every operator reads: unsure whose it is, it becomes a matter of its own,
    which lies with the inspectors. A public comment everybody has read already.
    """
    if place.state is not IncomingState.ON_DESK or row.is_public:
        return place
    found = appeals_queries.understand(carrying.submission_of(row).told)
    if found.confidentiality != Confidentiality.SEALED:
        return place
    return take_new(by=by, incoming=row, sender=senders.sender_of(row))


def _meaning(row: Incoming) -> Meaning:
    """What it says; a mail's title may name the file too."""
    said = reading.read(words_of(row))
    titled = reading.file_numbers(row.title)
    return replace(said, numbers=tuple(dict.fromkeys((*said.numbers, *titled)))) if titled else said


def _danger(by: Actor, row: Incoming, sender: Sender, trip: Trip) -> Place:
    """Words that mean danger ring at once: on the open file of the sender that does not ring yet, else on one of their own."""
    for appeal in sender.open[:1]:
        alarm = appeals_queries.alarm_of(appeal=appeal)
        place = carrying.add(by=by, incoming=row, appeal=appeal) if not alarm or not alarm.acknowledged_at else None
        if place and place.state is IncomingState.JOINED:
            appeals.raise_alarm(by=by, case_id=appeal.pk, page=trip.page)
            return place
    return take_new(by=by, incoming=row, sender=sender, is_danger=True)


def _mute_or_help(by: Actor, row: Incoming, said: Meaning) -> Place | None:
    if said.sense in (Sense.MUTE, Sense.UNMUTE):
        is_muted = said.sense is Sense.MUTE
        messaging.mute(by=by, inlet=Inlet(row.inlet), address=row.sender, is_muted=is_muted)
        return answered(Why.MUTED if is_muted else Why.UNMUTED)
    if said.sense is Sense.HELP:
        say(by=by, incoming=row, template="ch.help", params={})
        return answered(Why.TOLD_HELP)
    return None


# --- what was asked back


def _answered_back(by: Actor, row: Incoming, sender: Sender, asking: Asking, said: Meaning) -> Place | None:
    """Whether this answers what was asked back; None: it speaks of something else."""
    first = messaging_queries.lock_incoming(incoming_id=asking.incoming_id)
    if first.reason != Why.ASKED_BACK:  # a person has dealt with it meanwhile
        return None
    files = [appeals_queries.get_by_id(case_id=key) for key in asking.cases]
    answer = {AskedKind.WHICH: _which, AskedKind.RATE: _rated, AskedKind.WITHDRAW: _withdrawn}[AskedKind(asking.kind)]
    place = answer(by, row, first, files, said, sender)
    if place:
        Asking.objects.filter(pk=asking.pk).update(ended_at=clock.now())
    return place


def _settle(by: Actor, first: Incoming, place: Place) -> None:
    """The message that was asked about finds its place too."""
    if first.state == IncomingState.ON_DESK:
        lay(by=by, incoming=first, place=place)


def _which(
    by: Actor, row: Incoming, first: Incoming, files: Sequence[Appeal], said: Meaning, sender: Sender
) -> Place | None:
    """“2”: the second that was named. “0”: another matter. Its number does as well."""
    chosen = next((one for one in files if one.case.number in said.numbers), None)
    if chosen is None and said.digit < 0:
        return None
    if chosen is None and said.digit == 0:
        _settle(by, first, take_new(by=by, incoming=first, sender=sender))
        return answered(Why.ANSWERED_BACK)
    if chosen is None and said.digit > len(files):
        return on_desk(Why.UNSURE)
    chosen = chosen or files[said.digit - 1]
    _settle(by, first, carry(by=by, incoming=first, appeal=chosen, meaning=_meaning(first)))
    return joined(Why.ANSWERED_BACK, chosen)


def _rated(
    by: Actor, row: Incoming, first: Incoming, files: Sequence[Appeal], said: Meaning, sender: Sender
) -> Place | None:
    """1 满意, 5 没有解决, 0 another matter; in words as well. What is unclear a second time a person reads."""
    appeal, digit = files[0], said.digit if said.sense is Sense.PICK else -1
    if not senders.is_proved(row, said, appeal):
        return on_desk(Why.UNPROVED, appeal)
    if said.sense is Sense.GOOD or digit in reading.GOOD_DIGITS:
        _settle(by, first, joined(Why.NOTED, appeal))
        return carrying.satisfied(by=by, incoming=row, appeal=appeal)
    if said.sense is Sense.BAD or digit in reading.BAD_DIGITS:
        words = "\n".join(filter(None, (words_of(first), said.rest or words_of(row))))
        place = carrying.disputed(by=by, incoming=row, appeal=appeal, words=words)
        _settle(by, first, joined(Why.NOTED, appeal))
        return place
    if digit == 0:
        _settle(by, first, take_new(by=by, incoming=first, sender=sender))
        return answered(Why.ANSWERED_BACK)
    return on_desk(Why.UNSURE, appeal) if said.sense in (Sense.PICK, Sense.LITTLE, Sense.WORDS) else None


def _withdrawn(
    by: Actor, row: Incoming, first: Incoming, files: Sequence[Appeal], said: Meaning, sender: Sender
) -> Place | None:
    """A yes takes it back. By mail only as an answer to the very question: anybody may write another's mailbox as theirs."""
    if said.is_yes:
        is_theirs = senders.is_proved(row, said, files[0])
        return (
            carrying.withdrawn(by=by, incoming=row, appeal=files[0]) if is_theirs else on_desk(Why.UNPROVED, files[0])
        )
    return answered(Why.ANSWERED_BACK, files[0]) if said.is_no else None


# --- what names no file


def _foreign(by: Actor, row: Incoming, said: Meaning) -> Place:
    """A number that is not theirs: whether it exists is not said. Words that may matter a person reads."""
    say(by=by, incoming=row, template="ch.need_code", params={})
    return on_desk(Why.NOT_THEIRS) if said.is_matter else answered(Why.TOLD_CODE)


def _unnamed(by: Actor, row: Incoming, sender: Sender, said: Meaning) -> Place:
    if said.sense is Sense.PROGRESS:
        return _progress(by, row, sender)
    if said.sense in (Sense.URGE, Sense.TAKE_BACK) and not sender.waiting:
        return _of_open(by, row, sender, said)
    if said.sense is Sense.THANKS and not any(appeals_queries.open_question(appeal=one) for one in sender.waiting[:1]):
        return aside(Why.THANKS)
    if sender.waiting and said.sense not in (Sense.URGE, Sense.TAKE_BACK):
        return carry(by=by, incoming=row, appeal=sender.waiting[0], meaning=said)
    if sender.open and said.sense not in (Sense.PICK, Sense.GOOD):
        return _of_open(by, row, sender, said)
    return _of_nothing(by, row, sender, said)


def _progress(by: Actor, row: Incoming, sender: Sender) -> Place:
    files = [*sender.open, *(one for one in sender.files if one not in sender.open)][: senders.NAMED]
    if not files:
        say(by=by, incoming=row, template="ch.need_code", params={})
        return answered(Why.TOLD_CODE)
    tell_progress(by=by, incoming=row, files=files)
    return answered(Why.TOLD_PROGRESS, files[0] if len(files) == 1 else None)


def _of_open(by: Actor, row: Incoming, sender: Sender, said: Meaning) -> Place:
    """About a file that is being worked on: the only one, the one last spoken of, or the one that is meant when asked."""
    files = sender.open
    is_act = said.sense in (Sense.URGE, Sense.TAKE_BACK)
    if not files:
        say(by=by, incoming=row, template="ch.need_code", params={})
        return answered(Why.TOLD_CODE)
    talked = str(sender.talk.about) if sender.talk and sender.talk.about else ""
    chosen = files[0] if len(files) == 1 else next((one for one in files if str(one.case.ref) == talked), None)
    if chosen and (is_act or len(said.rest) <= carrying.HINT_SIGNS or _is_fresh(sender, chosen)):
        return carry(by=by, incoming=row, appeal=chosen, meaning=said)
    if chosen:
        return on_desk(Why.UNSURE)
    asked = ask_back(by=by, incoming=row, kind=AskedKind.WHICH, files=files[: senders.NAMED])
    return Place(state=IncomingState.ON_DESK, why=Why.ASKED_BACK, asked=asked) if asked else on_desk(Why.UNSURE)


def _is_fresh(sender: Sender, appeal: Appeal) -> bool:
    """Whether the file is new, or was spoken of lately by this way: then more words go on about it."""
    last = sender.talk.last_out_at if sender.talk else None
    return clock.now() - max(filter(None, (appeal.case.registered_at, last))) <= senders.FRESH


def _of_nothing(by: Actor, row: Incoming, sender: Sender, said: Meaning) -> Place:
    """Nobody waits for it: a matter of its own where it says one, else how to say one."""
    if said.is_matter and said.sense not in (Sense.GOOD, Sense.PICK, Sense.URGE, Sense.TAKE_BACK):
        return take_new(by=by, incoming=row, sender=sender)
    if senders.brought(row):
        return on_desk(Why.UNSURE)
    if said.sense in (Sense.GOOD, Sense.PICK):
        return aside(Why.NOBODY_ASKED)
    say(by=by, incoming=row, template="ch.help", params={})
    return answered(Why.TOLD_HELP)
