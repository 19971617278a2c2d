"""导入: matters from elsewhere come in by batches, each row once, whatever breaks off in between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.intake import TITLE_LENGTH, Party, Submission, register
from yiwang.cases.appeals.commands.printing import leave_old_print
from yiwang.cases.appeals.commands.shared import text_digest
from yiwang.cases.appeals.commands.systems import heeded
from yiwang.cases.appeals.commands.words import Kept, enter_old, kept
from yiwang.cases.appeals.events import AppealImported, ImportBegan, ImportFinished
from yiwang.cases.appeals.models import Appeal, ImportBatch, Origin, Reply, ReplyState, Route
from yiwang.cases.appeals.queries import Reading, Told
from yiwang.cases.appeals.states import ImportMode, ImportState, Lack, State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.commands import OldCover
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, LinkKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.people import commands as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One row of a file, as it was read.

    `key`: its identity (`queries.key_of_row`, `key_of_external`). `written_at`: the original's own date. `lacks`: what the
    original does not say. `party` None: nobody is named.
    """

    row: int
    key: str
    told: Told
    party: Party | None = None
    written_at: datetime | None = None
    reply: str = ""
    replied_at: datetime | None = None
    external_id: str = ""
    agency: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def likeness(self) -> str:
        """By which the same words are found again."""
        return queries.likeness(title=self.told.title, text=self.told.content)

    @property
    def content(self) -> str:
        """The words as they are kept: a title too long for the cover stands above them whole."""
        is_long = len(self.told.title) > TITLE_LENGTH
        return f"{self.told.title}\n{self.told.content}".rstrip() if is_long else self.told.content


@dataclass(frozen=True)
class Taken:
    """What became of some rows: written now, here already, and how many of those written say what another said before."""

    taken: int
    known: int
    duplicates: int


@command
def begin_import(
    *,
    by: Actor,
    file_digest: str,
    file_name: str,
    mode: ImportMode,
    channel: str = "",
    options: dict[str, str] | None = None,
) -> ImportBatch:
    """Begin to take a file in, or go on with it: the same file, channel and mode are the same batch.

    `file_digest`: SHA-256 of the bytes, 64 hex signs. Refused: not for this hand. Missing: an unknown channel.
    """
    policies.may_import(policies.mover(by)).require()
    if mode is not ImportMode.PACKAGE:
        queries.channel(channel)
    if known := queries.batch_of(file_digest=file_digest, channel=channel, mode=mode):
        return unchanged(known)
    batch = ImportBatch.objects.create(
        file_digest=file_digest, file_name=file_name, channel=channel, mode=mode, state=ImportState.RUNNING,
        options=options or {}, begun_by=by.label, officer_id=by.officer_id, begun_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=ImportBegan(batch.ref, mode, channel, file_digest))
    return batch


@command
def take_history(*, by: Actor, batch_id: int, letters: Sequence[Incoming]) -> Taken:
    """Take old matters over as they ended: with their own dates, no clock, no message, nothing for the citizen's page.

    With an answer they are closed, without one archived. They lie with the unit their file names, else with the bureau's
    desk; what the rules seal is sealed. Rows that stand here already are passed over.
    """
    batch, fresh = _opened(by, batch_id, letters)
    if not fresh:
        return unchanged(Taken(0, len(letters), 0))
    readings = queries.read_many(told=[letter.told for letter in fresh])
    known = queries.first_of_words(digests=[letter.likeness for letter in fresh])
    cases = casework.open_old(by=by, covers=_covers(by, batch, fresh, readings))
    pairs = [
        (rows.add(_old_appeal(case, letter, reading)), letter)
        for case, letter, reading in zip(cases, fresh, readings, strict=True)
    ]
    for (appeal, _letter), reading in zip(pairs, readings, strict=True):
        enter_old(by=by, case=appeal.case, graded=reading.grade)
        leave_old_print(by=by, appeal=appeal)
    for appeal, letter in pairs:
        if letter.reply:
            rows.add(_old_reply(appeal, letter))
        casework.index_text(by=by, case=appeal.case, texts=[appeal.content, appeal.place, letter.reply, letter.agency])
    return _noted(by, batch, letters, pairs, known)


@command
def take_open(*, by: Actor, batch_id: int, letters: Sequence[Incoming]) -> Taken:
    """Register rows as appeals to be worked on, in the batch's mode.

    `backlog`: clocks start now and the units are told, the citizens nothing. `live`: exactly as if each had come by itself
    just now, the tripwire included. Invalid: a row that cannot be registered; none of these rows is then written.
    """
    batch, fresh = _opened(by, batch_id, letters)
    if not fresh:
        return unchanged(Taken(0, len(letters), 0))
    is_live = batch.mode == ImportMode.LIVE
    known = queries.first_of_words(digests=[letter.likeness for letter in fresh])
    cases = [register(by=by, submission=_submission(batch, letter, is_live=is_live)) for letter in fresh]
    return _noted(by, batch, letters, [(case.appeal, letter) for case, letter in zip(cases, fresh, strict=True)], known)


@command
def finish_import(*, by: Actor, batch_id: int, read: int, rejected: int, rejects: bytes = b"") -> ImportBatch:
    """Say that the file was read to its end. `read`: all of its rows; `rejected`: those that were given back,
    `rejects`: as a file, kept for whoever sent the file through a page.

    A batch that was finished and took nothing more since: unchanged.
    """
    policies.may_import(policies.mover(by)).require()
    batch = queries.lock_batch(id=batch_id)
    if batch.state == ImportState.DONE:
        return unchanged(batch)
    batch.state, batch.ended_at, batch.upload = ImportState.DONE, clock.now(), b""
    batch.rows, batch.rejected = read, rejected
    batch.known = max(0, read - rejected - batch.taken)
    batch.rejects = rejects
    batch.save(update_fields=["state", "ended_at", "upload", "rejects", "rows", "rejected", "known"])
    counts = {name: getattr(batch, name) for name in ("rows", "taken", "known", "rejected", "duplicates")}
    record.write(by=by, event=ImportFinished(batch.ref, batch.mode, batch.channel, batch.file_digest, **counts))
    return batch


# --- what the two ways of taking share


def _opened(by: Actor, batch_id: int, letters: Sequence[Incoming]) -> tuple[ImportBatch, list[Incoming]]:
    """The batch, held, and those rows that do not stand here yet, each once."""
    policies.may_import(policies.mover(by)).require()
    batch = queries.lock_batch(id=batch_id)
    known = queries.keys_known(keys=[(letter.key, letter.told.channel, letter.external_id) for letter in letters])
    return batch, list({letter.key: letter for letter in reversed(letters) if letter.key not in known}.values())[::-1]


def _noted(
    by: Actor,
    batch: ImportBatch,
    letters: Sequence[Incoming],
    pairs: Sequence[tuple[Appeal, Incoming]],
    alike: dict[str, tuple[int, str]],
) -> Taken:
    """Origins, links between the same words, one fact a file, and the figures of the batch."""
    links: list[tuple[int, int]] = []
    for appeal, letter in pairs:
        rows.add(_origin(batch, appeal, letter))
        first = alike.setdefault(letter.likeness, (appeal.pk, appeal.case.number))
        is_first = first[0] == appeal.pk
        if not is_first:
            links.append((appeal.pk, first[0]))
        record.write(by=by, event=_imported(batch, appeal, letter, "" if is_first else first[1]))
    casework.link(by=by, pairs=links, kind=LinkKind.DUPLICATE)
    batch.state = ImportState.RUNNING
    batch.taken, batch.duplicates = batch.taken + len(pairs), batch.duplicates + len(links)
    batch.save(update_fields=["state", "taken", "duplicates"])
    return Taken(len(pairs), len(letters) - len(pairs), len(links))


def _imported(batch: ImportBatch, appeal: Appeal, letter: Incoming, duplicate_of: str) -> AppealImported:
    case = appeal.case
    digest = text_digest(appeal.words, salt=case.number)
    return AppealImported(
        case.ref, batch.pk, letter.row, batch.mode, case.channel, appeal.type, appeal.category, case.state, digest,
        duplicate_of,
    )  # fmt: skip


def _origin(batch: ImportBatch, appeal: Appeal, letter: Incoming) -> Origin:
    return Origin(
        appeal=appeal, batch=batch, row=letter.row, written_at=letter.written_at, lacks=[str(lack) for lack in letter.lacks],
        agency=letter.agency[:80], likeness=letter.likeness,
    )  # fmt: skip


# --- old matters


def _covers(by: Actor, batch: ImportBatch, letters: Sequence[Incoming], readings: Sequence[Reading]) -> list[OldCover]:
    numbers = casework_queries.next_numbers(count=len(letters))
    units, desk = organisation.units(), queries.house_unit("desk_unit")
    known = {unit.code: unit for unit in units}
    return [
        _cover(by, batch, letter, reading, number, _home(letter, reading, units, known, desk))
        for letter, reading, number in zip(letters, readings, numbers, strict=True)
    ]


def _home(letter: Incoming, reading: Reading, units: Sequence[Unit], known: dict[str, Unit], desk: Unit) -> Unit:
    """Where an old matter lies: where it is sealed to, with the unit its file names, else on the bureau's desk.

    What that unit must not see lies with the desk above it.
    """
    named = queries.unit_called(name=letter.agency, units=units)
    if reading.confidentiality == Confidentiality.SEALED or (named and named.code in reading.excluded_units):
        return known.get(reading.unit, desk)
    return named or desk


def _cover(by: Actor, batch: ImportBatch, letter: Incoming, reading: Reading, number: str, unit: Unit) -> OldCover:
    registered_at = letter.written_at or letter.replied_at or clock.now()
    ended_at = (letter.replied_at or registered_at) if letter.reply else None
    return OldCover(
        number=number,
        code_hash="",
        kind=KIND,
        title=_words(letter, reading).title or letter.told.content[:TITLE_LENGTH],
        state=State.CLOSED if letter.reply else State.ARCHIVED,
        channel=batch.channel,
        line=reading.line,
        registered_at=registered_at,
        rules_at=clock.now(),
        intake_key=letter.key,
        external_id=letter.external_id,
        confidentiality=Confidentiality(reading.confidentiality),
        hides_identity=reading.hides_identity,
        excluded_units=reading.excluded_units,
        excluded_officers=reading.excluded_officers,
        applicant=_applicant(by, letter.party),
        unit=unit,
        replied_at=ended_at,
        closed_at=ended_at or clock.now(),  # archived just now: without it, it would count as something to do
    )


def _applicant(by: Actor, party: Party | None) -> Applicant | None:
    if party is None:
        return None
    return people.remember(
        by=by, name=party.name, phone=party.phone, id_number=party.id_number, address=party.address,
        identity_level=party.identity_level,
    )  # fmt: skip


def _old_appeal(case: Case, letter: Incoming, reading: Reading) -> Appeal:
    words = _words(letter, reading)
    return Appeal(
        case=case,
        type=reading.type,
        category=reading.category,
        area_code=reading.area_code,
        place=reading.place,
        content=words.content,
        sealed_content=words.sealed,
        route=Route.OPERATOR,
        suggestion=reading.suggestion,
    )


def _words(letter: Incoming, reading: Reading) -> Kept:
    """Where an old letter's words go; of what is kept secret the title stands with them."""
    names = [letter.party.name] if letter.party else []
    return kept(confidentiality=reading.confidentiality, title=letter.told.title, content=letter.content, names=names)


def _old_reply(appeal: Appeal, letter: Incoming) -> Reply:
    """An answer that was given elsewhere: who wrote it and what came of it is not known here."""
    at = appeal.case.replied_at or appeal.case.registered_at
    return Reply(appeal=appeal, round=1, state=ReplyState.APPROVED, text=letter.reply, drafted_at=at, decided_at=at)


# --- matters to be worked on


def _submission(batch: ImportBatch, letter: Incoming, *, is_live: bool) -> Submission:
    if letter.reply:
        raise Invalid("这一行已经有答复，不用再办：请按历史件导入，或者清空答复")
    told = replace(letter.told, content=letter.content)
    asked = Submission(
        key=letter.key, told=told, party=letter.party or Party(is_anonymous=True), external_id=letter.external_id,
        is_quiet=not is_live,
    )  # fmt: skip
    return heeded(asked) if is_live else asked
