"""What an officer does with a message that no machine could place: register it, lay it on a file, answer, set it aside, undo."""

from dataclasses import dataclass, replace

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.commands import Party
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.channels import policies
from yiwang.cases.channels.commands import carrying
from yiwang.cases.channels.commands.carrying import Place, joined
from yiwang.cases.channels.commands.postings import post_receipt
from yiwang.cases.channels.commands.saying import back_to
from yiwang.cases.channels.commands.sorting import lay
from yiwang.cases.channels.events import MessageAnswered
from yiwang.cases.channels.queries import in_sight, senders
from yiwang.cases.channels.states import BY_A_PERSON, Carry, Why
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.kit.work import command, unchanged

ANSWER_SIGNS = 500
"""Signs of an answer by hand; a text to a phone has room for `TEXT_SIGNS`."""
TEXT_SIGNS = 99
"""Signs that fit into the three values of the set text (35 each at the provider, less the marks at their ends)."""
_PART = 33


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What an officer registers of a message: its words as corrected, and what is known besides."""

    content: str
    type: str = ""
    area_code: str = ""
    place: str = ""
    name: str = ""
    phone: str = ""
    is_urgent: bool = False


def _taken_up(by: Actor, incoming_id: int) -> Incoming:
    """The message, held. Missing: it became a file that is closed to this hand."""
    row = messaging_queries.hold_incoming(incoming_id=incoming_id)
    if in_sight(by=by, messages=[row]).closed:
        raise Missing("没有这条来信，或不在您的范围内")
    return row


def _held(by: Actor, incoming_id: int) -> Incoming:
    """As `_taken_up`, and still waiting for a person."""
    row = _taken_up(by, incoming_id)
    policies.may_deal(organisation.reach(by=by), row).require()
    return row


@command
def register_message(*, by: Actor, incoming_id: int, matter: Matter) -> Case:
    """登记成件: the message becomes a file; a comment that anybody reads becomes a fact to check, of nobody.

    Registered already: the same file again. Refused: not an operator, or dealt with otherwise. Invalid: no words.
    """
    if known := _registered(by, incoming_id):
        return unchanged(known)
    row = _held(by, incoming_id)
    base = carrying.submission_of(row)
    told = Told(
        channel=base.told.channel, title=base.told.title, content=matter.content, type=matter.type, area_code=matter.area_code,
        place=matter.place,
    )  # fmt: skip
    submission = replace(base, told=told, party=_party(row, base.party, matter), is_on_behalf=True)
    submission = appeals.heeded(submission)
    if matter.is_urgent:
        submission = replace(submission, is_urgent=True, tripwire={"page": "danger", "by": "desk"})
    case = appeals.register(by=by, submission=submission)
    if not row.is_public:
        post_receipt(by=by, incoming=row, case=case)
    lay(by=by, incoming=row, place=Place(state=IncomingState.TAKEN, why=Why.REGISTERED, about=case.ref))
    return case


def _registered(by: Actor, incoming_id: int) -> Case | None:
    """The file that a message became, if it did."""
    row = _taken_up(by, incoming_id)
    if row.state != IncomingState.TAKEN:
        return None
    return appeals_queries.get_by_id(case_id=int(row.subject_id)).case


def _party(row: Incoming, base: Party, matter: Matter) -> Party:
    """Who wrote; nobody where it stands in public, for the name under a comment is no sender's word."""
    if row.is_public and not matter.phone:
        return Party(is_anonymous=True)
    found = Party() if row.is_public else base
    return replace(found, name=matter.name or found.name, phone=matter.phone or found.phone)


@command
def join_message(*, by: Actor, incoming_id: int, number: str, carry: Carry) -> Appeal:
    """归到某件: as more material or an answer, as a word that it is not settled, or only to lie there.

    Invalid: no such file for this officer. Refused: not an operator, dealt with already, or the file does not take it.
    """
    row = _taken_up(by, incoming_id)
    appeal = _in_sight(by, number)
    if row.state == IncomingState.JOINED and row.subject_id == str(appeal.pk):
        return unchanged(appeal)
    policies.may_deal(organisation.reach(by=by), row).require()
    if carry not in policies.carries_for(row):
        raise Invalid(carry="公开的评论只能作为线索归到一件，不能当作诉求人的话")
    lay(by=by, incoming=row, place=_carried(by, row, appeal, carry))
    return appeal


def _in_sight(by: Actor, number: str) -> Appeal:
    try:
        return appeals_queries.get_appeal(for_=by, number=number)
    except Missing as error:
        raise Invalid(number="没有这个编号的件，或不在您的范围内，请核对") from error


def _carried(by: Actor, row: Incoming, appeal: Appeal, carry: Carry) -> Place:
    """The citizen's own words do what they do; the officer who laid them there stands in the message's record."""
    who = carrying.citizen(row)
    if carry is Carry.DISPUTE:
        appeals.dispute(by=who, case_id=appeal.pk, reason=carrying.words_of(row), round=appeal.case.round)
        return joined(Why.DISPUTED, appeal)
    if carry is Carry.NOTE:
        return carrying.lie(by=by, incoming=row, appeal=appeal, why=Why.NOTED)
    question = appeals_queries.open_question(appeal=appeal)
    words, files = carrying.words_of(row), senders.brought(row)
    if question:
        appeals.answer(by=who, case_id=appeal.pk, text=words, question_id=question.pk, attachments=files)
        return joined(Why.ANSWERED_QUESTION, appeal)
    appeals.supplement(by=who, case_id=appeal.pk, key=carrying.key_of(row), text=words, attachments=files)
    return joined(Why.SUPPLEMENTED, appeal)


@command
def answer_message(*, by: Actor, incoming_id: int, text: str) -> Incoming:
    """回复: the officer's own words go back the way the message came; noted as a contact where it is about a file one handles.

    Invalid: no words, or more than fit. Refused: not an operator, or the way has none back.
    """
    row = _taken_up(by, incoming_id)
    policies.may_answer_back(organisation.reach(by=by), row).require()
    words = _fitting(row, text)
    about = _about(by, row)
    is_long = row.inlet != Inlet.SMS
    messaging.send(
        by=by, template="ch.reply" if is_long else "ch.words", to=back_to(row, about),
        subject=about.case.ref if about else row.ref, params={} if is_long else _in_parts(words), words=words if is_long else "",
    )  # fmt: skip
    record.write(by=by, event=MessageAnswered(row.ref, str(about.case.ref) if about else ""))
    _note_contact(by, about, words)
    if row.state == IncomingState.ON_DESK:
        return lay(by=by, incoming=row, place=carrying.answered(Why.BY_HAND, about))
    return row


def _fitting(row: Incoming, text: str) -> str:
    words = text.strip()
    limit = TEXT_SIGNS if row.inlet == Inlet.SMS else ANSWER_SIGNS
    if not words:
        raise Invalid(text="请写下要回复的话")
    if len(words) > limit:
        raise Invalid(text=f"写了{len(words)}字，这个途径一次最多{limit}字，请写短一点")
    return words


def _in_parts(words: str) -> dict[str, str]:
    """Three values of a set text: the provider takes 35 signs each, and none may be empty."""
    tidy = " ".join(words.split())
    parts = [tidy[at : at + _PART] for at in range(0, len(tidy), _PART)][:3]
    return dict(zip(("words", "more", "rest"), [*parts, "。", "。"], strict=False))


def _about(by: Actor, row: Incoming) -> Appeal | None:
    if row.subject_kind != "casework.case":
        return None
    known = appeals_queries.numbers_among(by=by, case_ids=[int(row.subject_id)])
    return appeals_queries.get_by_id(case_id=int(row.subject_id)) if known else None


def _note_contact(by: Actor, about: Appeal | None, words: str) -> None:
    """On the file, where the officer may note contacts there; else the message itself stands among those of the file."""
    if about and about.case.state == State.HANDLING:
        may = appeals_policies.may_record_contact(appeals_policies.mover(by), about)
        if may:
            appeals.record_contact(by=by, case_id=about.pk, kind="message", reached=True, note=words, is_public=False)


@command
def set_aside_message(*, by: Actor, incoming_id: int, reason: Why) -> Incoming:
    """不用办: with one of the grounds. Said again: unchanged. Refused: not an operator, or dealt with otherwise."""
    row = _taken_up(by, incoming_id)
    if row.state == IncomingState.SET_ASIDE:
        return unchanged(row)
    policies.may_deal(organisation.reach(by=by), row).require()
    if reason not in BY_A_PERSON:
        raise Invalid(reason="请从列出的原因里选")
    return lay(by=by, incoming=row, place=carrying.aside(reason))


@command
def lay_back_message(*, by: Actor, incoming_id: int) -> Incoming:
    """撤回处理: what changed no file waits for a person again. Waiting already: unchanged."""
    row = _taken_up(by, incoming_id)
    if row.state == IncomingState.ON_DESK:
        return unchanged(row)
    verdict = policies.may_lay_back(organisation.reach(by=by), row)
    if not verdict:
        raise Conflict(f"{verdict.reason}。{verdict.way_out}".rstrip("。") + "。")
    return messaging.lay_back_incoming(by=by, incoming_id=incoming_id, reason=Why.LAID_BACK)
