"""Pages of answers that a person takes to who asked: what waits, and one file's steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.models import HandOver
from yiwang.cases.centre.queries import Owed
from yiwang.cases.centre.states import HandOverState, HandOverStep, HandOverWay, Satisfaction
from yiwang.kit import clock
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Fact, Group, Pager, Row, Tag
from yiwang.sites.workbench.desk.pages.boxes_centre import state_words
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.rows import asker


def step_words(row: HandOver) -> str:
    """寄答复书; 正式复函：面商."""
    way, step = HandOverWay(row.way).label, HandOverStep(row.step)
    return way if step is HandOverStep.DELIVER else f"{way}：{step.label}"


def _row(row: HandOver, now: datetime) -> Row:
    tries = len(row.tries.all())
    unit = row.case.unit.short_name if row.case.unit else ""
    parts = [step_words(row), unit, _("送过%(n)d次") % {"n": tries} if tries else ""]
    return Row(
        url=reverse("centre_desk:hand_over", args=[row.case.number]), title=row.case.title, who=asker(row.case),
        meta=" · ".join(part for part in parts if part),
        clock=ClockChip(text=words.left(row.due_at, now=now), tone="bad" if row.due_at < now else "", at=row.due_at),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HandOversPage:
    """What waits, what is late on top. `count`, `late`: of all of it, `is_more`: at least so many."""

    groups: Sequence[Group]
    count: int
    late: int
    is_more: bool
    pager: Pager

    @classmethod
    def of(cls, found: Sequence[HandOver], owed: Owed, pager: Pager) -> "HandOversPage":
        """From one page of the rows, the earliest due first."""
        now = clock.now()
        late = [_row(row, now) for row in found if row.due_at < now]
        rest = [_row(row, now) for row in found if row.due_at >= now]
        groups = [Group(title=_("已超期"), rows=late), Group(title=_("待送达"), rows=rest)]
        return cls(
            groups=[group for group in groups if group.rows], count=owed.waiting, late=owed.late,
            is_more=owed.waiting >= queries.MOST_OWED, pager=pager,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as its page shows it."""

    id: int
    title: str
    tag: Tag
    due_at: datetime
    facts: Sequence[Fact]
    tries: Sequence[str]
    asks_receipt: str
    row: HandOver
    may: Verdict
    may_fail: Verdict
    is_meeting: bool
    is_asking: bool


@dataclass(frozen=True, kw_only=True)
class HandOverPage:
    """The steps of one file, the newest answer's last. `open`: the one whose turn it is."""

    head: Head
    steps: Sequence[Step]
    open: Step | None
    paper_url: str

    @classmethod
    def of(cls, who: Mover, appeal: Appeal) -> "HandOverPage":
        """As this officer may work on it."""
        rows = queries.hand_overs_of(case=appeal.case)
        turn = next((row.pk for row in rows if row.state == HandOverState.WAITING), 0)
        steps = [_step(who, row, is_open=row.pk == turn) for row in rows]
        return cls(
            head=Head.of(appeal, None), steps=steps, open=next((one for one in steps if one.id == turn and one.may), None),
            paper_url=reverse("centre_desk:hand_over_paper", args=[appeal.case.number]),
        )  # fmt: skip


def _step(who: Mover, row: HandOver, *, is_open: bool) -> Step:
    state, way, step = HandOverState(row.state), HandOverWay(row.way), HandOverStep(row.step)
    said = Satisfaction(row.satisfaction).label if row.satisfaction else ""
    known = [
        (_("哪一天"), words.day(row.handed_on) if row.handed_on else ""), (way.asks_receipt, row.receiver),
        (_("单号或回执号"), row.proof), (_("满意度"), said), (_("对方怎么说"), row.said),
        (_("经手人"), row.ended_by.name if row.ended_by else ""),
    ]  # fmt: skip
    return Step(
        id=row.pk, title=step_words(row), tag=Tag(text=state_words(state, step), tone=state.tone), due_at=row.due_at,  # type: ignore[arg-type]
        facts=[Fact(term=term, value=value) for term, value in known if value],
        tries=[f"{words.moment(one.at)} {one.officer.name}：{one.how}" for one in row.tries.all()],
        asks_receipt=way.asks_receipt, row=row, may=policies.may_hand_over(who, row, is_open=is_open),
        may_fail=policies.may_fail_hand_over(who, row, is_open=is_open), is_meeting=step is HandOverStep.MEET,
        is_asking=step is HandOverStep.SATISFACTION,
    )  # fmt: skip
