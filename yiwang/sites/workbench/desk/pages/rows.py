"""Lists of the desk: a row for an appeal, groups by what burns, filters and pages that live in the address."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Category, Counts, Wanted
from yiwang.cases.appeals.states import IN_UNIT, AppealType, RequestKind
from yiwang.cases.appeals.states import State as AppealState
from yiwang.cases.appeals.states.moves import KIND as APPEAL
from yiwang.cases.applications.queries.lists import KIND as APPLICATION
from yiwang.cases.applications.states import OPEN as APPLICATIONS_OPEN
from yiwang.cases.applications.states import State as ApplicationState
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.queries import Listed, Position
from yiwang.cases.casework.states import Priority, Track
from yiwang.cases.matters.queries import FOLLOWS
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.clocks.states import Heat
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Group, Link, Pager, Row, Tag, Tone
from yiwang.sites.workbench.desk.pages.frame import capped

BEFORE, SHOWN = 18, 90
"""Signs before the first word that was found, and in all."""
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
    state = AppealState(case.state)
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
        _("签收%(left)s") % {"left": sign.left(now)} if sign and case.state == AppealState.PUSHED else "",
    ]
    return " · ".join(part for part in parts if part)


def marks(appeal: Appeal) -> list[Tag]:
    """What else a row says: from columns that the list has read beside (`queries.MARKS`), none of them a query."""
    asked, paused, returned, questioned, follows = (getattr(appeal, name, None) for name in _MARKS)
    found = [Tag(text=_("待批%(what)s") % {"what": _ASKED[asked]}, tone="warn")] if asked in _ASKED else []
    found += [Tag(text=_("已暂停"), tone="hold")] if paused else []
    found += [Tag(text=_("等诉求人回答"), tone="hold")] if questioned else []
    if follows and appeal.case.state in _NOT_ANSWERED:
        found.append(Tag(text=_("随主件办理"), tone="hold"))
    if appeal.first_asked_id and not appeal.case.signed_at and appeal.case.state in _NOT_ANSWERED:
        found.append(Tag(text=_("首问负责")))
    if returned and appeal.case.state in _NOT_ANSWERED:
        found.append(Tag(text=_("第%(n)d次退办") % {"n": returned}, tone="warn"))
    return found


_ASKED: dict[str | None, str] = {RequestKind.EXTENSION: "延期", RequestKind.PAUSE: "暂停"}
Line = tuple[Row, ClockView | None]
"""A row, and the clock by which its list is ordered."""
_MARKS = ("asked_for", "paused_on", "times_returned", "question_waits", FOLLOWS)
_NOT_ANSWERED = frozenset({AppealState.REGISTERED, AppealState.PUSHED, AppealState.HANDLING})


def rows(
    appeals: Sequence[Appeal], *, unit: bool = False, picks: bool = False, terms: Sequence[str] = ()
) -> list[Line]:
    """A row for each appeal, with its promise: one query for all the clocks. `unit`: say whose it is.

    `picks`: with a box to pick it. `terms`: words whose place in the text is shown.
    """
    now, known = clock.now(), queries.categories()
    views = clocks.clocks_of(subjects=[appeal.case.ref for appeal in appeals], kinds=("handle", "sign"))
    found = []
    for appeal in appeals:
        case, own = appeal.case, views.get(appeal.case.ref, {})
        row = Row(
            url=reverse("workbench:case", args=[case.number]),
            title=case.title,
            meta=_meta(appeal, known, own.get("sign"), now, unit=unit),
            clock=chip(own.get("handle"), now) if case.track == Track.APPEAL else None,
            tag=state_tag(case),
            who=asker(case),
            html_id=f"row-{case.number}",
            peek_url=reverse("workbench:peek", args=[case.number]),
            pick=case.number if picks else "",
            snippet=snippet(appeal.content, terms) if terms else (),
            marks=marks(appeal),
        )
        found.append((row, own.get("handle")))
    return found


def snippet(text: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """The text around the first of the words, the words marked, long figures masked; nothing where none stands in it."""
    plain = " ".join(queries.without_figures(text).split())
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)), re.IGNORECASE)
    first = pattern.search(plain)
    if first is None:
        return []
    begin = max(0, first.start() - BEFORE)
    shown = plain[begin : begin + SHOWN]
    parts = [("…", False)] if begin else []
    at = 0
    for hit in pattern.finditer(shown):
        parts += [(shown[at : hit.start()], False), (hit[0], True)]
        at = hit.end()
    return [*parts, (shown[at:] + ("…" if begin + SHOWN < len(plain) else ""), False)]


def groups(found: Iterable[Line]) -> list[Group]:
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
    """What the address of a list asks for; only what is known gets this far (forms.ListForm).

    `q`: words. `since`, `until`, `due`: days, whole. `after`: the last row of the page before.
    """

    scope: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    line: str = ""
    late: bool = False
    type: str = ""
    category: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None
    due: date | None = None
    q: str = ""
    after: str = ""

    def wanted(self, states: Sequence[str] | None = None) -> Wanted:
        """The same, for the query. `states`: where none is chosen, else what is open. Type and category are an appeal's."""
        kind = APPEAL if self.type or self.category else self.kind
        usual = casework.open_states(kind) if states is None else tuple(states)
        return Wanted(
            kind=kind, states=(self.state,) if self.state else usual, unit=self.unit, line=self.line, type=self.type,
            category=self.category, channel=self.channel, is_mine=self.scope == "mine", is_late=self.late,
            since=_begin_of(self.since), until=_end_of(self.until), due_before=_end_of(self.due),
        )  # fmt: skip

    def of_appeals(self, states: Sequence[str] | None = None) -> Wanted:
        """The same of appeals alone: what is done with many at once is made of their moves."""
        return replace(self, kind=APPEAL).wanted(states)

    @property
    def place(self) -> Position | None:
        """Where the page begins."""
        return Position.read(self.after)

    @property
    def given(self) -> dict[str, str]:
        """What is asked for, as an address says it, without the page."""
        said = {name: getattr(self, name) for name in (one.name for one in fields(self)) if name != "after"}
        return {name: "1" if value is True else str(value) for name, value in said.items() if value}

    def url(self, path: str, **changes: object) -> str:
        """The address with some things changed; a changed filter begins at the first page."""
        other = replace(self, **{"after": ""} | changes)  # type: ignore[arg-type]
        said = other.given | ({"after": other.after} if other.after else {})
        return f"{path}?{urlencode(said)}" if said else path


def _begin_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=clock.CHINA) if day else None


def _end_of(day: date | None) -> datetime | None:
    return _begin_of(day + timedelta(days=1)) if day else None


def filters(path: str, asked: Asked, counts: Counts) -> list[Chip]:
    """The chips of the inbox: by state and by lateness, for one's own or for all in sight; the states are those of the kind."""
    mine = asked.scope == "mine"
    plain = Chip(
        label=_("全部"), count=capped(open_of(asked.kind, counts, mine=mine)), url=asked.url(path, state="", late=False),
        current=not asked.state and not asked.late,
    )  # fmt: skip
    figures = (counts.mine, counts.others_mine) if mine else (counts.all, counts.others_all)
    own = {str(state): count for found in figures for state, count in found.items()}
    states = [
        Chip(label=s.label, count=capped(own.get(s, 0)), url=asked.url(path, state=s.value, late=False), current=asked.state == s)
        for s in _shown(asked.kind, mine=mine)
    ]  # fmt: skip
    late = Chip(
        label=_("超期"), count=None if asked.kind else capped(counts.late_mine if mine else counts.late_all),
        url=asked.url(path, state="", late=True), current=asked.late,
    )  # fmt: skip
    return [plain, *states, late]


def _shown(kind: str, *, mine: bool) -> Sequence[AppealState | ApplicationState]:
    if kind == APPLICATION:
        return APPLICATIONS_OPEN
    named = AppealState
    return [named.PUSHED, named.HANDLING, named.REVIEW, named.SECOND_REVIEW] if mine else [named.REGISTERED, *IN_UNIT]


def open_of(kind: str, counts: Counts, *, mine: bool) -> int:
    """How many are open on this desk, or in sight: of one kind, or of every kind."""
    if not kind:
        return counts.open_mine if mine else counts.open_all
    own, others = (counts.mine, counts.others_mine) if mine else (counts.all, counts.others_all)
    return sum(own.values()) if kind == APPEAL else sum(others.values())


def scopes(path: str, asked: Asked, counts: Counts) -> list[Chip]:
    """Mine, or all that I see."""
    return [
        Chip(label=_("我的"), count=capped(counts.open_mine), url=asked.url(path, scope="mine", state="", late=False),
             current=asked.scope == "mine"),
        Chip(label=_("我看得到的全部"), count=capped(counts.open_all), url=asked.url(path, scope="all", state="", late=False),
             current=asked.scope == "all"),
    ]  # fmt: skip


def pager(path: str, asked: Asked, page: Listed[Any]) -> Pager:
    """How many stand here, and the way on."""
    return turning(page, lambda after: asked.url(path, after=after), is_first=not asked.after)


def turning(page: Listed[Any], url: Callable[[str], str], *, is_first: bool) -> Pager:
    """The same of any list by key; `url`: its address from a place on. One that was not looked through to its end says so."""
    shown = len(page.rows)
    if page.seen_to is not None:
        said = {"shown": shown, "moment": words.day(page.seen_to)}
        text = _("本页%(shown)d件。只查到%(moment)s为止，更早的还没有查") % said
    elif page.more:
        text = _("本页%(shown)d件，后面还有") % {"shown": shown}
    else:
        text = _("本页%(shown)d件，到头了") % {"shown": shown} if shown else _("没有更多了")
    return Pager(
        text=text, next_url=url(page.more.text) if page.more else "",
        more=None if is_first else Link(label=_("回到第一页"), url=url("")),
    )  # fmt: skip
