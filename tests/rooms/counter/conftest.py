"""Two networks for the tests of the relay."""

import pytest

from tests.rooms.counter import networks as two
from yiwang.cases.counter import commands
from yiwang.kit.actor import Actor


@pytest.fixture
def networks(city, tmp_path):
    """The city inside, an empty counter outside, and the first letters carried."""
    two.build()
    commands.publish_places(by=Actor.job("relay.inner"))
    found = two.Networks(tmp_path)
    found.carry(2)
    return found
