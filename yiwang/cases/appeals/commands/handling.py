"""签收、联系、换人、附材料: what the station does before it answers."""

from django.db.models import Q

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.commands.shared import move, required, start_clock, taken_up
from yiwang.cases.appeals.events import AppealReassigned, AppealSigned, ApplicantContacted, MaterialAttached
from yiwang.cases.appeals.states import Move
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework.models import Case, Contact
from yiwang.cases.casework.states import CONTACT_KINDS, ContactKind
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.files import commands as files
from yiwang.ground.files.models import StoredFile
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def sign(*, by: Actor, case_id: int) -> Case:
    """签收: the unit has it; whoever signs handles it unless somebody is named. Starts the first-contact clock."""
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if case.signed_at and case.officer_id == by.officer_id:
        return unchanged(case)
    policies.may_sign(who, appeal).require()
    by = policies.hand(who, Move.SIGN, appeal.case)
    changes = {} if case.officer_id else {"officer": organisation.officer(id=by.officer_id or 0)}
    move(by=by, appeal=appeal, by_move=Move.SIGN, signed_at=clock.now(), **changes)
    clocks.stop(by=by, subject=case.ref, kind="sign")
    start_clock(by=by, appeal=appeal, name="first_contact")
    unit, officer = case.unit, case.officer
    record.write(by=by, event=AppealSigned(case.ref, unit.code if unit else "", officer.code if officer else ""))
    return case


@command
def reassign(*, by: Actor, case_id: int, officer_code: str) -> Case:
    """换人: another officer of the same unit has it from now on."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_reassign(who, appeal).require()
    by = policies.hand(who, Move.REASSIGN, appeal.case)
    officer = organisation.officer_by_code(code=officer_code)
    policies.may_be_given(officer, appeal).require()
    case = appeal.case
    if case.officer_id == officer.pk:
        return unchanged(case)
    before = case.officer.code if case.officer else ""
    move(by=by, appeal=appeal, by_move=Move.REASSIGN, officer=officer)
    record.write(by=by, event=AppealReassigned(case.ref, officer.code, before))
    return case


@command
def record_contact(*, by: Actor, case_id: int, kind: str, reached: bool, note: str, is_public: bool = False) -> Contact:
    """记录联系: called, visited or met, or could not reach. The first success stops the first-contact clock.

    `is_public`: the citizen may read the note on the tracking page.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_record_contact(who, appeal).require()
    by = policies.hand(who, Move.RECORD_CONTACT, appeal.case)
    if kind not in CONTACT_KINDS:
        raise Invalid("没有选联系方式", kind="请选电话、上门、短信或来所")
    case = appeal.case
    text = required(note, field="note", message="请写下联系的情况，几个字也行")
    # whoever had it before the unit gave it back did not call for us
    since = Q(at__gte=case.signed_at) if case.signed_at else Q()
    is_first = reached and not case.contacts.filter(since, round=case.round, reached=True).exists()
    contact = casework.note_contact(
        by=by, case=case, kind=ContactKind(kind), reached=reached, note=text, is_public=is_public
    )
    move(by=by, appeal=appeal, by_move=Move.RECORD_CONTACT)
    if is_first:
        clocks.stop(by=by, subject=case.ref, kind="first_contact")
    record.write(by=by, event=ApplicantContacted(case.ref, contact.pk, kind, reached, is_public, is_first))
    return contact


@command
def attach(*, by: Actor, case_id: int, clean: Clean) -> StoredFile:
    """附材料: add a photo or document of the handling side."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_attach(who, appeal).require()
    by = policies.hand(who, Move.ATTACH, appeal.case)
    stored = files.keep(by=by, subject=appeal.case.ref, clean=clean, label="承办单位附")
    record.write(by=by, event=MaterialAttached(appeal.case.ref, stored.pk))
    return stored
