"""Templates in force, a Chinese morning, a sandbox to send to."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from tests.gateways.serving import Served, sandbox
from yiwang.ground.messaging import queries
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rule_queries
from yiwang.kit.actor import Actor
from yiwang.kit.clock import CHINA
from yiwang.kit.settings import settings

DEFAULTS = Path(__file__).parents[3] / "yiwang" / "config" / "defaults" / "message_templates.csv"
MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=CHINA)


def default_rows() -> list[dict[str, str]]:
    with DEFAULTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def morning() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def installed() -> Iterator[None]:
    rule_queries.forget()
    rules.install(by=Actor.system("seed"), kind="message_templates", payload=default_rows())
    yield
    rule_queries.forget()


@pytest.fixture
def templates(morning: time_machine.Traveller, installed: None) -> None:
    """The product's texts, on the tests' morning."""


def point_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIWANG_SMS_ENDPOINT", url)
    settings.cache_clear()


@pytest.fixture
def no_gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    point_at("", monkeypatch)
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with sandbox(tmp_path) as found:
        found.behave()
        point_at(found.url, monkeypatch)
        yield found
    monkeypatch.undo()
    settings.cache_clear()
    if client := queries.gateway():
        client.close()
