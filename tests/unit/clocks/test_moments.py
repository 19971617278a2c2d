"""The quick count of clocks that nothing shifted says what the long one says, however often it is asked."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.clocks.tables import CALENDAR, at, calendars, hours, made, moments
from yiwang.ground.clocks.queries import Almanac, Terms, due
from yiwang.ground.clocks.states import Unit

LENGTHS = [unit for unit in Unit if unit.is_length]


@given(calendars(), st.lists(moments(), min_size=1, max_size=6), st.sampled_from(LENGTHS), st.integers(1, 40), hours())
def test_it_agrees_with_the_long_count(calendar, starts, unit, value, office):
    almanac, limit = Almanac(calendar), made(value, unit)
    terms = Terms.of(limit, office)
    for start in [*starts, *starts]:
        long = due(limit=limit, start=start, calendar=calendar, office_hours=office)
        assert almanac.of(terms, start) == (long.at, long.amber_at, long.red_at, long.provisional)


def test_two_limits_do_not_share_an_answer():
    almanac = Almanac(CALENDAR)
    start = at(3, 4, 9, 30)
    answers = {almanac.of(Terms.of(made(value, Unit.WORKING_DAYS)), start).due_at for value in (1, 2, 3)}
    assert len(answers) == 3
