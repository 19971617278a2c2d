"""渠道数据 as a page and as a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.centre import queries as centre
from yiwang.cases.centre.models.tallies import FIGURES
from yiwang.ground.rules import queries as rules
from yiwang.kit import sheets
from yiwang.sites.ui.pages import Chip

Figures = Mapping[str, int]
EMPTY: Figures = dict.fromkeys(FIGURES, 0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A channel, or a group of them. `url`: the files that came in it; `rate`: percent answered in time, `decided_rate`: percent
    of applications decided in time, empty of none.
    """

    label: str
    url: str
    figures: Figures
    rate: str
    is_group: bool = False
    decided_rate: str = ""

    @property
    def cells(self) -> list[int]:
        """In the order of the columns, without the two that the rate tells."""
        return [self.figures[name] for name in ("taken_in", "direct", "diverted", "answered", "late", "withdrawn")]

    @property
    def applied(self) -> list[int]:
        """Of applications, in the order of the columns of their table."""
        return [self.figures[name] for name in ("filed", "decided", "decided_late", "undecided")]

    @property
    def is_of_appeals(self) -> bool:
        """Whether any appeal is counted in it."""
        return any(self.cells)

    @property
    def is_of_applications(self) -> bool:
        """Whether any application is counted in it."""
        return any(self.applied)


@dataclass(frozen=True, kw_only=True)
class ChannelsPage:
    """Figures of a period. `groups`: each with its channels, the fullest first."""

    first: date
    last: date
    chips: Sequence[Chip]
    groups: Sequence[tuple[Line, Sequence[Line]]]
    total: Line
    sheet_url: str
    counted_to: date | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in this period."""
        return not self.groups


def names() -> dict[str, str]:
    """The periods that can be chosen by name."""
    return {
        "today": _("今天"), "week": _("本周"), "month": _("本月"), "last_month": _("上月"), "year": _("今年"),
    }  # fmt: skip


def channels(*, period: str, first: date, last: date) -> ChannelsPage:
    """The page of a period."""
    found = centre.by_channel(first=first, last=last)
    path, kept = reverse("figures:channels"), centre.days_kept()
    chips = [Chip(label=label, url=f"{path}?period={name}", current=name == period) for name, label in names().items()]
    query = urlencode({"since": first.isoformat(), "until": last.isoformat()})
    return ChannelsPage(
        first=first, last=last, chips=chips, groups=_groups(found, query), total=_line(_("合计"), "", _sum(found.values())),
        sheet_url=f"{reverse('figures:sheet')}?{query}", counted_to=kept[1] if kept else None,
    )  # fmt: skip


def _groups(found: Mapping[str, Figures], query: str) -> list[tuple[Line, list[Line]]]:
    """By group as the table of channels says; a channel that it does not know stands by itself."""
    rows: list[dict[str, str]] = rules.current(kind="channels")
    known = {row["code"]: row for row in rows}
    groups: dict[str, list[Line]] = {}
    for code, figures in found.items():
        row = known.get(code)
        name = row["category_zh"] if row else _("没有登记成件的")
        label = row["zh"] if row else code or _("分流，没有留件")
        groups.setdefault(name, []).append(_line(label, _files(code, query) if row else "", figures))
    made = [
        (_line(name, "", _sum([one.figures for one in lines]), is_group=True), sorted(lines, key=_fullest))
        for name, lines in groups.items()
    ]
    return sorted(made, key=lambda pair: _fullest(pair[0]))


def _fullest(line: Line) -> tuple[int, str]:
    return -line.figures["taken_in"], line.label


def _files(code: str, query: str) -> str:
    return f"{reverse('workbench:list')}?scope=all&channel={code}&{query}"


def _line(label: str, url: str, figures: Figures, *, is_group: bool = False) -> Line:
    return Line(
        label=label, url=url, figures=figures, rate=_rate(figures["on_time"], figures["late"]), is_group=is_group,
        decided_rate=_rate(figures["decided_on_time"], figures["decided_late"]),
    )  # fmt: skip


def _rate(on_time: int, late: int) -> str:
    return f"{on_time * 100 // (on_time + late)}%" if on_time + late else ""


def _sum(rows: Iterable[Figures]) -> dict[str, int]:
    found = list(rows)
    return {name: sum(one[name] for one in found) for name in FIGURES}


def sheet(page: ChannelsPage) -> bytes:
    """The same as a workbook: a row a channel, its group beside it, the sum last."""
    narrow = [
        _("受理"), _("直接答复"), _("分流"), _("答复"), _("按时"), _("超期"), _("按时率"), _("撤回"), _("申请"), _("决定"),
        _("超期决定"), _("未决定结束"), _("按时决定率"),
    ]  # fmt: skip
    columns = [(_("渠道组"), 16), (_("渠道"), 20), *((label, 10) for label in narrow)]
    rows = [_row(group.label, line) for group, lines in page.groups for line in lines]
    title = f"{page.first:%Y%m%d}-{page.last:%Y%m%d}"
    return sheets.write(title=title, columns=columns, rows=[*rows, _row("", page.total)])


def _row(group: str, line: Line) -> list[str]:
    told = line.figures
    before = [str(told[name]) for name in ("taken_in", "direct", "diverted", "answered", "on_time", "late")]
    applied = [*map(str, line.applied), line.decided_rate]
    return [group, line.label, *before, line.rate, str(told["withdrawn"]), *applied]
