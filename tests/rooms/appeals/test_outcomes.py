"""What a reply may end in: its ground, its proof, and what only its own move may set."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, appeal_at, handler_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import CHOSEN_OUTCOMES, Outcome, State
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import codes

pytestmark = pytest.mark.usefixtures("city")
WORDS = "您好，您反映的事情我们核实过了，情况和去向写在下面，有不明白的请打值班电话。"


def tried(appeal, *, reached: bool, days: int = 0) -> None:
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        appeals.record_contact(by=handler_of(appeal), case_id=appeal.pk, kind="call", reached=reached, note="打过电话")


def submit(appeal, outcome: str, ground: str = ""):
    return appeals.submit_reply(
        by=handler_of(appeal), case_id=appeal.pk, text=WORDS, outcome=outcome, ground=ground
    )  # fmt: skip


@pytest.mark.parametrize("outcome", [one for one in Outcome if one.needs_ground], ids=str)
def test_what_needs_a_ground_is_refused_without_one(outcome):
    appeal = appeal_at(State.HANDLING)
    tried(appeal, reached=True)
    with pytest.raises(Invalid) as refused:
        submit(appeal, outcome)
    assert refused.value.fields == {"ground": outcome.asks}
    assert submit(appeal, outcome, "信访工作条例第三十一条").outcome == outcome


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.MERGED], ids=str)
def test_what_its_move_sets_nobody_chooses(outcome):
    appeal = appeal_at(State.HANDLING)
    tried(appeal, reached=True)
    with pytest.raises(Invalid) as refused:
        submit(appeal, outcome)
    assert "outcome" in refused.value.fields
    assert outcome not in CHOSEN_OUTCOMES


def test_withdrawing_sets_it():
    appeal = appeal_at(State.WITHDRAWN)
    assert appeal.outcome == Outcome.WITHDRAWN
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    assert queries.get_by_id(case_id=appeal.pk).outcome == Outcome.WITHDRAWN


def test_unreachable_is_proved_by_attempts_on_several_days():
    appeal = appeal_at(State.HANDLING)
    tried(appeal, reached=False)
    tried(appeal, reached=False)
    tried(appeal, reached=False)
    with pytest.raises(Invalid, match="有3次，在1天里"):
        submit(appeal, Outcome.UNREACHABLE)
    tried(appeal, reached=False, days=1)
    assert submit(appeal, Outcome.UNREACHABLE).outcome == Outcome.UNREACHABLE


def test_who_was_reached_is_counted_anew():
    appeal = appeal_at(State.HANDLING)
    for day in range(3):
        tried(appeal, reached=False, days=day)
    tried(appeal, reached=True, days=3)
    with pytest.raises(Invalid, match="有0次，在0天里"):
        submit(appeal, Outcome.UNREACHABLE)


def test_each_outcome_has_its_words():
    assert all(one.label and one.ground_label for one in Outcome)
    assert len({one.label for one in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不受理", "not_accepted"),
        ("法定途径", "referred"),
        ("联系不上", "unreachable"),
        ("重复件", "merged"),
        ("无法联系", "unreachable"),
    ],
)
def test_old_words_of_outcomes_are_understood(said, meant):
    assert codes.outcome(said) == meant
