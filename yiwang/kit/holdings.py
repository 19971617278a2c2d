"""What is kept about one person, asked of every room that keeps something: for the person's own copy and for the desk's page.

A room registers its readers when its queries are loaded: `@holdings.of("appeals.words", "您反映的事", order=2)`. Who may be
spoken of at all is decided by who asks (`cases.rights`): a reader never looks beyond the files and the people it is handed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.kit.refs import Ref


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody by the phone they proved to hold. `applicants`, `cases`: keys of what may be spoken of, and nothing else.

    `names`: number of each of these files by its key.
    """

    phone: str
    applicants: frozenset[int]
    names: dict[int, str]

    @property
    def cases(self) -> list[int]:
        """Keys of the files, the oldest first."""
        return sorted(self.names)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing that is kept: when it came to be, of which file (its public number, empty for none), and what it says."""

    at: datetime
    about: str = ""
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything of one kind."""

    code: str
    label: str
    pieces: Sequence[Piece]


Read = Callable[[Person], Iterable[Piece]]
Subjects = Callable[[Person], Iterable[Ref]]
_readers: dict[str, tuple[int, str, Read]] = {}
_subjects: list[Subjects] = []


def of(code: str, label: str, *, order: int) -> Callable[[Read], Read]:
    """Register a reader of one kind; `label`: as the person reads it; `order`: where it stands among the others."""

    def register(read: Read) -> Read:
        _readers[code] = (order, label, read)
        return read

    return register


def looked_at(subjects: Subjects) -> Subjects:
    """Register under which names looks at this person's data stand in the record."""
    if subjects not in _subjects:
        _subjects.append(subjects)
    return subjects


def sheets(person: Person) -> list[Sheet]:
    """All kinds of which anything is kept, in their order."""
    found = [
        Sheet(code=code, label=label, pieces=sorted(read(person), key=lambda piece: piece.at))
        for code, (_, label, read) in sorted(_readers.items(), key=lambda item: item[1][0])
    ]
    return [sheet for sheet in found if sheet.pieces]


def subjects(person: Person) -> set[Ref]:
    """Everything of this person that somebody may have looked at."""
    return {ref for read in _subjects for ref in read(person)}


def codes() -> frozenset[str]:
    """The kinds that are registered."""
    return frozenset(_readers)
