"""Lost keys are noticed before a citizen calls."""

import pytest

from yiwang.ground.people import commands, queries
from yiwang.kit import crypto
from yiwang.kit.actor import Actor


@pytest.mark.django_db
def test_the_newest_row_tells_whether_the_keys_fit(monkeypatch):
    assert queries.newest_opens() is None
    commands.remember(by=Actor.system("test"), name="王女士", phone="15400012345", identity_level="none")
    assert queries.newest_opens() is True
    monkeypatch.setattr(crypto, "_keys", lambda: {"other": None})
    assert queries.newest_opens() is False
