"""The demo's exchange: let in once, for calls alone; a folder that lost its token gets another."""

import pytest

from yiwang.config import exchange
from yiwang.ground.access import queries as access
from yiwang.kit.settings import settings

pytestmark = pytest.mark.django_db


def test_the_exchange_is_let_in_once(city, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    path = tmp_path / exchange.TOKEN_FILE
    exchange.admit()
    first = path.read_text()
    client = access.client_of_token(token=first)
    assert client is not None and client.scopes == {"calls:write"} and path.stat().st_mode & 0o077 == 0
    exchange.admit()
    assert path.read_text() == first
    path.unlink()
    exchange.admit()
    assert path.read_text() != first and access.client_of_token(token=first) is None
    assert sum(row.name == exchange.NAME for row in access.clients()) == 1
