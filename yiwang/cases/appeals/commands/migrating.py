"""旧系统迁移: whole files of the system before this one, closed ones to be read, open ones to go on from where they stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import notices
from yiwang.cases.appeals.commands.importing import Taken
from yiwang.cases.appeals.commands.intake import TITLE_LENGTH, Party
from yiwang.cases.appeals.commands.printing import leave_old_print
from yiwang.cases.appeals.commands.shared import dispute_window, start_clock, text_digest
from yiwang.cases.appeals.commands.words import Kept, enter_old, kept
from yiwang.cases.appeals.events import AppealImported, AppealPushed
from yiwang.cases.appeals.models import Appeal, ImportBatch, OldStep, Origin, Reply, ReplyState, Route
from yiwang.cases.appeals.queries import Reading, Told
from yiwang.cases.appeals.states import OPEN, ImportState, Lack, State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.commands import OldCover
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, ContactKind
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.states import Ground
from yiwang.ground.files import commands as files
from yiwang.ground.files import queries as stored_files
from yiwang.ground.files.models import StoredFile
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.people import commands as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged

LABEL = "旧系统附件"
_Line = tuple[datetime, Callable[..., clocks_queries.Projection | None], dict[str, Any]]
"""When, which verb of the clock, and what else it is told."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time that did not count. `until` None: it lasts. `ground`: why, in words without personal text."""

    at: datetime
    until: datetime | None
    ground: str


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time that was granted, in the promise's own kind of days."""

    at: datetime
    days: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that was done, as the old system told it."""

    at: datetime
    what: str
    unit: str = ""
    officer: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Touch:
    """Somebody was called, visited or met, or could not be reached."""

    at: datetime
    kind: ContactKind
    reached: bool
    note: str
    officer: Officer | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A reply of a round; without an author only where it was approved."""

    round: int
    state: ReplyState
    text: str
    outcome: str
    at: datetime
    drafted_by: Officer | None
    decided_by: Officer | None
    decided_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OldCase:
    """A file of the old system with our codes in it. `number`: what it was called there; `told.category` empty: to be guessed."""

    row: int
    key: str
    number: str
    told: Told
    state: State
    registered_at: datetime
    pushed_at: datetime | None = None
    signed_at: datetime | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    unit: Unit | None = None
    officer: Officer | None = None
    outcome: str = ""
    round: int = 1
    party: Party | None = None
    agency: str = ""
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    steps: tuple[Step, ...] = ()
    answers: tuple[Answer, ...] = ()
    contacts: tuple[Touch, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def is_open(self) -> bool:
        """The promise still runs."""
        return self.state in OPEN


@command
def take_cases(*, by: Actor, batch_id: int, cases: Sequence[OldCase], tells_units: bool = False) -> Taken:
    """Take files of an old system over: each once, with its steps, answers, contacts; open ones with the clocks they had.

    Nobody is told, also not of what is overdue by now; with `tells_units` whoever has an open file now hears of it as of any
    push. Citizens hear nothing. Conflict: the dates of an open file do not follow each other.
    """
    policies.may_import(policies.mover(by)).require()
    batch = queries.lock_batch(id=batch_id)
    known = casework_queries.known_keys(keys=[case.key for case in cases])
    fresh = [case for case in cases if case.key not in known]
    if not fresh:
        return unchanged(Taken(0, len(cases), 0))
    readings = queries.read_many(told=[old.told for old in fresh])
    numbers, desk = casework_queries.next_numbers(count=len(fresh)), queries.house_unit("desk_unit")
    covers = [
        _cover(by, old, reading, number, desk) for old, reading, number in zip(fresh, readings, numbers, strict=True)
    ]
    opened = casework.open_old(by=by, covers=covers)
    appeals = [
        _written(by, batch, case, old, reading) for case, old, reading in zip(opened, fresh, readings, strict=True)
    ]
    for appeal, old in zip(appeals, fresh, strict=True):
        record.write(by=by, event=_imported(batch, appeal, old))
    batch.state, batch.taken = ImportState.RUNNING, batch.taken + len(fresh)
    batch.save(update_fields=["state", "taken"])
    if tells_units:
        for appeal in appeals:
            _tell(by, appeal)
    return Taken(len(fresh), len(cases) - len(fresh), 0)


@command
def attach_old(*, by: Actor, key: str, clean: Clean) -> StoredFile:
    """Hang a cleaned file on the file that came over under this key; the same content again changes nothing.

    Missing: no such file here.
    """
    policies.may_import(policies.mover(by)).require()
    case = casework_queries.by_intake_key(key=key)
    if case is None:
        raise Missing("附件所属的件没有导入")
    if found := stored_files.same_content(subject=case.ref, sha256=clean.sha256):
        return unchanged(found)
    return files.keep(by=by, subject=case.ref, clean=clean, label=LABEL)


def _imported(batch: ImportBatch, appeal: Appeal, old: OldCase) -> AppealImported:
    case = appeal.case
    digest = text_digest(appeal.words, salt=case.number)
    return AppealImported(
        case.ref, batch.pk, old.row, batch.mode, case.channel, appeal.type, appeal.category, case.state, digest
    )


# --- the cover


def _cover(by: Actor, old: OldCase, reading: Reading, number: str, desk: Unit) -> OldCover:
    is_sealed = reading.confidentiality == Confidentiality.SEALED
    is_moved = is_sealed or (old.unit is not None and old.unit.code in reading.excluded_units)
    unit = (organisation.unit(code=reading.unit) if reading.unit else desk) if is_moved else old.unit
    waits = old.state is State.REGISTERED and not is_sealed
    return OldCover(
        number=number,
        code_hash="",
        kind=KIND,
        title=_words(old, reading).title or old.told.content[:TITLE_LENGTH],
        state=State.PUSHED if is_sealed and old.state is State.REGISTERED else old.state,
        round=old.round,
        channel=old.told.channel,
        line=reading.line,
        registered_at=old.registered_at,
        rules_at=clock.now(),
        intake_key=old.key,
        external_id=old.number,
        confidentiality=Confidentiality(reading.confidentiality),
        hides_identity=reading.hides_identity,
        excluded_units=reading.excluded_units,
        excluded_officers=reading.excluded_officers,
        applicant=_applicant(by, old.party),
        unit=None if waits else unit or desk,
        supervising_unit=_above(unit, reading) if old.is_open and not waits else None,
        officer=None if waits or is_moved else old.officer,
        pushed_at=old.pushed_at,
        signed_at=old.signed_at,
        replied_at=old.replied_at,
        closed_at=old.closed_at,
    )


def _above(unit: Unit | None, reading: Reading) -> Unit | None:
    """The supervising unit, which must not be one that the matter is kept from."""
    above = organisation.supervising_unit(unit_code=unit.code) if unit else None
    return above if above and unit and above.code not in (unit.code, *reading.excluded_units) else None


def _applicant(by: Actor, party: Party | None) -> Applicant | None:
    if party is None:
        return None
    return people.remember(
        by=by, name=party.name, phone=party.phone, id_number=party.id_number, address=party.address,
        identity_level=party.identity_level, anonymous=party.is_anonymous,
    )  # fmt: skip


# --- what stands behind it


def _written(by: Actor, batch: ImportBatch, case: Case, old: OldCase, reading: Reading) -> Appeal:
    appeal = rows.add(_appeal(case, old, reading))
    enter_old(by=by, case=case, graded=reading.grade)
    leave_old_print(by=by, appeal=appeal)
    for step in old.steps:
        rows.add(OldStep(
            appeal=appeal, at=step.at, what=step.what[:60], unit=step.unit[:80], officer=step.officer[:40], note=step.note
        ))  # fmt: skip
    for answer in old.answers:
        rows.add(Reply(
            appeal=appeal, round=answer.round, state=answer.state, text=answer.text, outcome=answer.outcome,
            drafted_by=answer.drafted_by, drafted_at=answer.at, decided_by=answer.decided_by, decided_at=answer.decided_at,
            submitted_at=answer.at if answer.state != ReplyState.DRAFT else None,
        ))  # fmt: skip
    for touch in old.contacts:
        casework.note_old_contact(
            by=by,
            case=case,
            kind=touch.kind,
            reached=touch.reached,
            note=touch.note,
            at=touch.at,
            officer=touch.officer,
        )
    rows.add(_origin(batch, appeal, old))
    _run_clocks(by, appeal, old)
    texts = [appeal.content, appeal.place, old.agency, *(answer.text for answer in old.answers)]
    casework.index_text(by=by, case=case, texts=texts)
    return appeal


def _appeal(case: Case, old: OldCase, reading: Reading) -> Appeal:
    words = _words(old, reading)
    return Appeal(
        case=case, type=reading.type, category=reading.category, area_code=reading.area_code, place=reading.place,
        content=words.content, route=Route.OPERATOR,
        suggestion=queries.understand(old.told).as_json() if case.state == State.REGISTERED else reading.suggestion,
        sealed_content=words.sealed, outcome=old.outcome,
        dispute_until=old.replied_at + dispute_window(case.began) if old.state is State.REPLIED and old.replied_at else None,
    )  # fmt: skip


def _words(old: OldCase, reading: Reading) -> Kept:
    names = [old.party.name] if old.party else []
    return kept(confidentiality=reading.confidentiality, title=old.told.title, content=old.told.content, names=names)


def _origin(batch: ImportBatch, appeal: Appeal, old: OldCase) -> Origin:
    return Origin(
        appeal=appeal, batch=batch, row=old.row, written_at=old.registered_at, lacks=[str(lack) for lack in old.lacks],
        agency=old.agency[:80], likeness=queries.likeness(title=old.told.title, text=old.told.content),
    )  # fmt: skip


# --- clocks: told again line by line, as if they had run here


def _run_clocks(by: Actor, appeal: Appeal, old: OldCase) -> None:
    if not old.is_open and old.state is not State.REPLIED:
        return
    case = appeal.case
    clocks.hush(by=by, subject=case.ref)
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
    begun = old.registered_at if old.round == 1 else old.pushed_at or old.registered_at
    due = clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=begun, round=old.round)
    now_due: datetime | None = due.at
    amber: datetime | None = due.amber_at
    for at, write, said in _later_lines(old):
        stands = write(by=by, subject=case.ref, kind="handle", at=at, **said)
        if stands:
            now_due, amber = stands.due_at, stands.amber_at
    casework.settle(by=by, case=case, due_at=now_due, amber_at=amber)
    _run_inner_clock(by, appeal, old)


def _later_lines(old: OldCase) -> list[_Line]:
    """Pauses, extension and end of the promise, in the order of their times."""
    found: list[_Line] = []
    for pause in old.pauses:
        found.append((pause.at, clocks.pause, {"ground": pause.ground}))
        if pause.until:
            found.append((pause.until, clocks.resume, {"ground": Ground.OVER}))
    if old.extension:
        found.append((old.extension.at, clocks.extend, {"days": old.extension.days, "ground": old.extension.ground}))
    if old.state is State.REPLIED and old.replied_at:
        found.append((old.replied_at, clocks.stop, {"ground": Ground.REPLIED}))
    return sorted(found, key=lambda line: line[0])


def _run_inner_clock(by: Actor, appeal: Appeal, old: OldCase) -> None:
    """The clock of the step the file stands at: who must act next, and since when."""
    reached = any(touch.reached for touch in old.contacts)
    submitted = next((answer.at for answer in old.answers if answer.state == ReplyState.SUBMITTED), None)
    begun = {
        State.REGISTERED: ("triage", old.registered_at),
        State.PUSHED: ("sign", old.pushed_at or old.registered_at),
        State.HANDLING: ("" if reached else "first_contact", old.signed_at),
        State.REVIEW: ("approve", submitted),
    }.get(State(appeal.case.state))
    if begun and begun[0] and begun[1]:
        start_clock(by=by, appeal=appeal, name=begun[0], at=begun[1], round=old.round)


def _tell(by: Actor, appeal: Appeal) -> None:
    """Whoever has an open file now, as after any push."""
    case = appeal.case
    if case.unit is None or case.state not in OPEN or case.confidentiality == Confidentiality.SEALED:
        return
    notices.tell_pushed(
        by=by,
        event=AppealPushed(
            case.ref, case.unit.code, case.supervising_unit.code if case.supervising_unit else "",
            case.officer.code if case.officer else "", appeal.route, appeal.type, appeal.category,
        ),
    )  # fmt: skip
