"""What rooms above the counter tell the citizen in the history of a file: each says its own facts, in the citizen's words.

A room registers its teller when its queries are loaded: `@beside.told_by("supervision")`. It is asked for each fact of the file
whose code begins with the name of the room, and answers with a title and a sentence, or with None for what is inner.
"""

from collections.abc import Callable

from yiwang.cases.casework.models import Case
from yiwang.ground.record.queries import Entry

Teller = Callable[[Case, Entry], tuple[str, str] | None]
_tellers: dict[str, Teller] = {}


def told_by(room: str) -> Callable[[Teller], Teller]:
    """Register who tells the facts of a room."""

    def register(tell: Teller) -> Teller:
        _tellers[room] = tell
        return tell

    return register


def told(case: Case, entry: Entry) -> tuple[str, str] | None:
    """A fact as title and sentence; None where it is inner, or nobody tells of it."""
    tell = _tellers.get(entry.code.partition(".")[0])
    return tell(case, entry) if tell else None
