"""Nothing illegal passes, nothing legal is refused, and what is left holds: short in `make test`, long by `make soak`."""

import os
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from tests import city as demo_city
from tests.house.tree import ROOT
from tests.soak.driver import Soak, stood
from tests.soak.given import GIVEN, TOGETHER
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError

MOVES_TRIED = int(os.environ.get("SOAK_MOVES", "160"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
REPORT = ROOT / "build" / "soak.txt"
LONG = 5000
"""From so many tries on every move must have been made and every state been seen."""
BY_ITSELF = {Move.REGISTER, Move.CLOSE, Move.LAPSE_QUESTION}
"""Moves that the stock and the caretakers make before the dice can."""
PAIRS = 12


@pytest.fixture
def db() -> None:
    """By its name the test database is made; no transaction of ours is opened in it."""


@pytest.fixture
def standing_city(db, _city_stands, django_db_blocker):
    """The demo city, worked on for good: other connections must see what one of them did."""
    with django_db_blocker.unblock():
        yield demo_city


def test_every_move_that_asks_is_given_what_it_asks_for():
    asking = {row.move for row in MOVES.rows if row.asks and row.sources}
    assert asking <= set(GIVEN) | TOGETHER


def test_random_moves_by_random_hands(standing_city):
    told = Soak(seed=SEED, moves=MOVES_TRIED).run()
    REPORT.parent.mkdir(exist_ok=True)
    reasons = [f"{times:>7} × {why}" for why, times in told.reasons.most_common()]
    REPORT.write_text("\n".join([str(told), *told.wrong, *reasons]) + "\n")
    assert told.wrong == []
    assert sum(told.done.values()) > MOVES_TRIED / 10, told
    if MOVES_TRIED >= LONG:
        assert set(told.done) >= set(Move) - BY_ITSELF - TOGETHER, told
        assert set(told.states) >= set(State) - {State.ARCHIVED}, told
    assert [str(problem) for problem in record.verify().problems] == []
    assert [str(one) for one in clocks.verify()] == []


def pairs():
    """Two hands, two moves, one file: what both read was the same."""
    appeal = demo_city.appeal_at(State.REVIEW)
    head = demo_city.head_of(appeal)
    yield appeal, [
        (commands.approve, head, {}), (commands.send_back, head, {"reason": "再补一句"}),
    ]  # fmt: skip
    appeal = demo_city.appeal_at(State.HANDLING)
    mine, head = demo_city.handler_of(appeal), demo_city.head_of(appeal)
    yield appeal, [
        (commands.record_contact, mine, {"kind": "call", "reached": True, "note": "甲"}),
        (commands.record_contact, head, {"kind": "visit", "reached": True, "note": "乙"}),
    ]  # fmt: skip
    appeal = demo_city.appeal_at(State.PUSHED)
    yield appeal, [(commands.sign, demo_city.handler_of(appeal), {}), (commands.withdraw, Actor.citizen(), {})]


def at_once(appeal, acts):
    """Both acts in two threads on two connections; whether each was done."""
    start = Barrier(len(acts))

    def one(act):
        move, by, given = act
        start.wait()
        try:
            move(by=by, case_id=appeal.pk, **given)
            return True
        except HouseError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_two_officers_in_one_file_at_once_lose_nothing(standing_city):
    dice = Random(SEED)
    for turn in range(PAIRS):
        appeal, acts = list(pairs())[turn % 3]
        dice.shuffle(acts)
        before = stood(appeal)[2]
        done = at_once(appeal, acts)
        after = queries.get_by_id(case_id=appeal.pk)
        codes = [entry.code for entry in record.history(subject=after.case.ref)][before:]
        assert any(done) and len([code for code in codes if code.startswith("appeals.")]) >= sum(done)
        assert after.case.version >= appeal.case.version + sum(done)
        if turn % 3 == 1:  # both calls were made, and both stand on the file
            assert done == [True, True] and after.case.contacts.filter(note__in=["甲", "乙"]).count() == 2
        elif turn % 3 == 0:  # either leads away from where the other begins
            assert sum(done) == 1
        else:  # a file signed first can still be withdrawn, one withdrawn first cannot be signed
            assert after.case.state == State.WITHDRAWN
    assert [str(problem) for problem in record.verify().problems] == []
    assert [str(one) for one in clocks.verify()] == []
