"""The dice for appeals: which file, which move, whose hand."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, ClassVar

from django.db import transaction

from tests import city
from tests.soak.driver import FAIR, SPOILED, Kind, Try
from tests.soak.given import BY_LUCK, TOGETHER, Scene, given, spoiled
from tests.soak.hands import HOUSE, is_ruled_out, near, who_may
from yiwang.cases.appeals import commands, events, jobs, policies, queries
from yiwang.cases.appeals.models import Appeal, Consultation, Part, Question, Request
from yiwang.cases.appeals.states import MOVES, OPEN, Move, State
from yiwang.cases.casework.models import Case
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Missing
from yiwang.kit.verdicts import Verdict

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


@dataclass
class Appeals(Kind):
    """Appeals under the dice. `next`: file, last move and hand, where something is to follow at once."""

    numbers: list[str] = field(default_factory=list)
    next: tuple[int, Move, Actor] | None = None
    moves: ClassVar[Any] = MOVES
    commands: ClassVar[Any] = commands
    events: ClassVar[Any] = events

    @property
    def is_following(self) -> bool:
        """Whether something is to follow at once."""
        return self.next is not None

    def stock(self, dice: Random) -> None:
        """Another letter now and then; some from 12345, some in danger."""
        if len(self.files) < self.alive or dice.random() < 0.03:
            text, category = dice.choice(TEXTS)
            told = {"content": f"{text}（{len(self.files)}-{dice.random()}）", "category": category}
            told |= {} if category else {"type": "other", "area_code": ""}
            told |= {"channel": "12345"} if dice.random() < 0.2 else {}
            danger = {"is_urgent": True, "tripwire": {"page": "danger"}} if dice.random() < 0.1 else {}
            made = city.registered(by=HOUSE if "channel" in told else city.CITIZEN, told=told, **danger)
            self.files.append(made.pk)
            self.numbers = [*self.numbers[-20:], made.case.number]

    def turn(self, where: str, dice: Random, everyone: Sequence[Actor]) -> None:
        """What follows, else a move that may be made, else any move by anybody."""
        last, self.next = self.next, None
        appeal = queries.get_by_id(case_id=last[0] if last else dice.choice(self.files[-self.alive :]))
        self.told.states[State(appeal.case.state)] += 1
        chosen = self._follow(dice, everyone, appeal, last[1], last[2]) if last else None
        if chosen is None and dice.random() < FAIR:
            chosen = self._legal(dice, everyone, appeal)
        any_move = [row.move for row in MOVES.rows if row.sources and row.move not in TOGETHER]
        move, by = chosen or (dice.choice(any_move), dice.choice(everyone))
        scene = Scene(dice, appeal, by, tuple(one for one in self.numbers if one != appeal.case.number))
        bad = spoiled(move, scene) if dice.random() < SPOILED else None
        ruled = is_ruled_out(MOVES[move], by, State(appeal.case.state))
        expected = allowed(move, by, appeal)
        asked = bad or given(move, scene)
        self.try_(Try(where, move, by, appeal.case, asked, bool(bad), expected, ruled), dice)

    def _legal(self, dice: Random, everyone: Sequence[Actor], appeal: Appeal) -> tuple[Move, Actor] | None:
        """A move that leads from where the file is and somebody who may make it; None where the dice find none."""
        moves = [row.move for row in MOVES.open_from(State(appeal.case.state)) if row.move not in TOGETHER]
        hands = near(everyone, appeal)
        weights = [self._weight(one) for one in moves]
        for move in dice.choices(moves, weights, k=4) if moves else ():
            if by := who_may(dice, hands, move, appeal):
                return move, by
        return None

    def _follow(
        self, dice: Random, everyone: Sequence[Actor], appeal: Appeal, last: Move, by: Actor
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

    def followed(self, one: Try, dice: Random) -> None:
        """Now and then somebody regrets, or goes on, at once."""
        if one.move in FOLLOWS and dice.random() < FOLLOWED:
            self.next = (one.case.pk, one.move, one.by)

    def forgives(self, move: Any, error: HouseError) -> bool:
        """Other files, units and people that were named by luck may not fit by then."""
        return isinstance(error, Conflict) or (move in BY_LUCK and (isinstance(error, Invalid) or error.status == 404))

    def cover(self, key: int) -> Case:
        """The cover as it is now."""
        return queries.get_by_id(case_id=key).case

    def caretakers(self, stamp: int, dice: Random) -> None:
        """The room's periodic jobs."""
        for job in MINUTE_JOBS:
            job(stamp)

    def clocks_wrong(self, case: Case, running: set[str]) -> list[str]:
        """An open file has one promise that is not stopped, another none; what ended runs no clock at all."""
        wrong = []
        if (case.state in OPEN) != ("handle" in running):
            wrong.append(f"promise {'stopped' if case.state in OPEN else 'runs'}")
        if case.state not in (*OPEN, State.REPLIED) and (left := open_business(case.pk)):
            wrong.append(f"{left} still open")
        if case.state not in OPEN and case.state != State.REPLIED and running:
            wrong.append(f"{sorted(running)} still run")
        return wrong


def allowed(move: Move, by: Actor, appeal: Appeal) -> Verdict:
    """What the policy says, asked as the button asks it: of a file that this hand can open, or hears ringing."""
    open_it = queries.lock_alarmed if move is Move.ACKNOWLEDGE else queries.lock_appeal
    try:
        with transaction.atomic():
            seen = open_it(by=by, case_id=appeal.pk)
    except Missing:
        return Verdict("看不到这一件")
    return policies.POLICIES[move](policies.mover(by), seen)


def open_business(key: int) -> list[str]:
    """What of a file waits for somebody, beside its own state."""
    waiting = {Question: "open", Request: "waiting", Part: "open", Consultation: "open"}
    return [model.__name__ for model, state in waiting.items() if model.objects.filter(appeal_id=key, state=state)]


MINUTE_JOBS = [
    job for _, job in inspect.getmembers(jobs, inspect.isfunction)
    if job.__module__ == jobs.__name__ and "timestamp" in inspect.signature(job).parameters
]  # fmt: skip
"""The room's periodic jobs."""
