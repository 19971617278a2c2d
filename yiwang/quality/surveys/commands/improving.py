"""搜集—研判—督办—整改—反馈: an opinion is put down and assessed, a unit changes something, a figure says whether it helped."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.commands.shared import hand, nameless, required, tell_head
from yiwang.quality.surveys.events import (
    ImprovementClosed,
    ImprovementMeasured,
    ImprovementOrdered,
    ImprovementReported,
    ImprovementSentBack,
    OpinionAssessed,
    OpinionCollected,
)
from yiwang.quality.surveys.models import Improvement, Opinion
from yiwang.quality.surveys.models.improving import (
    DOING_SIGNS,
    FIGURE_SIGNS,
    GIST_SIGNS,
    GROUND_SIGNS,
    LEAST_DAYS,
    MOST_DAYS,
)
from yiwang.quality.surveys.states import (
    IMPROVEMENT_MOVES,
    FigureKind,
    ImprovementMove,
    ImprovementState,
    OpinionSource,
    OpinionState,
)

REPORT, ASSESS = "improvement_report", "opinion_assess"
"""Their clocks (time_limits.csv im.report, im.assess)."""
IMPROVEMENT = "surveys.improvement"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of a unit. `before`: of a figure by hand alone; one that the house counts it counts itself."""

    title: str
    measure: str
    figure_kind: FigureKind
    figure: str = ""
    category: str = ""
    window: int = 30
    before: float | None = None


@command
def collect(
    *, by: Actor, unit_id: int, source: OpinionSource, gist: str, source_ref: str = "", category: str = ""
) -> Opinion:
    """搜集: put an opinion down, in a sentence that points at nobody. Refused: not this post's. Invalid: by field.

    The same of the same source again: unchanged.
    """
    unit = organisation.unit_by_id(id=unit_id)
    policies.may_collect(organisation.reach(by=by), unit.code).require()
    words = nameless(required(gist, field="gist", message="请用一句话写这条意见", limit=GIST_SIGNS), field="gist")
    if category and appeals.category(category) is None:
        raise Invalid("没有这个类别", category="请从类别表里选")
    if source_ref and (known := Opinion.objects.filter(source_ref=source_ref, gist=words).first()):
        return unchanged(known)
    row = Opinion.objects.create(
        unit=unit, source=source, source_ref=source_ref, category=category, gist=words, collected_by_id=hand(by=by),
        collected_at=clock.now(),
    )  # fmt: skip
    _start(by, row.ref, ASSESS, unit)
    record.write(by=by, event=OpinionCollected(row.ref, source, unit.code))
    return row


def _start(by: Actor, subject: Ref, kind: str, unit: Unit) -> str:
    """Its clock by the table; the day it ends, in words."""
    what = "improvement" if kind == REPORT else "opinion"
    limit = clocks_queries.limit_for(clock=kind, subject_kind=what)
    if limit is None:
        return "按时"
    hours = unit.office_hours if not unit.is_always_on_duty else ""
    due = clocks.start(by=by, subject=subject, kind=kind, limit=limit, hours=hours)
    there = clock.local(due.at)
    return f"{there.month}月{there.day}日"


def _open_opinions(by: Actor, ids: Collection[int]) -> list[Opinion]:
    reach = organisation.reach(by=by)
    wanted = [queries.opinion(reach=reach, id=one).pk for one in ids]
    rows = list(
        Opinion.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=wanted).order_by("id")
    )
    for row in rows:
        policies.may_assess(reach, row.unit.code).require()
    return rows


@command
def explain(*, by: Actor, opinion_id: int, ground: str) -> Opinion:
    """研判: not acted on, with why. Assessed already: unchanged."""
    (row,) = _open_opinions(by, [opinion_id])
    if row.state != OpinionState.COLLECTED:
        return unchanged(row)
    row.ground = required(ground, field="note", message="请写为什么不列入整改", limit=GROUND_SIGNS)
    _assess(by, row, OpinionState.EXPLAINED, None)
    return row


def _assess(by: Actor, row: Opinion, state: OpinionState, improvement: Improvement | None) -> None:
    row.state, row.improvement, row.assessed_by_id, row.assessed_at = state, improvement, by.officer_id, clock.now()
    row.save()
    clocks.stop(by=by, subject=row.ref, kind=ASSESS)
    record.write(by=by, event=OpinionAssessed(row.ref, state, improvement.pk if improvement else 0))


@command
def order(*, by: Actor, unit_id: int, opinion_ids: Collection[int], wanted: Order) -> Improvement:
    """督办: a unit is to change something because of these opinions; its clock starts, its head is told.

    Conflict: an opinion was assessed already. Refused: not over the unit. Invalid: by field what is wrong.
    """
    unit = organisation.unit_by_id(id=unit_id)
    policies.may_assess(organisation.reach(by=by), unit.code).require()
    opinions = _open_opinions(by, opinion_ids)
    if not opinions or any(one.state != OpinionState.COLLECTED for one in opinions):
        raise Conflict("这条意见已经研判过，请刷新看看最新情况")
    row = _ordered(by, unit, wanted)
    for one in opinions:
        _assess(by, one, OpinionState.TAKEN, row)
    due = _start(by, row.ref, REPORT, unit)
    record.write(by=by, event=ImprovementOrdered(row.ref, unit.code))
    tell_head(by=by, unit=unit, template="im.order", subject=row.ref, params={"title": row.title, "due": due})
    return row


def _ordered(by: Actor, unit: Unit, wanted: Order) -> Improvement:
    title = nameless(required(wanted.title, field="title", message="请写整改什么", limit=60), field="title")
    measure = required(wanted.measure, field="measure", message="请写要求做到什么", limit=DOING_SIGNS)
    if not LEAST_DAYS <= wanted.window <= MOST_DAYS:
        raise Invalid("天数不对", window=f"请填{LEAST_DAYS}到{MOST_DAYS}天")
    now = clock.now()
    if wanted.figure_kind is FigureKind.APPEALS:
        before = float(_counted(unit.code, wanted.category, now - timedelta(days=wanted.window), now))
        known = appeals.category(wanted.category)
        figure = f"{wanted.window}天里{known.label if known else '全部'}诉求件数"[:FIGURE_SIGNS]
    else:
        figure = required(wanted.figure, field="figure", message="请写看哪个数、出处是什么", limit=FIGURE_SIGNS)
        if wanted.before is None:
            raise Invalid("没有整改前的数", before="请填整改前是多少")
        before = wanted.before
    return Improvement.objects.create(
        unit=unit, title=title, measure=measure, figure_kind=wanted.figure_kind, figure=figure, category=wanted.category,
        window=wanted.window, before=before, ordered_by_id=hand(by=by), ordered_at=now,
    )  # fmt: skip


def _counted(unit: str, category: str, since: datetime, until: datetime) -> int:
    return queries.same_appeals(unit_code=unit, category=category, since=since, until=until)


def _moved(by: Actor, improvement_id: int, move: ImprovementMove) -> Improvement:
    """The improvement, held, in the state the move leads to; not saved yet."""
    reach = organisation.reach(by=by)
    queries.improvement(reach=reach, id=improvement_id)
    row = queries.lock_improvement(id=improvement_id)
    policies.may_improve(reach, row, move).require()
    row.state = IMPROVEMENT_MOVES.target(ImprovementState(row.state), move)
    return row


@command
def report(*, by: Actor, improvement_id: int, report: str, done_on: date) -> Improvement:
    """整改: what was changed and since when. Invalid: no words, or a day to come or before the order."""
    row = _moved(by, improvement_id, ImprovementMove.REPORT)
    row.report = required(report, field="report", message="请写做了什么", limit=DOING_SIGNS)
    if not clock.local(row.ordered_at).date() <= done_on <= clock.today():
        raise Invalid("日期不对", done_on="请填督办以后、今天以前的日期")
    row.done_on, row.reported_by_id, row.reported_at, row.note = done_on, by.officer_id, clock.now(), ""
    row.save()
    clocks.stop(by=by, subject=row.ref, kind=REPORT)
    record.write(by=by, event=ImprovementReported(row.ref))
    return row


@command
def send_back(*, by: Actor, improvement_id: int, note: str) -> Improvement:
    """退回再改: not done yet, with what is missing; the clock starts its next round."""
    row = _moved(by, improvement_id, ImprovementMove.SEND_BACK)
    row.note = required(note, field="note", message="请写还差什么", limit=GROUND_SIGNS)
    row.after, row.measured_at = None, None
    row.save()
    due = _start(by, row.ref, REPORT, row.unit)
    record.write(by=by, event=ImprovementSentBack(row.ref))
    tell_head(by=by, unit=row.unit, template="im.order", subject=row.ref, params={"title": row.title, "due": due})
    return row


@command
def measure(*, by: Actor, improvement_id: int, after: float | None = None) -> Improvement:
    """核效果: the figure of the window after the change. `after`: of a figure by hand alone.

    Conflict: the window after the change is not over yet, so nothing can be compared. Invalid: a figure by hand is missing.
    """
    row = _moved(by, improvement_id, ImprovementMove.MEASURE)
    if row.figure_kind == FigureKind.HAND:
        if after is None:
            raise Invalid("没有整改后的数", after="请填整改后是多少")
        row.after = after
    else:
        begin = datetime.combine(row.done_on or clock.today(), time(), tzinfo=clock.CHINA).astimezone(UTC)
        end = begin + timedelta(days=row.window)
        if end > clock.now():
            day = clock.local(end)
            raise Conflict(f"要满{row.window}天才能比，请到{day.month}月{day.day}日再核")
        row.after = float(_counted(row.unit.code, row.category, begin, end))
    row.measured_at = clock.now()
    row.save()
    record.write(by=by, event=ImprovementMeasured(row.ref, row.before, row.after))
    return row


@command
def close(*, by: Actor, improvement_id: int, told: str, is_public: bool) -> Improvement:
    """反馈并办结: told to the members who raised it, and to everybody where it is public."""
    row = _moved(by, improvement_id, ImprovementMove.CLOSE)
    row.told = nameless(required(told, field="told", message="请写反馈的话", limit=DOING_SIGNS), field="told")
    row.is_public, row.closed_at = is_public, clock.now()
    row.save()
    record.write(by=by, event=ImprovementClosed(row.ref, is_public))
    return row


def tell_late(*, by: Actor, event: DeadlineMissed) -> None:
    """Reaction: no report in time; the head of the supervising unit hears."""
    if event.subject.kind != IMPROVEMENT or event.kind != REPORT:
        return
    row = queries.lock_improvement(id=int(event.subject.id))
    if above := organisation.supervising_unit(unit_code=row.unit.code):
        params = {"title": row.title, "unit": row.unit.short_name}
        tell_head(by=by, unit=above, template="im.late", subject=row.ref, params=params, kind="supervisor")
