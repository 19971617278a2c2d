"""Lists of files of every kind: what somebody asks for, a page at a time, in whose sight it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Q

from yiwang.cases.casework.models import ENDED, TO_DO, Case, CaseQuerySet
from yiwang.cases.casework.queries.cover import every, under
from yiwang.cases.casework.queries.positions import Position, later
from yiwang.cases.casework.queries.searching import Hits, having, newest
from yiwang.cases.casework.queries.words import fold, tokens
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor

PAGE = 20
SHORTEST_WORDS = 2
"""Two Chinese characters already say something; one would find everything."""
_ROUNDS = 5
"""How often a page is filled up where the index gave files that hold all the pairs of characters and not the words."""
T = TypeVar("T")
Read = Callable[[Sequence[int]], list[T]]
"""Rows by key, in the order of the keys, each with its cover as `case` and the same key as it."""


class Stands(Protocol):
    """A state of a file of whatever kind, as officers read it."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def tone(self) -> str:
        """The tag's colour name (ui.md section 4)."""

    def __lt__(self, other: str, /) -> bool:
        """In the order of their codes."""


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A step of a file that runs beside whoever has it: where (codes), from when to when (None: still), due when."""

    name: str
    unit: str
    officer: str
    since: datetime
    until: datetime | None
    due_at: datetime | None


def _no_spells(case_id: int) -> Sequence[Spell]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a room says of its files, so that lists of every kind know where one stands. `states`: all, by code; `open`: those in
    which something is to be done; `in_unit`: those of them in which a unit has it; `over`: those it ends in by the cover's own
    dates; `aside`: kept on the cover as open, and worked on by nobody. `spells`: the steps of one, where it has some.
    """

    code: str
    label: str
    states: Callable[[str], Stands]
    open: tuple[str, ...]
    in_unit: tuple[str, ...]
    over: tuple[str, ...]
    aside: tuple[str, ...] = ()
    spells: Callable[[int], Sequence[Spell]] = _no_spells


_KINDS: dict[str, Kind] = {}


def kind(said: Kind) -> Kind:
    """Register a kind of file; the room whose files they are does it once."""
    return _KINDS.setdefault(said.code, said)


def kinds(code: str = "") -> list[Kind]:
    """Every kind of file that there is, by its code; or this one."""
    return [_KINDS[code]] if code else [_KINDS[name] for name in sorted(_KINDS)]


def state_of(case: Case) -> Stands:
    """Where a file of whatever kind stands."""
    return _KINDS[case.kind].states(case.state)


def spells_of(case: Case) -> Sequence[Spell]:
    """The steps of a file that have begun, in their order."""
    return _KINDS[case.kind].spells(case.pk)


def open_states(code: str = "") -> tuple[str, ...]:
    """The states of open files, of every kind or of this one."""
    return tuple(state for one in kinds(code) for state in one.open)


def states_in_unit() -> tuple[str, ...]:
    """The states in which a unit has a file of whatever kind."""
    return tuple(state for one in kinds() for state in one.in_unit)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list should show. Empty asks for all, `kind` and `states` too; `unit` and all below it; `is_mine`: given to this
    officer. `since`, `until`: registered from, and before; `due_before`: promised until then.
    """

    kind: str = ""
    states: tuple[str, ...] = ()
    unit: str = ""
    line: str = ""
    is_mine: bool = False
    is_late: bool = False
    channel: str = ""
    since: datetime | None = None
    until: datetime | None = None
    due_before: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing but what is to be done is asked for: then what burns stands on top, else the newest."""
        return bool(self.states) and set(self.states) <= set(open_states(self.kind))

    @property
    def is_over(self) -> bool:
        """Whether nothing but what has ended is asked for: then what is still to be done is not walked over."""
        over = {state for one in kinds(self.kind) for state in one.over}
        return bool(self.states) and set(self.states) <= over


@dataclass(frozen=True, kw_only=True)
class Listed(Generic[T]):
    """A page of files. `more`: where the next one begins. `seen_to`: the look ended there, older files were not looked at."""

    rows: list[T]
    more: Position | None = None
    seen_to: datetime | None = None


def narrowed(*, by: Actor, wanted: Wanted) -> CaseQuerySet:
    """The files that are asked for, in nobody's sight yet."""
    cases = every().filter(_in(wanted), **({"kind": wanted.kind} if wanted.kind else {}))
    if wanted.is_late:
        cases = cases.filter(due_at__lt=clock.now())
    if wanted.unit:
        cases = cases.filter(under(unit=wanted.unit))
    asked = {
        "officer_id": (by.officer_id or 0) if wanted.is_mine else "", "line": wanted.line, "channel": wanted.channel,
        "registered_at__gte": wanted.since, "registered_at__lt": wanted.until, "due_at__lt": wanted.due_before,
    }  # fmt: skip
    return cases.filter(**{name: value for name, value in asked.items() if value not in ("", None)})


def _in(wanted: Wanted) -> Q:
    """The states asked for. All that are open: by the cover's own dates, of which the planner knows how few they are."""
    every_open = set(open_states(wanted.kind))
    states = every_open & set(wanted.states or every_open) if wanted.is_late else set(wanted.states)
    if states == every_open:
        aside = [state for one in kinds(wanted.kind) for state in one.aside]
        return TO_DO & ~Q(state__in=aside) if aside else TO_DO
    if len(states) == 1:
        only = Q(state=states.pop())
        return TO_DO & only if wanted.is_open or wanted.is_late else only
    return (TO_DO if wanted.is_open or wanted.is_late else Q()) & Q(state__in=states) if states else Q()


def listed(
    *, by: Actor, cases: CaseQuerySet, wanted: Wanted, read: Read[T], after: Position | None, size: int, reach: Reach
) -> Listed[T]:
    """A page of what is asked for in a reader's sight: what is open by what burns, all else newest first.

    `cases`: what `narrowed` gave, narrowed further by whoever knows more of its kind.
    """
    if wanted.is_open or wanted.is_late:
        return page_of(by_due(cases.visible_to(reach), after, size + 1), read, size, at="due_at")
    walked = every().filter(ENDED) if wanted.is_over else every()
    walked = walked.filter(officer_id=by.officer_id or 0) if wanted.is_mine else walked
    walked = walked.filter(under(unit=wanted.unit)) if wanted.unit else walked
    hits = newest(cases=cases, reach=reach, before=after, size=size + 1, within=walked)
    page = page_of(hits.keys, read, size, at="registered_at")
    if hits.seen_to is None:
        return page
    return Listed(rows=page.rows, more=hits.seen_to, seen_to=hits.seen_to.at)


def by_due(cases: CaseQuerySet, after: Position | None, size: int) -> list[int]:
    """Keys; what has no due moment comes after all that has one, and is asked for only there."""
    found = cases.filter(later(after)).order_by("due_at", "pk")
    keys = list(found.values_list("pk", flat=True)[:size])
    if after is not None and after.at is not None and len(keys) < size:
        undated = cases.filter(due_at__isnull=True).order_by("pk")
        keys += undated.values_list("pk", flat=True)[: size - len(keys)]
    return keys


def page_of(keys: Sequence[int], read: Read[T], size: int, *, at: str) -> Listed[T]:
    """The files of these keys, in their order; one key more than a page says that there is a next one."""
    rows = read(keys[:size])
    return Listed(rows=rows, more=_place(rows[-1], at) if len(keys) > size and rows else None)


def _place(row: Any, at: str = "registered_at") -> Position:
    return Position(getattr(row.case, at), row.pk)


def terms(words: str) -> list[str]:
    """What was typed, as it is looked for: each part between spaces must be found."""
    return fold(words).split()


def can_be_found(words: str) -> bool:
    """Whether there is anything to look for: two characters side by side, a word, a figure."""
    return len("".join(terms(words))) >= SHORTEST_WORDS and bool(tokens(words))


def with_words(
    *, words: str, cases: CaseQuerySet, read: Read[T], holding: Callable[[Sequence[T], Sequence[str]], Iterable[T]],
    after: Position | None, size: int, reach: Reach,
) -> Listed[T]:  # fmt: skip
    """A page of files in a reader's sight that hold the words, newest first, each looked at once more by `holding` (rows, parts).

    Sealed text is encrypted and is not found by its words.
    """
    if not can_be_found(words):
        return Listed(rows=[])
    found: list[T] = []
    for _ in range(_ROUNDS):
        room = size + 1 - len(found)
        hits: Hits = having(cases=cases, within=every(), reach=reach, tokens=tokens(words), before=after, size=room)
        rows = read(hits.keys)
        found += holding(rows, terms(words))
        if len(found) > size or len(hits.keys) < room:
            return _found(found, size, hits.seen_to)
        after = _place(rows[-1]) if rows else hits.seen_to
        if after is None:
            break
    return _found(found, size, after)


def _found(found: Sequence[T], size: int, end: Position | None) -> Listed[T]:
    if len(found) > size:
        return Listed(rows=list(found[:size]), more=_place(found[size - 1]))
    return Listed(rows=list(found), more=end, seen_to=end.at if end else None)
