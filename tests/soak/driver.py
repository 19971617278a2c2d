"""Throws the dice, makes the move, and looks whether what happened is what had to happen."""

import inspect
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from tests import city
from tests.soak.given import BY_LUCK, TOGETHER, Scene, given, spoiled
from tests.soak.hands import HOUSE, everybody, is_ruled_out, near, who_may
from yiwang.cases.appeals import commands, events, jobs, policies, queries
from yiwang.cases.appeals.models import Appeal, Consultation, Part, Question, Request
from yiwang.cases.appeals.states import MOVES, OPEN, Move, State
from yiwang.ground.clocks import jobs as clock_jobs
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Missing, Refused
from yiwang.kit.verdicts import Verdict

ALIVE = 40
"""Files that are tried at a time in a long run; in a short one fewer, so that some come to their end."""
TRIES_A_FILE = 40
FAIR = 0.75
"""Share of tries that mean to be legal; the others are thrown without looking."""
CARE_EVERY = 25
"""Moves between two rounds of the caretakers' jobs."""
RARE, NEW, ENDING = (
    0.1,
    5,
    {
        row.move
        for row in MOVES.rows
        if row.to in (State.WITHDRAWN, State.MERGED, State.HANDED_BACK, State.ENDED_BY_LAW)
    },
)
"""Moves that end a file come seldom, or no file would live long enough to be answered."""
FOLLOWS: dict[Move, tuple[Move, ...]] = {
    Move.PUSH: (Move.RETURN_TO_DESK, Move.TAKE_BACK), Move.RETURN_TO_DESK: (Move.DESIGNATE, Move.PUSH),
    Move.MERGE: (Move.UNMERGE,), Move.HAND_BACK: (Move.TAKE_UP,), Move.CALL_IN: (Move.RECALL_PART, Move.REPORT_PART),
    Move.PUT_ON_TRACK: (Move.TAKE_OFF_TRACK, Move.END_BY_LAW),
}  # fmt: skip
"""What somebody regrets or goes on with at once, now and then: dice alone would hardly ever come to it."""
FOLLOWED = 0.3
TEXTS = (
    (city.NOISE, "neighbour.noise"), ("身份证丢了怎么补办，要带什么材料，多久能拿到？", "hukou.id_card"),
    ("路口红绿灯坏了两天，早晚高峰很乱，请尽快修。", "traffic.signal"), ("请问一下那个事情怎么样了", ""),
    ("民警办事态度生硬，推来推去，跑了三趟都没有办成。", "conduct.attitude"),
)  # fmt: skip


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
    """What was tried and what came of it. `wrong`: every move that was not as it had to be, with how to see it again."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        never = sorted({str(move) for move in Move} - set(self.done) - {"register"})
        return (
            f"{sum(self.done.values())} done, {sum(self.refused.values())} refused, {sum(self.unchanged.values())} unchanged,"
            f" {len(self.wrong)} wrong; states {dict(self.states)}; never done: {never}"
        )


@dataclass
class Soak:
    """One run. The same seed throws the same dice."""

    seed: int
    moves: int
    told: Told = field(default_factory=Told)
    files: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    next: tuple[int, Move, Actor] | None = None
    """File, last move and hand, where something is to follow at once."""

    @property
    def alive(self) -> int:
        """How many files are tried at a time."""
        return max(4, min(ALIVE, self.moves // TRIES_A_FILE))

    def run(self) -> Told:
        """So many tries."""
        dice, everyone = Random(self.seed), everybody()
        with moved_time() as time:
            for turn in range(self.moves):
                if self.next is None:
                    time.shift += timedelta(minutes=dice.choice([0, 0, 1, 5, 20, 60, 240]))
                self._stock(dice)
                if turn % CARE_EVERY == 0:
                    caretakers()
                self._turn(turn, dice, everyone)
            caretakers()
            for key in self.files:
                self._check_clocks(key)
        return self.told

    def _stock(self, dice: Random) -> None:
        """Keep enough files open; those that ended stay among them, for they can be tried too."""
        if len(self.files) < self.alive or dice.random() < 0.03:
            text, category = dice.choice(TEXTS)
            told = {"content": f"{text}（{self.seed}-{len(self.files)}）", "category": category}
            told |= {} if category else {"type": "other", "area_code": ""}
            told |= {"channel": "12345"} if dice.random() < 0.2 else {}
            danger = {"is_urgent": True, "tripwire": {"page": "danger"}} if dice.random() < 0.1 else {}
            made = city.registered(by=HOUSE if "channel" in told else city.CITIZEN, told=told, **danger)
            self.files.append(made.pk)
            self.numbers = [*self.numbers[-20:], made.case.number]

    def _turn(self, turn: int, dice: Random, everyone: list[Actor]) -> None:
        last, self.next = self.next, None
        appeal = queries.get_by_id(case_id=last[0] if last else dice.choice(self.files[-self.alive :]))
        state = State(appeal.case.state)
        self.told.states[state] += 1
        chosen = self._follow(dice, everyone, appeal, last[1], last[2]) if last else None
        if chosen is None and dice.random() < FAIR:
            chosen = self._legal(dice, everyone, appeal)
        move = (
            chosen[0]
            if chosen
            else dice.choice([row.move for row in MOVES.rows if row.sources and row.move not in TOGETHER])
        )
        by = chosen[1] if chosen else dice.choice(everyone)
        others = tuple(one for one in self.numbers if one != appeal.case.number)
        scene = Scene(dice, appeal, by, others)
        bad = spoiled(move, scene) if dice.random() < 0.05 else None
        self._try(f"seed {self.seed} turn {turn}", move, scene, bad)

    def _legal(self, dice: Random, everyone: list[Actor], appeal: Appeal) -> tuple[Move, Actor] | None:
        """A move that leads from where the file is and somebody who may make it; None where the dice find none."""
        moves = [row.move for row in MOVES.open_from(State(appeal.case.state)) if row.move not in TOGETHER]
        hands = near(everyone, appeal)
        weights = [self._weight(one) for one in moves]
        for move in dice.choices(moves, weights, k=4) if moves else ():
            if by := who_may(dice, hands, move, appeal):
                return move, by
        return None

    def _follow(
        self, dice: Random, everyone: list[Actor], appeal: Appeal, last: Move, by: Actor
    ) -> tuple[Move, Actor] | None:
        """What goes on from the last move, by the same hand where it may; None where nobody may."""
        hands = near(everyone, appeal)
        for move in dice.sample(FOLLOWS[last], len(FOLLOWS[last])):
            if found := who_may(dice, [by], move, appeal) or who_may(dice, hands, move, appeal):
                return move, found
        return None

    def _weight(self, move: Move) -> float:
        """How readily the dice fall on a move: what ends a file seldom, what was never made until now the sooner."""
        if not self.told.done[move]:
            return NEW
        return RARE if move in ENDING else 3 if MOVES[move].primary else 1

    def _try(self, where: str, move: Move, scene: Scene, bad: dict[str, Any] | None) -> None:
        by, appeal = scene.by, scene.appeal
        expected = allowed(move, by, appeal)
        before = stood(appeal)
        what = f"{where}: {move} by {by.label} on {appeal.case.number} ({appeal.case.state})"
        try:
            getattr(commands, move.value)(by=by, case_id=appeal.pk, **(bad or given(move, scene)))
        except HouseError as error:
            self._refused(what, move, error, expected, bad, before, appeal.pk)
            return
        after = stood(queries.get_by_id(case_id=appeal.pk))
        if after == before:
            self.told.unchanged[move] += 1
            return
        self.told.done[move] += 1
        if move in FOLLOWS and scene.dice.random() < FOLLOWED:
            self.next = (appeal.pk, move, by)
        if is_ruled_out(move, by, appeal) or not expected or bad:
            self.told.wrong.append(f"{what}: passed, and must not ({expected.reason or 'bad input'})")
        self._check_move(what, move, before, after, appeal)

    def _refused(
        self, what: str, move: Move, error: HouseError, expected: Verdict, bad: Any, before: Any, case_id: int
    ) -> None:
        self.told.refused[move] += 1
        self.told.reasons[f"{move}: {error}"[:60]] += 1
        if stood(queries.get_by_id(case_id=case_id)) != before:
            self.told.wrong.append(f"{what}: refused and yet changed")
        if (
            expected
            and not bad
            and not isinstance(error, Invalid | Conflict)
            and not (move in BY_LUCK and error.status == 404)
        ):
            self.told.wrong.append(f"{what}: legal and refused ({error})")
        if expected and not bad and isinstance(error, Invalid) and move not in BY_LUCK:
            self.told.wrong.append(f"{what}: well formed and called invalid ({error})")
        if not expected and not isinstance(error, Refused | Conflict | Invalid) and error.status != 404:
            self.told.wrong.append(f"{what}: refused in a strange way ({error!r})")

    def _check_move(self, what: str, move: Move, before: Any, after: Any, was: Appeal) -> None:
        row = MOVES[move]
        if row.to is not None and after[0] not in (row.to, *row.others):
            self.told.wrong.append(f"{what}: led to {after[0]}, the table says {row.to}")
        codes = [entry.code for entry in record.history(subject=was.case.ref)][before[2] :]
        if event_code(row.event) not in codes:
            self.told.wrong.append(f"{what}: left no {row.event} among {codes}")

    def _check_clocks(self, key: int) -> None:
        """An open file has one promise that is not stopped, another none; what ended runs no clock at all."""
        case = queries.get_by_id(case_id=key).case
        views = clocks.clocks_of(subjects=[case.ref]).get(case.ref, {})
        running = {kind for kind, view in views.items() if not view.stopped_at}
        if (case.state in OPEN) != ("handle" in running):
            self.told.wrong.append(
                f"{case.number} ({case.state}): promise {'stopped' if case.state in OPEN else 'runs'}"
            )
        if case.state not in (*OPEN, State.REPLIED) and (left := open_business(key)):
            self.told.wrong.append(f"{case.number} ({case.state}): {left} still open")
        if case.state not in OPEN and case.state != State.REPLIED and running:
            self.told.wrong.append(f"{case.number} ({case.state}): {sorted(running)} still run")


def allowed(move: Move, by: Actor, appeal: Appeal) -> Verdict:
    """What the policy says, asked as the button asks it: of a file that this hand can open, or hears ringing."""
    open_it = queries.lock_alarmed if move is Move.ACKNOWLEDGE else queries.lock_appeal
    try:
        with transaction.atomic():
            seen = open_it(by=by, case_id=appeal.pk)
    except Missing:
        return Verdict("看不到这一件")
    return policies.POLICIES[move](policies.mover(by), seen)


def stood(appeal: Appeal) -> tuple[str, int, int]:
    """State, version and number of facts."""
    return appeal.case.state, appeal.case.version, len(record.history(subject=appeal.case.ref))


def event_code(name: str) -> str:
    """The code of an event of the room, by its class's name."""
    return str(getattr(events, name).code)


def caretakers() -> None:
    """The minute's jobs, as the worker would run them; twice, for they must bear it."""
    stamp = int(clock.now().timestamp())
    for _ in range(2):
        clock_jobs.sweep(stamp)
        for job in MINUTE_JOBS:
            job(stamp)


def open_business(key: int) -> list[str]:
    """What of a file waits for somebody, beside its own state."""
    waiting = {Question: "open", Request: "waiting", Part: "open", Consultation: "open"}
    return [model.__name__ for model, state in waiting.items() if model.objects.filter(appeal_id=key, state=state)]


MINUTE_JOBS = [
    job for _, job in inspect.getmembers(jobs, inspect.isfunction)
    if job.__module__ == jobs.__name__ and "timestamp" in inspect.signature(job).parameters
]  # fmt: skip
"""The room's periodic jobs."""
