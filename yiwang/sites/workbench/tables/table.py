"""A table of the house: its columns, how a row is called and read aloud, what may be done with it. One description a kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names

Row = dict[str, Any]
CODE = r"[a-z0-9][a-z0-9_.\-]*"
CODE_SAID = "只用小写字母、数字、点、横线和下划线，以字母或数字开头"


@dataclass(frozen=True)
class Section:
    """Columns that stand together on the row's page."""

    title: str
    columns: tuple[Column, ...]


class Table:
    """Base of the descriptions. `noun`: 一个渠道; `part`: where a kind holds several tables; `retire`: column, on, off."""

    kind: ClassVar[Kind]
    part: ClassVar[str] = ""
    slug: ClassVar[str]
    """In addresses: /settings/SLUG/."""
    label: ClassVar[str]
    noun: ClassVar[str]
    icon: ClassVar[str] = "settings"
    lead: ClassVar[str]
    """What this table decides, in one or two sentences."""
    sections: ClassVar[tuple[Section, ...]]
    filters: ClassVar[tuple[str, ...]] = ()
    retire: ClassVar[tuple[str, str, str] | None] = None
    may_add: ClassVar[bool] = True
    may_move: ClassVar[bool] = False
    reads_aloud: ClassVar[bool] = False
    """The list shows each row's sentence rather than its cells."""
    has_files: ClassVar[bool] = True
    """Can be downloaded and uploaded as one sheet."""
    template: ClassVar[str] = "list"
    """The list's own template."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that people see, in the order of the row's page."""
        return tuple(column for section in self.sections for column in section.columns)

    @property
    def key(self) -> str:
        """The column a row is known by."""
        return rules.key_of(kind=self.kind, part=self.part)

    def column(self, name: str) -> Column | None:
        """A column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def key_of(self, row: Mapping[str, Any]) -> str:
        """The row's own name."""
        return str(row.get(self.key, ""))

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """What the row is called."""
        return str(row.get("zh") or self.key_of(row))

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """The row read aloud, where a table has a sentence of its own."""
        return ""

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """The heading under which the list shows it; empty where a table has none."""
        return ""

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Short words beside the row, with their tone."""
        return []

    def is_off(self, row: Mapping[str, Any]) -> bool:
        """Retired: kept for old files, offered nowhere."""
        return self.retire is not None and str(row.get(self.retire[0], "")) == self.retire[2]

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """A row that was never in force can go; one that files may name is retired."""
        if in_force and self.retire:
            return Verdict("已经生效过的行不能删去，办过的件还要用它的名字", "请改用“停用”")
        return ALLOWED

    def may_retire(self, row: Mapping[str, Any]) -> Verdict:
        """Whether it may be switched off at all."""
        return ALLOWED

    def found_by(self, row: Mapping[str, Any], names: Names) -> str:
        """The text that the search box looks in."""
        return f"{self.key_of(row)} {self.title(row, names)} {self.sentence(row, names)} {' '.join(map(str, row.values()))}"

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """The row as a form gave it; columns that people do not see keep what stood in them."""
        known = {column.name: column.stored(cleaned[column.name]) for column in self.columns if column.name in cleaned}
        return {**self.blank(), **old, **known}

    def column_of(self, row: Mapping[str, Any], name: str) -> Column | None:
        """How a cell of this row is shown; one table asks differently in each row."""
        return self.column(name)

    def fields(self, row: Mapping[str, Any] | None, names: Names) -> dict[str, forms.Field]:
        """The questions of the row's page; `row` None: a new one. The key of a known row cannot change."""
        fields = {column.name: column.field(names, row) for column in self.columns}
        if row is not None and self.key in fields:
            fields[self.key].disabled = True
        return fields

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row as its form asks for it."""
        return {column.name: column.asked(row.get(column.name)) for column in self.columns}

    def cells(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row as its columns show it, for the list and for what changed."""
        return dict(row)

    def blank(self) -> Row:
        """A new row."""
        return {column.name: column.stored([] if column.shape == "many" else None) for column in self.columns}

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """What the columns alone cannot see: (column, sentence) for each fault."""
        return ()

    def used_by(self, row: Mapping[str, Any]) -> list[str]:
        """Who names this row, a line each; only what is cheap to find out."""
        return []


def days_in_order(row: Row) -> Iterable[tuple[str, str]]:
    """What is wrong with the days of a row that stands `from` one `to` another, both as they are written down."""
    days = {}
    for name in ("from", "to"):
        try:
            days[name] = date.fromisoformat(row[name])
        except ValueError:
            yield name, "没有这一天，请检查"
    if len(days) == 2 and days["to"] < days["from"]:
        yield "to", "不能早于开始的日子"
