"""What the tables' pages show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from yiwang.cases.trials.states import REHEARSED
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.commands import SINCE_ALWAYS
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import Kind, State
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import Choice, Tag, Tone
from yiwang.sites.workbench.tables.kinds import TABLES, of_kind
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row, Table

_SHOWN_DOUBTS = 12
_STATES: dict[str, Tone] = {State.DRAFT: "hold", State.APPROVED: "ok", State.REPLACED: "", State.REFUSED: "bad"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of a list."""

    key: str
    url: str
    title: str
    sentence: str
    cells: tuple[tuple[str, str], ...]
    tags: tuple[Tag, ...]
    above: str = ""
    below: str = ""

    @classmethod
    def of(cls, row: Row, standing: Standing, names: Names) -> "Line":
        """Its line."""
        table = standing.table
        change = standing.change_of(row)
        tags = [Tag(text=text, tone=tone) for text, tone in table.tags(row, names)]  # type: ignore[arg-type]
        tags += [Tag(text="已停用")] if table.is_off(row) else []
        tags += [Tag(text=change, tone="hold")] if change and standing.sheet else []
        shown = () if table.reads_aloud else tuple(column for column in table.columns if column.in_list)
        cells = table.cells(row) if shown else {}
        return cls(
            key=table.key_of(row), url=reverse("tables:row", args=[table.slug, table.key_of(row)]),
            title=table.title(row, names), sentence=table.sentence(row, names), tags=tuple(tags),
            cells=tuple((column.head or column.label, column.show(cells.get(column.name), names)) for column in shown[1:]),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under one heading."""

    title: str
    lines: list[Line]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A list to narrow by."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A table's list. `heads`: the words over the cells; `total`: rows before narrowing; `doubts`: what names nothing."""

    table: Table
    standing: Standing
    groups: list[Group]
    heads: tuple[str, ...]
    filters: tuple[Filter, ...]
    text: str
    total: int
    found: int
    doubts: tuple[tuple[str, str], ...]
    more_doubts: int
    waiting: list[Ruleset] = field(default_factory=list)
    is_rehearsed: bool = False
    """Whether drafts of this table are tried out before they are approved."""

    @classmethod
    def of(cls, standing: Standing, names: Names, asked: QueryDict) -> "ListPage":
        """Narrowed by what was asked for."""
        table = standing.table
        chosen = {name: asked.get(name, "") for name in table.filters}
        text = asked.get("q", "").strip()
        rows = [row for row in standing.rows if _fits(table, row, chosen, text, names)]
        doubts = rules.doubts(kind=table.kind, payload=standing.payload) if standing.payload else []
        doubts = [one for one in doubts if not one.row or one.row in standing.keys]
        heads = () if table.reads_aloud else tuple(c.head or c.label for c in table.columns if c.in_list)[1:]
        return cls(
            table=table, standing=standing, groups=_grouped(rows, standing, names, whole=not (text or any(chosen.values()))),
            heads=heads, filters=tuple(_filter(table, name, chosen[name], names) for name in table.filters), text=text,
            total=len(standing.rows), found=len(rows),
            doubts=tuple((_row_url(table, one.row), str(one)) for one in doubts[:_SHOWN_DOUBTS]),
            more_doubts=max(len(doubts) - _SHOWN_DOUBTS, 0),
            waiting=[one for one in rules.waiting() if one.kind == table.kind], is_rehearsed=table.kind in REHEARSED,
        )  # fmt: skip


def _row_url(table: Table, key: str) -> str:
    return reverse("tables:row", args=[table.slug, key]) if key else ""


def _fits(table: Table, row: Row, chosen: Mapping[str, str], text: str, names: Names) -> bool:
    for name, wanted in chosen.items():
        if not wanted:
            continue
        if table.retire and name == table.retire[0]:
            if table.is_off(row) != (wanted == "off"):
                return False
        elif str(row.get(name, "")) != wanted and not (name == "parent" and row["code"] == wanted):
            return False
    return not text or text.lower() in table.found_by(row, names).lower()


def _filter(table: Table, name: str, chosen: str, names: Names) -> Filter:
    column = table.column(name)
    if table.retire and name == table.retire[0]:
        pairs: Iterable[tuple[str, str]] = (("on", "在用"), ("off", "已停用"))
        label = "是否在用"
    else:
        pairs = column.choices(names) if column else ()
        label = column.label if column else name
    options = tuple(Choice(value=value, label=text, is_chosen=value == chosen) for value, text in pairs if value)
    return Filter(name=name, label=label, options=options)


def _grouped(rows: list[Row], standing: Standing, names: Names, *, whole: bool) -> list[Group]:
    """Under their headings, in the order the table has them; neighbours for moving only where the whole list is shown."""
    table = standing.table
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.get("order", 0)) if rows and "order" in rows[0] else rows:
        groups.setdefault(table.group_of(row, names), []).append(row)
    return [Group(title=title, lines=_lines(found, standing, names, whole=whole)) for title, found in groups.items()]


def _lines(rows: list[Row], standing: Standing, names: Names, *, whole: bool) -> list[Line]:
    lines = [Line.of(row, standing, names) for row in rows]
    if not (whole and standing.table.may_move and rows[0].get("stage") != "tripwire"):
        return lines
    keys = [line.key for line in lines]
    return [
        Line(**{**line.__dict__, "above": keys[i - 1] if i else "", "below": keys[i + 1] if i + 1 < len(keys) else ""})
        for i, line in enumerate(lines)
    ]


@dataclass(frozen=True, kw_only=True)
class RowPage:
    """A row's page beside its form: what may be done with it, who names it."""

    table: Table
    key: str
    title: str
    sentence: str
    is_off: bool
    is_new: bool
    tags: tuple[Tag, ...]
    drop: Verdict
    retire: Verdict
    used_by: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    rest: str = ""
    is_guarded: bool = False

    @classmethod
    def of(cls, row: Row, standing: Standing, names: Names) -> "RowPage":
        """For the reader who changes it."""
        table = standing.table
        line = Line.of(row, standing, names)
        doubts = rules.doubts(kind=table.kind, payload=standing.payload)
        return cls(
            table=table, key=line.key, title=line.title, sentence=line.sentence, is_off=table.is_off(row), is_new=False,
            tags=line.tags, drop=table.may_drop(row, in_force=standing.is_in_force(line.key)), retire=table.may_retire(row),
            used_by=tuple(users_of(table, line.key, names)), doubts=tuple(one.said for one in doubts if one.row == line.key),
            rest=str(table.cells(row).get("rest", "")), is_guarded=row.get("stage") == "tripwire",
        )  # fmt: skip


def users_of(table: Table, key: str, names: Names) -> Iterable[tuple[str, str]]:
    """Which rows of other tables name this one: (what it is, its address)."""
    wanted = {
        Kind.CATEGORIES: ("categories", ("limits", "routing", "replies", "green")),
        Kind.CHANNELS: ("channels", ("limits", "routing")),
        Kind.POLICE_LINES: ("lines", ("categories",)),
    }.get(table.kind)
    if table.slug == "words":
        wanted = ("lexicons", ("routing",))
    for slug in wanted[1] if wanted else ():
        other = TABLES[slug]
        columns = [column for column in other.columns if column.source == wanted[0]]  # type: ignore[index]
        for row in rules.rows_of(kind=other.kind, payload=names.working(other.kind), part=other.part):
            cells = other.cells(row)
            if any(_names_it(cells.get(column.name), key) for column in columns) or f"'@{key}'" in str(
                row.get("when", "")
            ):
                url = reverse("tables:row", args=[slug, other.key_of(row)])
                yield f"{other.label}：{other.title(row, names)}", url


def _names_it(cell: Any, key: str) -> bool:
    return key in cell if isinstance(cell, list | tuple) else cell == key


@dataclass(frozen=True, kw_only=True)
class KindLine:
    """A table of the start page: which version is in force, what is being changed, what waits."""

    label: str
    lead: str
    icon: str
    url: str
    rows: str
    version: str
    since: datetime | None
    tags: tuple[Tag, ...]


def kind_lines() -> list[KindLine]:
    """Every table, with where it stands: three queries."""
    approved = {one.kind: one for one in rules.approved_all()}
    sheets, waiting = rules.sheets(), {one.kind for one in rules.waiting()}
    found = []
    for table in TABLES.values():
        version = approved.get(table.kind)
        tags = [Tag(text="有改动没提交", tone="hold")] if table.kind in sheets else []
        tags += [Tag(text="等待批准", tone="go")] if table.kind in waiting else []
        found.append(
            KindLine(
                label=table.label,
                lead=table.lead,
                icon=table.icon,
                url=reverse("tables:table", args=[table.slug]),
                rows="",
                version=f"第{version.version}版" if version else "还没有",
                since=_since(version),
                tags=tuple(tags),
            )
        )
    return found


def _since(version: Ruleset | None) -> datetime | None:
    """From when; nothing for what came with the product."""
    since = version.effective_from if version else None
    return since if since and since > SINCE_ALWAYS else None


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A version of a kind."""

    id: int
    version: int
    tag: Tag
    author: str
    approver: str
    created_at: datetime
    since: datetime | None
    note: str
    refusal: str
    may_bring_back: bool

    @classmethod
    def of(cls, one: Ruleset) -> "VersionLine":
        """Its line."""
        return cls(
            id=one.pk, version=one.version, tag=Tag(text=State(one.state).label, tone=_STATES[one.state]),
            author=one.author_label, approver=one.approver_label, created_at=one.created_at, since=_since(one),
            note=one.note, refusal=one.refusal, may_bring_back=one.state in (State.REPLACED, State.REFUSED),
        )  # fmt: skip


def main_table(kind: str) -> Table:
    """The table that a kind is known by."""
    return of_kind(kind)[0]
