"""What would be: where a clock would stand after a step that has not been made, for pages that show it before it is asked for."""

from collections.abc import Iterable

from yiwang.ground.clocks.models import Entry
from yiwang.ground.clocks.queries.history import columns, open_book
from yiwang.ground.clocks.queries.projection import Projection, project
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.ground.clocks.states import Action, State
from yiwang.kit import clock
from yiwang.kit.refs import Ref


def if_extended(*, subject: Ref, kind: str = "handle", days: Iterable[int]) -> dict[int, Projection]:
    """By how many days it were extended now → where the clock would stand; empty where it has none that runs.

    Days as `clocks.extend` takes them: working days, natural days for a clock in natural days.
    """
    return {count: found for count in days if (found := _after(subject, kind, Action.EXTEND, count))}


def if_resumed(*, subject: Ref, kind: str = "handle") -> Projection | None:
    """Where a paused clock would stand if it counted on from now; None where it is not paused."""
    return _after(subject, kind, Action.RESUME, 0)


_FROM = {Action.EXTEND: State.RUNNING, Action.RESUME: State.PAUSED}


def _after(subject: Ref, kind: str, action: Action, days: int) -> Projection | None:
    book = open_book(subject).read()
    key = book.latest(kind)
    if key is None or book.standing(key).state is not _FROM[action]:
        return None
    step = Entry(**columns(subject), kind=kind, round=key[1], action=action, at=clock.now(), days=days)
    return project([*book.lines[key], step], calendar())
