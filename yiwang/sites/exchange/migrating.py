"""Taking an old system's package over, or only saying what that would do; attachments come after the files they belong to."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yiwang.cases.appeals import commands
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import OldCase
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode
from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Missing, Refused
from yiwang.sites.exchange.codes import Codes
from yiwang.sites.exchange.letters import Unfit
from yiwang.sites.exchange.messages import batches
from yiwang.sites.exchange.old_cases import Builder
from yiwang.sites.exchange.packages import Package, open_package, text_of
from yiwang.sites.exchange.rejects import Rejects
from yiwang.sites.exchange.tables import Row

BATCH = 50
_SHOWN = 200
"""Findings of one kind that are kept to be shown; all of them are counted."""
SYSTEM = "old"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants of a package. `system`: what the old system is called; `channel`: of files that name none."""

    system: str = SYSTEM
    channel: str = ""
    tells_units: bool = False


@dataclass(kw_only=True)
class Report:
    """What became, or would become, of a package. `desks`: open files by unit and officer; `late`: of those past their due."""

    path: Path
    is_dry: bool
    rows: int = 0
    taken: int = 0
    known: int = 0
    rejected: int = 0
    attached: int = 0
    attachments: int = 0
    late: int = 0
    states: Counter[str] = field(default_factory=Counter)
    desks: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    unmapped: dict[str, Counter[str]] = field(default_factory=dict)
    batch: ImportBatch | None = None
    rejects: Path | None = None

    def reject(self, row: Row, reason: str) -> None:
        """Note a row that cannot be taken."""
        self.rejected += 1
        self.reasons[reason] += 1
        if len(self.faults) < _SHOWN:
            self.faults.append((row.number, reason))

    def see(self, old: OldCase) -> None:
        """Note where a file will stand."""
        self.states[old.state.label] += 1
        if old.is_open:
            self.desks[
                old.unit.short_name if old.unit else "待受理员分派", old.officer.name if old.officer else ""
            ] += 1
            self.late += _is_late(old)


def foresee(*, path: Path, wish: Wish) -> Report:
    """Read the whole package and write nothing. Invalid: it is no package, or its own tables cannot be read."""
    report = Report(path=path, is_dry=True)
    with open_package(path) as package:
        builder = _builder(package, wish)
        for rows in batches(package.cases.rows(), BATCH):
            pairs = list(_read(builder, rows, report.reject))
            known = casework.known_keys(keys=[old.key for _, old in pairs])
            report.rows, report.known = report.rows + len(rows), report.known + len(known)
            fresh = [old for _, old in pairs if old.key not in known]
            report.taken += len(fresh)
            for old in fresh:
                report.see(old)
        for number, row in _attachments(builder, report):
            _look_at(package, number, row, report)
        _gathered(report, builder)
    return report


def take_over(*, by: Actor, path: Path, wish: Wish, on_progress: Callable[[int], None] = lambda _: None) -> Report:
    """Take the package over; run again it takes what is missing and nothing twice. Invalid: as `foresee`."""
    report = Report(path=path, is_dry=False)
    with open_package(path) as package:
        builder = _builder(package, wish)
        columns = list(dict.fromkeys(name for row in package.cases.rows() for name in row.values))
        batch = commands.begin_import(
            by=by, file_digest=package.digest, file_name=path.name, mode=ImportMode.PACKAGE, channel="",
            options={"system": wish.system, "channel": wish.channel},
        )  # fmt: skip
        with Rejects(path, columns) as rejects:
            for rows in batches(package.cases.rows(), BATCH):
                _take(by, batch, builder, rows, report, rejects, wish)
                on_progress(len(rows))
        report.rejects = rejects.path
        for number, row in _attachments(builder, report):
            _attach(by, package, builder.key(number), number, row, report)
        _gathered(report, builder)
    report.batch = commands.finish_import(by=by, batch_id=batch.pk, read=report.rows, rejected=report.rejected)
    return report


def count_rows(path: Path) -> int:
    """How many files the package holds, for a progress bar."""
    with open_package(path) as package:
        return sum(1 for _ in package.cases.rows())


def _builder(package: Package, wish: Wish) -> Builder:
    if wish.channel:
        appeals.channel(wish.channel)
    return Builder(package, Codes.of(package), wish.system, wish.channel)


def _read(builder: Builder, rows: Sequence[Row], reject: Callable[[Row, str], None]) -> Iterator[tuple[Row, OldCase]]:
    for row in rows:
        try:
            yield row, builder.read(row)
        except Unfit as unfit:
            reject(row, str(unfit))


def _take(
    by: Actor, batch: ImportBatch, builder: Builder, rows: Sequence[Row], report: Report, rejects: Rejects, wish: Wish
) -> None:
    """One batch: together where all of it can be taken, else file by file, so that one bad file spoils no other."""

    def give_back(row: Row, reason: str) -> None:
        rejects.add(row, reason, "")
        report.reject(row, reason)

    pairs = list(_read(builder, rows, give_back))
    report.rows += len(rows)

    def take(found: Sequence[OldCase]) -> None:
        done = commands.take_cases(by=by, batch_id=batch.pk, cases=found, tells_units=wish.tells_units)
        report.taken, report.known = report.taken + done.taken, report.known + done.known
        for old in found:
            report.see(old)

    try:
        take([old for _, old in pairs])
    except (Invalid, Conflict, Refused):
        for row, old in pairs:
            try:
                take([old])
            except (Invalid, Conflict, Refused) as error:
                give_back(row, _said(error))


def _said(error: HouseError) -> str:
    return "；".join([error.message, *(error.fields.values() if isinstance(error, Invalid) else ())])


def _is_late(old: OldCase) -> bool:
    """Whether the promise is past by now, counted by our own table; a type that has to be guessed counts as none."""
    limit = clocks.limit_for(
        clock="handle", type=old.told.type, category=old.told.category, channel=old.told.channel, priority="normal"
    )
    if limit is None:
        return False
    shifts = [clocks.Pause(pause.at, pause.until or clock.now()) for pause in old.pauses]
    longer = [clocks.Extension(old.extension.at, old.extension.days)] if old.extension else []
    due = clocks.due(limit=limit, start=old.registered_at, calendar=clocks.calendar(), pauses=shifts, extensions=longer)
    return due.at < clock.now()


# --- attachments


def _attachments(builder: Builder, report: Report) -> Iterator[tuple[str, Row]]:
    for number, rows in builder.attachments().items():
        for row in rows:
            report.attachments += 1
            yield number, row


def _look_at(package: Package, number: str, row: Row, report: Report) -> None:
    name = text_of(row.values, "file")
    if package.attachment(name) is None:
        report.missing.append((number, f"没有attachments/{name}"))


def _attach(by: Actor, package: Package, key: str, number: str, row: Row, report: Report) -> None:
    name = text_of(row.values, "file")
    data = package.attachment(name)
    if data is None:
        report.missing.append((number, f"没有attachments/{name}"))
        return
    try:
        commands.attach_old(by=by, key=key, clean=files.clean(name=Path(name).name, data=data))
    except (Invalid, Missing) as error:
        report.missing.append((number, f"{name}：{_said(error)}"))
    else:
        report.attached += 1


def _gathered(report: Report, builder: Builder) -> None:
    report.warnings = builder.warnings
    report.unmapped = {name: found for name, found in builder.codes.unmapped.items() if found}
