"""Taking a file of messages in: looked over first, then batch by batch, so that a run that breaks off goes on where it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from yiwang.cases.appeals import commands
from yiwang.cases.appeals.commands import Incoming, Taken
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode, Lack
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import fields, moments
from yiwang.sites.exchange.fields import Fields
from yiwang.sites.exchange.letters import Reader, Unfit
from yiwang.sites.exchange.moments import Order
from yiwang.sites.exchange.rejects import Rejects
from yiwang.sites.exchange.tables import Row, Table, open_table

T = TypeVar("T")
BATCH = {ImportMode.HISTORY: 200, ImportMode.BACKLOG: 25, ImportMode.LIVE: 25}
"""Rows a transaction: old matters are written many at once; open ones each ring their own bells, and hold their locks as long."""
_DATE_SIGNS = 30


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants of a file. `given`: option → column, for what was named."""

    channel: str
    mode: ImportMode = ImportMode.HISTORY
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A file looked over once. `rows`: all that hold anything, broken ones too."""

    table: Table
    rows: int
    columns: Sequence[str]
    fields: Fields
    orders: Mapping[str, Order]

    def reader(self, wish: Wish) -> Reader:
        """What reads its rows."""
        return Reader(self.table.digest, wish.channel, wish.mode, self.fields, self.orders)


@dataclass(kw_only=True)
class Report:
    """What became of a file. `reasons`: why rows were given back, how often; `rejects`: where they stand now."""

    survey: Survey
    batch: ImportBatch | None = None
    taken: int = 0
    known: int = 0
    duplicates: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    lacks: Counter[Lack] = field(default_factory=Counter)
    rejects: Path | None = None

    def count(self, letters: Iterable[Incoming], taken: Taken) -> None:
        """Add what became of some rows."""
        self.taken, self.known = self.taken + taken.taken, self.known + taken.known
        self.duplicates += taken.duplicates
        self.lacks.update(lack for letter in letters for lack in letter.lacks)


def look_over(path: Path, given: Mapping[str, str]) -> Survey:
    """Read the file once: how many rows, which columns, in which order its dates stand. Invalid: not a table of messages."""
    table = open_table(path)
    columns: dict[str, None] = {}
    dates: dict[str, set[Order]] = {}
    rows = 0
    for row in table.rows():
        rows += 1
        for name, value in row.values.items():
            columns[name] = None
            if isinstance(value, str) and 8 <= len(value) <= _DATE_SIGNS:
                dates.setdefault(name, set()).add(moments.order_of([value]))
    if not rows:
        raise Invalid("文件里没有数据行")
    orders = {name: _settled(seen - {Order.UNKNOWN}) for name, seen in dates.items()}
    return Survey(
        table=table, rows=rows, columns=list(columns), fields=fields.choose(list(columns), given=given), orders=orders
    )


def _settled(seen: set[Order]) -> Order:
    return next(iter(seen)) if len(seen) == 1 else Order.BOTH if seen else Order.UNKNOWN


def take_in(
    *,
    by: Actor,
    path: Path,
    wish: Wish,
    on_begin: Callable[[Survey], None] = lambda _: None,
    on_progress: Callable[[int], None] = lambda _: None,
    keeps_rejects: bool = False,
) -> Report:
    """Import a file. Run again, after a crash or for good measure, it takes what is missing and nothing twice.

    `on_begin`: told what was understood, before anything is written; `on_progress`: the rows done, batch by batch. Invalid:
    the file or the wish cannot be understood; a single row never. `keeps_rejects`: also with the batch.
    """
    survey = look_over(path, wish.given)
    report = Report(survey=survey)
    on_begin(survey)
    batch = commands.begin_import(
        by=by, file_digest=survey.table.digest, file_name=path.name, mode=wish.mode, channel=wish.channel,
        options=dict(survey.fields.columns),
    )  # fmt: skip
    with Rejects(path, survey.columns) as rejects:
        reader = survey.reader(wish)
        for rows in batches(survey.table.rows(), BATCH[wish.mode]):
            _take(by, batch, reader, rows, report, rejects)
            on_progress(len(rows))
    report.rejected, report.rejects = rejects.count, rejects.path
    kept = report.rejects.read_bytes() if keeps_rejects and report.rejects else b""
    report.batch = commands.finish_import(
        by=by, batch_id=batch.pk, read=survey.rows, rejected=rejects.count, rejects=kept
    )
    return report


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows, so many at a time."""
    source = iter(rows)
    while found := list(islice(source, size)):
        yield found


def _take(by: Actor, batch: ImportBatch, reader: Reader, rows: Sequence[Row], report: Report, rejects: Rejects) -> None:
    """One batch: together where all of it can be taken, else row by row, so that one bad row spoils no other."""

    def give_back(row: Row, reason: str) -> None:
        rejects.add(row, reason, reader.identity(row))
        report.reasons[reason] += 1

    pairs: list[tuple[Row, Incoming]] = []
    for row in rows:
        try:
            pairs.append((row, reader.read(row)))
        except Unfit as unfit:
            give_back(row, str(unfit))
    letters = [letter for _, letter in pairs]
    act = commands.take_history if batch.mode == ImportMode.HISTORY else commands.take_open
    try:
        report.count(letters, act(by=by, batch_id=batch.pk, letters=letters))
    except Invalid:
        for row, letter in pairs:
            try:
                report.count([letter], act(by=by, batch_id=batch.pk, letters=[letter]))
            except Invalid as error:
                give_back(row, "；".join([error.message, *error.fields.values()]))
