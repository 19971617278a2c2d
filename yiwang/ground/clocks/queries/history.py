"""The lines of a subject's clocks as this command sees them: those in the database and those it has only buffered."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries.projection import Projection, project
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.kit import rows, work
from yiwang.kit.refs import Ref

BUFFER = "clocks"
BOOKS = "clocks books"
"""Where a command keeps the books whose lines wait in `BUFFER`, by subject."""
WRITTEN = "clocks written"
"""Where a command notes the subjects it has written clocks of already."""

Key = tuple[str, int]
"""Kind and round."""


@dataclass
class Book:
    """All lines of one subject by clock. A book that was never read knows only what this command wrote itself."""

    subject: Ref
    lines: dict[Key, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    is_read: bool = False
    is_first_page: bool = False
    """Nothing is stored of this subject: this command made it, and has written no line yet."""
    _standing: dict[Key, Projection] = field(default_factory=dict)

    def put(self, key: Key, entry: Entry) -> None:
        """Add a line at the end of a clock's."""
        self.lines[key].append(entry)
        self._standing.pop(key, None)

    def standing(self, key: Key) -> Projection:
        """Where a clock stands by the lines known here, counted once a line."""
        if key not in self._standing:
            self._standing[key] = project(self.lines[key], calendar())
        return self._standing[key]

    def read(self, *, lock: bool = False) -> "Book":
        """Fetch what is stored, once. `lock`: hold the subject's clocks first, so that nobody writes between."""
        if self.is_read or self.is_first_page:
            return self
        if lock:
            list(clocks_of_one(self.subject).select_for_update().values_list("id"))
        written = {key: list(lines) for key, lines in self.lines.items()}
        self.lines.clear()
        self._standing.clear()
        for entry in Entry.objects.filter(**columns(self.subject)):
            self.lines[entry.key].append(entry)
        for key, lines in written.items():
            self.lines[key] += lines
        self.is_read = True
        return self

    def latest(self, kind: str) -> Key | None:
        """The clock of this kind in its latest round."""
        return max((key for key in self.lines if key[0] == kind), default=None)


@dataclass(frozen=True)
class Draft:
    """A line waiting for the end of the command."""

    book: Book
    entry: Entry


def columns(subject: Ref) -> dict[str, str]:
    """The columns that name a subject."""
    return {"subject_kind": subject.kind, "subject_id": str(subject.id)}


def clocks_of_one(subject: Ref) -> QuerySet[Clock]:
    """The clocks of a subject, all rounds, in one order for everybody who locks them."""
    return Clock.objects.filter(**columns(subject)).order_by("id")


def open_book(subject: Ref) -> Book:
    """The book this command already writes in, or a fresh one."""
    books: dict[Ref, Book] = work.note(BOOKS, dict)
    return books.get(subject) or Book(subject, is_first_page=_is_untouched(subject))


def _is_untouched(subject: Ref) -> bool:
    """Made by this command, which has not written of its clocks yet."""
    return rows.is_new(subject) and subject not in work.note(WRITTEN, set)
