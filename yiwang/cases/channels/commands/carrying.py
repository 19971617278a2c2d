"""What a message does to a file: an answer, more material, a word on the reply, pressing, taking back; or a new file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.asking import SUPPLEMENTS_A_DAY
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.channels.commands.postings import post_receipt
from yiwang.cases.channels.commands.saying import ask_back, say, tell_progress
from yiwang.cases.channels.queries import meaning as reading
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.queries.meaning import Meaning
from yiwang.cases.channels.queries.senders import Sender
from yiwang.cases.channels.states import AskedKind, Sense, Why
from yiwang.ground.files import commands as files
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.people.states import IdentityLevel
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.refs import Ref

TITLE = 60
"""Signs of a title that the cover has room for."""
ADDED = 2000
"""Signs that the file takes of what is added to it (`appeals.commands.asking.ANSWER_LIMIT`)."""
NEW_A_DAY = 3
"""New files of one sender a day by one way; what comes after is put together with the last of them."""
HINT_SIGNS = 40
"""Up to here a hint (“还在吵”) is a word on the answer; who writes more may mean another matter, and is asked."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a message came to lie. `asked`: what its sender was asked back, as the conversation remembers it."""

    state: IncomingState
    why: Why
    about: Ref | None = None
    asked: str = ""


def on_desk(why: Why, about: Appeal | None = None) -> Place:
    """A person looks."""
    return Place(state=IncomingState.ON_DESK, why=why, about=about.case.ref if about else None)


def aside(why: Why) -> Place:
    """Nothing is to be done."""
    return Place(state=IncomingState.SET_ASIDE, why=why)


def answered(why: Why, about: Appeal | None = None) -> Place:
    """Answered on the spot."""
    return Place(state=IncomingState.ANSWERED, why=why, about=about.case.ref if about else None)


def joined(why: Why, about: Appeal) -> Place:
    """Part of a file."""
    return Place(state=IncomingState.JOINED, why=why, about=about.case.ref)


def citizen(incoming: Incoming) -> Actor:
    """Who wrote, as the record names them."""
    return Actor.citizen(door=incoming.inlet, request_id=f"incoming:{incoming.pk}")


def words_of(incoming: Incoming) -> str:
    """The words of a message; of a mail that has none its title."""
    return incoming.text.strip() or incoming.title.strip()


def carry(*, by: Actor, incoming: Incoming, appeal: Appeal, meaning: Meaning) -> Place:
    """Do to a file what a message says, as far as the file is there for it; else a person looks, and the sender hears why."""
    sense, state = meaning.sense, State(appeal.case.state)
    if sense is Sense.PROGRESS:
        tell_progress(by=by, incoming=incoming, files=[appeal])
        return answered(Why.TOLD_PROGRESS, appeal)
    if sense is Sense.TAKE_BACK and state in OPEN:
        asked = ask_back(by=by, incoming=incoming, kind=AskedKind.WITHDRAW, files=[appeal])
        place = answered(Why.ASKED_BACK, appeal) if asked else on_desk(Why.UNSURE, appeal)
        return Place(state=place.state, why=place.why, about=place.about, asked=asked)
    if not senders.is_proved(incoming, meaning, appeal):
        return on_desk(Why.UNPROVED, appeal)
    if sense is Sense.URGE and state in OPEN:
        return _urge(by, incoming, appeal)
    if state == State.REPLIED and not appeals_queries.open_question(appeal=appeal):
        return _on_the_answer(by, incoming, appeal, meaning)
    return add(by=by, incoming=incoming, appeal=appeal)


def _urge(by: Actor, incoming: Incoming, appeal: Appeal) -> Place:
    def act() -> None:
        appeals.urge(by=citizen(incoming), case_id=appeal.pk)

    return _tried(by, incoming, appeal, act, joined(Why.URGED, appeal), template="ch.urged")


def add(*, by: Actor, incoming: Incoming, appeal: Appeal) -> Place:
    """The answer to an open question, else more material. Full for today it only lies with the file."""
    words, question = _added(incoming), appeals_queries.open_question(appeal=appeal)

    def answer() -> None:
        appeals.answer(
            by=citizen(incoming), case_id=appeal.pk, text=words, question_id=question.pk if question else None,
            attachments=senders.brought(incoming),
        )  # fmt: skip

    def supplement() -> None:
        appeals.supplement(
            by=citizen(incoming), case_id=appeal.pk, key=f"incoming:{incoming.pk}", text=words,
            attachments=senders.brought(incoming),
        )  # fmt: skip

    if question:
        return _tried(by, incoming, appeal, answer, joined(Why.ANSWERED_QUESTION, appeal), template="ch.added")
    if State(appeal.case.state) not in OPEN:
        return _refused(by, incoming, appeal, "这一件已经办结，事情又发生的请写清楚重新发来")
    if _is_full(appeal):
        return lie(by=by, incoming=incoming, appeal=appeal, why=Why.FLOOD)
    return _tried(by, incoming, appeal, supplement, joined(Why.SUPPLEMENTED, appeal), template="ch.added")


def lie(*, by: Actor, incoming: Incoming, appeal: Appeal, why: Why) -> Place:
    """Only lie with the file: whoever handles it reads the words there, and its attachments are among the file's."""
    for clean in senders.brought(incoming):
        files.keep(by=by, subject=appeal.case.ref, clean=clean, label="来信附件")
    return joined(why, appeal)


def _is_full(appeal: Appeal) -> bool:
    """Whether the file takes no more today: what comes still lies with it, and whoever handles it sees it there."""
    since = clock.now() - timedelta(days=1)
    return sum(one.at > since for one in appeals_queries.acts_of(appeal, again=True).supplements) >= SUPPLEMENTS_A_DAY


def _added(incoming: Incoming) -> str:
    words = words_of(incoming)
    return words if len(words) <= ADDED else f"{words[: ADDED - 30]}……（后面还有，全文见来件）"


def _on_the_answer(by: Actor, incoming: Incoming, appeal: Appeal, meaning: Meaning) -> Place:
    """满意, 没有解决, or something that must be asked about: nobody's file is opened anew on a guess."""
    if meaning.sense is Sense.THANKS:
        return aside(Why.THANKS)
    if meaning.sense is Sense.GOOD or (meaning.is_rating and meaning.digit in reading.GOOD_DIGITS):
        return satisfied(by=by, incoming=incoming, appeal=appeal)
    is_short = len(meaning.rest) <= HINT_SIGNS
    if meaning.sense is Sense.BAD and (meaning.is_sure or is_short):
        return disputed(by=by, incoming=incoming, appeal=appeal, words=words_of(incoming))
    asked = ask_back(by=by, incoming=incoming, kind=AskedKind.RATE, files=[appeal])
    if not asked:
        return on_desk(Why.UNSURE, appeal)
    state = IncomingState.ANSWERED if meaning.is_rating else IncomingState.ON_DESK
    return Place(state=state, why=Why.ASKED_BACK, about=appeal.case.ref, asked=asked)


def satisfied(*, by: Actor, incoming: Incoming, appeal: Appeal) -> Place:
    """满意: noted; the answer counts as read."""
    appeals.read_reply(by=citizen(incoming), case_id=appeal.pk)
    say(by=by, incoming=incoming, template="ch.satisfied", params={"number": appeal.case.number}, about=appeal)
    return answered(Why.SATISFIED, appeal)


def disputed(*, by: Actor, incoming: Incoming, appeal: Appeal, words: str) -> Place:
    """没有解决: a new round, with the words as its reason."""

    def act() -> None:
        appeals.dispute(by=citizen(incoming), case_id=appeal.pk, reason=words[:ADDED], round=appeal.case.round)

    return _tried(by, incoming, appeal, act, joined(Why.DISPUTED, appeal), template="ch.disputed")


def withdrawn(*, by: Actor, incoming: Incoming, appeal: Appeal) -> Place:
    """撤回, after a yes. The receipt is the file's own."""

    def act() -> None:
        appeals.withdraw(by=citizen(incoming), case_id=appeal.pk)

    return _tried(by, incoming, appeal, act, joined(Why.WITHDRAWN, appeal))


def _tried(
    by: Actor, incoming: Incoming, appeal: Appeal, act: Callable[[], object], done: Place, *, template: str = ""
) -> Place:
    """The act, and a word that it was done; where the file does not take it, why, and a person looks."""
    try:
        act()
    except (Refused, Conflict, Invalid) as error:
        return _refused(by, incoming, appeal, error.message)
    if template:
        say(by=by, incoming=incoming, template=template, params={"number": appeal.case.number}, about=appeal)
    return done


def _refused(by: Actor, incoming: Incoming, appeal: Appeal, why: str) -> Place:
    params = {"number": appeal.case.number, "reason": why.rstrip("。")}
    say(by=by, incoming=incoming, template="ch.not_done", params=params, about=appeal)
    return on_desk(Why.REFUSED, appeal)


# --- a new file


def take_new(*, by: Actor, incoming: Incoming, sender: Sender, is_danger: bool = False) -> Place:
    """Register a message as a matter of its own; of one who sends many, the later ones are put together with the last.

    `is_danger`: it is one whatever came before.
    """
    today = messaging.of_sender(incoming=incoming, since=clock.now() - timedelta(days=1))
    if not is_danger and sum(one.state == IncomingState.TAKEN for one in today) >= NEW_A_DAY:
        last = next(iter(sender.open), None)
        return add(by=by, incoming=incoming, appeal=last) if last else on_desk(Why.FLOOD)
    try:
        case = appeals.register(by=citizen(incoming), submission=appeals.heeded(submission_of(incoming)))
    except (Refused, Conflict, Invalid):
        return on_desk(Why.REFUSED)
    post_receipt(by=by, incoming=incoming, case=case)
    return Place(state=IncomingState.TAKEN, why=Why.REGISTERED, about=case.ref)


def submission_of(incoming: Incoming) -> Submission:
    """A message as the intake takes it: said once, whoever of them is asked how often."""
    title, text = incoming.title.strip(), incoming.text.strip()
    is_long = len(title) > TITLE
    content = f"{title}\n{text}".strip() if is_long or not text else text
    channel = Inlet(incoming.inlet).register_channel
    return Submission(
        key=key_of(incoming), told=Told(channel=channel, title="" if is_long else title, content=content),
        party=party_of(incoming), attachments=senders.brought(incoming),
    )  # fmt: skip


def key_of(incoming: Incoming) -> str:
    """The intake key of a message: it becomes one file at most."""
    return f"incoming:{incoming.pk}"


def party_of(incoming: Incoming) -> Party:
    """Who wrote, by what they wrote from: a text comes from their phone, a mailbox anybody may name as their own."""
    inlet = Inlet(incoming.inlet)
    if inlet is Inlet.SMS:
        return Party(phone=incoming.sender, identity_level=IdentityLevel.SMS_VERIFIED)
    if inlet is Inlet.MAIL:
        return Party(name=incoming.sender_name[:60], mail=incoming.sender)
    account = senders.account_of(inlet, incoming.sender)
    return Party(name=incoming.sender_name[:60], account=account, identity_level=IdentityLevel.PLATFORM)
