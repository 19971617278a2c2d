"""What the shared components show, as frozen dataclasses: portal and workbench build them, templates only print them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise

from yiwang.sites.ui import words

Tone = Literal["", "go", "ok", "warn", "bad", "hold"]
Text = str | Promise
"""Lazy translations are welcome wherever people read."""


@dataclass(frozen=True, kw_only=True)
class Tag:
    """The state of a thing: always a word, a shape where it helps."""

    text: Text
    tone: Tone = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockChip:
    """Time left, as word + shape + colour. `at`: the moment behind it, for the machine-readable `<time>`."""

    text: Text
    tone: Tone = ""
    at: datetime | None = None

    @classmethod
    def running(cls, due: datetime, *, tone: Tone = "", workdays: int | None = None) -> "ClockChip":
        """剩2小时, 今天17:30, 剩3个工作日, 超期1天. `tone`: "" far off, warn due soon, bad overdue."""
        return cls(text=words.left(due, workdays=workdays), tone=tone, at=due)


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """A place in the rail. Items of one `group` stand under its title; the first group has none."""

    label: Text
    url: str
    icon: str = "list"
    count: int | str | None = None
    current: bool = False
    group: Text = ""


@dataclass(frozen=True, kw_only=True)
class Me:
    """Who sits at the desk. `post`: unit and role in words."""

    name: str
    post: str = ""
    url: str = ""
    logout_url: str = ""
    code: str = ""
    """Who, for the script that keeps what was typed over a new sign-in."""


@dataclass(frozen=True, kw_only=True)
class KeyHint:
    """A letter of the foot line and what it does."""

    key: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Link:
    """A crumb or a plain link; the last crumb has no url."""

    label: Text
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter above a list; its state lives in the URL. `count` may be words (99+)."""

    label: Text
    url: str
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """A cell of the strip of days. `note`: 提交, 第1天, 暂停, 休息, 最晚答复."""

    date: date
    note: Text = ""
    kind: Literal["", "count", "hold", "off", "due"] = ""
    is_today: bool = False


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """A line of the deadline's ledger. `due` None prints a dash; `is_change` sets the new due date in bold."""

    at: datetime
    what: Text
    ground: Text = ""
    due: date | datetime | None = None
    is_change: bool = False


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """One fact of a history, newest first. `latest`: words for a step that is still to come, e.g. 最晚11月19日."""

    title: Text
    at: datetime | None = None
    latest: Text = ""
    who: Text = ""
    text: Text = ""
    quote: str = ""
    kind: Literal["", "now", "hold", "next"] = ""
    visibility: Literal["", "public", "internal"] = ""
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A term and its value; `change_label` is what a screen reader hears after 修改."""

    term: Text
    value: object
    change_url: str = ""
    change_label: Text = ""
    change_text: Text = ""
    tel: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer of a fieldset, or one option to pick at the desk (`aside`: 92%, 辖区内; `key`: its number)."""

    value: str
    label: Text
    hint: Text = ""
    aside: Text = ""
    key: str = ""
    is_chosen: bool = False
    is_disabled: bool = False


@dataclass(frozen=True)
class Label:
    """The label of a Django form choice with a small line under it: `choices=[("consult", Label(_("咨询"), _("想问…")))]`."""

    text: Text
    hint: Text = ""

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, kw_only=True)
class MoveButton:
    """A move of the file: allowed, or refused with its reason and the way out.

    `asks`: the move opens a form at `url` first (then `method` is get). `html_id`: needed where two buttons share a page.
    """

    label: Text
    url: str
    method: Literal["get", "post"] = "post"
    key: str = ""
    icon: str = ""
    is_primary: bool = False
    reason: Text = ""
    way_out: Text = ""
    asks: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    html_id: str = ""
    is_rare: bool = False
    """Folded away behind “更多”, so that the row shows what is done every day."""

    @property
    def is_refused(self) -> bool:
        """True where a reason stands against it."""
        return bool(self.reason)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a list: the whole of it is one link. `is_at`: the list's cursor; `is_read`: opened before.

    `marks`: what else is to be known of it (待批延期, 第2次退办). `pick`: the value of its box where rows can be picked.
    `snippet`: parts of a text around what was looked for; a part that is it, is marked.
    """

    url: str
    title: Text
    meta: Text = ""
    clock: ClockChip | None = None
    tag: Tag | None = None
    who: Text = ""
    is_at: bool = False
    is_read: bool = False
    html_id: str = ""
    peek_url: str = ""
    pick: str = ""
    snippet: Sequence[tuple[str, bool]] = ()
    marks: Sequence[Tag] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under one heading: 已超期, 今天到期, 后面几天."""

    title: Text
    rows: Sequence[Row]
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A section of a long application."""

    label: Text
    url: str = ""
    tag: Tag | None = None
    note: Text = ""
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class Check:
    """What was looked at in an upload or before a reply. `ok` None: not yet."""

    text: Text
    ok: bool | None = True


@dataclass(frozen=True, kw_only=True)
class UploadItem:
    """A file that was given. `error`: why it was not taken and how to mend it."""

    name: str
    size: Text = ""
    thumbnail_url: str = ""
    thumbnail_alt: Text = ""
    checks: Sequence[Check] = ()
    error: Text = ""
    remove_url: str = ""
    html_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A number of a dashboard; the card is one link to its cases. `trend`: past values, oldest first."""

    label: Text
    value: str
    unit: Text = ""
    note: Text = ""
    direction: Literal["", "up", "down"] = ""
    url: str = ""
    tone: Literal["", "bad"] = ""
    trend: Sequence[float] = ()

    @property
    def points(self) -> str:
        """The trend as the points of a 104 × 40 polyline, four units inside its frame."""
        if len(self.trend) < 2:
            return ""
        low, high = min(self.trend), max(self.trend)
        step, scale = 92 / (len(self.trend) - 1), 28 / ((high - low) or 1)
        return " ".join(f"{4 + i * step:.1f},{34 - (value - low) * scale:.1f}" for i, value in enumerate(self.trend))

    @property
    def last_point(self) -> tuple[str, str]:
        """Where the trend ends, for its dot."""
        x, y = self.points.split(" ")[-1].split(",")
        return x, y


@dataclass(frozen=True, kw_only=True)
class Pager:
    """第1—50条，共312条; above 1,000 the text says 1,000件以上 and gives no total."""

    text: Text
    previous_url: str = ""
    next_url: str = ""
    more: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Toast:
    """Said after a move: what was done, and for some seconds the way back."""

    text: Text
    undo_url: str = ""
    undo_label: Text = ""
    seconds: int = 8
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """An entry of the error summary. `target`: id of the control it leads to; empty for the whole form."""

    message: str
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """What an error says: what happened, that nothing is lost, what to do.

    `typed`: names and values of a form that could not be taken; the page holds them and can send them once more.
    """

    status: int
    title: Text
    message: Text
    kept: Text = ""
    todo: Text = ""
    fields: tuple[FieldError, ...] = field(default=())
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FootLine:
    """A record of the site that its foot has to show. `url`: where it can be checked."""

    code: str
    label: Text
    value: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Dress:
    """The names, telephone and colour of the portal as a request sees it: the bureau's own, or a county's (地方站).

    `of`: the bureau's site that a county's belongs to, empty on the bureau's own; `code`, `county`: of the county's. `sheet`:
    address of the style sheet with its colour. `operator`: who runs it for the bureau.
    """

    bureau: str
    site_name: str
    hotline: str
    of: str = ""
    code: str = ""
    county: str = ""
    greeting: str = ""
    sheet: str = ""
    operator: str = ""
    lines: tuple[FootLine, ...] = ()


@dataclass(frozen=True)
class NavGroup:
    """Items of the rail under one title, folded away unless `is_open`."""

    title: Text
    items: list[NavItem]
    is_open: bool = True


def by_group(items: Iterable[NavItem]) -> list[NavGroup]:
    """The rail's items under their group titles, in the order given: the first group is open, and any one is in which somebody
    is or something waits.
    """
    groups: dict[str, tuple[Text, list[NavItem]]] = {}
    for item in items:
        groups.setdefault(str(item.group), (item.group, []))[1].append(item)
    return [
        NavGroup(title, inside, is_open=place == 0 or any(one.current or one.count for one in inside))
        for place, (title, inside) in enumerate(groups.values())
    ]
