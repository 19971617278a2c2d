"""Everything in sight, by its filters; how full units and lines are; messages to oneself with the files they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import DirectShare
from yiwang.cases.appeals.states import State
from yiwang.cases.appeals.states.moves import KIND as APPEAL
from yiwang.cases.applications.queries.lists import KIND as APPLICATION
from yiwang.cases.applications.states import State as ApplicationState
from yiwang.ground.messaging.queries import Shown
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Chip
from yiwang.sites.workbench.desk.pages.rows import Asked

DIRECT_OVER = timedelta(days=30)
"""How far back the direct share is counted."""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The chips, and the filters that can only be taken away here."""

    kinds: Sequence[Chip]
    filters: Sequence[Chip]
    taken: Sequence[Chip]

    @classmethod
    def of(cls, path: str, asked: Asked, kinds: Sequence[Chip]) -> "ListPage":
        """From what the address asks for."""
        plain = Chip(
            label=_("没有办完的"), url=asked.url(path, state="", late=False), current=not asked.state and not asked.late
        )
        late = Chip(label=_("超期"), url=asked.url(path, state="", late=True), current=asked.late)
        states = [
            Chip(label=s.label, url=asked.url(path, state=s.value, late=False), current=asked.state == s)
            for s in (ApplicationState if asked.kind == APPLICATION else State)
        ]
        taken = [
            Chip(label=_("不限单位：%(code)s") % {"code": asked.unit}, url=asked.url(path, unit=""))
            if asked.unit
            else None,
            Chip(label=_("不限警种：%(line)s") % {"line": line_name(asked.line)}, url=asked.url(path, line=""))
            if asked.line
            else None,
        ]
        return cls(
            kinds=kinds,
            filters=[plain, late, *states],
            taken=[chip for chip in taken if chip],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LoadLine:
    """A unit or a line with its figures; each figure opens its files."""

    name: str
    url: str
    late_url: str
    total: int
    overdue: int
    pushed: int = 0
    handling: int = 0
    review: int = 0


@dataclass(frozen=True, kw_only=True)
class AppliedLine:
    """A unit with its applications: `cells` to be accepted, for the applicant, in hand, to be handed over."""

    name: str
    url: str
    late_url: str
    total: int
    overdue: int
    cells: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class LoadPage:
    """The tables of appeals and of applications, and their sums; each kind for itself."""

    units: Sequence[LoadLine]
    lines: Sequence[LoadLine]
    total: int
    overdue: int
    direct: DirectShare
    applied: Sequence[AppliedLine]
    applied_total: int
    applied_overdue: int

    @classmethod
    def of(
        cls, loads: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]], direct: DirectShare,
        applied: Sequence[Mapping[str, Any]],
    ) -> "LoadPage":  # fmt: skip
        """From the counts."""
        path, asked = reverse("workbench:list"), Asked(scope="all", kind=APPEAL)
        units = [
            LoadLine(
                name=row["unit__short_name"], url=asked.url(path, unit=row["unit__code"]),
                late_url=asked.url(path, unit=row["unit__code"], late=True), total=row["total"], overdue=row["overdue"],
                pushed=row["pushed"], handling=row["handling"], review=row["review"],
            )
            for row in loads
        ]  # fmt: skip
        by_line = [
            LoadLine(
                name=line_name(row["line"]), url=asked.url(path, line=row["line"]),
                late_url=asked.url(path, line=row["line"], late=True), total=row["total"], overdue=row["overdue"],
            )
            for row in lines
            if row["line"]
        ]  # fmt: skip
        return cls(
            units=units, lines=by_line, direct=direct, total=sum(u.total for u in units),
            overdue=sum(u.overdue for u in units), applied=[_applied(path, row) for row in applied],
            applied_total=sum(row["total"] for row in applied), applied_overdue=sum(row["overdue"] for row in applied),
        )  # fmt: skip


def _applied(path: str, row: Mapping[str, Any]) -> AppliedLine:
    asked = Asked(scope="all", kind=APPLICATION, unit=row["unit__code"])
    return AppliedLine(
        name=row["unit__short_name"], url=asked.url(path), late_url=asked.url(path, late=True), total=row["total"],
        overdue=row["overdue"], cells=[row[name] for name in ("submitted", "correcting", "handling", "decided")],
    )  # fmt: skip


def line_name(code: str) -> str:
    """A police line as people say it."""
    return next((row["zh"] for row in rules.current(kind="police_lines") if row["code"] == code), code)


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """A message to oneself. `url`: the file it is about, where that still exists for this reader."""

    body: str
    at: datetime
    url: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class MessageGroup:
    """All messages about one file, newest first. `title`: its number; empty for what is about no file."""

    title: str
    url: str
    lines: Sequence[MessageLine]
    ids: str
    unread: int


_PLACES = {"secrecy.inquiry": ("secrecy:letter", "核实函"), "secrecy.opening": ("secrecy:opening", "开启身份的申请"),
    "callbacks.loop": ("loops:one", "三级回访")}  # fmt: skip
"""Pages of what is told of without a file, and what they are called."""


def message_groups(by: Actor, found: Sequence[Shown]) -> list[MessageGroup]:
    """Messages by the file they are about; the file with the newest message on top."""
    lines = message_lines(by, found)
    by_file: dict[str, list[tuple[Shown, MessageLine]]] = {}
    for one, line in zip(found, lines, strict=True):
        by_file.setdefault(line.url or f"{one.subject}", []).append((one, line))
    return [_group(rows) for rows in by_file.values()]


def _group(rows: Sequence[tuple[Shown, MessageLine]]) -> MessageGroup:
    url = rows[0][1].url
    new = [str(one.id) for one, line in rows if line.is_new]
    named = _PLACES.get(rows[0][0].subject.kind, ("", ""))[1]
    title = _(named) if named else url.rstrip("/").rpartition("/")[2] if url else ""
    return MessageGroup(title=title, url=url, lines=[line for _, line in rows], ids=",".join(new), unread=len(new))


def message_lines(by: Actor, found: Sequence[Shown]) -> list[MessageLine]:
    """Each with the way to its file."""
    keys = [int(one.subject.id) for one in found if one.subject.kind == "casework.case"]
    numbers = queries.numbers_among(by=by, case_ids=keys)
    return [
        MessageLine(
            body=one.body, at=one.created_at, is_new=one.read_at is None,
            url=_way(one, numbers),
        )
        for one in found
    ]  # fmt: skip


def _way(one: Shown, numbers: Mapping[int, str]) -> str:
    """To what a message is about; empty where it is no page of this reader's."""
    kind, key = one.subject.kind, int(one.subject.id) if str(one.subject.id).isdecimal() else 0
    if kind in _PLACES:
        return reverse(_PLACES[kind][0], args=[key])
    number = numbers.get(key, "") if kind == "casework.case" else ""
    return reverse("workbench:case", args=[number]) if number else ""
