"""Lists of the desk: a row for an appeal, groups by what burns, filters and pages that live in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Category, Counts, Wanted
from yiwang.cases.appeals.states import IN_UNIT, AppealType, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Priority
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.clocks.states import Heat
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.sites.ui.pages import Chip, ClockChip, Group, Pager, Row, Tag, Tone

PAGE = 50
MANY = 1000
"""Above this many a list gives no total (ui.md section 5)."""
_TONES: dict[Heat, Tone] = {Heat.GREEN: "", Heat.AMBER: "warn", Heat.RED: "bad"}


def chip(view: ClockView | None, now: datetime) -> ClockChip | None:
    """A clock in words, shape and colour."""
    if view is None:
        return None
    if view.state is ClockState.STOPPED:
        return ClockChip(text=_("按时") if view.was_kept else _("超期办完"), tone="ok" if view.was_kept else "bad")
    if view.state is ClockState.PAUSED:
        return ClockChip(text=_("暂停"), tone="hold")
    return ClockChip(text=view.left(now), tone=_TONES[view.heat(now)], at=view.due_at)


def state_tag(case: Case) -> Tag:
    """Where the file is."""
    state = State(case.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


def asker(case: Case) -> str:
    """王**; 举报人 where the identity is protected."""
    if case.hides_identity:
        return _("举报人")
    return people.masked(case.applicant).name if case.applicant else _("匿名")


def category_name(code: str, known: Mapping[str, Category]) -> str:
    """治安 › 噪声扰民; empty where nothing is known."""
    leaf = known.get(code)
    if leaf is None:
        return ""
    family = known.get(leaf.parent)
    return f"{family.label} › {leaf.label}" if family else leaf.label


def _meta(appeal: Appeal, known: Mapping[str, Category], sign: ClockView | None, now: datetime, *, unit: bool) -> str:
    case, leaf = appeal.case, known.get(appeal.category)
    parts = [
        _("紧急") if case.priority == Priority.URGENT else "",
        AppealType(appeal.type).label,
        leaf.label if leaf else "",
        appeal.place,
        case.unit.short_name if unit and case.unit else "",
        case.officer.name if unit and case.officer else "",
        _("签收%(left)s") % {"left": sign.left(now)} if sign and case.state == State.PUSHED else "",
    ]
    return " · ".join(part for part in parts if part)


def rows(appeals: Sequence[Appeal], *, unit: bool = False) -> list[tuple[Row, ClockView | None]]:
    """A row for each appeal, with its promise: one query for all the clocks. `unit`: say whose it is."""
    now, known = clock.now(), queries.categories()
    views = clocks.clocks_of(subjects=[appeal.case.ref for appeal in appeals], kinds=("handle", "sign"))
    found = []
    for appeal in appeals:
        case, own = appeal.case, views.get(appeal.case.ref, {})
        row = Row(
            url=reverse("workbench:case", args=[case.number]),
            title=case.title,
            meta=_meta(appeal, known, own.get("sign"), now, unit=unit),
            clock=chip(own.get("handle"), now),
            tag=state_tag(case),
            who=asker(case),
            html_id=f"row-{case.number}",
            peek_url=reverse("workbench:peek", args=[case.number]),
        )
        found.append((row, own.get("handle")))
    return found


def groups(found: Iterable[tuple[Row, ClockView | None]]) -> list[Group]:
    """What burns stands on top: overdue, due today, later; the cursor stands on the very first."""
    now = clock.now()
    today = clock.local(now).date()
    late: list[Row] = []
    due: list[Row] = []
    later: list[Row] = []
    for row, view in found:
        runs = view is not None and view.state is ClockState.RUNNING and view.due_at is not None
        if runs and view and view.heat(now) is Heat.RED:
            late.append(row)
        elif runs and view and view.due_at and clock.local(view.due_at).date() <= today:
            due.append(row)
        else:
            later.append(row)
    named = ((_("已超期"), late), (_("今天到期"), due), (_("后面几天"), later))
    found_groups = [Group(title=title, rows=lines) for title, lines in named if lines]
    if found_groups:
        lines = found_groups[0].rows
        found_groups[0] = replace(found_groups[0], rows=[replace(lines[0], is_at=True), *lines[1:]])
    return found_groups


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address of a list asks for; only what is known gets this far (forms.ListForm)."""

    scope: str = "mine"
    state: str = ""
    unit: str = ""
    line: str = ""
    late: bool = False
    page: int = 1

    @property
    def wanted(self) -> Wanted:
        """The same, for the query."""
        states = (State(self.state),) if self.state else (*IN_UNIT, State.REGISTERED)
        return Wanted(
            states=states, unit=self.unit, line=self.line, is_mine=self.scope == "mine", is_late=self.late,
        )  # fmt: skip

    def url(self, path: str, **changes: object) -> str:
        """The address with some things changed; a changed filter begins at the first page."""
        given = {"scope": self.scope, "state": self.state, "unit": self.unit, "line": self.line, "late": self.late}
        given |= {"page": 1} | changes
        said = {name: ("1" if value is True else value) for name, value in given.items() if value not in ("", False)}
        if said.get("page") == 1:
            del said["page"]
        return f"{path}?{urlencode(said)}" if said else path


@dataclass(frozen=True, kw_only=True)
class SearchAsked:
    """What a search asks for."""

    q: str
    page: int = 1

    def url(self, path: str, **changes: object) -> str:
        """The address of another page."""
        return f"{path}?{urlencode({'q': self.q, 'page': self.page} | changes)}"


def filters(path: str, asked: Asked, counts: Counts) -> list[Chip]:
    """The chips of the inbox: by state and by lateness, for one's own or for all in sight."""
    mine = asked.scope == "mine"
    own = counts.mine if mine else counts.all
    plain = Chip(
        label=_("全部"), count=sum(own.values()), url=asked.url(path, state="", late=False),
        current=not asked.state and not asked.late,
    )  # fmt: skip
    shown = [State.PUSHED, State.HANDLING, State.REVIEW] if mine else [State.REGISTERED, *IN_UNIT]
    states = [
        Chip(label=s.label, count=own[s], url=asked.url(path, state=s.value, late=False), current=asked.state == s)
        for s in shown
    ]
    late = Chip(
        label=_("超期"), count=counts.late_mine if mine else counts.late_all,
        url=asked.url(path, state="", late=True), current=asked.late,
    )  # fmt: skip
    return [plain, *states, late]


def scopes(path: str, asked: Asked, counts: Counts) -> list[Chip]:
    """Mine, or all that I see."""
    return [
        Chip(label=_("我的"), count=counts.open_mine, url=asked.url(path, scope="mine", state="", late=False),
             current=asked.scope == "mine"),
        Chip(label=_("我看得到的全部"), count=counts.open_all, url=asked.url(path, scope="all", state="", late=False),
             current=asked.scope == "all"),
    ]  # fmt: skip


def pager(path: str, asked: Asked | SearchAsked, shown: int, total: int) -> Pager:
    """第1—50条，共312条; more than a thousand are not counted. `total`: counted up to one above `MANY`."""
    first = (asked.page - 1) * PAGE + 1
    known = {"first": first, "last": first + shown - 1, "total": total}
    if not shown:
        text = _("没有更多了")
    elif total > MANY:
        text = _("第%(first)d—%(last)d条，共1,000条以上") % known
    else:
        text = _("第%(first)d—%(last)d条，共%(total)d条") % known
    return Pager(
        text=text,
        previous_url=asked.url(path, page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.url(path, page=asked.page + 1) if first + shown - 1 < total and shown else "",
    )
