"""Secrets make themselves once, and only for the eyes of their owner."""

import json
import stat
from pathlib import Path

import pytest

from yiwang.kit.settings import SECRETS_FILE, settings

NAMES = ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "CHECKPOINT_KEY", "SMS_ACCESS_KEY_ID", "SMS_ACCESS_KEY_SECRET")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"YIWANG_{name}", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


def read() -> dict[str, str]:
    return settings.__wrapped__().model_dump()


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first, second = read(), read()
    assert first == second
    path = tmp_path / "data" / SECRETS_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(json.loads(path.read_text())) == {name.lower() for name in NAMES}
    assert all(len(first[name.lower()]) >= 10 for name in NAMES)


def test_a_variable_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read()
    monkeypatch.setenv("YIWANG_SECRET_KEY", "from the environment")
    assert read()["secret_key"] == "from the environment"


def test_the_safe_defaults_are_the_production_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIWANG_SECURE_COOKIES", raising=False)
    house = read()
    assert house["secure_cookies"] is True
    assert house["debug"] is False
    assert house["demo"] is False
    assert house["host"] == "127.0.0.1"
