"""The dice for applications. Who may do what of a file that lies so is asked once and remembered, since asking everybody each
time is what would cost."""

from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest import mock

from django.db import transaction

from tests.soak import asked as ask
from tests.soak.asked import ASKED, MUST, Hand
from tests.soak.driver import FAIR, SPOILED, Kind, Try
from tests.soak.hands import is_ruled_out, reach_of
from yiwang.cases.applications import commands, events, jobs, policies, queries
from yiwang.cases.applications.commands import deciding
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MOVES, MaterialState, Move, State
from yiwang.cases.casework.models import Case
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Missing
from yiwang.kit.verdicts import Verdict

TRIED = [row.move for row in MOVES.rows if row.sources]
ENDED = (State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED)
RARE = {Move.WITHDRAW: 0.1, Move.REFUSE_ACCEPTANCE: 0.15, Move.ASK_CORRECTION: 0.4, Move.START_SPECIAL: 0.3}
"""Moves that end a file or keep it waiting come seldom, or none would live long enough to be decided."""
NEW, HOUSE = 5, Actor.job("applications.decide")


@dataclass
class Applications(Kind):
    """Applications under the dice. `known`: who is listed for a move of a file that lies so."""

    known: dict[Hashable, list[Actor]] = field(default_factory=dict)
    everyone: list[Actor] = field(default_factory=list)
    most: ClassVar[int] = 24
    moves: ClassVar[Any] = MOVES
    commands: ClassVar[Any] = commands
    events: ClassVar[Any] = events

    def stock(self, dice: Random) -> None:
        """Another application now and then; a bundle brings its parts."""
        if self.everyone and (len(self.files) < self.alive or dice.random() < 0.04):
            made = ask.filed(dice, f"soak{len(self.files)}-{dice.random()}", self.everyone)
            self.files += [made.pk, *made.parts.values_list("pk", flat=True)]

    def turn(self, where: str, dice: Random, everyone: Sequence[Actor]) -> None:
        """A move that may be made, else any move by anybody."""
        if not self.everyone:
            self.everyone = list(everyone)
            self.stock(dice)
        one = queries.by_case(case_id=dice.choice(self.files[-self.alive :]))
        self.told.states[State(one.case.state)] += 1
        chosen = self._legal(dice, one) if dice.random() < FAIR else None
        move, by = chosen or (dice.choice(TRIED), dice.choice(everyone))
        given = ASKED.get(move, lambda _: {})(Hand(dice, one, by))
        bad = MUST.get(move) if dice.random() < SPOILED else None
        expected = allowed(move, by, one, given)
        ruled = is_ruled_out(MOVES[move], by, State(one.case.state))
        self.try_(Try(where, move, by, one.case, given | (bad or {}), bool(bad), expected, ruled), dice)

    def _legal(self, dice: Random, one: Application) -> tuple[Move, Actor] | None:
        """A move that leads from where the file is and a hand that may make it; None where the dice find none."""
        moves = [row.move for row in MOVES.open_from(State(one.case.state))]
        weights = [self._weight(move) for move in moves]
        lies = _lies(one)
        for move in dice.choices(moves, weights, k=6) if moves else ():
            listed = self._listed(move, one, lies)
            by = next((who for who in dice.sample(listed, min(2, len(listed))) if _says(move, who, one)), None)
            if by:
                return move, by
        return None

    def _listed(self, move: Move, one: Application, lies: Hashable) -> list[Actor]:
        """Who the table lists for this move of a file that lies so; asked of everybody once."""
        if (move, lies) not in self.known:
            self.known[move, lies] = [by for by in self.everyone if policies.role_of(reach_of(by), MOVES[move], one)]
        return self.known[move, lies]

    def _weight(self, move: Move) -> float:
        """What was never made until now comes the sooner."""
        if not self.told.done[move]:
            return NEW
        return RARE.get(move, 2 if MOVES[move].primary else 1)

    def cover(self, key: int) -> Case:
        """The cover as it is now."""
        return queries.by_case(case_id=key).case

    def caretakers(self, stamp: int, dice: Random) -> None:
        """The room's jobs, registers and platforms played; tables decide half of what is theirs, and are late with the rest."""
        registers, platforms = ask.PlayedRegisters(dice), ask.PlayedPlatforms(dice)
        lots = SimpleNamespace(SystemRandom=lambda: SimpleNamespace(randrange=lambda of: dice.randrange(of) // 6))
        with mock.patch.object(deciding, "random", lots):
            for key in [key for key in queries.to_decide_instantly() if key % 2]:
                commands.look_and_decide(by=HOUSE, case_id=key, way=registers)
        for key in queries.forwardings_due(now=clock.now()):
            with suppress(HouseError):  # it rests in a special procedure
                commands.carry(by=HOUSE, case_id=key, way=platforms)
        for key in queries.owing_acts():
            commands.act_elsewhere(by=HOUSE, case_id=key, way=registers)
        for job in (jobs.late_tables, jobs.lapse):
            job(stamp)
        jobs.papers()

    def clocks_wrong(self, case: Case, running: set[str]) -> list[str]:
        """One that waits to be accepted has its five days, one in hand the law's time or the promise; what ended runs none."""
        must, may = {
            State.SUBMITTED: ({"accept"}, {"accept"}),
            State.CORRECTING: ({"correction_wait"}, {"correction_wait"}),
            State.HANDLING: ({"decide"}, {"decide", "handle", "decide_there"}),
            State.SPECIAL: ({"decide"}, {"decide", "handle", "decide_there"}),
            State.DECIDED: (set(), {"deliver", "promise_check"}),
            State.FINISHED: (set(), {"promise_check"}),
        }.get(State(case.state), (set(), set()))
        late = [f"{sorted(running - may)} still run"] if running - may else []
        return late + ([f"{sorted(must - running)} do not run"] if must - running else [])


def _lies(one: Application) -> Hashable:
    """All that the table asks of a file beside its state: where it lies, and where its steps run."""
    steps = frozenset(step.unit_id for step in queries.running_steps(application=one))
    case = one.case
    there = one.deciding_unit_id if one.handed_at else None
    return case.unit_id, case.supervising_unit_id, case.line, there, one.window_unit_id, steps


def _says(move: Move, by: Actor, one: Application) -> bool:
    return bool(policies.POLICIES[move](reach_of(by), one))


def allowed(move: Move, by: Actor, one: Application, given: dict[str, Any]) -> Verdict:
    """What the policy says, asked as the button asks it: of a file that this hand can open. What is promised by a day stands in
    the way of accepting no longer."""
    try:
        with transaction.atomic():
            seen = queries.lock_application(by=by, case_id=one.pk)
    except Missing:
        return Verdict("看不到这一件")
    said = policies.POLICIES[move](policies.mover(by), seen)
    if not said and move is Move.ACCEPT and (gaps := given.get("gaps")):
        left = [row.code for row in one.materials.all() if row.state == MaterialState.MISSING and row.code not in gaps]
        return said if left else policies.at_all(move, policies.mover(by), seen)
    return said
