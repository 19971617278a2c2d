"""Throws the dice for every kind of file on one clock, makes the move, and looks whether what happened is what had to happen."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, ClassVar

from tests.soak.hands import everybody
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import jobs as clock_jobs
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Refused
from yiwang.kit.states import MoveTable
from yiwang.kit.verdicts import Verdict

TRIES_A_FILE = 40
FAIR = 0.75
"""Share of tries that mean to be legal; the others are thrown without looking."""
SPOILED = 0.05
"""Share of tries with a text left empty."""
CARE_EVERY = 25
"""Moves between two rounds of the caretakers' jobs."""
SHARES = (3, 2)
"""Of five tries so many are made on appeals and so many on applications."""


class Time:
    """The house's clock, moved by hand."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        """The present moment as the house shall see it."""
        return datetime.now(UTC) + self.shift


@contextmanager
def moved_time() -> Iterator[Time]:
    """The only clock of the house obeys us."""
    time, real = Time(), clock.now
    clock.now = time.now
    try:
        yield time
    finally:
        clock.now = real


@dataclass
class Told:
    """What was tried and what came of it. `wrong`: every move that was not as it had to be, with how to see it again;
    `made`: every move that left its fact on some file, whoever made it.
    """

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    made: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many moves were tried."""
        return sum(self.done.values()) + sum(self.refused.values()) + sum(self.unchanged.values())

    def __str__(self) -> str:
        return (
            f"{self.tried} tried: {sum(self.done.values())} done, {sum(self.refused.values())} refused,"
            f" {sum(self.unchanged.values())} unchanged, {len(self.wrong)} wrong; states {dict(self.states)};"
            f" done {dict(self.done)}"
        )


@dataclass(frozen=True)
class Try:
    """One move of one hand on one file. `asked`: what is told beside; `bad`: a text of it is empty; `expected`: what the policy
    says; `is_ruled_out`: the table alone forbids it.
    """

    where: str
    move: Any
    by: Actor
    case: Case
    asked: dict[str, Any]
    bad: bool
    expected: Verdict
    is_ruled_out: bool

    @property
    def what(self) -> str:
        """How to see it again."""
        return f"{self.where}: {self.move} by {self.by.label} on {self.case.number} ({self.case.state})"


@dataclass
class Kind(ABC):
    """One kind of file, with its moves: what is tried, and what must come of it. `tries`: how many are meant for it."""

    tries: int
    told: Told = field(default_factory=Told)
    files: list[int] = field(default_factory=list)
    most: ClassVar[int] = 40
    moves: ClassVar[MoveTable[Any, Any]]
    commands: ClassVar[Any]
    events: ClassVar[Any]

    @property
    def alive(self) -> int:
        """How many files are tried at a time; in a short run few, so that some come to their end."""
        return max(4, min(self.most, self.tries // TRIES_A_FILE))

    @property
    def is_following(self) -> bool:
        """Whether something is to follow at once, before any time goes by."""
        return False

    @abstractmethod
    def stock(self, dice: Random) -> None:
        """Keep enough files open; those that ended stay among them, for they can be tried too."""

    @abstractmethod
    def turn(self, where: str, dice: Random, everyone: Sequence[Actor]) -> None:
        """One try."""

    @abstractmethod
    def caretakers(self, stamp: int, dice: Random) -> None:
        """The room's periodic jobs, as the worker would run them."""

    @abstractmethod
    def cover(self, key: int) -> Case:
        """The cover of a file as it is now."""

    @abstractmethod
    def clocks_wrong(self, case: Case, running: set[str]) -> list[str]:
        """What of the clocks is not as the state demands."""

    def forgives(self, move: Any, error: HouseError) -> bool:
        """Whether what the policy allows may end so: its arguments were chosen by luck."""
        return False

    def followed(self, one: Try, dice: Random) -> None:  # noqa: B027 - a kind to which nothing follows says nothing
        """A move was made; something may follow at once."""

    def try_(self, one: Try, dice: Random) -> None:
        """Make the move and judge what came of it."""
        before = stood(one.case)
        try:
            getattr(self.commands, one.move.value)(by=one.by, case_id=one.case.pk, **one.asked)
        except HouseError as error:
            self._refused(one, error, before)
            return
        after = stood(self.cover(one.case.pk))
        if after == before:
            self.told.unchanged[one.move] += 1
            return
        self.told.done[one.move] += 1
        self.followed(one, dice)
        if one.is_ruled_out or not one.expected or one.bad:
            self.told.wrong.append(f"{one.what}: passed, and must not ({one.expected.reason or 'bad input'})")
        self._check_move(one, before, after)

    def _refused(self, one: Try, error: HouseError, before: tuple[str, int, int]) -> None:
        self.told.refused[one.move] += 1
        self.told.reasons[f"{one.move}: {error}"[:60]] += 1
        if stood(self.cover(one.case.pk)) != before:
            self.told.wrong.append(f"{one.what}: refused and yet changed")
        if one.expected and not one.bad and not self.forgives(one.move, error):
            word = "well formed and called invalid" if isinstance(error, Invalid) else "legal and refused"
            self.told.wrong.append(f"{one.what}: {word} ({error})")
        if not one.expected and not isinstance(error, Refused | Conflict | Invalid) and error.status != 404:
            self.told.wrong.append(f"{one.what}: refused in a strange way ({error!r})")

    def _check_move(self, one: Try, before: Any, after: Any) -> None:
        row = self.moves[one.move]
        if row.to is not None and after[0] not in (row.to, *row.others):
            self.told.wrong.append(f"{one.what}: led to {after[0]}, the table says {row.to}")
        codes = [entry.code for entry in record.history(subject=one.case.ref)][before[2] :]
        if self.event_code(row.event) not in codes:
            self.told.wrong.append(f"{one.what}: left no {row.event} among {codes}")

    def check(self) -> None:
        """At the end, over all files: the clocks are as the states demand; which moves left a fact."""
        codes: set[str] = set()
        for key in self.files:
            case = self.cover(key)
            views = clocks.clocks_of(subjects=[case.ref]).get(case.ref, {})
            running = {kind for kind, view in views.items() if not view.stopped_at}
            self.told.wrong += [f"{case.number} ({case.state}): {said}" for said in self.clocks_wrong(case, running)]
            codes |= {entry.code for entry in record.history(subject=case.ref)}
        self.told.made = {row.move for row in self.moves.rows if self.event_code(row.event) in codes}

    def event_code(self, name: str) -> str:
        """The code of an event of the room, by its class's name."""
        return str(getattr(self.events, name).code)

    def __str__(self) -> str:
        never = sorted({str(row.move) for row in self.moves.rows} - {str(move) for move in self.told.made})
        return f"{type(self).__name__.lower()}: {self.told}; never made: {never}"


def soak(*, seed: int, moves: int, kinds: Sequence[Kind]) -> None:
    """So many tries over these kinds of file, on one clock. The same seed throws the same dice."""
    dice, everyone = Random(seed), everybody()
    with moved_time() as time:
        for turn in range(moves):
            kind = dice.choices(kinds, SHARES[: len(kinds)])[0]
            if not kind.is_following:
                time.shift += timedelta(minutes=dice.choice([0, 0, 1, 5, 20, 60, 240]))
            kind.stock(dice)
            if turn % CARE_EVERY == 0:
                _care(kinds, dice)
            kind.turn(f"seed {seed} turn {turn}", dice, everyone)
        _care(kinds, dice)
        for kind in kinds:
            kind.check()


def _care(kinds: Sequence[Kind], dice: Random) -> None:
    """The minute's jobs; twice, for they must bear it."""
    stamp = int(clock.now().timestamp())
    for _ in range(2):
        clock_jobs.sweep(stamp)
        for kind in kinds:
            kind.caretakers(stamp, dice)


def stood(case: Case) -> tuple[str, int, int]:
    """State, version and number of facts."""
    return case.state, case.version, len(record.history(subject=case.ref))
