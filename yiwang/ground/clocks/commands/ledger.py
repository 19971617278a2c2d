"""The verbs of a clock. Called inside another room's command, which records the fact; they buffer lines and answer at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yiwang.ground.clocks import policies, queries
from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries import Book, Draft, Due, Key, Limit, Projection
from yiwang.ground.clocks.queries.history import BOOKS, BUFFER, WRITTEN
from yiwang.ground.clocks.states import Action, Ground, State
from yiwang.kit import clock, rows, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref

_HUSHED = "clocks hushed"
SKEW = timedelta(minutes=5)
"""So far two machines' clocks may disagree: a line that much older than the one before it is written at that one's moment."""


@dataclass(frozen=True)
class _Line:
    """What a verb wants written."""

    by: Actor
    action: Action
    at: datetime | None
    ground: str = ""
    days: int = 0
    terms: queries.Terms | None = None


def start(
    *,
    by: Actor,
    subject: Ref,
    kind: str,
    limit: Limit,
    at: datetime | None = None,
    round: int | None = None,
    hours: str = "",
    ground: str = "",
) -> Due:
    """Start a clock and say by when.

    `at`: the moment the promise runs from (registration, for 12345 the order); default now. `hours`: the unit's office hours
    as text, default the bureau's. `ground`: shown as the basis instead of the limit's own words. `round`: the next one where
    the clock was stopped before, unless it is named; naming 1 for a new subject spares the look at what is there.
    Conflict: this round was started already, or the last one still runs. ValueError: a limit without a length.
    """
    with transaction.atomic(savepoint=False):
        book = queries.open_book(subject)
        number = round or _next_round(book.read(lock=True), kind)
        action = Action.RESTART if number > 1 else Action.START
        line = _Line(by, action, at or clock.now(), ground, terms=queries.terms(limit, hours))
        return _write(book, (kind, number), line).due


def _next_round(book: Book, kind: str) -> int:
    key = book.latest(kind)
    if key and queries.tell(book.lines[key]).state is not State.STOPPED:
        raise Conflict("上一轮的计时还没有停，请刷新看看最新情况")
    return key[1] + 1 if key else 1


def stop(*, by: Actor, subject: Ref, kind: str, at: datetime | None = None, ground: str = "") -> Projection | None:
    """Stop the latest round of a clock; an open pause ends with it.

    Nothing happens where the clock never started or stands already: None, or the projection as it is.
    """
    with transaction.atomic(savepoint=False):
        book, key, now = _open(subject, kind)
        if key is None or now is None or now.state is State.STOPPED:
            return now
        return _write(book, key, _Line(by, Action.STOP, at, ground))


def pause(
    *, by: Actor, subject: Ref, kind: str, ground: str, at: datetime | None = None, max_days: int = 0
) -> Projection:
    """Pause a clock on a ground: a code of `states.Ground` or words for the ledger, without personal text.

    `max_days`: told in the ledger; ending the pause then is the caller's matter. Paused already: unchanged.
    Conflict: never started, or stopped. Invalid: no ground.
    """
    if not ground.strip():
        raise Invalid("暂停要有事由", ground="请选择或写明暂停计时的事由，诉求人会在账本里看到")
    with transaction.atomic(savepoint=False):
        book, key, now = _opened(subject, kind)
        if now.state is State.PAUSED:
            return now
        return _write(book, key, _Line(by, Action.PAUSE, at, ground, max_days))


def resume(*, by: Actor, subject: Ref, kind: str, at: datetime | None = None, ground: str = "") -> Projection:
    """Let a paused clock run on; its new due moment is in the answer. Running already: unchanged. Conflict: as in `pause`."""
    with transaction.atomic(savepoint=False):
        book, key, now = _opened(subject, kind)
        if now.state is State.RUNNING:
            return now
        return _write(book, key, _Line(by, Action.RESUME, at, ground))


def extend(*, by: Actor, subject: Ref, kind: str, days: int, ground: str, at: datetime | None = None) -> Projection:
    """Give more time, once a round: working days, natural days for a clock in natural days.

    Invalid: no days or no ground. Refused: extended before, or stopped.
    """
    if days < 1 or not ground.strip():
        raise Invalid("延长要写明天数和理由", days="请填写1以上的整数", ground="请写明理由，诉求人会看到")
    with transaction.atomic(savepoint=False):
        book, key, now = _open(subject, kind)
        policies.can_extend(now).require()
        return _write(book, key or (kind, 1), _Line(by, Action.EXTEND, at, ground, days))


def change(
    *,
    by: Actor,
    subject: Ref,
    kind: str,
    limit: Limit,
    ground: str,
    at: datetime | None = None,
    hours: str = "",
) -> Projection:
    """Put another limit in force, counted from the same start (a corrected type, a case approved as complex).

    Pauses and an extension keep what they gave, counted by the new limit. The same limit and hours again: unchanged.
    """
    terms = queries.terms(limit, hours)
    with transaction.atomic(savepoint=False):
        book, key, now = _opened(subject, kind)
        if queries.tell(book.lines[key]).terms == terms:
            return now
        return _write(book, key, _Line(by, Action.CHANGE, at, ground, terms=terms))


def cancel_all(
    *, by: Actor, subject: Ref, at: datetime | None = None, ground: str = Ground.CANCELLED
) -> dict[str, Projection]:
    """Stop every clock of the subject that still runs or is paused; those stopped, by kind."""
    with transaction.atomic(savepoint=False):
        book = queries.open_book(subject).read(lock=True)
        days = queries.calendar()
        is_open = [
            key for key in sorted(book.lines) if queries.project(book.lines[key], days).state is not State.STOPPED
        ]
        return {key[0]: _write(book, key, _Line(by, Action.STOP, at, ground)) for key in is_open}


def _open(subject: Ref, kind: str) -> tuple[Book, Key | None, Projection | None]:
    """The subject's book, held for us, and the latest round of the clock with where it stands."""
    book = queries.open_book(subject).read(lock=True)
    key = book.latest(kind)
    return book, key, queries.project(book.lines[key], queries.calendar()) if key else None


def _opened(subject: Ref, kind: str) -> tuple[Book, Key, Projection]:
    book, key, now = _open(subject, kind)
    if key is None or now is None:
        raise Conflict(f"{policies.NOT_STARTED.reason}，请刷新看看最新情况")
    if now.state is State.STOPPED:
        raise Conflict(f"{policies.STOPPED.reason}。{policies.STOPPED.way_out}")
    return book, key, now


def _write(book: Book, key: Key, line: _Line) -> Projection:
    """Add a line to the book, buffer it, and say where the clock stands now."""
    lines = book.lines[key]
    kind, round = key
    entry = fresh(
        Entry,
        **queries.columns(book.subject), kind=kind, round=round, action=line.action, at=_in_order(line.at, lines),
        terms=queries.freeze(line.terms) if line.terms else None, ground=line.ground, days=line.days,
        actor=line.by.label,
    )  # fmt: skip
    if lines and line.action.opens:
        raise Conflict("这一轮已经开始计时，请刷新看看最新情况")
    book.put(key, entry)
    books: dict[Ref, Book] = work.note(BOOKS, dict)
    books[book.subject] = book
    work.buffer(BUFFER, Draft(book, entry))
    return book.standing(key)


def _in_order(at: datetime | None, lines: list[Entry]) -> datetime:
    """The moment of a line: never before the one above it."""
    moment, last = at or clock.now(), lines[-1].at if lines else None
    if last is None or moment >= last:
        return moment
    if last - moment > SKEW:
        raise Conflict("这一步的时间早于账本的上一行，请核对时间")
    return last


for _table in (Entry, Clock):
    rows.on_duplicate(_table._meta.db_table, "这一件的计时刚被别人改动，请刷新看看最新情况")


def hush(*, by: Actor, subject: Ref) -> None:
    """What is amber or red already when a clock of this new subject is written is told to nobody: it was taken over so.

    What turns amber or red later is told as ever. To be called in the command that makes the subject.
    """
    hushed: set[Ref] = work.note(_HUSHED, set)
    hushed.add(subject)


def _quiet(row: Clock) -> Clock:
    """Told of by now, as far as it is past."""
    now = clock.now()
    row.near_sent_at = now if row.amber_at and row.amber_at <= now else None
    row.missed_sent_at = now if row.red_at and row.red_at <= now else None
    return row


@work.flusher(BUFFER, order=20)
def _flush(drafts: list[Draft]) -> None:
    """The clocks that the lines move, at most one statement; the lines go with all other new rows of the command.

    A subject that this command made has no clocks yet: its own are new rows too.
    """
    touched = {(draft.book.subject, draft.entry.key): draft.book for draft in drafts}
    hushed: set[Ref] = work.note(_HUSHED, set)
    stored = []
    for (subject, key), book in touched.items():
        clock_ = book.standing(key).write_to(fresh(Clock, **queries.columns(subject), kind=key[0], round=key[1]))
        if book.is_first_page:
            rows.add(_quiet(clock_) if subject in hushed else clock_)
        else:
            stored.append(clock_)
    if stored:
        with work.aside():  # it asks nothing of the rows that wait
            _move(stored)
            if any(draft.entry.action in _LATER for draft in drafts):
                _to_be_told_again(stored)
    books: dict[Ref, Book] = work.note(BOOKS, dict)
    books.clear()
    for draft in drafts:
        draft.book.is_first_page = False
        rows.add(draft.entry)
    written: set[Ref] = work.note(WRITTEN, set)
    written.update(draft.book.subject for draft in drafts)


_LATER = frozenset({Action.EXTEND, Action.RESUME, Action.CHANGE})
"""Lines after which a clock that was amber or red may have time again."""


def _to_be_told_again(moved: list[Clock]) -> None:
    """Who has more time is warned again when that, too, runs out: what was told was told of the moment before."""
    now = clock.now()
    for row in moved:
        same = Clock.objects.filter(**queries.columns(row.subject), kind=row.kind, round=row.round)
        if row.amber_at and row.amber_at > now:
            same.filter(near_sent_at__isnull=False).update(near_sent_at=None)
        if row.red_at and row.red_at > now:
            same.filter(missed_sent_at__isnull=False).update(missed_sent_at=None)


def _move(clocks: list[Clock]) -> None:
    Clock.objects.bulk_create(
        sorted(clocks, key=lambda row: (row.subject_kind, row.subject_id, row.kind, row.round)),
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "kind", "round"],
        update_fields=list(queries.STORED),
    )
