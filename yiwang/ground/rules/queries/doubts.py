"""What a table names that is not there: said by the rooms that know, looked at before a sheet is handed in.

A doubt is softer than a fault of shape: the product's own tables name units of one city, and must install anywhere. So only
doubts that the version in force does not have already stand in the way.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.queries.reading import sheet_payloads
from yiwang.ground.rules.states import State


@dataclass(frozen=True)
class Doubt:
    """Something that will not work as written. `row`: its key; `column`: which cell, or empty; `said`: how to mend it."""

    row: str
    column: str
    said: str

    def __str__(self) -> str:
        return f"{self.row}：{self.said}" if self.row else self.said


Tables = Mapping[str, Any]
"""Payloads by kind; a kind that is not installed yet is not in it."""
Look = Callable[[Any, Tables], Iterable[Doubt]]

_looks: dict[str, list[Look]] = {}


def doubt(kind: str) -> Callable[[Look], Look]:
    """Register a look at a kind's payload beside the other tables, `@rules.doubt("routing")` in the room that knows."""

    def register(look: Look) -> Look:
        known = _looks.setdefault(kind, [])
        if look not in known:
            known.append(look)
        return look

    return register


def doubts(*, kind: str, payload: Any, beside: Tables | None = None) -> list[Doubt]:
    """Everything doubtful in a payload. `beside`: the other tables; default: the newest of each, handed in or not."""
    looks = _looks.get(kind, ())
    tables = beside if beside is not None or not looks else newest()
    return [found for look in looks for found in _asked(look, payload, {**(tables or {}), kind: payload})]


def newest() -> dict[str, Any]:
    """The newest payload of each kind: as it is being edited, else as it waits for approval, else as approved."""
    wanted = Ruleset.objects.filter(state__in=(State.DRAFT, State.APPROVED)).order_by("kind", "version", "id")
    return dict(wanted.values_list("kind", "payload")) | sheet_payloads()


def fresh(*, kind: str, payload: Any, against: Any) -> list[Doubt]:
    """The doubts of a payload that an earlier one (the version in force, the sheet a moment ago) does not have."""
    known = set(doubts(kind=kind, payload=against)) if against is not None else set()
    return [one for one in doubts(kind=kind, payload=payload) if one not in known]


def _asked(look: Look, payload: Any, tables: Tables) -> list[Doubt]:
    """A payload of the wrong shape is a fault, not a doubt: `shapes` says so."""
    try:
        return list(look(payload, tables))
    except (AttributeError, LookupError, TypeError, ValueError):
        return []
