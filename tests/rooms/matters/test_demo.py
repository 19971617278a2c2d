"""The demo shows one problem that many write of."""

import pytest

from yiwang.cases.matters import queries
from yiwang.config import story
from yiwang.kit import clock
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")


def test_the_demo_has_one_and_only_once():
    for _ in range(2):
        story._many_of_one(clock.now())
    [matter] = queries.seen(by=Actor.job("test.job"))
    assert matter.is_live and len(queries.members(matter=matter)) == len(story.MANY)
