"""Public numbers under many hands at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from yiwang.cases.casework import queries
from yiwang.kit import numbers

HANDS, DRAWS = 8, 50


def draw(_: int) -> list[str]:
    """Fifty numbers in transactions of which every fifth is rolled back: what it drew is never given out again."""
    drawn = []
    try:
        for count in range(DRAWS):
            with transaction.atomic():
                drawn.append(queries.next_number())
                transaction.set_rollback(count % 5 == 0)
    finally:
        connection.close()
    return drawn


@pytest.mark.django_db(transaction=True)
def test_eight_hands_draw_no_number_twice():
    with ThreadPoolExecutor(HANDS) as hands:
        drawn = [number for numbers_ in hands.map(draw, range(HANDS)) for number in numbers_]
    assert len(drawn) == len(set(drawn)) == HANDS * DRAWS
    assert [numbers.read_number(number) for number in drawn] == drawn
