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


def city(random: Random) -> list[Group]:
    """A bureau with three counties, of which the reader's lies open with its stations."""

    def some(code: str, *, is_own: bool = False) -> Row:
        return row(code, random.choice((0, 1, 2, 4, 5, 6)), random.choice((0, 0, 1, 2, 3, 5)), is_own=is_own)

    stations = [some(f"a.b.{place}", is_own=place == 0) for place in range(4)]
    county = summed("a.b", stations)
    counties = [county, some("a.c"), some("a.d")]
    return [Group(summed("a", counties), counties), Group(county, stations)]


def test_no_small_count_of_another_unit_can_be_worked_out():
    tried = 0
    for seed in range(40):
        groups = city(Random(seed))
        shut = closed(groups)
        for group in groups:
            others = [one for one in group.children if not one.is_own]
            assert {one.code for one in others if one.is_small} <= shut and len(shut) != 1, seed
            assert not any(one.code in shut for one in group.children if one.is_own)
            hidden = [one for one in others if one.code in shut]
            if not hidden or group.parent.code in shut:
                continue
            for code, contents in possible(group, shut).items():
                real = next(one.cells for one in hidden if one.code == code)
                for place in range(3):
                    tried += 1
                    values = {cells[place] for cells in contents}
                    is_nothing = sum(one.cells[place] for one in hidden) == 0
                    assert real[place] in values and (is_nothing or len(values) > 2), (seed, code, place, values)
    assert tried > 100


def test_a_single_small_unit_takes_another_with_it_or_its_parent():
    parent = Row("a", (20, 3))
    alone = [Row("a.b", (18, 1), is_own=True), Row("a.c", (2, 2))]
    assert closed([Group(parent, alone)]) == {"a", "a.c"}
    three = [*alone, Row("a.d", (30, 9))]
    assert closed([Group(Row("a", (50, 12)), three)]) == {"a.c", "a.d"}
    assert closed([Group(Row("a", (40, 10)), [Row("a.b", (20, 5)), Row("a.c", (20, 5))])]) == frozenset()
    assert closed([]) == frozenset()


def test_what_is_safe_leaves_each_count_open():
    assert safe([(0, 0), (0, 0)])
    assert not safe([(1, 9), (0, 9)]) and not safe([(4, 9), (4, 9)]) and safe([(2, 9), (3, 9)])
