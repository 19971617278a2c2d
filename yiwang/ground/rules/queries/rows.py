"""A payload as rows with keys, whatever its shape: tables as they are, settings as pairs, routing as its parts. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from yiwang.ground.rules.states import Kind

Row = dict[str, Any]
RULES, LEXICONS = "", "lexicons"
"""Parts of the routing table: the ordered rules, and the lists of words they name."""


def key_of(*, kind: str, part: str = "") -> str:
    """The column by which a row of this table is known."""
    if part:
        return "code"
    return {Kind.ROUTING: "id", Kind.CALENDAR: "date"}.get(Kind(kind), "code")


def rows_of(*, kind: str, payload: Any, part: str = "") -> list[Row]:
    """The rows in their order, each with its key. Settings: `code`, `value`; word lists: `code`, `words`."""
    if payload is None:
        return []
    if kind == Kind.ROUTING:
        if part == LEXICONS:
            return [{"code": name, "words": list(words)} for name, words in payload.get("lexicons", {}).items()]
        return [dict(row) for row in payload.get("rules", ())]
    if kind == Kind.SETTINGS:
        return [{"code": name, "value": value} for name, value in payload.items()]
    return [dict(row) for row in payload]


def with_rows(*, kind: str, payload: Any, rows: Iterable[Mapping[str, Any]], part: str = "") -> Any:
    """A new payload that holds these rows in place of the former ones."""
    if kind == Kind.ROUTING:
        if part == LEXICONS:
            return {**(payload or {}), "lexicons": {row["code"]: list(row["words"]) for row in rows}}
        return {**(payload or {}), "rules": [dict(row) for row in rows]}
    if kind == Kind.SETTINGS:
        return {row["code"]: row["value"] for row in rows}
    return [dict(row) for row in rows]


def parts_of(*, kind: str) -> tuple[str, ...]:
    """The parts a payload of this kind has."""
    return (RULES, LEXICONS) if kind == Kind.ROUTING else (RULES,)


def by_key(*, kind: str, payload: Any, part: str = "") -> dict[str, Row]:
    """The rows by their keys."""
    key = key_of(kind=kind, part=part)
    return {str(row.get(key, "")): row for row in rows_of(kind=kind, payload=payload, part=part)}


def replayed(*, kind: str, base: Any, sheet: Any, onto: Any) -> Any:
    """What `sheet` changed against `base`, row by row, done again on another payload."""
    for part in parts_of(kind=kind):
        old = by_key(kind=kind, payload=base, part=part)
        new = by_key(kind=kind, payload=sheet, part=part)
        kept = by_key(kind=kind, payload=onto, part=part)
        kept |= {key: row for key, row in new.items() if old.get(key) != row}
        rows = [row for key, row in kept.items() if key in new or key not in old]
        onto = with_rows(kind=kind, payload=onto, rows=rows, part=part)
    return onto
