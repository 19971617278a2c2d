"""Small counts of other units: an attacker who sums, subtracts and tries every possibility learns none of them."""

from itertools import product
from random import Random

from yiwang.quality.ratings.queries.hiding import Group, Row, closed, safe
from yiwang.quality.ratings.states import FEW

Cells = tuple[int, int, int]
"""Real ones, satisfied, bad: the first is the sum of the others, which the attacker knows."""


def row(code: str, satisfied: int, bad: int, *, is_own: bool = False) -> Row:
    return Row(code, (satisfied + bad, satisfied, bad), is_own)


def summed(code: str, rows: list[Row]) -> Row:
    return Row(code, tuple(map(sum, zip(*(one.cells for one in rows), strict=True))))


def fitting(hidden: Row, rest: Cells) -> list[Cells]:
    """Every content of a closed row that agrees with its marks (under five, or not) and with what is left to share out."""
    pairs = product(range(rest[1] + 1), range(rest[2] + 1))
    found = [(satisfied + bad, satisfied, bad) for satisfied, bad in pairs]
    return [one for one in found if [cell < FEW for cell in one] == [cell < FEW for cell in hidden.cells]]


def possible(group: Group, shut: frozenset[str]) -> dict[str, set[Cells]]:
    """Every content each closed row can have, from the parent's totals, the open rows and the marks: all of it tried."""
    hidden = [one for one in group.children if one.code in shut]
    shown = [one.cells for one in group.children if one.code not in shut]
    rest = tuple(whole - sum(cells[place] for cells in shown) for place, whole in enumerate(group.parent.cells))
    *most, last = [fitting(one, rest) for one in hidden]
    ends, found = set(last), {one.code: set() for one in hidden}
    for picked in product(*most):
        left = tuple(rest[place] - sum(cells[place] for cells in picked) for place in range(3))
        if left in ends:
            for one, cells in zip(hidden, (*picked, left), strict=True):
                found[one.code].add(cells)
    return found


def city(random: Random, *, own: str = "a.b.0") -> list[Group]:
    """A bureau with counties and the stations of one of them; one row is the reader's."""

    def some(code: str, most: int) -> Row:
        return row(code, random.choice((0, 1, 2, most)), random.choice((0, 0, 1, most)), is_own=code == own)

    stations = [some(f"a.b.{place}", 4 + place % 2) for place in range(5)]
    county = summed("a.b", stations)
    counties = [county, *(some(f"a.{letter}", 4) for letter in "cdef")]
    return [Group(summed("a", counties), counties), Group(county, stations)]


def learnt(group: Group, shut: frozenset[str], owns: set[str]) -> list[tuple[str, int, set[int]]]:
    """Of each closed row that is none of theirs and each column: every value that it can have."""
    hidden = [one for one in group.children if one.code in shut]
    assert not owns & {one.code for one in hidden}
    if not hidden or group.parent.code in shut:
        return []
    found = possible(group, shut)
    columns = [place for place in range(3) if sum(one.cells[place] for one in hidden)]
    values = [(one, place, {cells[place] for cells in found[one.code]}) for one in hidden for place in columns]
    assert all(one.cells[place] in seen for one, place, seen in values)
    return [(one.code, place, seen) for one, place, seen in values]


def test_no_small_count_of_another_unit_can_be_worked_out():
    tried = 0
    for seed in range(10):
        groups = city(Random(seed))
        shut = closed(groups)
        for group in groups:
            others = [one for one in group.children if not one.is_own]
            assert {one.code for one in others if one.is_small} <= shut and len(shut) != 1, seed
            for code, place, values in learnt(group, shut, {"a.b.0"}):
                tried += 1
                assert len(values) > 2, (seed, code, place, values)
    assert tried > 20


def test_two_readers_who_put_their_tables_together_learn_none_either():
    tried = 0
    for seed, other in product(range(12), ("a.b.1", "a.c")):
        groups = city(Random(seed))
        shut = closed(groups) & closed(city(Random(seed), own=other))
        for group in groups:
            for code, place, values in learnt(group, shut, {"a.b.0", other}):
                tried += 1
                assert len(values) > 2, (seed, other, code, place, values)
    assert tried > 20


def test_a_single_small_unit_takes_another_with_it_or_its_parent():
    parent = Row("a", (20, 3))
    alone = [Row("a.b", (18, 1), is_own=True), Row("a.c", (2, 2))]
    assert closed([Group(parent, alone)]) == {"a", "a.c"}
    three = [*alone, Row("a.d", (30, 9))]
    assert closed([Group(Row("a", (50, 12)), three)]) == {"a", "a.c", "a.d"}, "a.d might tell its own"
    four = [*three, Row("a.e", (40, 8))]
    assert closed([Group(Row("a", (90, 20)), four)]) == {"a.c", "a.d", "a.e"}
    assert closed([Group(Row("a", (40, 10)), [Row("a.b", (20, 5)), Row("a.c", (20, 5))])]) == frozenset()
    assert closed([]) == frozenset()


def test_what_is_safe_leaves_each_count_open():
    assert safe([(0, 0), (0, 0)])
    assert not safe([(1, 9), (0, 9)]) and not safe([(4, 9), (4, 9)]) and safe([(2, 9), (3, 9)])
