"""办理过程: every fact of a file, newest first; each is printed by the template of its event's code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Alarm, Appeal, Dispute, OldStep, Reply
from yiwang.cases.appeals.queries.lists import numbers_told
from yiwang.cases.appeals.states import OUTCOMES, HandOver, Outcome
from yiwang.cases.casework.models import Contact
from yiwang.cases.casework.states import ContactKind
from yiwang.ground.clocks.states import KIND_WORDS
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit.actor import Actor, ActorKind
from yiwang.sites.workbench.desk.pages.at_the_desk import words_of
from yiwang.sites.workbench.desk.pages.lawful.words import law_words
from yiwang.sites.workbench.desk.pages.secrecy_words import words_of as secrecy_words
from yiwang.sites.workbench.desk.pages.supervision_words import words_of as supervision_words

Visibility = Literal["public", "internal"]

SHOWN: dict[str, Visibility] = {
    "appeals.appeal.registered": "public",
    "appeals.appeal.pushed": "public",
    "appeals.appeal.taken_back": "internal",
    "appeals.appeal.signed": "public",
    "appeals.appeal.reassigned": "internal",
    "appeals.appeal.handed_over": "internal",
    "appeals.appeal.imported": "internal",
    "appeals.appeal.contacted": "public",
    "appeals.appeal.attached": "internal",
    "appeals.appeal.returned": "public",
    "appeals.appeal.designated": "public",
    "appeals.appeal.handed_back": "public",
    "appeals.appeal.taken_up": "public",
    "appeals.extension.requested": "internal",
    "appeals.pause.requested": "internal",
    "appeals.request.withdrawn": "internal",
    "appeals.request.granted": "public",
    "appeals.request.declined": "internal",
    "appeals.pause.ended": "public",
    "appeals.question.asked": "public",
    "appeals.question.reminded": "internal",
    "appeals.question.answered": "public",
    "appeals.question.taken_back": "public",
    "appeals.question.lapsed": "public",
    "appeals.supplement.added": "public",
    "appeals.appeal.urged": "public",
    "appeals.reply.drafted": "internal",
    "appeals.draft.asked": "internal",
    "appeals.draft.made": "internal",
    "appeals.draft.failed": "internal",
    "appeals.draft.read": "internal",
    "appeals.draft.dropped": "internal",
    "appeals.reply.submitted": "public",
    "appeals.reply.sent_back": "internal",
    "appeals.reply.passed_up": "internal",
    "appeals.instruction.given": "internal",
    "appeals.instruction.reported": "internal",
    "appeals.instruction.closed": "internal",
    "appeals.appeal.answered_directly": "internal",
    "appeals.reply.approved": "public",
    "appeals.reply.read": "internal",
    "appeals.paper.issued": "internal",
    "appeals.publishing.chosen": "public",
    "appeals.appeal.disputed": "public",
    "appeals.appeal.withdrawn": "public",
    "appeals.appeal.split": "public",
    "appeals.appeal.split_off": "public",
    "appeals.appeal.linked": "internal",
    "appeals.appeal.merged": "public",
    "appeals.appeal.took_in": "internal",
    "appeals.appeal.unmerged": "public",
    "appeals.appeal.followed": "public",
    "appeals.appeal.went_alone": "public",
    "appeals.appeal.answered_together": "internal",
    "appeals.appeal.closed": "public",
    "appeals.part.called_in": "internal",
    "appeals.part.recalled": "internal",
    "appeals.part.reported": "internal",
    "appeals.consultation.convened": "internal",
    "appeals.consultation.opinion_given": "internal",
    "appeals.consultation.concluded": "internal",
    "appeals.consultation.cancelled": "internal",
    "appeals.alarm.raised": "public",
    "appeals.alarm.acknowledged": "public",
    "appeals.alarm.escalated": "internal",
    "centre.slip.written": "internal",
    "centre.case.diverted": "internal",
    "centre.hand_over.owed": "internal",
    "centre.hand_over.tried": "internal",
    "centre.hand_over.ended": "internal",
    "secrecy.case.graded": "internal",
    "secrecy.case.regraded": "internal",
    "secrecy.case.grade_doubted": "internal",
    "secrecy.case.grade_kept": "internal",
    "secrecy.case.redacted": "internal",
    "secrecy.case.recused": "internal",
    "secrecy.case.recusal_lifted": "internal",
    "secrecy.case.opening_asked": "internal",
    "secrecy.case.opening_granted": "internal",
    "secrecy.case.opening_refused": "internal",
    "secrecy.case.unit_asked": "internal",
    "secrecy.case.inquiry_recalled": "internal",
    "secrecy.case.answer_came": "internal",
    "appeals.appeal.put_on_track": "public",
    "appeals.appeal.taken_off_track": "public",
    "appeals.appeal.ended_by_law": "public",
    "tracks.matter.accepted": "public",
    "tracks.matter.refused": "public",
    "tracks.correction.asked": "public",
    "tracks.correction.came": "public",
    "tracks.matter.transferred": "public",
    "tracks.matter.handed_over": "public",
    "tracks.matter.extended": "public",
    "tracks.matter.suspended": "public",
    "tracks.matter.resumed": "public",
    "tracks.matter.decided": "public",
    "tracks.deed.issued": "internal",
    "tracks.deed.delivered": "internal",
    "tracks.matter.served": "public",
    "tracks.review.asked": "public",
    "tracks.review.decided": "public",
    "tracks.matter.withdrawn": "public",
    "supervision.case.nudged": "internal",
    "supervision.card.lifted": "internal",
    "supervision.explanation.owed": "internal",
    "supervision.explanation.submitted": "internal",
    "supervision.explanation.sent_back": "internal",
    "supervision.explanation.accepted": "public",
    "supervision.explanation.dropped": "internal",
    "supervision.explanation.escalated": "internal",
    "clocks.deadline.near": "internal",
    "clocks.deadline.missed": "internal",
    "clocks.deadline.moved": "public",
    "record.look.taken": "internal",
    "record.text.erased": "internal",
}
"""Facts that the desk shows, and whether the citizen sees them too. Messages and files have sections of their own."""
FOLDER = "workbench/timeline"
ACTS = {
    "question": "questions",
    "supplement": "supplements",
    "instruction": "instructions", "request": "requests", "give_back": "returns", "designation": "designation",
    "hand_back": "hand_back", "paper": "papers"}  # fmt: skip
"""Under which name a fact points at an act, and where that stands among the acts of the appeal."""
FIELD_WORDS = {"name": "姓名", "phone": "电话", "id_number": "证件号", "address": "住址", "phone_last4": "电话后四位"}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One fact with all that its template may say; what a fact does not have is empty."""

    template: str
    at: datetime
    who: str
    visibility: Visibility
    is_now: bool = False
    unit: str = ""
    officer: str = ""
    before: str = ""
    before_unit: str = ""
    why: str = ""
    route: str = ""
    contact: Contact | None = None
    how: str = ""
    reply: Reply | None = None
    outcome: str = ""
    dispute: Dispute | None = None
    clock: str = ""
    fields: str = ""
    what: str = ""
    note: str = ""
    act: Any = None
    """The row of what goes on beside the state (`queries.acts_of`) that the fact is about."""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The rows that the facts of one file point at, read once."""

    appeal: Appeal
    contacts: list[Contact]
    replies: list[Reply]
    disputes: list[Dispute]
    units: Mapping[str, str]
    old_steps: Sequence[OldStep] = ()
    seen: frozenset[str] = frozenset()
    """Numbers of other files that the facts name and this reader may know of."""

    def officer(self, code: str) -> str:
        """A name for a code; nearly always somebody the page knows already."""
        case = self.appeal.case
        if case.officer and case.officer.code == code:
            return case.officer.name
        return organisation.officer_name(code) if code else ""

    def act(self, said: Mapping[str, Any]) -> Any:
        """The act that a fact is about, if it is about one."""
        name = next((name for name in ACTS if name in said), "")
        found = getattr(queries.acts_of(self.appeal), ACTS[name]) if name else ()
        rows = found if isinstance(found, tuple) else (found,)
        return next((row for row in rows if row and row.id == said[name]), None)

    @property
    def alarm(self) -> Alarm | None:
        """Its alarm, if it rang."""
        return queries.alarm_of(appeal=self.appeal)


def moments(by: Actor, behind: Behind) -> list[Moment]:
    """The history of a file as its page tells it to this reader: no other file is named that they may not know of."""
    facts = [entry for entry in record.history(subject=behind.appeal.case.ref) if entry.code in SHOWN]
    named = {number for entry in facts for number in _numbers(entry.payload)}
    behind = replace(behind, seen=numbers_told(by=by, numbers=named)) if named else behind
    told = [_told(entry, behind) for entry in facts if _may_be_told(entry, behind)]
    told = sorted([*map(_old, behind.old_steps), *told], key=lambda moment: moment.at) if behind.old_steps else told
    told.reverse()
    return [_now(told[0]), *told[1:]] if told else []


def _may_be_told(entry: Entry, behind: Behind) -> bool:
    """A fact about other files, none of which this reader may know of, is none."""
    named = _numbers(entry.payload)
    return not named or not behind.seen.isdisjoint(named)


def _old(step: OldStep) -> Moment:
    """A step of the system before this one, in its own words."""
    return Moment(
        template=f"{FOLDER}/old_step.html", at=step.at, who=step.officer or _("原系统"), visibility="internal",
        unit=step.unit, what=step.what, note=step.note,
    )  # fmt: skip


def _now(moment: Moment) -> Moment:
    return Moment(**{**moment.__dict__, "is_now": True})


def _told(entry: Entry, behind: Behind) -> Moment:
    said = entry.payload
    contact = next((row for row in behind.contacts if row.pk == said.get("contact")), None)
    reply = next((row for row in behind.replies if row.pk == said.get("reply")), None)
    dispute = next((row for row in behind.disputes if row.pk == said.get("dispute")), None)
    outcome = str(said.get("outcome", ""))
    return Moment(
        template=f"{FOLDER}/{entry.code}.html",
        at=entry.at,
        who=_hand(entry),
        visibility=_visibility(entry, contact),
        unit=behind.units.get(str(said.get("unit", "")), ""),
        officer=behind.officer(str(said.get("officer", ""))),
        before=behind.officer(str(said.get("before", ""))),
        before_unit=behind.units.get(str(said.get("before_unit", "")), ""),
        why=HandOver(said["why"]).label if "why" in said else "",
        route=str(said.get("route", "")),
        contact=contact,
        how=ContactKind(contact.kind).label if contact else "",
        reply=reply,
        outcome=Outcome(outcome).label if outcome in OUTCOMES else "",
        dispute=dispute,
        clock=KIND_WORDS.get(str(said.get("kind", "")), ""),
        what=_what(entry.code, said),
        note="、".join(number for number in _numbers(said) if number in behind.seen),
        act=behind.act(said),
        fields="、".join(FIELD_WORDS.get(name, name) for name in said.get("fields", ())),
    )


def _what(code: str, said: Mapping[str, Any]) -> str:
    """What a fact of another room says of itself, in words."""
    found = words_of(code, said) or secrecy_words(code, said) or law_words(code, said) or supervision_words(code, said)
    return found or str(said.get("mode", said.get("agrees", "")))


def _numbers(said: Mapping[str, Any]) -> list[str]:
    """The numbers of other files that a fact names."""
    named = (said.get(name, "") for name in ("duplicate_of", "whole", "other", "main"))
    return [str(one) for one in (*said.get("numbers", ()), *named) if one]


def _hand(entry: Entry) -> str:
    """Who acted, and for whom: 王某（代李某）."""
    if entry.actor_kind in (ActorKind.JOB, ActorKind.SYSTEM):
        return _("系统")
    if entry.on_behalf_of:
        return _("%(name)s（代%(whom)s）") % {"name": entry.actor_label, "whom": entry.on_behalf_of}
    return entry.actor_label


def _visibility(entry: Entry, contact: Contact | None) -> Visibility:
    """A contact is told to the citizen; its note only where the officer said so."""
    if contact and contact.note and not contact.is_public:
        return "internal"
    return SHOWN[entry.code]
