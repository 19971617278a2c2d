"""登记: an appeal enters the register, is understood, and goes straight to its station where the house is sure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.alarms import raise_alarm
from yiwang.cases.appeals.commands.cautioning import heed_tripwire
from yiwang.cases.appeals.commands.notices import tell_registered
from yiwang.cases.appeals.commands.printing import leave_print
from yiwang.cases.appeals.commands.shared import start_clock, text_digest
from yiwang.cases.appeals.commands.triage import put_on_desk
from yiwang.cases.appeals.commands.words import TITLE_SIGNS, enter, kept, plain_name
from yiwang.cases.appeals.events import AppealRegistered
from yiwang.cases.appeals.models import Appeal, Route
from yiwang.cases.appeals.queries import Suggestion, Told
from yiwang.cases.appeals.states import State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.commands import Cover
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import commands as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.kit import clock, numbers, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.fresh import fresh
from yiwang.kit.work import command, unchanged

DISPATCHER = Actor.job("appeals.dispatch")
"""The hand that pushes where the house is sure."""
TITLE_LENGTH = TITLE_SIGNS


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who appeals, as told. Anonymous: nothing is kept. `mail`, `account`: by what they wrote (`wechat:openid`)."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    mail: str = ""
    account: str = ""
    identity_level: str = "none"
    is_anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class Submission:
    """An appeal as it arrives. `key` makes a repeated arrival change nothing; `number` and `code` are the receipt's."""

    key: str
    told: Told
    party: Party
    number: str = ""
    code: str = ""
    registered_at: datetime | None = None
    ordered_at: datetime | None = None
    occurred_at: datetime | None = None
    external_id: str = ""
    attachments: Sequence[Clean] = ()
    tripwire: dict[str, Any] = field(default_factory=dict)
    is_urgent: bool = False
    is_quiet: bool = False
    """The citizen hears nothing of the registration: an old matter that is taken up again, or a part of a letter."""
    is_on_behalf: bool = False
    """An officer takes it in for somebody: he was asked first, and stays responsible until a unit has signed (S5.24)."""
    is_taken_as_new: bool = False
    """Nobody looks whether it came before: the caller takes it so, and comes again without this when the database refuses it."""
    is_held: bool = False
    """An operator has decided already where it goes: the house does not push it."""


@command
def register(*, by: Actor, submission: Submission) -> Case:
    """Take an appeal into the register, start its clocks, and push it where the suggestion is sure enough.

    The promise runs from registration (12345: from the order), whoever signs when. A submission that came before
    changes nothing. Refused: the hand may not register. Invalid: there are no words, or the channel is switched off.
    """
    if not submission.is_taken_as_new and (known := casework_queries.by_intake_key(key=submission.key)):
        return unchanged(known)
    policies.may_register(policies.mover(by), submission.told.channel).require()
    told = submission.told
    if not told.content.strip() and not told.title.strip():
        raise Invalid("没有写内容", content="请写下是什么事")
    if by.door != "portal":  # what the portal sends holds a number already: it is never turned away here
        queries.open_channel(told.channel)
    submission = _numbered(submission)
    suggestion = queries.understand(told)
    is_sealed = (
        suggestion.confidentiality == Confidentiality.SEALED
    )  # it lies with who may read it, whatever else waits
    if (submission.tripwire.get("is_soft") or submission.is_held) and not is_sealed:
        suggestion = replace(suggestion, is_direct=False)
    appeal = _write(by=by, submission=submission, suggestion=suggestion)
    case = appeal.case
    heed_tripwire(by=by, appeal=appeal)
    promise = _promise(by=by, case=case, appeal=appeal, submission=submission)
    casework.settle(by=by, case=case, due_at=promise.at, amber_at=promise.amber_at)
    for place, clean in enumerate(submission.attachments, 1):
        named = replace(clean, name=plain_name(clean.name, place)) if case.hides_identity else clean
        files.keep(by=by, subject=case.ref, clean=named, label="诉求人提交")
    is_direct = suggestion.is_direct
    digest = text_digest(appeal.words, salt=case.number)
    unit_code = suggestion.unit if is_direct else ""
    kind = (appeal.type, appeal.category, appeal.route)
    record.write(by=by, event=AppealRegistered(case.ref, case.channel, *kind, unit_code, digest))
    enter(by=by, case=case, suggestion=suggestion)
    if submission.is_urgent:
        raise_alarm(by=by, case_id=case.pk, page=str(submission.tripwire.get("page", "danger")))
    if is_direct:
        unit = organisation.roster().by_code[suggestion.unit]
        officer = organisation.default_handler(unit_code=unit.code, without=case.excluded_officers)
        put_on_desk(by=DISPATCHER, appeal=appeal, unit=unit, officer=officer, round=1)
    if not submission.is_quiet:
        tell_registered(by=by, appeal=appeal, code=submission.code)
    return case


def _numbered(submission: Submission) -> Submission:
    """With number and code: the counter's where it made them, fresh ones at the desk."""
    return replace(
        submission,
        number=submission.number or casework_queries.next_number(),
        code=submission.code or numbers.make_code(),
    )


def _write(*, by: Actor, submission: Submission, suggestion: Suggestion) -> Appeal:
    """Cover, appeal and grade in the tables. Sealed words are kept encrypted and are not indexed, an informant's redacted."""
    told = submission.told
    words = kept(
        confidentiality=suggestion.confidentiality,
        title=told.title,
        content=told.content,
        names=[submission.party.name],
    )
    leaf = queries.category(suggestion.category)
    cover = Cover(
        number=submission.number,
        code_hash=numbers.hash_code(number=submission.number, code=submission.code),
        kind=KIND,
        title=words.title,
        state=State.REGISTERED,
        channel=told.channel,
        line=leaf.line if leaf else "",
        registered_at=submission.registered_at or clock.now(),
        ordered_at=submission.ordered_at,
        intake_key=submission.key,
        external_id=submission.external_id,
        priority=Priority.URGENT if submission.is_urgent else Priority(suggestion.priority),
        confidentiality=Confidentiality(suggestion.confidentiality),
        hides_identity=suggestion.hides_identity,
        excluded_units=suggestion.excluded_units,
        excluded_officers=suggestion.excluded_officers,
        applicant=_applicant(by=by, party=submission.party),
    )
    case = casework.open_case(by=by, cover=cover)
    casework.index_text(by=by, case=case, texts=(words.content, suggestion.place))
    appeal = fresh(
        Appeal,
        case=case,
        type=suggestion.type,
        category=suggestion.category,
        area_code=suggestion.area_code,
        place=suggestion.place,
        content=words.content,
        sealed_content=words.sealed,
        occurred_at=submission.occurred_at,
        route=Route.DIRECT if suggestion.is_direct else Route.OPERATOR,
        suggestion=suggestion.as_json() | ({"words": []} if words.sealed else {}),
        tripwire=submission.tripwire,
        first_asked_id=by.officer_id if submission.is_on_behalf else None,
    )
    leave_print(by=by, appeal=appeal)
    return rows.add(appeal)


def _applicant(*, by: Actor, party: Party) -> Applicant:
    return people.remember(
        by=by, name=party.name, phone=party.phone, id_number=party.id_number, address=party.address,
        mail=party.mail, account=party.account, identity_level=party.identity_level, anonymous=party.is_anonymous,
    )  # fmt: skip


def _promise(*, by: Actor, case: Case, appeal: Appeal, submission: Submission) -> Any:
    """Start the promise from registration, or from the sender's order where the channel's clock counts from there.

    What waits for an operator has the triage clock as well.
    """
    limit = clocks_queries.limit_for(
        clock="handle",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if limit is None:
        raise Invalid("时限表里没有这一类的办理时限，请系统管理员补上")
    ordered = queries.channel(case.channel).clock_starts == "order_received" and submission.ordered_at
    if appeal.route == Route.OPERATOR:
        is_soft = bool(submission.tripwire.get("is_soft"))
        start_clock(by=by, appeal=appeal, name="triage", at=case.registered_at, is_urgent=is_soft, round=1)
    return clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=ordered or case.registered_at, round=1)
