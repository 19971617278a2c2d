"""What a new version changes, in words for the person who approves it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

KEYS = ("id", "code", "date", "name", "key")
"""Columns by which rows of a list are recognised, the first that all rows have with different values."""


class ChangeKind(StrEnum):
    """Added, removed or changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """As the workbench shows it."""
        return {"added": "新增", "removed": "删去", "changed": "修改"}[self.value]


@dataclass(frozen=True)
class Change:
    """One difference. `path`: where, such as `handle_normal › value`; values as text, empty where there is none."""

    kind: ChangeKind
    path: str
    old: str
    new: str

    def __str__(self) -> str:
        where = f"{self.kind.label}：{self.path}" if self.path else self.kind.label
        if self.kind is ChangeKind.CHANGED:
            return f"{where}，由“{self.old}”改为“{self.new}”"
        return f"{where}，{self.new or self.old}"


def difference(old: Any, new: Any) -> list[Change]:
    """The differences between two payloads, in the order of the new one, what was removed at the end of its level.

    Rows of a list are matched by `KEYS`, else by their own value, so a moved row is no difference. `old` None: all is new.
    """
    return list(_compare((), old, new))


def _compare(path: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_tables(path, old, new)
    elif _is_list(old) and _is_list(new):
        yield from _compare_lists(path, old, new)
    elif old != new:
        yield _change(path, old, new)


def _compare_tables(path: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key, value in new.items():
        if key not in old:
            yield Change(ChangeKind.ADDED, _spell((*path, key)), "", _text(value))
        else:
            yield from _compare((*path, key), old[key], value)
    for key, value in old.items():
        if key not in new:
            yield Change(ChangeKind.REMOVED, _spell((*path, key)), _text(value), "")


def _compare_lists(path: tuple[str, ...], old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    key = next((key for key in KEYS if _identifies(key, old) and _identifies(key, new)), None)
    if key:
        yield from _compare_tables(path, {str(row[key]): row for row in old}, {str(row[key]): row for row in new})
        return
    before, after = Counter(map(_text, old)), Counter(map(_text, new))
    yield from (Change(ChangeKind.ADDED, _spell(path), "", text) for text in (after - before).elements())
    yield from (Change(ChangeKind.REMOVED, _spell(path), text, "") for text in (before - after).elements())


def _identifies(key: str, rows: Sequence[Any]) -> bool:
    if not all(isinstance(row, Mapping) and key in row for row in rows):
        return False
    return len({str(row[key]) for row in rows}) == len(rows)


def _change(path: tuple[str, ...], old: Any, new: Any) -> Change:
    if old is None:
        return Change(ChangeKind.ADDED, _spell(path), "", _text(new))
    return Change(ChangeKind.CHANGED, _spell(path), _text(old), _text(new))


def _spell(path: tuple[str, ...]) -> str:
    return " › ".join(path)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
