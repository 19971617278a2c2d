"""What a version changes, in plain words, for the person who approves it: 时限：求助类首次联系 时长 24→4."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.kinds import of_kind
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import Table

_TONES = {"新增": "ok", "删去": "bad", "停用": "hold", "恢复": "ok", "修改": "", "次序": ""}
_LONG = 60
_MANY = 4


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell that reads otherwise than before. `added`, `gone`: words of a list, where it is one."""

    label: str
    before: str
    after: str
    added: str = ""
    gone: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One row that changes. `what`: 新增, 删去, 停用, 恢复, 修改; `tone`: its colour; `sentence`: the row as it will read."""

    table: str
    key: str
    what: str
    tone: str
    title: str
    sentence: str
    was: str
    cells: tuple[Cell, ...] = ()


def tell(kind: str, old: Any, new: Any, names: Names) -> list[Told]:
    """Everything that differs between two payloads of a kind, table by table, in the order of the new one."""
    if kind == Kind.CALENDAR:
        return list(_tell_years(old, new, names))
    found = [one for table in of_kind(kind) for one in _tell_table(table, old, new, names)]
    return [*found, *_tell_rest(kind, old, new)]


def _tell_years(old: Any, new: Any, names: Names) -> Iterator[Told]:
    """A calendar by years: how many working days, whether it is published, and only the days that are worked or off anew."""
    table = of_kind(Kind.CALENDAR)[0]
    before, after = rules.by_key(kind=table.kind, payload=old), rules.by_key(kind=table.kind, payload=new)
    for year in sorted({key[:4] for key in {**before, **after} if before.get(key) != after.get(key)}):
        was = {key: row for key, row in before.items() if key.startswith(year)}
        now = {key: row for key, row in after.items() if key.startswith(year)}
        what = "修改" if was and now else "新增" if now else "删去"
        yield Told(
            table=table.label, key="", what=what, tone=_TONES[what], title=f"{year}年", sentence=_year(now),
            was=_year(was) if was and _year(was) != _year(now) else "",
            cells=tuple(_days(table, was, now, names)),
        )  # fmt: skip


def _year(days: Mapping[str, Mapping[str, Any]]) -> str:
    worked = sum(row["is_working"] == "1" for row in days.values())
    guess = "（预计）" if any(row["provisional"] == "yes" for row in days.values()) else ""
    return f"工作日{worked}天{guess}" if days else "没有日历"


def _days(
    table: Table, was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]], names: Names
) -> Iterator[Cell]:
    kind = table.column("kind")
    for key in sorted({*was, *now}):
        one, other = was.get(key, {}), now.get(key, {})
        plain = other.get("kind") in ("workday", "weekend") and not one
        if kind and not plain and (one.get("kind"), one.get("holiday")) != (other.get("kind"), other.get("holiday")):
            shown = [f"{kind.show(row['kind'], names)}{row['holiday']}" if row else "" for row in (one, other)]
            yield Cell(label=table.title(one or other, names), before=shown[0], after=shown[1] or "（没有）")


def _tell_table(table: Table, old: Any, new: Any, names: Names) -> Iterator[Told]:
    before = rules.by_key(kind=table.kind, payload=old, part=table.part)
    after = rules.by_key(kind=table.kind, payload=new, part=table.part)
    for key, row in after.items():
        if key not in before:
            yield _told(table, "新增", row, row, names)
        elif before[key] != row:
            yield _changed(table, before[key], row, names)
    for key, row in before.items():
        if key not in after:
            yield _told(table, "删去", row, row, names)
    shared = [key for key in before if key in after]
    if shared != [key for key in after if key in before]:
        yield Told(
            table=table.label, key="", what="次序", tone="", title=f"{table.label}的先后次序有调整", sentence="", was=""
        )


def _changed(table: Table, old: Mapping[str, Any], new: Mapping[str, Any], names: Names) -> Told:
    was_off, is_off = table.is_off(old), table.is_off(new)
    what = "修改" if was_off == is_off else "停用" if is_off else "恢复"
    return _told(table, what, old, new, names, tuple(_cells(table, old, new, names)))


def _told(
    table: Table, what: str, old: Mapping[str, Any], new: Mapping[str, Any], names: Names, cells: tuple[Cell, ...] = ()
) -> Told:
    was, now = table.sentence(old, names), table.sentence(new, names)
    return Told(
        table=table.label, key=table.key_of(new), what=what, tone=_TONES[what], title=table.title(new, names), sentence=now,
        was=was if was != now else "", cells=cells,
    )  # fmt: skip


def _cells(table: Table, old: Mapping[str, Any], new: Mapping[str, Any], names: Names) -> Iterator[Cell]:
    before, after = table.cells(old), table.cells(new)
    for column in table.columns:
        if before.get(column.name) == after.get(column.name):
            continue
        asked = table.column_of(new, column.name) or column
        shown = asked.show(before.get(column.name), names), asked.show(after.get(column.name), names)
        if shown[0] != shown[1]:
            yield _cell(asked.label, *shown)
    if before.get("rest") != after.get("rest"):
        yield _cell("其他条件", str(before.get("rest") or "（空）"), str(after.get("rest") or "（空）"))
    if before.get("order") != after.get("order"):
        yield Cell(label="先后次序", before="", after="有调整")


def _cell(label: str, before: str, after: str) -> Cell:
    """Long lists are told by what came and what went."""
    if max(len(before), len(after)) <= _LONG and max(before.count("、"), after.count("、")) < _MANY:
        return Cell(label=label, before=before, after=after)
    old, new = _words(before), _words(after)
    added, gone = [w for w in new if w not in set(old)], [w for w in old if w not in set(new)]
    return Cell(label=label, before=before, after=after, added="、".join(added), gone="、".join(gone))


def _words(text: str) -> list[str]:
    for sign in ("、", "；", "\n"):
        if text.count(sign) > 2:
            return [part for part in text.split(sign) if part]
    return [text]


def _tell_rest(kind: str, old: Any, new: Any) -> Sequence[Told]:
    """What stands beside the tables of a kind (the routing's head and its exclusions), as the rules room compares it."""
    if not isinstance(new, dict) or kind != "routing":
        return []
    rest = {"rules", "lexicons"}
    before = {key: value for key, value in (old or {}).items() if key not in rest}
    after = {key: value for key, value in new.items() if key not in rest}
    return [
        Told(
            table="其他",
            key=change.path,
            what=change.kind.label,
            tone="",
            title=change.path,
            sentence=str(change),
            was="",
        )
        for change in rules.difference(before, after)
    ]
