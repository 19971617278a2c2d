"""Whether an answer helped is counted by day, and nobody who pressed is known."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.offer.knowledge import commands, queries
from yiwang.offer.knowledge.models import Helpful
from yiwang.offer.knowledge.states import Source

pytestmark = pytest.mark.django_db


def test_presses_are_counted_and_nothing_else_is_kept(city) -> None:
    for is_useful in (True, True, False):
        commands.count_helpful(by=CITIZEN, source="standard", key="12", is_useful=is_useful)
    commands.count_helpful(by=CITIZEN, source="guide", key="track", is_useful=False)
    since = clock.today() - timedelta(days=30)
    found = queries.helped(source=Source.STANDARD, key="12", since=since)
    assert (found.useful, found.useless, found.total) == (2, 1, 3)
    assert queries.helped(source=Source.STANDARD, key="12", since=clock.today() + timedelta(days=1)).total == 0
    assert Helpful.objects.count() == 2, "one row a source and day, however many press"
    assert {f.name for f in Helpful._meta.get_fields()} == {"id", "source", "key", "day", "useful", "useless"}
    with pytest.raises(Invalid):
        commands.count_helpful(by=CITIZEN, source="rumour", key="12", is_useful=True)
