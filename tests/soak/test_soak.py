"""Nothing illegal passes, nothing legal is refused, and what is left holds: short in `make test`, long by `make soak`."""

import os
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from tests import city as demo_city
from tests.house.tree import ROOT
from tests.soak.appealing import Appeals
from tests.soak.applying import Applications
from tests.soak.asked import ASKED
from tests.soak.driver import SHARES, soak, stood
from tests.soak.given import GIVEN, TOGETHER
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.cases.applications.states import MOVES as STEPS
from yiwang.cases.applications.states import State as Stands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError

MOVES_TRIED = int(os.environ.get("SOAK_MOVES", "160"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
REPORT = ROOT / "build" / "soak.txt"
LONG = 5000
"""From so many tries on every move must have been made and every state been seen."""
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
    assert {row.move for row in STEPS.rows if row.asks and row.sources} <= set(ASKED)


def test_random_moves_by_random_hands(standing_city):
    of_appeals = MOVES_TRIED * SHARES[0] // sum(SHARES)
    kinds = [Appeals(of_appeals), Applications(MOVES_TRIED - of_appeals)]
    soak(seed=SEED, moves=MOVES_TRIED, kinds=kinds)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("".join(f"{line}\n" for kind in kinds for line in report(kind)))
    for kind in kinds:
        assert kind.told.wrong == []
        assert sum(kind.told.done.values()) > kind.tries / 10, str(kind)
    if MOVES_TRIED >= LONG:
        appeals, applications = kinds
        assert appeals.told.made >= set(Move) - TOGETHER, str(appeals)
        assert set(appeals.told.states) >= set(State) - {State.ARCHIVED}, str(appeals)
        assert applications.told.made == {row.move for row in STEPS.rows}, str(applications)
        assert set(applications.told.states) == set(Stands), str(applications)
    assert [str(problem) for problem in record.verify().problems] == []
    assert [str(one) for one in clocks.verify()] == []


def report(kind):
    """What came of one kind, what was wrong, and why moves were refused."""
    return [str(kind), *kind.told.wrong, *(f"{times:>7} × {why}" for why, times in kind.told.reasons.most_common())]


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
        before = stood(appeal.case)[2]
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
