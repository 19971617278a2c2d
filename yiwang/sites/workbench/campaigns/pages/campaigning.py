"""Pages of campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Consultation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.kit.verdicts import Verdict
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.models import Campaign, Measure
from yiwang.quality.campaigns.queries import InSight, Window
from yiwang.quality.campaigns.states import FEW, CampaignState, FileState, Ground, MeasureState
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Kpi, Row, Tag
from yiwang.sites.workbench.campaigns.pages.shared import areas, categories, day, due
from yiwang.sites.workbench.desk.pages.rows import rows

MOST = 200
_TONES = {"drafted": "", "running": "go", "reported": "warn", "closed": "ok", "dropped": "hold"}
_MEASURES = {"open": "", "reported": "warn", "accepted": "ok"}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Campaigns in sight."""

    title: str
    rows: Sequence[Row]
    chips: Sequence[Chip]
    may_plan: Verdict


def home(reach: Reach, show: str) -> ListPage:
    """Those of a state; without one all that are not over."""
    found = queries.seen(reach=reach)
    over = (CampaignState.CLOSED, CampaignState.DROPPED)
    kept = list((found.filter(state=show) if show else found.exclude(state__in=over))[:MOST])
    path = reverse("campaigns:home")
    chips = [Chip(label=_("没有结束的"), url=path, current=not show)]
    chips += [Chip(label=one.label, url=f"{path}?show={one}", current=show == one) for one in CampaignState]
    return ListPage(
        title=_("集中整治"), rows=[_row(one) for one in kept], chips=chips, may_plan=policies.may_plan(reach)
    )  # fmt: skip


def _row(one: Campaign) -> Row:
    is_open = one.state in (CampaignState.DRAFTED, CampaignState.RUNNING)
    meta = f"{one.number} · {one.unit.short_name} · {day(one.starts_on)}—{day(one.ends_on)}"
    return Row(
        url=reverse("campaigns:one", args=[one.pk]), title=one.title, meta=meta, tag=tag(one),
        clock=due(one.ends_on, is_open=is_open),
    )  # fmt: skip


def tag(one: Campaign) -> Tag:
    """Where it is."""
    state = CampaignState(one.state)
    return Tag(text=state.label, tone=_TONES[state.value])  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """A measure with what this reader may do with it."""

    measure: Measure
    tag: Tag
    due: ClockChip | None
    on: str
    report: Verdict
    judge: Verdict
    move: Verdict


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A window of the drawing: how long its bar is, of 240."""

    name: str
    span: str
    files: str
    others: str
    width: int


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One campaign. `saying`: what the figures allow to be said; `files`, `found`: rows in sight."""

    campaign: Campaign
    tag: Tag
    facts: Sequence[Fact]
    kpis: Sequence[Kpi]
    measures: Sequence[MeasureLine]
    files: Sequence[Row]
    found: Sequence[Row]
    hidden: str
    bars: Sequence[Bar]
    saying: str
    caveat: str
    change: Verdict
    begin: Verdict
    put_in: Verdict
    order: Verdict
    report: Verdict
    close: Verdict
    drop: Verdict
    is_reported: bool
    nonce: str


def one(by: Actor, reach: Reach, campaign: Campaign, *, nonce: str) -> OnePage:
    """One campaign as this reader sees it."""
    inside = queries.in_sight(by=by, reach=reach, campaign=campaign, state=FileState.INSIDE)
    found = queries.in_sight(by=by, reach=reach, campaign=campaign, state=FileState.FOUND)
    figures, put_in = queries.figures_of(campaign.figures), policies.may_put_in(reach, campaign)
    is_owner = bool(policies.may_plan(reach, campaign.unit))
    shown = _rows([case.pk for case in (*inside.cases, *found.cases)], picks=bool(put_in))
    return OnePage(
        campaign=campaign, tag=tag(campaign), facts=_facts(campaign), kpis=_kpis(campaign, inside, is_owner=is_owner),
        measures=[_measure(reach, row) for row in queries.measures(campaign=campaign)],
        files=shown[: len(inside.cases)], found=shown[len(inside.cases) :], hidden=_hidden(inside.hidden),
        bars=_bars(figures.windows if figures else (), whole=is_owner),
        saying=queries.said_of(figures) if figures and _is_told(figures.windows, is_owner) else "",
        caveat=queries.CAVEAT, change=policies.may_change(reach, campaign), begin=policies.may_begin(reach, campaign),
        put_in=put_in, order=policies.may_order_measure(reach, campaign), report=policies.may_report(reach, campaign),
        close=policies.may_close(reach, campaign), drop=policies.may_drop(reach, campaign),
        is_reported=bool(campaign.report), nonce=nonce,
    )  # fmt: skip


def _rows(keys: Sequence[int], *, picks: bool) -> list[Row]:
    return [row for row, _view in rows(appeals.of_keys(keys), unit=True, picks=picks)]


def _hidden(count: int | None) -> str:
    if count is None:
        return _("还有少于5件不在您的范围内。")
    return _("还有%(n)s件不在您的范围内。") % {"n": count} if count else ""


def _facts(campaign: Campaign) -> list[Fact]:
    kinds, where = dict(categories()), dict(areas())
    rule = [
        "、".join(kinds.get(code, code) for code in campaign.categories), "、".join(campaign.words),
    ]  # fmt: skip
    told = [
        (_("缘由"), Ground(campaign.ground).label), (_("牵头单位"), campaign.unit.short_name),
        (_("时间"), f"{day(campaign.starts_on)}—{day(campaign.ends_on)}"), (_("问题和目标"), campaign.matter),
        (_("按什么找件"), "；".join(part for part in rule if part) or _("只有人工列入的")),
        (_("街道乡镇"), "、".join(where.get(code, code) for code in campaign.areas)),
        (_("起草"), campaign.drafted_by.name), (_("启动"), campaign.begun_by.name if campaign.begun_by else ""),
        (_("总结"), campaign.reported_by.name if campaign.reported_by else ""),
        (_("验收"), campaign.ended_by.name if campaign.ended_by and campaign.state == CampaignState.CLOSED else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _kpis(campaign: Campaign, inside: InSight, *, is_owner: bool) -> list[Kpi]:
    """Of all files; of those in sight alone where the rest are so few that a sum would tell them."""
    if inside.hidden is None and not is_owner:
        return [Kpi(label=_("列入（您看得到的）"), value=str(inside.count), unit=_("件"))]
    known = queries.standings(campaign=campaign)
    return [
        Kpi(label=_("列入"), value=str(known.all), unit=_("件")),
        Kpi(label=_("还没答复"), value=str(known.to_do), unit=_("件")),
        Kpi(label=_("其中超期"), value=str(known.late), unit=_("件"), tone="bad" if known.late else ""),
        Kpi(label=_("重新办理过"), value=str(known.reopened), unit=_("件")),
    ]


def _measure(reach: Reach, row: Measure) -> MeasureLine:
    state = MeasureState(row.state)
    is_open = state is MeasureState.OPEN
    return MeasureLine(
        measure=row, tag=Tag(text=state.label, tone=_MEASURES[state.value]),  # type: ignore[arg-type]
        due=due(row.due_on, is_open=is_open), on=day(row.due_on), report=policies.may_report_measure(reach, row),
        judge=policies.may_judge_measure(reach, row), move=policies.may_move_measure(reach, row),
    )  # fmt: skip


def _is_told(windows: Sequence[Window], is_owner: bool) -> bool:
    """Small counts are told only to who plans over the leading unit."""
    return is_owner or all(one.files >= FEW for one in windows)


def _bars(windows: Sequence[Window], *, whole: bool) -> list[Bar]:
    most = max((one.files for one in windows), default=0) or 1
    found = []
    for one in windows:
        is_told = whole or one.files >= FEW
        first, last = date.fromisoformat(one.first), date.fromisoformat(one.last)
        found.append(
            Bar(
                name=queries.window_name(one), span=f"{day(first)}—{day(last)}", others=str(one.others),
                files=str(one.files) if is_told else _("少于5"), width=round(240 * one.files / most) if is_told else 0,
            )
        )  # fmt: skip
    return found


def source_url(by: Actor, reach: Reach, source: str) -> str:
    """Where the thing is that a campaign came from; empty where it came from nothing, or from what this reader does not see."""
    try:
        found = queries.source_of(by=by, reach=reach, source=source) if source else None
    except Missing:
        return ""
    if isinstance(found, Consultation):
        return reverse("workbench:consultation", args=[found.appeal.case.number, found.pk])
    return reverse("topics:one", args=[Ref.parse(source).id]) if found else ""
