"""Taking a file of people served in: its columns guessed or named, batch by batch, so that a run that breaks off goes on."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.quality.served import commands
from yiwang.quality.served import queries as served
from yiwang.quality.served.commands import Taken
from yiwang.quality.served.states import MOST_ROWS, Fault
from yiwang.sites.exchange import moments
from yiwang.sites.exchange.messages import batches
from yiwang.sites.exchange.moments import Order
from yiwang.sites.exchange.rejects import Rejects
from yiwang.sites.exchange.tables import Row, Table, open_table

WORDS: Final[dict[str, str]] = {
    "id": "业务流水号", "time": "办理时间", "phone": "联系电话", "item": "业务名称", "unit": "办理单位", "point": "窗口",
    "handler": "经办人", "tags": "特殊情形", "ready": "预计可取日期",
}  # fmt: skip
"""What is taken from a row, by the name of its option. Names and identity numbers are never taken, whatever the file has."""
_NEEDED: Final = ("id", "time")
_NAMES: Final[dict[str, str]] = {
    "id": "id external_id serial business_no 业务流水号 流水号 受理编号 受理号 业务编号 办件编号 警情编号 接警编号 案件编号 单号",
    "time": "time served_at date handled_at 办理时间 办结时间 受理时间 服务时间 接警时间 办理日期 受理日期 日期 时间",
    "phone": "phone mobile tel 联系电话 手机号 手机号码 手机 电话 报警电话 申请人电话 联系方式",
    "item": "item business 业务名称 业务类型 事项名称 事项 办理事项 业务 警情类别 业务代码 事项代码",
    "unit": "unit department 办理单位 受理单位 承办单位 处警单位 单位 单位代码 办理单位代码",
    "point": "point window 窗口 窗口号 窗口名称 办理窗口 服务窗口 办理地点",
    "handler": "handler officer clerk 经办人 受理人 办理人 承办人 民警警号 警号 处警民警 经办人警号",
    "tags": "tags special 特殊情形 特殊标记 人员类别 标签 备注标签",
    "ready": "ready ready_on ready_date 预计可取日期 预计领取日期 可取日期 领证日期 预计办结日期 取证日期",
}
"""Names of columns in exports, the likeliest first."""
_MARKS = re.compile(r"[\s_\-:：*（）()]+")
_DAY = re.compile(r"^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s].*)?$")
_NO_DAY = frozenset({"-", "—", "/", "无"})
_PARTED = re.compile(r"[,，;；、|/\s]+")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants of a file. `given`: option → column, for what was named."""

    feed: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A file looked over once. `columns`: option → column; `guessed`: options nobody named."""

    table: Table
    rows: int
    names: Sequence[str]
    columns: Mapping[str, str]
    guessed: frozenset[str]
    orders: Mapping[str, Order]

    def said(self) -> list[str]:
        """A line for each: 办理时间 ← 受理日期（猜的）; then the columns that are left alone."""
        lines = [
            f"{WORDS[name]} ← {column}{'（猜的）' if name in self.guessed else ''}"
            for name, column in self.columns.items()
        ]
        left = [name for name in self.names if name not in self.columns.values()]
        return [*lines, f"不收的列：{'、'.join(left)}"] if left else lines


@dataclass(kw_only=True)
class Report:
    """What became of a file. `reasons`: why rows were given back; `rejects`: where they stand now."""

    survey: Survey
    taken: int = 0
    known: int = 0
    changed: int = 0
    rejected: int = 0
    reasons: Counter[Fault] = field(default_factory=Counter)
    rejects: Path | None = None

    def count(self, told: Taken) -> None:
        """Add what became of some rows."""
        self.taken, self.known = self.taken + told.taken, self.known + told.known
        self.changed += told.changed
        self.reasons.update(one.fault for one in told.rejected)


def look_over(path: Path, given: Mapping[str, str]) -> Survey:
    """Read the file once: rows, columns, the order in its dates. Invalid: no table, or no number or time to be found in it."""
    table = open_table(path)
    names: dict[str, None] = {}
    dates: dict[str, set[Order]] = {}
    rows = 0
    for row in table.rows():
        rows += 1
        for name, value in row.values.items():
            names[name] = None
            if isinstance(value, str):
                dates.setdefault(name, set()).add(moments.order_of([value]))
    if not rows:
        raise Invalid("文件里没有数据行")
    columns = _chosen(list(names), {name: column for name, column in given.items() if column})
    seen = {name: dates.get(column, set()) - {Order.UNKNOWN} for name, column in columns.items()}
    orders = {
        name: next(iter(found)) if len(found) == 1 else Order.BOTH if found else Order.UNKNOWN
        for name, found in seen.items()
    }
    return Survey(
        table=table,
        rows=rows,
        names=list(names),
        columns=columns,
        guessed=frozenset(columns) - given.keys(),
        orders=orders,
    )


def _plain(name: str) -> str:
    return _MARKS.sub("", name).lower()


def _chosen(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which column is which: as somebody said, else by the names that exports use."""
    for name, column in given.items():
        if column not in names:
            raise Invalid(f"文件里没有“{column}”这一列（--{name}）。有：{'、'.join(names)}")
    found = dict(given)
    for name, words in _NAMES.items():
        free = {_plain(column): column for column in names if column not in found.values()}
        hit = next((free[_plain(word)] for word in words.split() if _plain(word) in free), None)
        if name not in found and hit:
            found[name] = hit
    if lacking := [WORDS[name] for name in _NEEDED if name not in found]:
        options = "、".join(f"--{name}" for name in _NEEDED if name not in found)
        raise Invalid(f"看不出哪一列是{'、'.join(lacking)}，请用{options}指明。有：{'、'.join(names)}")
    return {name: found[name] for name in WORDS if name in found}


def take_in(
    *, by: Actor, path: Path, wish: Wish, on_begin: Callable[[Survey], None] = lambda _: None,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Report:  # fmt: skip
    """Import a file of people served. Run again, after a crash or for good measure, it takes what is missing and nothing twice.

    Rows that cannot be taken stand in FILE.rejected.csv. Invalid: the file as a whole cannot be understood.
    """
    survey = look_over(path, wish.given)
    report = Report(survey=survey)
    on_begin(survey)
    batch = commands.begin_file(
        by=by, feed_code=wish.feed, digest=survey.table.digest, file_name=path.name, columns=dict(survey.columns)
    )
    with Rejects(path, survey.names) as rejects:
        for rows in batches(survey.table.rows(), MOST_ROWS):
            by_number = {row.number: row for row in rows}
            told = commands.take(by=by, batch_id=batch.pk, sent=[read(survey, row) for row in rows])
            report.count(told)
            for one in told.rejected:
                row = by_number[one.row.number]
                rejects.add(
                    row, row.fault or one.fault.label, row.identity or f"{survey.table.digest[:40]}:{row.number}"
                )
            on_progress(len(rows))
    report.rejected, report.rejects = rejects.count, rejects.path
    commands.end_file(by=by, batch_id=batch.pk, rows=survey.rows, rejected=report.rejected)
    return report


def foresee(*, path: Path, wish: Wish) -> Report:
    """What would become of a file; nothing is written. Invalid, Missing: as the import itself."""
    survey = look_over(path, wish.given)
    report = Report(survey=survey)
    feed = served.feed(code=wish.feed)
    seen: set[str] = set()
    for rows in batches(survey.table.rows(), MOST_ROWS):
        reads, rejected = served.understood(feed=feed, sent=[read(survey, row) for row in rows])
        fresh = {one.key for one in reads} - seen
        seen |= fresh
        fresh -= served.known_keys(feed=feed, keys=fresh)
        report.taken, report.known = report.taken + len(fresh), report.known + len(reads) - len(fresh)
        report.reasons.update(one.fault for one in rejected)
    report.rejected = report.reasons.total()
    return report


def read(survey: Survey, row: Row) -> commands.Row:
    """A row of the file as the room takes it; what cannot be read is said by its fault."""
    plain = commands.Row(number=row.number)
    if row.fault:
        return replace(plain, fault=Fault.UNREAD)
    said = {name: str(row.values.get(column, "")).strip() for name, column in survey.columns.items()}
    plain = replace(
        plain, external_id=said.get("id", ""), item=said.get("item", ""), unit=said.get("unit", ""),
        point=said.get("point", ""), phone=said.get("phone", ""), handler=said.get("handler", ""),
        tags=tuple(filter(None, _PARTED.split(said.get("tags", "")))),
    )  # fmt: skip
    try:
        found = moments.read(row.values.get(survey.columns["time"], ""), survey.orders["time"])
    except ValueError:
        return replace(plain, fault=Fault.NO_TIME)
    try:
        ready = _day(row.values.get(survey.columns.get("ready", ""), ""))
    except ValueError:
        return replace(plain, fault=Fault.BAD_DATE)
    return replace(plain, served_at=found.at if found else None, ready_date=ready)


def _day(value: Any) -> date | None:
    """A day that may lie ahead: year first, or a cell of a workbook. ValueError: anything else."""
    if isinstance(value, datetime):
        return value.date()
    text = str(value).strip()
    if not text or text in _NO_DAY:
        return None
    hit = _DAY.match(text)
    if hit is None:
        raise ValueError(text)
    return date(int(hit[1]), int(hit[2]), int(hit[3]))
