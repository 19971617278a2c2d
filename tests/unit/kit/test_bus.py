"""Facts carry plain values only, and are answered by whoever is wired, once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest

from yiwang.kit import bus, jobs, work
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class Knocked(bus.Event):
    code: ClassVar[str] = "door.knock.heard"
    at: datetime
    on: date
    other: Ref
    many: tuple[Ref, ...] = ()


def test_payload_is_plain() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    event = Knocked(Ref("door.door", 1), moment, moment.date(), Ref("a.b", "x"), (Ref("a.b", 2),))
    assert event.payload() == {
        "at": "2026-11-22T09:30:00+00:00",
        "on": "2026-11-22",
        "other": "a.b:x",
        "many": ["a.b:2"],
    }


def test_refs_read_back() -> None:
    for ref in (Ref("casework.case", 42), Ref("rules.ruleset", "calendar")):
        assert Ref.parse(str(ref)) == ref


def test_reactions_run_once_however_often_they_are_wired(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    asked: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(jobs, "enqueue", lambda name, **arguments: asked.append((name, arguments)))
    monkeypatch.setattr(bus, "_now", type(bus._now)(list))
    monkeypatch.setattr(bus, "_later", type(bus._later)(list))

    def answer(*, by: Actor, event: Any) -> None:
        heard.append((by.kind, event))

    for _ in range(2):
        bus.now(Knocked, answer)
        bus.later(Knocked, "door.open")
    event = Knocked(Ref("door.door", 1), datetime.now(UTC), date.today(), Ref("a.b", 1))
    bus.announce(by=Actor.citizen(), event=event)
    assert heard == [(ActorKind.CITIZEN, event)]
    assert asked == [("door.open", {"ref": "door.door:1"})]
    assert bus.reactions()[Knocked] == ([answer], ["door.open"])


def test_facts_of_a_command_are_answered_together(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, list[Any]]] = []
    monkeypatch.setattr(bus, "_together", type(bus._together)(list))

    def first(*, by: Actor, events: Any) -> None:
        heard.append(("first", list(events)))
        if len(heard) == 1:
            bus.announce(by=by, event=events[0])

    def second(*, by: Actor, events: Any) -> None:
        heard.append(("second", list(events)))

    bus.together(Knocked, first)
    bus.together(Knocked, second)
    bus.together(Knocked, first)
    one, two = (Knocked(Ref("door.door", n), datetime.now(UTC), date.today(), Ref("a.b", 1)) for n in (1, 2))
    made = work.Work()
    token = work._work.set(made)
    try:
        for event in (one, two):
            bus.announce(by=Actor.citizen(), event=event)
        assert heard == [], "not before the command ends"
        work._flush(made)
    finally:
        work._work.reset(token)
    assert heard == [("first", [one, two]), ("second", [one, two]), ("first", [one]), ("second", [one])]


def test_outside_of_a_command_rows_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Any] = []
    monkeypatch.setitem(work._flushers, "sample", (1, rows.extend))
    work.buffer("sample", 1)
    assert rows == [1]
    assert work.buffered("sample") == []


def test_actors() -> None:
    officer = Actor.officer(7, "王警官")
    assert officer.officer_id == 7 and not officer.is_machine
    assert Actor.job("clocks.sweep").is_machine and Actor.system("seed").is_machine
    assert Actor.citizen().officer_id is None
    assert officer.acting_for("所长").on_behalf_of == "所长" and officer.on_behalf_of == ""
