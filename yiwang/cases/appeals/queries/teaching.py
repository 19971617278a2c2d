"""What people decided about appeals, told to the text model that proposed it: the house's own register is its best teacher.

Never of a sealed file, of an informant's or of 纪检; never of one whose texts are erased; never what a file from elsewhere was
guessed to be and nobody looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.cases.appeals.models import Appeal, Return, Route
from yiwang.cases.appeals.queries.tables import category
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Decided, Said, Teacher

_SURE = 0.75
_AT_ONCE = 2000
_MOST_READ = 200_000
"""The newest so many of 24 months are looked at; a night needs at most a quarter of them."""
_COLUMNS = (
    "type", "category", "case__unit__code", "pushed_by_id", "first_asked_id", "route", "case__pushed_at", "case__replied_at",
    "suggestion__type", "suggestion__type_confidence", "suggestion__category", "suggestion__category_confidence",
    "suggestion__unit", "is_returned", "is_imported",
)  # fmt: skip


class _Row(NamedTuple):
    """One appeal without its words, as `_COLUMNS` says. A suggestion with confidence 1 was told by whoever filed it."""

    type: str
    category: str
    unit: str | None
    pushed_by: int | None
    first_asked: int | None
    route: str
    pushed_at: datetime | None
    replied_at: datetime | None
    said_type: str | None
    type_confidence: float | None
    said_category: str | None
    category_confidence: float | None
    said_unit: str | None
    is_returned: bool
    is_imported: bool

    @property
    def is_by_person(self) -> bool:
        """Somebody chose: pushed it, answered it at the desk, or registered it with its category."""
        if self.pushed_by:
            return True
        if self.is_imported:
            return False
        answered = self.route == Route.OPERATOR and self.pushed_at is None and self.replied_at is not None
        return answered or bool(self.first_asked and self.category_confidence == 1)

    @property
    def is_handled(self) -> bool:
        """The house pushed it, and the unit answered it without giving it back."""
        pushed = self.route == Route.DIRECT and self.replied_at is not None
        return pushed and not self.is_returned and not self.is_imported

    @property
    def kind(self) -> str:
        """What it is: known type and open category."""
        leaf = category(self.category)
        return self.category if leaf and not leaf.is_retired else ""

    def guessed(self, what: str) -> str:
        """What the house itself proposed, empty where somebody had told it."""
        said, sure = (
            (self.said_type, self.type_confidence) if what == "type" else (self.said_category, self.category_confidence)
        )
        return said if said and sure is not None and sure < 1 else ""

    @property
    def is_overruled(self) -> bool:
        """A person decided otherwise than the house had proposed."""
        pairs = ((self.guessed("type"), self.type), (self.guessed("category"), self.category))
        return self.is_by_person and any(said and said != decided for said, decided in pairs)


def _open_files() -> QuerySet[Appeal]:
    """Appeals that may teach; with what `_Row` asks besides the columns."""
    rows = Appeal.objects.exclude(case__confidentiality__in=list(KEPT_SECRET)).exclude(case__track=Track.DISCIPLINE)
    return rows.filter(case__erased_order="").annotate(
        is_returned=Exists(Return.objects.filter(appeal=OuterRef("pk"))), is_imported=Q(origin__isnull=False)
    )


def decided(since: datetime) -> Iterator[Decided]:
    """Appeals registered since then that people decided, the newest first."""
    rows = _open_files().filter(case__registered_at__gte=since).exclude(content="")
    rows = rows.filter(Q(pushed_by__isnull=False) | Q(case__replied_at__isnull=False) | Q(first_asked__isnull=False))
    found = rows.order_by("-case__registered_at", "-case_id").values_list(
        "case__title", "content", "case__registered_at", *_COLUMNS
    )
    for title, content, at, *rest in found[:_MOST_READ].iterator(chunk_size=_AT_ONCE):
        row = _Row(*rest)
        if (row.is_by_person or row.is_handled) and (row.kind or row.type):
            yield Decided(
                text=language.letter(title, content), type=row.type, category=row.kind, at=at, by_person=row.is_by_person,
                overruled=row.is_overruled,
            )  # fmt: skip


def said(since: datetime, until: datetime) -> Said:
    """Suggestions of a period beside what was decided. Type and category are asked of what a person decided, the unit also of
    what the house pushed: it stood where the file still lies there.
    """
    rows = _open_files().filter(case__registered_at__gte=since, case__registered_at__lt=until)
    return _counted(_Row(*row) for row in rows.order_by().values_list(*_COLUMNS).iterator(chunk_size=_AT_ONCE))


def _counted(rows: Iterable[_Row]) -> Said:
    found, turned, categories = Said(), Counter[str](), Counter[str]()
    for row in rows:
        if row.guessed("category"):
            found.read += 1
            found.sure += (row.category_confidence or 0) >= _SURE
        if row.is_by_person:
            categories[row.kind] += bool(row.kind)
            for what, now in (("type", row.type), ("category", row.category)):
                _set_beside(found, turned, what, row.guessed(what), now)
        if (row.is_by_person or row.is_handled or row.is_returned) and row.said_unit and row.unit:
            _set_beside(found, Counter(), "unit", row.said_unit, row.unit)
    found.turned, found.categories = dict(turned), {code: count for code, count in categories.items() if count}
    return found


def _set_beside(found: Said, turned: "Counter[str]", what: str, guessed: str, now: str) -> None:
    if not guessed or not now:
        return
    told = found.told.setdefault(what, [0, 0])
    told[0] += 1
    told[1] += guessed == now
    if guessed != now:
        turned[f"{what}:{guessed}>{now}"] += 1


TEACHER = language.teacher(Teacher(decided=decided, said=said))
